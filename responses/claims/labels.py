"""Which figures are no claims: dates, years, money, list numbers, addresses, ages, spans of time, keys."""

import re

from markets.text.dates import CAPITAL_MONTH_PATTERN
from responses.claims.lexicon import NO_CLAIMS
from responses.claims.phrases import is_plural
from responses.claims.quantities import Quantity
from responses.claims.sentences import Word

_NOT_SHARE = r"(?![\d]|[,.]\d|\s?%|\s?per)"
_SPANS = [
    re.compile(pattern)
    for pattern in (
        r"\S*(?:://|www\.)\S+|\S+@\S+\.\S+",  # addresses of the net
        r"\+[0-9][0-9\s().-]{6,}[0-9]|\(?\b[0-9]{3}\)?[\s.-]{1,2}[0-9]{3}[.-][0-9]{4}\b|\b[0-9]{3}-[0-9]{4}\b|\([0-9]{2,4}\)\s?[0-9][0-9\s-]{4,}[0-9]",
        rf"\b[0-9]{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{CAPITAL_MONTH_PATTERN}\b(?:,?\s+[0-9]{{4}}\b)?",
        rf"\b{CAPITAL_MONTH_PATTERN}\s+[0-9]{{1,2}}(?:st|nd|rd|th)?(?:\s?[-–]\s?[0-9]{{1,2}})?{_NOT_SHARE}(?:,?\s+(?:19|20)[0-9]{{2}}{_NOT_SHARE})?",
        rf"\b{CAPITAL_MONTH_PATTERN},?\s+(?:19|20)[0-9]{{2}}{_NOT_SHARE}",
        r"\b[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}\b|\b[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4}\b",
        r"\b(?:19|20)[0-9]{2}\s?[-–/]\s?(?:(?:19|20)[0-9]{2}|[0-9]{2})\b(?!\s?%|,\d)",
        r"\b[0-9]{1,2}:[0-9]{2}\b|\b[0-9]{1,3}(?:\.[0-9]{1,3}){3}\b|\b[0-9]+/[0-9]+(?:/[0-9]+)?\b",
        r"\[[0-9, –-]+\]|(?<![a-z]s )(?<!ed )(?<!staff )(?<!team )\([0-9]{1,4}\)",
        r"(?:^|[;,]\s|\b(?:and|or)\s)[0-9]{1,2}[.)]\s(?=[A-Za-z“\"])",  # "…; 2. it banned …"
        r"\b[A-Z]{2,}[A-Za-z]*[-_/][0-9][\w/-]*",  # docket and product keys
        # a row of a table that was not read: which figures its columns part, only the page shows
        r"(?<![\w.,])(?!(?:(?:19|20)[0-9]{2} )?[0-9]{1,3}(?: [0-9]{3})+(?! ?[0-9]))"
        r"[0-9]+(?:[.,][0-9]+)*(?: [0-9]+(?:[.,][0-9]+)*){2,}",
    )
]
_OF_TIME = frozenset({"last", "this", "past", "every", "each", "per", "a", "the", "same"})
_YEAR_SURE = frozenset({"over", "nearly", "under"})


def label_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the stretches of `text[start:end]` whose digits name something: dates, telephone numbers, keys.

    They are in order, and none touches another."""
    merged: list[tuple[int, int]] = []
    for begin, stop in sorted(found.span() for one in _SPANS for found in one.finditer(text, start, end)):
        if merged and begin <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(stop, merged[-1][1])
        else:
            merged.append((begin, stop))
    return merged


def is_label(text: str, one: Quantity, before: list[Word], after: list[Word]) -> bool:
    """Return whether the figure is part of a name, a date or an amount of money.

    `before` and `after` are the words of the sentence on both sides of the whole quantity.
    """
    return (
        _attached(text, one)
        or _is_money(text, one, before, after)
        or (one.kind == "count" and (_is_year(one, after) or _is_named(one, before, after)))
    )


def span_word(one: Quantity, after: list[Word]) -> str:
    """ "hours" where a span of time is counted, else ""; "working" and the like are skipped."""
    if one.kind != "count":
        return ""
    for word in after[:3]:
        if word.lower not in NO_CLAIMS["spans"]:
            return ""
        if word.lower not in NO_CLAIMS["of_spans"]:
            return word.lower
    return ""


def _attached(text: str, one: Quantity) -> bool:
    figure, last = one.figure, one.last
    before, after = text[: figure.start][-2:], text[last.end : last.end + 2]
    mark = before[-1:]
    if mark in ("×", "^", "*") or after[:1] in tuple("×^⁰¹²³⁴⁵⁶⁷⁸⁹"):
        return True  # "7×10^6"
    if mark in ("/", "_", "#", "@", "=", "&", "'", "’", ":") and not (mark == ":" and before[:1].isspace()):
        return before[:1].isalnum() or mark in "#@_=" or (mark in "'’" and not figure.grouped)
    if mark in ("-", "–", "−", ".", ",", "+") and (before[:1].isalnum() or before == ".."):
        return True
    if one.kind != "count" or one.end > last.end:  # "500-plus", "a 1,000-strong team"
        return False
    if after[:1].isalpha() and after[:1].isascii():
        return True
    return after[:1] in ("-", "/", ":", ".", "’", "'", "‑") and len(after) == 2 and after[1].isalnum()


def _is_money(text: str, one: Quantity, before: list[Word], after: list[Word]) -> bool:
    near = re.search(r"[$€£¥₹₽₩￥]\s?$", text[max(0, one.figure.start - 3) : one.figure.start])
    if near or re.match(r"\s?[$€£¥₹₽₩元]", text[one.last.end : one.last.end + 2]):
        return True
    named = before[-2:-1] if before and before[-1].text == "." else before[-1:]  # "Rs. 500"
    # "it takes us 3 hours"
    is_pronoun = bool(named) and named[0].text == "us" and span_word(one, after) and not one.figure.written
    if named and named[0].lower in NO_CLAIMS["money_before"] and not (named[0].is_mark or is_pronoun):
        return True
    national = after[:1] and after[0].text in (
        "US",
        "U.S",
        "Hong",
        "Chinese",
        "Canadian",
        "Indian",
        "Singapore",
    )
    return any(word.lower.strip("-") in NO_CLAIMS["money_after"] for word in after[: 3 if national else 1])


def _is_year(one: Quantity, after: list[Word]) -> bool:
    figure = one.to or one.figure
    if figure.grouped or figure.written or not 1900 <= figure.value <= 2099 or figure.value % 1:
        return False
    # "over 2000 stores" counts; "over 2015 levels" and "in 2016 requests" do not
    counted = (
        bool(after)
        and after[0].lower.endswith("s")
        and after[0].lower not in ("levels", "figures", "numbers", "was", "is", "has")
    )
    return not (one.qualifier in _YEAR_SURE and counted)


def _is_named(one: Quantity, before: list[Word], after: list[Word]) -> bool:
    bare, last = not one.figure.grouped, before[-1] if before else None
    lead, behind = [word.lower for word in before[-2:]], [word.lower for word in after[:2]]
    if last and last.lower in NO_CLAIMS["spans"] and len(lead) > 1 and lead[0] in _OF_TIME:
        last = None  # "last year 4 of our customers"
    # "the teams number 190 people", "its moderators number 700"
    numbering = lead[-1:] == ["number"] and any(is_plural(word) for word in (*after[:1], *before[-2:-1]))
    plain = bare and not numbering and one.qualifier == "exact"
    if last and plain and last.lower.rstrip(".") in NO_CLAIMS["labels"]:
        return True
    if last and len(last.text) == 2 and last.text.isupper() and bare and 10000 <= one.figure.value <= 99999:
        return True  # a postcode after a state
    return (
        (lead[1:] == ["."] and lead[0] in NO_CLAIMS["labels"] | {"art", "sec"})
        or (last is not None and last.lower in ("aged", "age", "ages"))
        or behind in (["years", "old"], ["year", "old"])
        or bool(after and behind[0] in NO_CLAIMS["units_of_things"])
        or (bare and _is_street(after))
    )


def _is_street(after: list[Word]) -> bool:
    for place, word in enumerate(after[:5]):
        if place and word.lower in NO_CLAIMS["streets"] and word.text[0].isupper():
            return True
        if not (word.text[0].isupper() or word.text[0].isdigit()):
            return False
    return False
