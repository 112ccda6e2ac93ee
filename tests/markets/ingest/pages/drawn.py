"""Pages drawn for these tests: what a function does to a canvas, and the lines that are read from it."""

import io
from collections.abc import Callable

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from markets.ingest.pages import read_pdf_in_process
from markets.ingest.records import TextLine

Draw = Callable[[Canvas], None]


def pdf(*pages: Draw) -> bytes:
    """A PDF in letter size with one page for each function."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=True)
    for draw in pages:
        canvas.setFont("Times-Roman", 12)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def lines(draw: Draw) -> list[TextLine]:
    """The lines of one page."""
    return list(read_pdf_in_process(pdf(draw))[0].lines)


def words(
    canvas: Canvas, x: float, y: float, *pieces: str, gap: float = 0.0, font: str = "Times-Roman"
) -> float:
    """Pieces drawn one by one, each where the one before ends and `gap` points on; the right end."""
    canvas.setFont(font, 12)
    for piece in pieces:
        canvas.drawString(x, y, piece)
        x += stringWidth(piece, font, 12) + gap
    return x


def styled(line: TextLine) -> list[tuple[str, str]]:
    """The line's spans as (text, styles): B bold, I italic, ^ raised."""
    return [
        (line.text[span.start : span.end], "B" * span.bold + "I" * span.italic + "^" * span.raised)
        for span in line.spans
    ]


def report(pages: int = 12) -> bytes:
    """A report of running text with a heading and a page number on each page, the same each time."""
    sentences = (
        "The service offers more than 1,000 live channels and is reported to ignore the notices of right holders. ",
        "Courts in four countries have ordered access providers to block the site, which moved to a new address. ",
        "According to one study, it was among the 200 most visited sites of its region in the past year. ",
    )

    def page(number: int) -> Draw:
        def draw(canvas: Canvas) -> None:
            canvas.setFont("Times-Bold", 12)
            canvas.drawString(72, 720, f"MARKET{number}.COM")
            canvas.setFont("Times-Roman", 12)
            for row in range(36):
                canvas.drawString(
                    72, 700 - 16 * row, sentences[(row + number) % 3][: 70 + (row * number) % 20]
                )
            canvas.drawCentredString(306, 40, str(number))

        return draw

    return pdf(*(page(number) for number in range(1, pages + 1)))
