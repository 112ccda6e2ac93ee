"""The child process that draws one page of a PDF as a PNG file."""

import io
import os
import sys

import pypdfium2
from PIL import Image

from markets.ingest.pages.child import read_confined

# Every module that saving needs is loaded now: the process then closes every way to further files.
Image.new("L", (1, 1)).save(io.BytesIO(), "PNG")

PIXELS_PER_POINT = 1.6
"""A letter page is 980 pixels wide."""
MAX_POINTS = 2000
"""The longest side of a page that is drawn at this scale; a larger page is drawn smaller."""


def serve_picture(page: int) -> None:
    """Draw the page, which is counted from 1, of the PDF on standard input; write nothing if it has no such page."""
    content = read_confined()
    document = pypdfium2.PdfDocument(content)
    if 1 <= page <= len(document):
        drawn = document[page - 1]
        scale = PIXELS_PER_POINT * min(1.0, MAX_POINTS / max(drawn.get_size()))
        png = io.BytesIO()
        drawn.render(scale=scale).to_pil().convert("L").save(png, "PNG")
        sys.stdout.buffer.write(png.getvalue())
        sys.stdout.flush()
    os._exit(0)
