"""Numbers of lines, and words that run up the margin, are no text."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.markets.ingest.pages.drawn import lines


@pytest.mark.parametrize("mark", ["", ":"])
def test_numbers_of_lines_are_no_text(mark: str) -> None:
    def draw(canvas: Canvas) -> None:
        for row in range(14):
            canvas.drawString(72, 700 - 16 * row, "The market is reported to sell")
            canvas.drawRightString(60, 700 - 16 * row, f"{row + 5}{mark}")

    assert {line.text for line in lines(draw)} == {"The market is reported to sell"}


def test_numbers_right_of_the_lines_are_no_text() -> None:
    def draw(canvas: Canvas) -> None:
        for row in range(14):
            canvas.drawString(
                72, 700 - 16 * row, "The market is reported to sell, among others, copied shoes and bags"
            )
            canvas.drawString(560, 703 - 16 * row, str(row + 5))

    found = [line.text for line in lines(draw)]
    assert len(found) == 14
    assert len(set(found)) == 1


def test_numbers_right_of_the_few_lines_of_a_cover_are_no_text() -> None:
    def draw(canvas: Canvas) -> None:
        for row, text in enumerate(("Review of Markets", "for Counterfeiting", "January 15, 2020")):
            canvas.drawString(200, 700 - 26 * row, text)
            canvas.drawString(560, 700 - 26 * row, str(row + 1))

    assert [line.text for line in lines(draw)][1:] == ["for Counterfeiting", "January 15, 2020"]


def test_numbers_right_of_a_cover_with_a_year_alone_are_no_text() -> None:
    def draw(canvas: Canvas) -> None:
        for row, text in enumerate(("Review of Markets", "for Counterfeiting", "2020")):
            canvas.drawString(200, 700 - 26 * row, text)
            canvas.drawString(560, 700 - 26 * row, str(row + 1))
        canvas.drawString(250, 30, "1")

    assert [line.text for line in lines(draw)] == ["Review of Markets", "for Counterfeiting", "2020", "1"]


@pytest.mark.parametrize(("first", "kept"), [(1, False), (3, True)])
def test_numbers_of_the_lines_of_a_cover_are_no_text_above_a_running_foot(first: int, kept: bool) -> None:
    def draw(canvas: Canvas) -> None:
        for row, text in enumerate(("Trade Representative", "Review of Markets", "January 15, 2020")):
            canvas.drawString(200, 700 - 26 * row, text)
            canvas.drawString(60, 700 - 26 * row, str(row + first))
        canvas.drawString(280, 60, "Page 1")

    assert (lines(draw)[1].text == f"{first + 1} Review of Markets") is kept


def test_numbers_behind_short_names_are_pages_of_contents() -> None:
    def draw(canvas: Canvas) -> None:
        for row in range(14):
            canvas.drawString(72, 700 - 16 * row, f"Market {row}")
            canvas.drawString(530, 700 - 16 * row, str(row + 5))
        canvas.drawString(
            72, 460, "These are the pages on which each of the markets named in this report is found"
        )

    assert lines(draw)[0].text == "Market 0 5"


@pytest.mark.parametrize(("x", "size"), [(30, 12), (200, 40)])
def test_words_that_run_up_beside_or_large_over_the_text_are_no_text(x: int, size: int) -> None:
    def draw(canvas: Canvas) -> None:
        for row in range(4):
            canvas.drawString(72, 700 - 16 * row, "The market is reported to sell copied shoes")
        canvas.translate(x, 600)
        canvas.rotate(90)
        canvas.setFont("Times-Roman", size)
        canvas.drawString(0, 0, "Copy of the library")

    assert not any("library" in line.text for line in lines(draw))
