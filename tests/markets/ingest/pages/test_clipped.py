"""Text outside its clipping path is not shown, and so not read."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.markets.ingest.pages.drawn import lines


@pytest.mark.parametrize("y", [760, 30])
def test_text_outside_its_clipping_path_is_not_read(y: float) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(72, 72, 468, 648)
        canvas.clipPath(path, stroke=0)
        canvas.drawString(72, y, "the last line of another page")
        canvas.drawString(72, 700, "The first line of this page.")
        canvas.restoreState()
        canvas.drawString(72, 40, "Page 3")

    assert [line.text for line in lines(draw)] == ["The first line of this page.", "Page 3"]
