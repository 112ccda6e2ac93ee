"""Notes with letters and roman numbers that are not raised: their labels, and the marks that stick to words."""

import pytest

from markets.ingest.parsers.footnotes import without_footnotes, without_marks
from markets.ingest.parsers.note_labels import NO_LABELS, NoteLabels, find_note_labels
from markets.ingest.parsers.note_marks import UnmarkedText, without_plain_marks
from markets.ingest.parsers.page_measures import Measures
from markets.ingest.records import TextLine, TextSpan

MEASURES = Measures(11.0, 14.0, 72.0, 540.0, "serif", False, False)
Rows = tuple[str, ...]


def line(text: str, y: float, size: float = 11.0) -> TextLine:
    span = TextSpan(0, len(text), "Serif", size, False, False)
    return TextLine(text, 1, 72.0, 500.0, y, "Serif", size, False, False, (span,))


def page(text: Rows, notes: Rows) -> list[TextLine]:
    body = [line(row, 100 + 14.0 * at) for at, row in enumerate(text)]
    return [*body, *(line(row, 700 + 10.0 * at, 9.0) for at, row in enumerate(notes))]


def read(text: Rows, notes: Rows) -> tuple[NoteLabels, UnmarkedText]:
    lines = page(text, notes)
    labels = find_note_labels([lines], MEASURES)
    return labels, without_plain_marks(without_footnotes([lines], MEASURES, labels), labels)


@pytest.mark.parametrize(
    ("text", "notes", "kept"),
    [
        (
            ("Nobody pays.a", "Sellers pay for bulk goods.b", "Most buy in bulkc, and sell goods.d"),
            ("a. See the letter.", "of the guild.", "b. See it.", "c. See it.", "d. See it."),
            ("Nobody pays.", "Sellers pay for bulk goods.", "Most buy in bulk, and sell goods."),
        ),
        (
            ("Nobody pays.", "They answeredi no letter, as of 2016.ii", "All springiii long, they sell.iv"),
            ("iSee the letter.", "iiSee it.", "iiiSee it.", "ivSee it."),
            ("Nobody pays.", "They answeredi no letter, as of 2016.", "All spring long, they sell."),
        ),
    ],
)
def test_marks_are_found_behind_words_in_the_order_of_their_notes(
    text: Rows, notes: Rows, kept: Rows
) -> None:
    labels, unmarked = read(text, notes)
    assert len(labels.labels) == 4
    assert tuple(each.text for each in unmarked.pages[0]) == kept


def test_a_mark_that_may_be_the_end_of_a_word_is_named() -> None:
    text = ("Nobody pays.a", "It is large.b", "It is small.c", "They used it, and use it.", "So it goes.e")
    unmarked = read(text, ("a. A.", "b. B.", "c. C.", "d. D.", "e. E."))[1]
    assert unmarked.pages[0][3].text == text[3]
    assert [doubt for doubt in unmarked.doubts if "page 1" in doubt and "“used”" in doubt]


def test_small_lines_that_do_not_rise_are_no_notes() -> None:
    lines = page(("Nobody pays.",), ("a Market in the old town", "iPhone sellers", "a Bazaar"))
    assert find_note_labels([lines], MEASURES) == NO_LABELS


def test_small_letters_behind_a_larger_word_are_a_mark() -> None:
    spans = [(0, 7, 11.0), (7, 9, 9.0), (9, 15, 11.0)]
    made = line("regulare prices", 100)
    made = made._replace(spans=tuple(TextSpan(*span[:2], "Serif", span[2], False, False) for span in spans))
    assert without_marks(made).text == "regular prices"
