"""The child process that reads a PDF."""

from __future__ import annotations

from markets.ingest.pages.child import serve
from markets.ingest.pages.document import Document
from markets.ingest.pages.pdf import read


def document(content: bytes) -> Document:
    """The pages of a PDF and what makes them doubtful. Raises Unreadable."""
    return Document(read(content).pages)


if __name__ == "__main__":
    serve(document)
