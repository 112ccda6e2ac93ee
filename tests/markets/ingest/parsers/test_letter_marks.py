"""Notes whose marks are letters or plain figures, and notes below the entry that they belong to."""

from dataclasses import replace

import pytest

from markets.ingest.parsers.footnotes import without_footnotes, without_marks
from markets.ingest.parsers.note_marks import without_plain_marks
from markets.ingest.parsers.page_measures import Measures
from markets.ingest.records import TextLine, TextSpan

MEASURES = Measures(11.0, 14.0, 72.0, 540.0, "serif", False, False)


@pytest.mark.parametrize(
    ("rows", "read"),
    [
        (
            ("Rutor1", "It is large.2", "Bolt3", "It is small.4"),
            ("Rutor", "It is large.", "Bolt", "It is small."),
        ),
        (("Rutor1", "Bolt2", "Kino3", "Zippy4"), ("Rutor", "Bolt", "Kino", "Zippy")),
        (("It is large.1", "2 Nobody answers.3"), ("It is large.", "Nobody answers.")),
        (
            ("some €3.4", "million, about 5.5", "million, and 6.6", "million"),
            ("some €3.4", "million, about 5.5", "million, and 6.6", "million"),
        ),
        (("Up by 2.4", "Down by 3.5", "Even at 4.6"), ("Up by 2.4", "Down by 3.5", "Even at 4.6")),
        (
            ("Nobody pays.i", "The sitesii pay for ads.iii", "All sites are taxi radii", "end here.iv"),
            ("Nobody pays.", "The sites pay for ads.", "All sites are taxi radii", "end here."),
        ),
        (("Web3 is large.", "Dytt8", "Mp3 is small."), ("Web3 is large.", "Dytt8", "Mp3 is small.")),
    ],
)
def test_figures_that_rise_with_others_are_marks_behind_words_and_before_lines(
    rows: tuple[str, ...], read: tuple[str, ...]
) -> None:
    (kept,) = without_plain_marks([[line(row, 100 + 14 * at) for at, row in enumerate(rows)]]).pages
    assert tuple(each.text for each in kept) == read


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


def test_a_mark_may_begin_a_line_of_text() -> None:
    first, second = line("The operator has answered no notice.", 100), line("4 It sells films.", 114)
    mark = TextSpan(0, 1, "Serif", 7.0, False, False, raised=True)
    second = second._replace(spans=(mark, second.spans[0]._replace(start=1)))
    assert without_footnotes([[first, second]], MEASURES) == [[first, second]]
    marked = line("The operator has answered no notice.4", 100, mark=1)
    assert without_footnotes([[marked, second]], MEASURES) == [[marked]]


@pytest.mark.parametrize("name", ["7-Kilometer Market", "7 Days Market"])
def test_a_bold_name_that_begins_with_the_figure_of_a_mark_is_no_note(name: str) -> None:
    marked, named = line("No progress was seen.7", 100, mark=1), line(f"{name}, Odesa. It is large.", 114)
    bold = named.spans[0]._replace(end=len(name), bold=True)
    named = named._replace(spans=(bold, named.spans[0]._replace(start=len(name))))
    assert without_footnotes([[marked, named]], MEASURES) == [[marked, named]]


def test_notes_at_the_foot_of_each_column_are_no_text() -> None:
    columns = replace(MEASURES, columns={1: ((72.0, 280.0), (300.0, 500.0))})
    left = [line("It is large.1", 100, mark=1), line("1 By visits.", 700, size=9.0)]
    right = [line("It is small.2", 100, mark=1), line("2 By sales.", 700, size=9.0)]
    right = [each._replace(x0=300.0) for each in right]
    (kept,) = without_footnotes([[*left, *right]], columns)
    assert kept == [left[0], right[0]]


def test_a_note_whose_mark_is_on_the_page_before_is_above_the_next_in_its_size() -> None:
    lines = [
        line("It is large.10", 100, mark=2),
        line("9. By visits.", 700, size=10.5),
        line("10. By sales.", 712, size=10.5),
    ]
    assert without_footnotes([lines], MEASURES) == [lines[:1]]
    numbers = [line("8 of them are in Lagos.", 700), *lines[1:]]
    assert without_footnotes([[lines[0], *numbers]], MEASURES) == [[lines[0], numbers[0]]]


def test_a_name_with_a_figure_at_the_head_of_a_line_is_no_note() -> None:
    lines = [line("It is large.7", 100, mark=1), line("7Seas Files should close its doors.", 114)]
    assert without_footnotes([lines], MEASURES) == [lines]


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


def test_a_name_that_begins_with_a_figure_is_no_note() -> None:
    rows = [line("It is large.4", 100, mark=1), line("4Files.io", 128), line("It is small.", 142)]
    assert without_footnotes([rows], MEASURES) == [rows]


def test_notes_are_at_the_foot_of_each_column() -> None:
    columns = [
        [line("It is large.", 100), line("4As seen in June.", 680, 9.0)],
        [line("It is small.", 100), line("5Filed by a studio.", 680, 9.0)],
    ]
    assert without_footnotes([[row for column in columns for row in column]], MEASURES) == [
        [column[0] for column in columns]
    ]
