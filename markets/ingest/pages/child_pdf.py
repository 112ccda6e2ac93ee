"""The child process that reads a PDF."""

from markets.ingest.pages.document import Document
from markets.ingest.pages.doubts import layout_doubts
from markets.ingest.pages.pdf import read_pdf
from markets.ingest.pages.structure import open_random_device, structural_doubts

open_random_device()


def read_input(content: bytes) -> Document:
    """Return the pages of a PDF and what makes them doubtful. Raises Unreadable."""
    reading = read_pdf(content)
    count = len(reading.pages) + len(reading.failed)
    doubts = (
        *structural_doubts(content, count),
        *reading.doubts,
        *layout_doubts(reading.pages, reading.junk, reading.failed),
    )
    return Document(reading.pages, tuple(dict.fromkeys(doubts)))  # two may say that a page holds no text
