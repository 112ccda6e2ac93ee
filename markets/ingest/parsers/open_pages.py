"""Pages that end early: there was room for more lines of their last paragraph, so it ends there."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from markets.ingest.parsers.line_style import stands_out
from markets.ingest.parsers.page_measures import Measures
from markets.ingest.records import TextLine, TextPage

_FULL = 8  # lines of text on a page, to tell where text ends
_ENOUGH_PAGES = 3
_CLOSE = 1.08  # times the leading
_KEPT = 2  # lines of a paragraph that programs keep together: they may leave room
_Text = Sequence[Sequence[TextLine]]


class _PageEnd(NamedTuple):
    """`room`: points between the last line of text and the first note, or from the head of the page without notes."""

    page: int
    noted: bool
    room: float


def find_open_pages(pages: Sequence[TextPage], text: _Text, measures: Measures) -> frozenset[int]:
    """Return the pages whose last paragraph had room to go on with the lines at the head of the next page.

    Only where paragraphs are set apart, so that these lines are seen to be one.
    """
    if measures.columns or not measures.spaced:
        return frozenset()
    ends = list(_measure_ends(pages, text))
    least = {
        noted: _least([end.room for end in ends if end.noted is noted], measures) for noted in (False, True)
    }
    early = {end.page for end in ends if end.room > least[end.noted] + measures.leading + 1}
    return frozenset(
        page.number
        for (page, following), (_, lines) in zip(pairwise(pages), pairwise(text), strict=True)
        if page.number in early and _begins_long(lines, following, measures)
    )


def _measure_ends(pages: Sequence[TextPage], text: _Text) -> Iterator[_PageEnd]:
    full = [
        (page, max(line.y for line in lines))
        for page, lines in zip(pages, text, strict=True)
        if len(lines) >= _FULL
    ]
    below = [[line.y for line in page.lines if line.y > end + 1] for page, end in full]
    fewest = min(map(len, below), default=0)  # page numbers and running feet
    for (page, end), heights in zip(full, below, strict=True):
        noted = len(heights) > fewest
        yield _PageEnd(page.number, noted, (min(heights) if noted else page.height) - end)


def _least(rooms: list[float], measures: Measures) -> float:
    """Return the least room that full pages have; that of one page alone may be of another layout."""
    if len(rooms) < _ENOUGH_PAGES:
        return float("inf")
    first, second, *_ = sorted(rooms)
    return first if second - first < measures.leading else second


def _begins_long(lines: Sequence[TextLine], page: TextPage, measures: Measures) -> bool:
    """Return whether more lines of one paragraph are at the head of a page than programs keep together, and no mark in
    the first of them, which takes its note to the same page."""
    head = lines[: _KEPT + 1]
    return (
        len(head) > _KEPT
        and any(line.y == head[0].y and line.text == head[0].text for line in page.lines)
        and not any(stands_out(line, measures) for line in head)
        and all(0 < below.y - line.y <= _CLOSE * measures.leading for line, below in pairwise(head))
    )
