"""Words from right to left come in the order of reading, however PDFium gives them."""

from typing import Any

import pytest

from markets.ingest.pages import right_to_left
from markets.ingest.pages.fonts import Face
from markets.ingest.pages.lines import make_line
from markets.ingest.pages.rows import arrange_rows
from markets.ingest.pages.runs import PageGeometry, TextRun

SHOWN = PageGeometry(0, 0, 612, 792, 0)
NAME = "Souk (سوق الكرمل) is large"  # in the order of reading
SEEN = "Souk (لمركلا قوس) is large"  # from left to right
WIDTH = 6.0


def run(text: str, start: int) -> TextRun:
    return TextRun(
        text,
        72 + WIDTH * start,
        72 + WIDTH * (start + len(text)),
        100,
        12,
        0,
        Face("Serif", False, False),
        "_",
        start,
        start,
    )


@pytest.mark.parametrize(
    ("runs", "brackets"),
    [
        (["Souk (", "سوق الكرمل", ") is large"], "()"),  # as read
        (["Souk (", "الكرمل", "سوق", ") is large"], "()"),  # word by word
        (["Souk ", "(لمركلا قوس(", " is large"], "(("),  # as drawn, with a mirrored bracket
        ([*"Souk", "(", *"لمركلا", *"قوس", ")", "is", "large"], ")("),  # letter by letter
    ],
)  # fmt: skip
def test_words_from_right_to_left_are_turned(
    runs: list[str], brackets: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = [run(text, place) for place, text in enumerate(runs)]
    seen = SEEN.replace("(", brackets[0]).replace(")", brackets[1]) if brackets == ")(" else SEEN

    def glyphs(text_page: Any, some: list[TextRun], shown: PageGeometry) -> list[Any]:
        assert len(some) == len(line)
        return [
            (72 + WIDTH * place, 72 + WIDTH * (place + 1), letter, some[0])
            for place, letter in enumerate(seen)
            if letter != " "
        ]

    monkeypatch.setattr(right_to_left, "_glyphs", glyphs)
    (row,) = arrange_rows(right_to_left.in_reading_order(None, line, SHOWN))
    made, _ = make_line(row, 1)
    assert made is not None
    assert made.text == NAME


def test_lines_without_such_words_stay_as_they_are() -> None:
    runs = [run("Café", 0), run("Ünal", 5)]
    assert right_to_left.in_reading_order(None, runs, SHOWN) == runs


def test_brackets_around_latin_words_open_first(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = "بهذلا قوس )Lahore("  # as PDFium gives it

    def glyphs(text_page: Any, some: list[TextRun], shown: PageGeometry) -> list[Any]:
        return [
            (72 + WIDTH * place, 72 + WIDTH * (place + 1), letter, some[0])
            for place, letter in enumerate(seen)
            if letter != " "
        ]

    monkeypatch.setattr(right_to_left, "_glyphs", glyphs)
    (row,) = arrange_rows(right_to_left.in_reading_order(None, [run(seen, 0)], SHOWN))
    made, _ = make_line(row, 1)
    assert made is not None
    assert made.text == "سوق الذهب (Lahore)"


@pytest.mark.parametrize("shape", ["لا", "ال"])
def test_lam_and_alef_in_one_shape_are_read_in_that_order(
    shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def glyphs(text_page: Any, some: list[TextRun], shown: PageGeometry) -> list[Any]:
        places = zip("في" + shape, (72.0, 78.0, 84.0, 84.0), strict=True)
        return [(x0, x0 + WIDTH, letter, some[0]) for letter, x0 in places]

    monkeypatch.setattr(right_to_left, "_glyphs", glyphs)
    (row,) = arrange_rows(right_to_left.in_reading_order(None, [run("لايف", 0)], SHOWN))
    made, _ = make_line(row, 1)
    assert made is not None
    assert made.text == "لايف"
