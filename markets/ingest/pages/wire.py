"""A document as JSON, on its way from the child process to its parent."""

import json
from typing import Any

from markets.ingest.pages.document import Document, Unreadable
from markets.ingest.records import TextLine, TextPage, TextSpan, UnreadTable


def encode_document(document: Document) -> dict[str, object]:
    """Return a document as plain lists (lines and spans are tuples already); `decode` makes it whole again."""
    return {
        "doubts": document.doubts,
        "pages": [[page.number, page.width, page.height, page.lines, page.tables] for page in document.pages],
    }


def decode_document(answer: str | bytes) -> Document:
    """A document from the child's answer. Raises Unreadable where the child said so; ValueError or TypeError where
    the answer is not one."""
    data = json.loads(answer)
    if "unreadable" in data:
        raise Unreadable(data["unreadable"])
    pages = tuple(
        TextPage(
            number,
            width,
            height,
            tuple([_line(*values) for values in lines]),
            tuple(UnreadTable(heads, tuple(names)) for heads, names in tables),
        )
        for number, width, height, lines, tables in data["pages"]
    )
    return Document(pages, tuple(data["doubts"]))


def _line(*values: Any) -> TextLine:
    text, page, x0, x1, y, font, size, bold, italic, spans, soft_hyphen, links, boxed, gaps = values
    made = tuple([TextSpan(*span) for span in spans])
    return TextLine(
        text, page, x0, x1, y, font, size, bold, italic, made, soft_hyphen, tuple(links), boxed, tuple(gaps)
    )
