"""A document as JSON, on its way from the child process to its parent."""

from __future__ import annotations

import json
from dataclasses import fields

from markets.ingest.pages.document import Document, Unreadable
from markets.ingest.records import Line, Page, Span

_SPAN = [field.name for field in fields(Span)]
_LINE = [field.name for field in fields(Line)]


def encode(document: Document) -> dict[str, object]:
    """A document as plain lists; `decode` makes it whole again."""
    return {
        "doubts": document.doubts,
        "pages": [
            [page.number, page.width, page.height, [_encoded(line) for line in page.lines]]
            for page in document.pages
        ],
    }


def _encoded(line: Line) -> list[object]:
    values: list[object] = [getattr(line, name) for name in _LINE]
    values[_LINE.index("spans")] = [[getattr(span, name) for name in _SPAN] for span in line.spans]
    return values


def decode(answer: str | bytes) -> Document:
    """A document from the child's answer. Raises Unreadable where the child said so; ValueError where the
    answer is not one."""
    data = json.loads(answer)
    if "unreadable" in data:
        raise Unreadable(data["unreadable"])
    pages = tuple(
        Page(number, width, height, tuple(_decoded(values) for values in lines))
        for number, width, height, lines in data["pages"]
    )
    return Document(pages, tuple(data["doubts"]))


def _decoded(values: list[object]) -> Line:
    named = dict(zip(_LINE, values, strict=True))
    named["spans"] = tuple(Span(*span) for span in named["spans"])  # type: ignore[attr-defined]
    named["links"] = tuple(named["links"])  # type: ignore[arg-type]
    return Line(**named)  # type: ignore[arg-type]
