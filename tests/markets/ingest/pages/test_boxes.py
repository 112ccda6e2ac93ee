"""Frames that are drawn around lines, and areas that nobody sees."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.markets.ingest.pages.drawn import lines


@pytest.mark.parametrize(("shade", "outline", "boxed"), [(0.9, 0, True), (1.0, 1, True), (1.0, 0, False)])
def test_lines_on_a_white_area_without_an_outline_are_in_no_frame(
    shade: float, outline: int, boxed: bool
) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(shade)
        canvas.rect(60, 580, 400, 90, fill=1, stroke=outline)
        canvas.setFillGray(0)
        for at in range(3):
            canvas.drawString(72, 640 - 20 * at, "The market is open every day.")

    assert [line.boxed for line in lines(draw)] == [boxed] * 3


@pytest.mark.parametrize(
    ("second", "boxed"),
    [
        ("Two of three visits come from abroad, and the rest is domestic.", True),
        ("Beijing, China", False),
    ],
)
def test_a_low_frame_holds_prose_or_is_the_bar_of_a_heading(second: str, boxed: bool) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(60, 632, 400, 36, fill=0, stroke=1)
        canvas.setFont("Times-Bold", 12)
        canvas.drawString(72, 654, "Key facts")
        canvas.setFont("Times-Roman", 12)
        canvas.drawString(72, 638, second)

    assert [line.boxed for line in lines(draw)] == [boxed] * 2
