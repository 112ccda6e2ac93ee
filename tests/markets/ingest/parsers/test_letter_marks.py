"""Notes whose marks are letters, and notes below the entry that they belong to."""

from __future__ import annotations

from markets.ingest.parsers.footnotes import without_footnotes, without_marks
from markets.ingest.parsers.page_measures import Measures
from markets.ingest.records import TextLine, TextSpan

MEASURES = Measures(11.0, 14.0, 72.0, 540.0, "serif", False, False)


def line(text: str, y: float, size: float = 11.0, mark: int = 0) -> TextLine:
    spans = [TextSpan(0, len(text) - mark, "Serif", size, False, False)]
    if mark:
        spans.append(TextSpan(len(text) - mark, len(text), "Serif", 7.0, False, False, raised=True))
    return TextLine(text, 1, 72.0, 500.0, y, "Serif", size, False, False, tuple(spans))


def test_a_raised_letter_and_the_note_that_it_marks_are_no_text() -> None:
    marked = line("No progress was seen.a", 100, mark=1)
    rest = line("a market of the old town", 114)
    note = line("a. See the comment of a trade body.", 700, size=8.0)
    (kept,) = without_footnotes([[marked, rest, note]], MEASURES)
    assert [without_marks(each).text for each in kept] == [
        "No progress was seen.",
        "a market of the old town",
    ]


def test_a_small_line_that_begins_with_a_letter_is_no_note_without_a_mark() -> None:
    lines = [line("No progress was seen.", 100), line("a. first of all", 700, size=8.0)]
    assert without_footnotes([lines], MEASURES) == [lines]


def test_a_note_whose_letter_is_raised_on_the_page_before_is_no_text() -> None:
    text, marked = line("Sellers must provide a number.", 100), line("No progress was seen.d", 114, mark=1)
    note = line("d. See the comment of a trade body.", 700, size=8.0)
    assert without_footnotes([[text, marked], [text, note]], MEASURES) == [[text, marked], [text]]


def test_a_note_below_its_entry_is_no_text_if_its_mark_is_raised_above() -> None:
    note = line("9 See the comment of a trade body.", 300, size=8.5)
    mark = TextSpan(0, 1, "Serif", 7.0, False, False, raised=True)
    note = note._replace(spans=(mark, note.spans[0]._replace(start=1)))
    below = line("Another entry follows it.", 330)
    for text, kept in (("Nobody answered.9", [below]), ("Nobody answered.1", [note, below])):
        marked = line(text, 280, mark=1)
        assert without_footnotes([[marked, note, below]], MEASURES) == [[marked, *kept]]
