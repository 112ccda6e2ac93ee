"""The lines of a PDF as running text: a line that is full goes on, whatever the next one begins with."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from markets.ingest.pages import read_document
from markets.ingest.parsers.footnotes import without_marks
from markets.ingest.parsers.line_style import has_room
from markets.ingest.parsers.page_furniture import find_furniture
from markets.ingest.parsers.page_measures import Measures, measure_pages
from markets.ingest.parsers.paragraph_breaks import REPORT_BULLET
from markets.ingest.records import TextLine
from responses.claims.tables import is_value

_MOST_LEADING = 1.3  # times the usual, between the lines of a paragraph
_ENDS = (*'.!?:;-\u201d"', *"0123456789%)")  # a row of a table ends in a figure, half a word in a hyphen


class RunningText(NamedTuple):
    """The text of a document, None where it cannot be read, and what makes the reading doubtful."""

    text: str | None
    doubts: tuple[str, ...] = ()


def read_lines(content: bytes) -> RunningText:
    """Return the text of a document page by page, without its running heads, page numbers and marks of notes. Raises
    Unreadable."""
    document = read_document(content)
    pages = document.pages
    measures = measure_pages(pages)
    # no page number is inside a sentence, and "640⁴ employees" are not 6,404
    heads, numbers = find_furniture(pages, measures)
    lines = [line for page in pages for line in page.lines if (page.number, line.y) not in heads | numbers]
    rows = _find_rows(lines)
    text = ""
    for at, (line, following) in enumerate(zip(lines, [*lines[1:], None], strict=True)):
        text += _write_row(without_marks(line)) if at in rows else without_marks(line).text
        is_prose = rows.isdisjoint((at, at + 1))
        text += " " if is_prose and following and _goes_on(line, following, measures) else "\n"
    return RunningText(text.rstrip(), document.doubts)


def _find_rows(lines: Sequence[TextLine]) -> set[int]:
    """Return which lines are rows of a table, or its head: in all but their first column are figures, and the next line
    has as many columns. Words that are each drawn alone are none."""
    found = set[int]()
    for at, (line, below) in enumerate(pairwise(lines)):
        columns, more = len(line.gaps), len(below.gaps) - len(line.gaps)
        if columns and more in (0, 1) and _holds_figures(below):
            found |= {at, at + 1}
    return found


def _holds_figures(line: TextLine) -> bool:
    """Return whether all columns of a line but the first are figures."""
    return all(map(is_value, _write_row(line).split("\t")[1:]))


def _write_row(line: TextLine) -> str:
    """Return the text of a line of a table with tabs between its columns."""
    letters = list(line.text)
    for gap in line.gaps:
        if letters[gap : gap + 1] == [" "]:
            letters[gap] = "\t"
    return "".join(letters)


def _goes_on(line: TextLine, following: TextLine, measures: Measures) -> bool:
    """Return whether the next line goes on with this one: its first word had no room here."""
    if line.text.endswith(_ENDS) or REPORT_BULLET.match(following.text):
        return False
    return (
        (line.page, line.bold, line.font) == (following.page, following.bold, following.font)
        and abs(line.size - following.size) < 0.3
        and 0 < following.y - line.y < _MOST_LEADING * measures.leading
        and not has_room(line, following, measures)
    )
