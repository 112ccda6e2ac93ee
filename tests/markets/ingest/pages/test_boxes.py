"""Frames that are drawn around lines, and areas that nobody sees."""

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.markets.ingest.pages.drawn import lines

_CAPTION = "Stalls near the gate of the hall."


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


def test_a_color_that_covers_the_page_hides_no_frame_from_the_reader() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.9)
        canvas.rect(0, 0, *canvas._pagesize, fill=1, stroke=0)
        canvas.rect(60, 580, 400, 90, fill=0, stroke=1)
        canvas.setFillGray(0)
        for y in (640, 620, 400):
            canvas.drawString(72, y, "The market is open every day.")

    assert [line.boxed for line in lines(draw)] == [True, True, False]


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


def test_a_narrow_table_with_rules_is_a_frame() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([72, 111, 150], [600, 614, 628, 642])
        for row, (item, share) in enumerate((("Item", "Share"), ("Shoes", "41%"), ("Bags", "22%"))):
            canvas.drawString(75, 631 - 14 * row, item)
            canvas.drawString(114, 631 - 14 * row, share)
        canvas.drawString(72, 580, "The market is open every day, and it is large.")

    assert [line.boxed for line in lines(draw)] == [True, True, True, False]


def test_text_beside_a_box_is_on_lines_of_its_own() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(300, 560, 230, 90, fill=0, stroke=1)
        for at in range(4):
            canvas.drawString(72, 640 - 20 * at, "It is open every day, and it is large.")
            canvas.drawString(310, 640 - 20 * at, "Hosts sell what others made.")

    found = lines(draw)
    assert {line.text for line in found if line.boxed} == {"Hosts sell what others made."}
    assert {line.text for line in found if not line.boxed} == {"It is open every day, and it is large."}


@pytest.mark.parametrize(
    ("face", "size", "x", "below", "boxed"),
    [
        ("Times-Italic", 12, 72, 8, True),
        ("Times-Roman", 9, 72, 8, True),
        ("Times-Roman", 12, 272 - stringWidth(_CAPTION, "Times-Roman", 12) / 2, 8, True),  # centered
        ("Times-Roman", 12, 72, 8, False),
        ("Times-Italic", 12, 72, 60, False),
    ],
)
def test_a_caption_below_an_empty_frame_is_no_text(
    face: str, size: float, x: float, below: float, boxed: bool
) -> None:
    def draw(canvas: Canvas) -> None:
        for at in range(6):
            canvas.drawString(
                72, 740 - 14 * at, "It is open every day, and it is large, and nobody closes it now."
            )
        canvas.rect(72, 500, 400, 90, fill=0, stroke=1)
        canvas.setFont(face, size)
        canvas.drawString(x, 500 - size - below, _CAPTION)
        canvas.setFont("Times-Roman", 12)
        canvas.drawString(72, 400, "It is open every day.")

    assert [line.text for line in lines(draw) if line.boxed] == [_CAPTION] * boxed
