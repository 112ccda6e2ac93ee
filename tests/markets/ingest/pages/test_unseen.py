"""White and invisible text is not read, and the reading says so."""

from functools import partial

from reportlab.pdfgen.canvas import Canvas

from markets.ingest.pages.pdf import read_pdf
from tests.markets.ingest.pages.drawn import lines, pdf


def _write_white(canvas: Canvas) -> None:
    canvas.drawString(72, 700, "The first line of this page.")
    canvas.setFillGray(1)
    canvas.drawString(72, 680, "We removed 77,000 listings.")


def _write_invisible(canvas: Canvas) -> None:
    canvas.drawString(72, 700, "The first line of this page.")
    canvas.drawString(72, 680, "We removed 77,000 listings.", mode=3)


def test_white_and_invisible_text_is_named_and_not_read() -> None:
    for draw in (_write_white, _write_invisible):
        read = read_pdf(pdf(draw))
        assert [line.text for line in read.pages[0].lines] == ["The first line of this page."]
        assert [
            doubt for doubt in read.doubts if "page 1" in doubt and "“We removed 77,000 listings.”" in doubt
        ]


def test_white_text_on_a_dark_bar_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.2)
        canvas.rect(70, 672, 300, 24, stroke=0, fill=1)
        _write_white(canvas)

    assert [line.text for line in lines(draw)][1:] == ["We removed 77,000 listings."]


def test_white_text_inside_forms_is_named_unless_something_is_drawn_behind_it() -> None:
    def draw(canvas: Canvas, bar: bool) -> None:
        canvas.beginForm("inner")
        if bar:
            canvas.setFillGray(0.2)
            canvas.rect(70, 672, 300, 24, stroke=0, fill=1)
            canvas.setFillGray(0)
        _write_white(canvas)
        canvas.endForm()
        canvas.beginForm("outer")
        canvas.translate(0, -100)
        canvas.scale(0.9, 0.9)
        canvas.doForm("inner")
        canvas.endForm()
        canvas.translate(20, 150)
        canvas.doForm("outer")

    for bar in (False, True):
        read = read_pdf(pdf(partial(draw, bar=bar)))
        assert len(read.pages[0].lines) == 1 + bar
        assert ("77,000" in " ".join(read.doubts)) is not bar


def test_text_below_a_box_that_is_drawn_over_it_is_named_and_not_read() -> None:
    def draw(canvas: Canvas) -> None:
        _write_grey(canvas)
        canvas.setFillGray(0.5)
        canvas.rect(70, 672, 300, 24, stroke=1, fill=1)

    read = read_pdf(pdf(draw))
    assert [line.text for line in read.pages[0].lines] == ["The first line of this page."]
    assert [doubt for doubt in read.doubts if "page 1" in doubt and "“We removed 77,000 listings.”" in doubt]


def test_text_below_a_frame_or_a_marker_is_read() -> None:
    def frame(canvas: Canvas) -> None:
        _write_grey(canvas)
        canvas.rect(70, 672, 300, 24, stroke=1, fill=0)

    def mark(canvas: Canvas) -> None:
        _write_grey(canvas)
        canvas.setFillColorRGB(1, 1, 0, alpha=0.4)
        canvas.rect(70, 672, 300, 24, stroke=0, fill=1)

    def underline(canvas: Canvas) -> None:
        _write_grey(canvas)
        canvas.rect(70, 677, 300, 1, stroke=0, fill=1)

    for draw in (frame, mark, underline):
        assert len(lines(draw)) == 2


def _write_grey(canvas: Canvas) -> None:
    canvas.drawString(72, 700, "The first line of this page.")
    canvas.drawString(72, 680, "We removed 77,000 listings.")
