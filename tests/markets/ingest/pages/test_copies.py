"""A copy that another program has saved reads as the report does."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from markets.ingest.pages import read_document, read_pdf_in_process
from tests.markets.ingest.pages.drawn import pdf, report


def _saved(content: bytes, change: Callable[[pikepdf.Pdf], None] | None = None, **options: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as opened:
        if change:
            change(opened)
        opened.save(out, **options)
    return out.getvalue()


def _draw_marks(canvas: Canvas) -> None:
    """Eight lines, two of which end in a raised mark, as a footnote has it."""
    for row in range(8):
        text = f"Line {row} of the text is about as long as this."
        canvas.drawString(72, 600 - 14 * row, text)
        if row in (3, 6):
            canvas.setFont("Times-Roman", 7)
            canvas.drawString(72 + stringWidth(text, "Times-Roman", 12), 604 - 14 * row, str(row))
            canvas.setFont("Times-Roman", 12)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_was_turned_keeps_its_raised_marks(degrees: int) -> None:
    upright = pdf(_draw_marks)

    def turn(opened: pikepdf.Pdf) -> None:
        opened.pages[0].rotate(degrees, relative=True)

    wanted, found = (
        [(line.text, [span.raised for span in line.spans]) for line in read_pdf_in_process(content)[0].lines]
        for content in (upright, _saved(upright, turn))
    )
    assert any(True in raised for _, raised in wanted)
    assert found == wanted


@pytest.mark.parametrize("revision", [3, 4, 6])
def test_a_file_that_opens_without_its_password_is_checked_like_any_other(revision: int) -> None:
    plain = report()
    locked = _saved(
        plain,
        encryption=pikepdf.Encryption(
            owner="secret", user="", R=revision, aes=revision > 3, metadata=revision > 3
        ),
    )
    assert read_document(locked).pages == read_document(plain).pages
    assert read_document(locked).doubts == ()
