"""A document's text in pieces, so that a page can mark passages in it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentPiece:
    """A stretch of text. `marked` where a passage covers it; `anchors` are the passages that begin here."""

    text: str
    marked: bool
    anchors: tuple[str, ...]


def split_document(text: str, passages: Iterable[tuple[int, int, str]]) -> list[DocumentPiece]:
    """Return the whole text, cut wherever a passage (start, end, name) begins or ends; passages may overlap.

    The pieces joined are the text again. A passage outside the text, or an empty one, is left out.
    """
    spans = [span for span in passages if 0 <= span[0] < span[1] <= len(text)]
    cuts = sorted({0, len(text), *(place for span in spans for place in span[:2])})
    found = []
    for begin, end in zip(cuts, cuts[1:], strict=False):
        covering = any(span[0] <= begin and end <= span[1] for span in spans)
        names = dict.fromkeys(span[2] for span in spans if span[0] == begin)
        found.append(DocumentPiece(text[begin:end], covering, tuple(names)))
    return found
