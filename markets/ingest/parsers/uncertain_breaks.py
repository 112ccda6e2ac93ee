"""Doubts on where paragraphs end: at the foot of a page, and where nothing sets them apart."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markets.ingest.parsers import lead_lines
from markets.ingest.parsers.entry_drafts import Draft
from markets.ingest.parsers.headings import find_look
from markets.ingest.parsers.line_style import TERMINAL, has_room
from markets.ingest.parsers.page_measures import ROOM, Measures
from markets.ingest.parsers.paragraph_breaks import is_end_uncertain
from markets.ingest.parsers.paragraphs import Paragraph
from markets.ingest.parsers.wording import closes_with
from markets.ingest.records import TextLine

_SET_APART = 4  # points
_FEW = 3  # breaks, that tell how paragraphs are set


def find_uncertain_breaks(entries: Sequence[Draft], measures: Measures) -> Iterator[str]:
    """Yield paragraphs that may end at the foot of a page; once, that nothing sets paragraphs of the report apart."""
    for entry in entries:
        for last, line in _find_uncertain_ends(entry.paragraphs, measures):
            yield f"a paragraph of “{entry.name}” may end on page {last.page}, or go on with “{line.text[:50]}…”"
    breaks = [
        (_is_set_apart(above, below, measures), below.page)
        for entry in entries
        for above, below in pairwise(entry.paragraphs)
        if _are_text(above, below, measures)
    ]
    bare = [page for apart, page in breaks if not apart]
    if len(bare) >= _FEW and 2 * len(bare) > len(breaks):
        yield (
            f"nothing sets the paragraphs of the report apart, first on page {bare[0]}: where they end is a guess"
            " by the length of their last lines"
        )


def _find_uncertain_ends(
    paragraphs: Sequence[Paragraph], measures: Measures
) -> Iterator[tuple[TextLine, TextLine]]:
    """Yield the lines on both sides of an end of which nothing tells whether it is one."""
    for paragraph in paragraphs:
        yield from (pair for pair in pairwise(paragraph.lines) if is_end_uncertain(*pair, measures))
    for above, below in pairwise(paragraphs):
        last, line = above.lines[-1], below.lines[0]
        near = not below.bullet and (measures.justified or has_room(last, line, measures, spare=0))
        if near and is_end_uncertain(last, line, measures):
            yield last, line


def _are_text(above: Paragraph, below: Paragraph, measures: Measures) -> bool:
    """Return whether two paragraphs are running text of one column, and no line of places and addresses."""
    last, line = above.lines[-1], below.lines[0]
    return (
        line.page == last.page
        and line.y > last.y
        and not (above.bullet or below.bullet)
        and last.italic == line.italic
        and abs(last.size - line.size) < 0.3
        and closes_with(last.text, TERMINAL)
        and not lead_lines.is_lead(above.text)
        and find_look(above, measures) is None is find_look(below, measures)
    )


def _is_set_apart(above: Paragraph, below: Paragraph, measures: Measures) -> bool:
    """Return whether there is room between two paragraphs, or the second begins elsewhere than the first goes on."""
    last, line = above.lines[-1], below.lines[0]
    indented = abs(line.x0 - last.x0) > _SET_APART or (
        len(below.lines) > 1 and abs(line.x0 - below.lines[1].x0) > _SET_APART
    )
    return indented or line.y - last.y > ROOM * measures.leading
