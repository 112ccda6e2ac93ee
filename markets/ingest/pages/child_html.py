"""The child process that reads an HTML page."""

from markets.ingest.pages.document import Document
from markets.ingest.pages.html import read_html


def read_input(content: bytes) -> Document:
    """Return the lines of an HTML page as one page. Raises Unreadable."""
    pages, junk = read_html(content)
    doubts = (f"{junk} characters of the HTML page are illegible.",) if junk else ()
    return Document(pages, doubts)
