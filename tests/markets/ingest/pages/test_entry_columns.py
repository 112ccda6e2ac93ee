"""Entries that are each set in two columns of their own, of the same height."""

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from markets.ingest.pages.pdf import read_pdf

_HALF = "Vendors keep samples on display and store"


@pytest.mark.parametrize(("high", "low"), ((2, 1), (3, 2), (4, 4)))
def test_columns_of_one_entry(high: int, low: int) -> None:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792))
    wanted, y = [], 700.0
    for name in ("Lotus Market", "Kramat Plaza"):
        canvas.setFont("Times-Bold", 12)
        canvas.drawString(72, y, name)
        wanted.append(name)
        canvas.setFont("Times-Roman", 11)
        for left, count in ((72, high), (320, low)):
            for at in range(count):
                text = f"{_HALF} {name[0]}{left}{at}"
                canvas.drawString(left, y - 20 - 14 * at, text)
                wanted.append(text)
        y -= 30 + 14 * high
    canvas.save()
    assert [line.text for line in read_pdf(buffer.getvalue()).pages[0].lines] == wanted
