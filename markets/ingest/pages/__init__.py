"""Reading: from anybody's bytes to pages of lines.

`read_pages` and `read_document` are safe for any bytes: the work happens in a child process with limits of
its own. Whatever cannot be read is `Unreadable`, with one sentence for a person.
"""

from markets.ingest.pages.document import Document, Unreadable
from markets.ingest.pages.isolation import read_in_child
from markets.ingest.pages.sniff import Expect, sniff_kind
from markets.ingest.records import TextPage

__all__ = [
    "Document",
    "Expect",
    "Unreadable",
    "read_document",
    "read_html_pages",
    "read_pages",
    "read_pdf_in_process",
]


def read_document(content: bytes, expect: Expect = "any") -> Document:
    """Return the pages of a PDF or an HTML page, with what makes the reading doubtful. Raises Unreadable."""
    return read_in_child(f"markets.ingest.pages.child_{sniff_kind(content, expect)}", content)


def read_pages(content: bytes, expect: Expect = "any") -> tuple[TextPage, ...]:
    """Return the pages of a PDF or an HTML page. Raises Unreadable."""
    return read_document(content, expect).pages


def read_html_pages(content: bytes) -> tuple[TextPage, ...]:
    """Return the lines of an HTML page, as one page. Raises Unreadable."""
    return read_pages(content, expect="html")


def read_pdf_in_process(content: bytes) -> tuple[TextPage, ...]:
    """Return the bare reader, without child, limits or doubts: for tests and benchmarks of trusted files only."""
    from markets.ingest.pages.pdf import read_pdf  # loads PDFium, which else only the child does

    return read_pdf(content).pages
