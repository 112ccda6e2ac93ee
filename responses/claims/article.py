"""Reads from an article what USTR recommended: quotations in bullets, quotations in running text, stated counts.

It goes by structure: bullets under an introducing line that says "recommends", "requested", "must" and ends
with a colon; a quotation after 'recommended it to "…'; "the three recommendations from last year's report".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from responses.claims.numbers import find_figures
from responses.claims.sentences import BULLET, find_paragraphs

_ASKS = r"(?:recommend|request|urg|ask|advis|instruct|direct|call(?:s|ed|ing)?\s+(?:up)?on|suggest|encourag|propos)"
_INTRODUCES = re.compile(
    rf"\b(?:{_ASKS}\w*|must|should|needs?\s+to|has\s+to|requirements?|steps|actions)\b", re.IGNORECASE
)
_INLINE = re.compile(
    rf"\b(?P<verb>{_ASKS}\w*)\s+(?:[\w’'.&-]+\s+){{0,8}}?(?:to|that|should|must)\s+(?:[\w’'.&-]+\s+){{0,4}}?"
    r"(?P<quote>“[^”]{12,1500}”|\"[^\"]{12,1500}\")",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“([^”]+)”|\"([^\"]+)\"")
_COUNTED = re.compile(
    r"\s+(?:[\w-]+\s+){0,2}?(?P<noun>recommendations|requests|asks|steps|demands|suggestions)\s+"
    r"(?P<of>(?:from|in|of|made\s+in)\s+(?:the\s+)?(?:USTR[’']s\s+)?(?:last\s+year[’']?s?|previous|(?:19|20)\d\d)\s*(?:report|list|review|edition)?)",
    re.IGNORECASE,
)
_EDITION = re.compile(
    r"\b(?P<year>20\d\d)\s+(?:out-of-cycle\s+review|special\s+301|notorious|report|list|review|edition|requests|recommendations)\b",
    re.IGNORECASE,
)
FEWEST_WORDS = 3  # words: '“must take”' is no recommendation


@dataclass(frozen=True, slots=True)
class QuotedRecommendation:
    """A recommendation as an article prints it, quotation marks left out: `text[start:end] == words`."""

    words: str
    start: int
    end: int
    edition: int | None  # the edition that the article last named before it; None where it named none
    how: str  # "bullet" or "inline"
    place: int  # from 1, within its list or among the inline ones
    quoted: bool  # whether the article marks it as a quotation


@dataclass(frozen=True, slots=True)
class StatedCount:
    """How many recommendations the article says there were: "the three recommendations from last year's report"."""

    count: int
    of: str  # as printed: "last year's report"
    edition: int | None
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """All that an article says of recommendations, in the order of the text."""

    recommendations: tuple[QuotedRecommendation, ...]
    counts: tuple[StatedCount, ...]

    def of(self, edition: int) -> tuple[QuotedRecommendation, ...]:
        """Return the recommendations of one edition."""
        return tuple(one for one in self.recommendations if one.edition == edition)


def recommendations_in(text: str) -> ArticleReading:
    """Return the recommendations and stated counts of an article. Takes any text and never raises.

    An edition is the year that the text last put before "report", "list", "requests" and the like; it is a
    proposal for a curator, as everything here.
    """
    found = sorted([*_bulleted(text), *_inline(text)], key=lambda one: one.start)
    return ArticleReading(tuple(found), tuple(_counts(text)))


def _bulleted(text: str) -> Iterator[QuotedRecommendation]:
    introduced, number = False, 0
    for start, end in find_paragraphs(text):
        line = text[start:end]
        if not line.strip():
            continue
        mark = BULLET.match(line)
        if introduced and mark:
            number += 1
            yield from _bullet(text, start + mark.end(), end, number)
            continue
        last = re.split(r"(?<=[.!?])\s+", line.strip())[-1]
        introduced, number = last.endswith(":") and _INTRODUCES.search(last) is not None, 0


def _bullet(text: str, start: int, end: int, number: int) -> Iterator[QuotedRecommendation]:
    quoted = _QUOTED.search(text, start, end)
    # a quotation inside a bullet's own sentence ("must use “more effective” tools") is not the bullet
    if quoted and not text[start : quoted.start()].strip():
        inner = quoted.span(1) if quoted[1] is not None else quoted.span(2)
        yield QuotedRecommendation(text[slice(*inner)], *inner, _edition(text, start), "bullet", number, True)
        return
    while end > start and text[end - 1].isspace():
        end -= 1
    if len(text[start:end].split()) >= FEWEST_WORDS:
        yield QuotedRecommendation(
            text[start:end], start, end, _edition(text, start), "bullet", number, False
        )


def _inline(text: str) -> Iterator[QuotedRecommendation]:
    number = 0
    for found in _INLINE.finditer(text):
        start, end = found.start("quote") + 1, found.end("quote") - 1
        between = text[found.start() : start]
        if "\n" in between or "." in between.rstrip(".") or len(text[start:end].split()) < FEWEST_WORDS:
            continue
        number += 1
        yield QuotedRecommendation(
            text[start:end], start, end, _edition(text, found.start()), "inline", number, True
        )


def _counts(text: str) -> Iterator[StatedCount]:
    for figure in find_figures(text, 0, len(text)):
        found = _COUNTED.match(text, figure.end)
        if found and figure.value == int(figure.value):
            stated = re.search(r"20\d\d", found["of"])
            edition = int(stated[0]) if stated else _edition(text, figure.start)
            of = " ".join(re.sub(r"^(?:from|in|of|made\s+in)\s+", "", found["of"]).split())
            span = figure.start, found.end()
            yield StatedCount(int(figure.value), of, edition, text[slice(*span)], *span)


def _edition(text: str, place: int) -> int | None:
    """Return the year of the edition last named before `place`."""
    years = [int(found["year"]) for found in _EDITION.finditer(text, 0, place)]
    return years[-1] if years else None
