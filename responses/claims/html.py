"""The text of a page, for the reader: paragraphs as paragraphs, list items as bullets, no furniture."""

from __future__ import annotations

import html as entities
import re

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag
from bs4.exceptions import ParserRejectedMarkup

BLOCKS = frozenset({
    "p", "div", "section", "article", "main", "header", "footer", "aside", "ul", "ol", "dl", "dt",
    "dd", "table", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote",
    "pre", "figure", "figcaption", "address", "form", "fieldset", "br", "hr", "body", "html",
})  # fmt: skip
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt)?\s*(?:;|$)", re.IGNORECASE
)
_NOTE = re.compile(r"[\[(]?(?:\d{1,3}(?:\s?[,–-]\s?\d{1,3})*|[*†‡§]+|[a-z]|[ivx]{1,5})[\])]?")
SILENT = ("script", "style", "noscript", "template", "head", "nav", "svg", "button", "select", "textarea")


def plain_text(html: str) -> str:
    """Return the readable text of `html`. A claim proposed from HTML counts its places in this text."""
    try:
        soup = BeautifulSoup(html, "html.parser")
    except (ParserRejectedMarkup, AssertionError):
        # markup that no parser takes still holds words: drop what looks like a tag
        return _tidy(entities.unescape(re.sub(r"<[^<>]*>", "\n\n", html)))
    for tag in soup(SILENT):
        tag.decompose()
    pieces: list[str] = []
    # a stack of our own: a page may be nested deeper than Python's calls go
    stack: list[PageElement | str] = [soup]
    while stack:
        node = stack.pop()
        if isinstance(node, NavigableString):
            if type(node) is NavigableString:  # its kinds are comments, declarations and the like
                pieces.append(re.sub(r"\s+", " ", node))
        elif isinstance(node, Tag):
            if _is_unseen(node) or _is_note_mark(node):
                continue
            if node.name in ("td", "th", "dt", "dd") and (joint := _joint(node)) is not None:
                stack.extend(reversed(node.contents))
                stack.append(joint)
                continue
            edge = "\n\n" if node.name in BLOCKS or node.name == "li" else ""
            stack.append(edge)
            stack.extend(reversed(node.contents))
            stack.append(edge + ("• " if node.name == "li" else ""))
        else:
            pieces.append(str(node))
    return _tidy("".join(pieces))


def _is_unseen(tag: Tag) -> bool:
    """Return whether a reader of the page does not see the element."""
    return tag.has_attr("hidden") or bool(_HIDDEN.search(str(tag.get("style", ""))))


def _is_note_mark(tag: Tag) -> bool:
    """Return whether an element only holds the mark of a note, which would stick to a figure before it."""
    return tag.name == "sup" and bool(_NOTE.fullmatch(tag.get_text(strip=True)))


def _joint(cell: Tag) -> str | None:
    """Return what is before a cell of a row of two, so that label and figure are one line; None for other rows."""
    row = [one for one in (cell.parent.contents if cell.parent else []) if isinstance(one, Tag)]
    if cell.name in ("td", "th") and len(row) != 2:
        return None
    return ": " if cell.name == "dd" or (cell.name != "dt" and row and row[1] is cell) else "\n\n"


def _tidy(text: str) -> str:
    text = re.sub(r"[ \t]+", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
