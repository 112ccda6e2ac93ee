"""What reading gives: a document, or one sentence that says why there is none."""

from dataclasses import dataclass

from markets.ingest.records import TextPage


class Unreadable(Exception):
    """The bytes cannot be read. Its text is one plain sentence for a person."""


@dataclass(frozen=True, slots=True)
class Document:
    """The pages of a file, and plain sentences (naming pages) on what makes the reading doubtful."""

    pages: tuple[TextPage, ...]
    doubts: tuple[str, ...] = ()
