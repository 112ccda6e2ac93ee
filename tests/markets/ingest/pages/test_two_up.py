"""Two pages on one sheet are read one after the other, without their numbers."""

from reportlab.pdfgen.canvas import Canvas

from tests.markets.ingest.pages.drawn import lines


def _sheet(numbers: tuple[str, str]) -> list[str]:
    def draw(canvas: Canvas) -> None:
        canvas.setPageSize((792, 612))
        for left, words, number in ((40, "left", numbers[0]), (436, "right", numbers[1])):
            for row in range(3):
                canvas.drawString(left, 500 - 14 * row, f"The {words} page has line {row}.")
            canvas.drawCentredString(left + 160, 40, number)

    return [line.text for line in lines(draw)]


def test_pages_beside_each_other_with_their_numbers_are_read_one_by_one() -> None:
    left, right = ([f"The {words} page has line {row}." for row in range(3)] for words in ("left", "right"))
    assert _sheet(("3", "4")) == left + right
    assert _sheet(("Page 9", "Page 10")) == left + right


def test_figures_that_do_not_follow_each_other_are_no_numbers_of_pages() -> None:
    assert _sheet(("3", "7"))[-1].endswith("7")
