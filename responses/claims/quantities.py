"""Turns figures into quantities: with their unit, qualifier and sign, and ranges and rates put together."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from responses.claims.lexicon import QUALIFIERS
from responses.claims.numbers import Figure, find_figures, trim_decimal

_WORDS = sorted((re.escape(word).replace(r"\ ", r"\s+") for word in QUALIFIERS), key=len, reverse=True)
_QUALIFIER = re.compile(
    rf"(?<![\w.])(?!(?<=bring )about|(?<=brought )about)({'|'.join(_WORDS)})[,\s]*(?:(?:a|an|some|the)\s+)?$",
    re.IGNORECASE,
)
_POINTS = re.compile(r"[\s-]*(?:percentage|per\s?cent|%)[\s-]points?\b|\s?pp\b", re.IGNORECASE)
_PERCENT = re.compile(r"[\s-]?(?:[%％]|per[\s-]?cent\b|percent\b|pct\b)", re.IGNORECASE)
_TIMES = re.compile(
    r"\s?(?-i:[x×])(?!\w|\.\w|\s?\d)|[\s-]?fold\b|\s?:\s?1(?![\d:])|[\s-]to[\s-](?:1|one)(?!\w|[.,]\d)|\s+times\b"
    r"(?=\s+(?:as|more|fewer|less|higher|greater|larger|the|that|those|what|its|their|faster|lower|[a-z]{3,}er)\b)",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"\s*(?P<unit>%|percent|per\s?cent|(?<=\s)[a-z]+)?\s*(?P<word>-|–|—|to|and|or)\s*"
    r"(?:about|around|nearly|over|up to|as much as|some)?\s*",
    re.IGNORECASE,
)
_MOVED_TO = re.compile(
    r"(?:\s*%|\s+[^\s,;.]+){0,5},?\s+to\s+(?:(?:about|over|nearly|almost|under|(?:fewer|less|more)\s+than)\s+)?"
)
_RATE = re.compile(
    r"\s+(?:(?P<near>in|of)|(?P<far>per|out\s+of|for\s+(?=every|each)))\s+(?:(?:every|each)\s+)?"
)
_SHARE_BEHIND = re.compile(r"[,.;)]|$|\s(?:is|are|was|were|has|have|had)\b")
_YEAR_OF_RANGE = re.compile(r"\bin \d{4} to\b", re.IGNORECASE)
_PLUS = re.compile(r"\+(?![^\W_])|-plus\b")
_POINTS_MOVED = re.compile(r"\s+points?\b(?!\s+of\b)")
_MOVED = re.compile(
    r"\b(?:up|down|by|rose|fell|gained|lost)\s+(?:(?:about|nearly|over|almost)\s+)?$", re.IGNORECASE
)
_STRONG = re.compile(r"-(?:strong|person|people|member|odd)\b")
MOST_TIMES = 1000
MOST_PARTS = 20  # "seven out of 20" is a share; a larger whole is one if it is 100, 1,000, 10,000
RANGE_REACH = 60  # characters between "from 12 …" and "to 18"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure as it is used: `start` and `end` take in the qualifier and the unit."""

    figure: Figure
    kind: str  # count, percent, points, times
    qualifier: str
    start: int
    end: int
    sign: str = ""
    to: Figure | None = None  # the second figure of a range or of "from … to …"
    joined: str = ""  # the word between the two: "to", "and", "-"
    per: Figure | None = None  # the second figure of a rate: 10,000 in "1.5 per 10,000"

    @property
    def last(self) -> Figure:
        """The last figure that belongs to this quantity."""
        behind = self.per if self.per and self.per.start > self.figure.start else None
        return behind or self.to or self.figure


def find_quantities(text: str, start: int, end: int) -> list[Quantity]:
    """Return the quantities of `text[start:end]`, in order. Every figure is in at most one."""
    found = find_figures(text, start, end)
    made: list[Quantity] = []
    place = 0
    while place < len(found):
        years = place + 2 < len(found) and _is_year_of_range(text, found[place + 1])
        step = 2 if years else 1  # "from 2.2 million in 2018 to 3.9 million"
        following = found[place + step] if place + step < len(found) else None
        one = _quantity(text, start, end, found[place], following)
        if years and not one.to:
            step, one = 1, _quantity(text, start, end, found[place], found[place + 1])
        made.append(one)
        place += step + 1 if one.to or one.per else 1
    return made


def _is_year_of_range(text: str, figure: Figure) -> bool:
    """Return whether a figure is the year of the figure before it, and a range goes on behind it."""
    return _is_year(figure) and bool(_YEAR_OF_RANGE.search(text[max(0, figure.start - 4) : figure.end + 4]))


def _is_year(figure: Figure) -> bool:
    return not (figure.grouped or figure.written) and 1900 <= figure.value <= 2099


def _quantity(text: str, floor: int, ceiling: int, figure: Figure, following: Figure | None) -> Quantity:
    sign = _sign(text, floor, figure)
    begin = figure.start - (1 if sign else 0)
    begin, qualifier = _qualifier(text, floor, begin)
    to, joined = _range(text, floor, figure, following, begin)
    last = to or figure
    qualifier = qualifier or (_qualifier(text, figure.end, to.start)[1] if to else "")
    kind, stop = _unit(text, ceiling, last)
    if to and to.scale > figure.scale == 1 and figure.value < to.value / to.scale:
        figure = replace(
            figure, value=trim_decimal(figure.value * to.scale), grouped=True
        )  # "between 2 and 3 million"
    per = None
    if not to and kind == "count" and following:
        per = _rate(text, figure, following)
        stop = per.end if per else stop
    if plus := _PLUS.match(text, stop):
        qualifier, stop = "over", plus.end()
    elif strong := _STRONG.match(text, stop):
        stop = strong.end()
    if text[begin : begin + 1] == "<" and text[stop : stop + 1] == ">":
        begin, qualifier = figure.start, ""  # "<110,000>" is a figure in brackets, none below 110,000
    if not qualifier:
        # thirds cannot be exact; anything else that is not hedged is
        qualifier = "about" if figure.fraction and figure.value % 1 else "exact"
        after = re.match(r"\s+or\s+(so|more|fewer|less)\b", text[stop : min(stop + 12, ceiling)])
        if after:
            qualifier = {"so": "about", "more": "over"}.get(after[1], "under")
    return Quantity(figure, kind, qualifier, begin, stop, sign, to, joined, per)


def _unit(text: str, ceiling: int, figure: Figure) -> tuple[str, int]:
    for kind, pattern in (("points", _POINTS), ("percent", _PERCENT), ("times", _TIMES)):
        found = pattern.match(text, figure.end, min(ceiling + 1, figure.end + 30))
        # "1337x" is a site's name: nobody counts times that high
        if kind == "times" and figure.value >= MOST_TIMES:
            continue
        if found and not (kind == "percent" and figure.fraction):
            return kind, found.end()
    if text.endswith("factor of ", 0, figure.start):
        return "times", figure.end
    moved = _POINTS_MOVED.match(text, figure.end, min(ceiling, figure.end + 30))
    if moved and _MOVED.search(text[max(0, figure.start - 30) : figure.start]):
        return "points", moved.end()  # "94%, up 6 points"
    return ("percent" if figure.fraction else "count"), figure.end


def _sign(text: str, floor: int, figure: Figure) -> str:
    """Return a minus or plus that touches the figure and nothing on its other side."""
    mark = text[figure.start - 1 : figure.start] if figure.start > floor else ""
    before = text[figure.start - 2 : figure.start - 1] if figure.start > floor + 1 else ""
    if mark in ("-", "−", "–", "+") and (not before or before.isspace() or before in "(:"):
        return "+" if mark == "+" else "-"
    return ""


def _qualifier(text: str, floor: int, begin: int) -> tuple[int, str]:
    found = _QUALIFIER.search(text[max(floor, begin - 30) : begin])
    if not found:
        return begin, ""
    word = " ".join(found[1].lower().split())
    if word.startswith(("exceed", "topped", "surpassed")):
        return begin, "over"  # also the verb of what is counted before it
    return begin - (len(found.string) - found.start()), QUALIFIERS[word]


def _range(
    text: str, floor: int, figure: Figure, following: Figure | None, begin: int
) -> tuple[Figure | None, str]:
    """Return the second figure of "between 20 and 30", "20–30%", "from 12 to 18 hours", or None."""
    if not following or following.start - figure.end > RANGE_REACH:
        return None, ""
    between = text[figure.end : following.start]
    if _is_year(figure) and not _is_year(following):
        return None, ""  # "2018 – 53,000; 2019 – 46,000"
    if _PERCENT.match(between) and not _PERCENT.match(text, following.end):
        return None, ""  # "fell 28 percent to 61,000"
    lead = re.search(r"\b(between|from)\s*$", text[max(floor, begin - 10) : begin], re.IGNORECASE)
    opening = lead[1].lower() if lead else ""
    joined = _JOINED.fullmatch(between)
    if joined and (
        not joined["unit"] or opening or joined["unit"][0] == "%" or joined["unit"][:3].lower() == "per"
    ):
        word = joined["word"].lower()
        if word == "and" and opening != "between" or word == "or":
            return None, ""
        if word == "to" and opening != "from" and following.value <= figure.value:
            return None, ""
        return following, "-" if word in "-–—" else word
    if opening == "from" and _MOVED_TO.fullmatch(between):
        return following, "to"
    return None, ""


def _rate(text: str, figure: Figure, following: Figure) -> Figure | None:
    """The "10,000" of "1.5 in 10,000" or "1.5 suspected fakes per 10,000"; never smaller than the first figure."""
    between = text[figure.end : following.start]
    if (
        len(between) > RANGE_REACH
        or _is_year(following)
        or following.value <= figure.value
        or following.value < Decimal(2)
        or following.fraction
    ):
        return None
    found = _RATE.fullmatch(between)
    round_whole = following.value <= MOST_PARTS or following.value == 10 ** (
        len(f"{following.value:.0f}") - 1
    )
    if found and "out" in found[0] and not round_whole:
        return None  # "9,317 out of 9,402 complaints" counts them
    if found:
        return following
    tail = re.search(r"\s(?:per|(?:out of|in|for|of) (?:every|each))\s+$", between)
    if figure.value == 1 and following.value.normalize().as_tuple().digits[1:] == ():
        tail = tail or re.fullmatch(r"\s[a-z]+\s(?:in|out of)\s", between)  # "1 ad in 30"
    if round_whole and _SHARE_BEHIND.match(text, following.end):
        tail = tail or re.fullmatch(r"\s[a-z]+\sin\s", between)  # "9 notices in 10 are valid"
    return following if tail and not re.search(r"[,;.:]", between) else None
