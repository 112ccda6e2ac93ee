"""Figures that a sentence pairs with years: "45,000 and 52,000 in 2022 and 2023 respectively"."""

import re
from itertools import pairwise

from responses.claims.quantities import Quantity

_YEAR = r"(?:FY ?|[HQ][1-4] )?(?:19|20)\d\d(?:[-–/]\d\d)?"
_YEARS = re.compile(rf"\b(?:in|for|during)\s+(?:the\s+years\s+)?({_YEAR}(?:(?:,|,?\s+and)\s+{_YEAR})+)")
_BESIDE = re.compile(r"\s*(?:,|,?\s+and)\s+")
_PAIRED = re.compile(r"\brespectively\b", re.IGNORECASE)


def find_pairs(text: str, kept: list[Quantity]) -> dict[int, str]:
    """Return where a figure that is one of several paired with years begins → its period, "" where that is not clear.

    Figures that only a comma or an "and" parts are paired with as many years, and with "respectively" all figures
    are. What only a slash parts is not clear.
    """
    if len(kept) < 2:
        return {}
    slashed = [pair for pair in pairwise(kept) if text[pair[0].end : pair[1].start].strip() == "/"]
    beside = [pair for pair in pairwise(kept) if _BESIDE.fullmatch(text, pair[0].end, pair[1].start)]
    unclear = {one.start: "" for pair in slashed for one in pair}  # "3.2m / 2.5m (2021/2020)"
    lists = list(_YEARS.finditer(text))
    is_paired = _PAIRED.search(text) is not None
    if not (is_paired or (lists and beside)):
        return unclear
    row = kept if is_paired and lists else [one for one in kept if any(one in pair for pair in beside)]
    years = re.findall(_YEAR, lists[0][1]) if len(lists) == 1 else []
    periods = [f"in {year}" for year in years] if len(years) == len(row) else [""] * len(row)
    return unclear | {one.start: period for one, period in zip(row, periods, strict=True)}
