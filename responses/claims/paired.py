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

    A sentence without "respectively" pairs nothing but what a slash parts. Without years, figures that only
    an "and" parts are not clear.
    """
    if not _PAIRED.search(text):
        slashed = [pair for pair in pairwise(kept) if text[pair[0].end : pair[1].start].strip() == "/"]
        return {one.start: "" for pair in slashed for one in pair}  # "3.2m / 2.5m (2021/2020)"
    lists = list(_YEARS.finditer(text))
    if not lists:
        beside = [pair for pair in pairwise(kept) if _BESIDE.fullmatch(text, pair[0].end, pair[1].start)]
        return {one.start: "" for pair in beside for one in pair}
    years = re.findall(_YEAR, lists[0][1]) if len(lists) == 1 else []
    periods = [f"in {year}" for year in years] if len(years) == len(kept) else [""] * len(kept)
    return {one.start: period for one, period in zip(kept, periods, strict=True)}
