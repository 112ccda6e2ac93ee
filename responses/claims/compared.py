"""Figures that another figure is set against: "up from 1,900 in 2020", "fell to 12 from 18", "(2021: 1.4m)"."""

import re

from responses.claims.lexicon import AROUND, DOWN, UP
from responses.claims.periods import is_period
from responses.claims.quantities import Quantity

_LEAD = r"(?:(?:the|a|an|its|some|about|around|just|only|over|nearly|almost)\s+)*$"
# a period before a figure in brackets: "(2021: 1.4m)", "(previous year 12,000)", "(P.Y. 9,410)"
_EARLIER = (
    r"(?:(?:(?:H[12]|Q[1-4])?\s?(?:19|20)\d\d|FY\s?(?:20)?\d\d)(?:[-/–]\d\d)?|[PL]\.?\s?Y\.?"
    r"|(?:previous|prior|last|preceding|corresponding|same)(?:\s+\w+)?[\s-]+(?:year|period|quarter|half|month)"
    r"(?:\s+(?:of\s+)?(?:19|20)\d\d)?|\w+\s+(?:quarter|half))"
)
_CUE = re.compile(
    rf"(?:\b(?:as\s+against|against|(?:as\s+)?compared\s+(?:to|with)|(?:up|down|increas\w+|decreas\w+)\s+from|versus|vs\.?|as\s+opposed\s+to"
    rf"|(?:(?:more|fewer|less|higher|lower)\s+than|(?:(?:more|less)\s+than\s+|nearly\s+)?(?:double|twice|triple))(?=\s+the))\s+{_LEAD}"
    r"|\b(?:as|than)\s+in\s+(?:19|20)\d\d\s+\($"
    rf"|\bcompared\s+(?:to|with)\s+(?:19|20)\d\d,?\s+(?:when|where|with)\s+{_LEAD}"
    rf"|\((?:was|were|from|previously|formerly|earlier)\s+{_LEAD}"
    rf"|\((?:(?:in|for|the)\s+)*{_EARLIER}(?:\s?[:–—-])?\s+{_LEAD})",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\s*%?\s+(?:in|for|during|last|a\s+year|the\s+(?:year|prior|previous))\b[^()\d]*(?:(?:19|20)\d\d)?[);]",
    re.I,
)
_NEXT_ASIDE = re.compile(r"\s+(?:in|for)\s+\S+[;,]\s+")  # "(8,400 in 2020; 7,900 in 2019)"
_NEAR = re.compile(
    r"(?:%|\s+(?!and\b)[a-z]+){0,4}(?:\s+(?:in|for)\s+(?:FY)?(?:19|20)\d\d)?\s*[,(]?\s*", re.IGNORECASE
)
_DEED_AGAINST = re.compile(
    r"\b(?:actions?|complaints?|notices?|reports?|cases?|claims?|measures?|(?:law)?suits?|proceedings|allegations?|filed|lodged"
    r"|brought|taken)\s+$"
)
_FROM = re.compile(
    r"(?:\s+[a-z]+){0,5},?\s+(?P<cue>from\s+(?:(?:the|about|over|nearly)\s+)*)$", re.IGNORECASE
)
_FROM_BEFORE = re.compile(r"\bfrom\s+$", re.IGNORECASE)
_ANOTHER = re.compile(r"(?:\s+[a-z]+){0,3}\s+(?:in|for)\s+(?:19|20)\d\d,?\s+and\s+$", re.IGNORECASE)
# "against 25,000 rights and 10,700 owners a year ago"
_BESIDE = re.compile(r"(?:\s+[a-z]+){1,3}\s+and\s+")
_ENDS = re.compile(r"(?:\s+[a-z]+){1,2}(?:[.,;)]|\s+(?:a\s+year|last|in|the\s+year)\b|$)")
_AS_MANY = r"as\s+[a-z]+(?:\s+[a-z]+){0,2}?\s+as"
_MORE_THAN = r"(?:more|fewer|less|(?!rather\b|other\b)[a-z]{2,}er)\s+(?:[a-z]+\s+){0,2}?(?P<than>than\s+)"
_ITS = r"(?:(?:the|our|its|about|around|some|nearly|almost|over)\s+)*"
# between a multiple or a difference and its base
_TIMES_BASE = re.compile(rf"\s+(?:{_AS_MANY}\s+|{_MORE_THAN}|(?=the\s)){_ITS}", re.IGNORECASE)
_THAN_BASE = re.compile(
    rf"\s+{_MORE_THAN}{_ITS}|(?:\s+[a-z]+){{1,2}}?\s+(?:more|fewer|less)\s+(?P<too>than\s+)the\s+", re.I
)
# "up by half on the 58,000"
_ON_BASE = re.compile(r"\s+(?:up\s+|down\s+)?(?P<on>on)\s+the\s+", re.IGNORECASE)
_ASIDE_OPENS = re.compile(r"(?:[,(–—]|,\s+(?:or|(?:which|that|this)\s+(?:is|are|was|were)))\s*$")
# "…, far fewer than the 52,000 of 2022", "which is twice as many as the 24,000 of 2022"
_DEFINITE = re.compile(
    r"(?:[,(–—]\s*|\b(?:is|are|was|were)\s+)(?:(?:far|well|slightly|still|many|much|even|nearly|almost|about)\s+)*"
    rf"(?P<cue>(?:{_MORE_THAN}|(?:(?:more|less)\s+than\s+)?(?:half|twice|double|triple)\s+"
    rf"(?:{_AS_MANY}\s+)?)(?P<the>the\s+)?{_ITS})$",
    re.IGNORECASE,
)
# "the 379,867 reported by brands" is known, too; not so "… by brands in 2020"
_BY_OTHERS = re.compile(
    r"\s+(?:[a-z]+\s+){0,2}[a-z]+ed\s+(?:by\s(?!us\b)|on\s|after\s)"
    r"(?![^,;.()]*\b(?:(?:19|20)\d\d|years?|earlier|before)\b)",
    re.IGNORECASE,
)
_DATED = re.compile(rf"\((?P<period>[^():]{{4,40}}):\s+{_ITS}$", re.IGNORECASE)
_STOP = re.compile(r"[,;:)]|\.\s|\s[–—-]\s|\s(?:and|but|while|of\s+which)\s")
_TO = re.compile(r"\bto\s+$", re.IGNORECASE)
MOVING = UP | DOWN | AROUND["moving"]
REACH = 20  # characters in which "up", "by" and "to" are
_BY = re.compile(r"\b(?:up|down|by)\s+$", re.IGNORECASE)


def find_compared(text: str, span: tuple[int, int], kept: list[Quantity]) -> dict[int, tuple[int, int]]:
    """Return which quantities another is set against: place in `kept` → where the words are that say so."""
    found: dict[int, tuple[int, int]] = {}
    asides: list[int] = []
    for place, one in enumerate(kept):
        begin = kept[place - 1].end if place else span[0]
        ceiling = kept[place + 1].start if place + 1 < len(kept) else span[1]
        cue = _CUE.search(text, begin, one.start)
        if (
            cue
            and cue[0].lower().startswith("against")
            and (
                _DEED_AGAINST.search(text[begin : cue.start()])
                or not place
                or not (text[begin : cue.start()].endswith(", ") or _NEAR.fullmatch(text, begin, cue.start()))
            )
        ):
            cue = None  # "action against 12,400 sellers", "98% of complaints against 140,000 listings"
        if cue and cue[0].endswith("(") and not cue[0].startswith("(") and text[one.end : one.end + 1] != ")":
            cue = None  # "than in 2021 (390,000 against 201,000)"
        if cue and one.to and cue[0].lower().rstrip().endswith("from"):
            cue = None  # "went down from 310 to 204" is 204 now
        start = cue.start() if cue else -1
        after = kept[place + 1] if place + 1 < len(kept) else None
        lead = _FROM_BEFORE.search(text, begin, one.start)
        if lead and after and one.per and after.per and text[one.end : after.start].strip() == "to":
            found[place] = lead.start(), one.end  # "from 7 in 100,000 to 3 in 100,000"
            continue
        if place and not cue and text[begin : one.start].endswith("(") and _ASIDE.match(text, one.last.end):
            start = one.start - 1  # "(6,342 in the first half)"
        elif place and not cue and (base := _find_base(text, kept, place)):
            start, is_aside = base
            if is_aside:
                asides.append(place)
        elif place and not cue:
            moved = _FROM.fullmatch(text, begin, one.start)
            if moved and not one.to and _is_moved(text, span[0], kept[place - 1]):
                start = moved.start("cue")
            elif place - 1 in found and (
                _ANOTHER.fullmatch(text, begin, one.start)
                or _NEXT_ASIDE.fullmatch(text, begin, one.start)
                or (_BESIDE.fullmatch(text, begin, one.start) and _ENDS.match(text, one.end))
            ):
                start = begin
        if start >= 0:
            stop = _STOP.search(text, one.end, ceiling)
            end = stop.start() if stop else ceiling
            found[place] = start, end - (len(text[start:end]) - len(text[start:end].rstrip(" .")))
    return found | {place - 1: found[place] for place in asides}


def _find_base(text: str, kept: list[Quantity], place: int) -> tuple[int, bool] | None:
    """Return where the words begin that make a figure the base of a comparison; whether the figure before is in them.

    Its qualifier may be those words: "fewer than the 52,000". A multiple of a base or a difference from it is in the
    words where it is an aside: "9 million listings, three times as many as the 3 million of 2020". A percentage is a
    change, and stays.
    """
    before, one = kept[place - 1], kept[place]
    multiple = before.kind == "times" or before.figure.fraction
    base = (_TIMES_BASE if multiple else _THAN_BASE).fullmatch(text, before.end, one.figure.start)
    if base and not _BY_OTHERS.match(text, one.figure.end):
        may_be_aside = place > 1 and (multiple or before.kind == "count")
        if may_be_aside and _ASIDE_OPENS.search(text, kept[place - 2].end, before.start):
            return before.start, True
        if not before.figure.fraction:  # "half the 600 shops" is a share
            return (base.start() + 1 if multiple else max(base.start("than"), base.start("too"))), False
    on_base = _ON_BASE.fullmatch(text, before.end, one.figure.start)
    if on_base and before.kind == "percent":
        return on_base.start("on"), False
    cue = _DEFINITE.search(text, before.end, one.figure.start)
    # what is fewer than a larger figure is no part of it: "12,000 items in 2022, fewer than 20,000 in 2021"
    is_larger = one.qualifier == "under" and one.figure.value > before.figure.value
    if cue and (cue["the"] or is_larger):
        return cue.start("cue"), False
    dated = _DATED.search(text, before.end, one.start)
    return (dated.start(), False) if dated and is_period(dated["period"]) else None


def _is_moved(text: str, start: int, one: Quantity) -> bool:
    """Return whether a quantity is what something moved to or by: "to 40%", "up 8%"."""
    near = max(start, one.start - REACH)
    if one.kind == "percent" and _BY.search(text, near, one.start):
        return True
    if not _TO.search(text, near, one.start):
        return False
    return not MOVING.isdisjoint(text[start : one.start].lower().split())
