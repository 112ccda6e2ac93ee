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
SILENT = ("script", "style", "noscript", "template", "head", "nav", "svg", "button", "select", "textarea")


def plain_text(html: str) -> str:
    """The readable text of `html`. A claim proposed from HTML counts its places in this text."""
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
            edge = "\n\n" if node.name in BLOCKS or node.name == "li" else ""
            stack.append(edge)
            stack.extend(reversed(node.contents))
            stack.append(edge + ("• " if node.name == "li" else ""))
        else:
            pieces.append(str(node))
    return _tidy("".join(pieces))


def _tidy(text: str) -> str:
    text = re.sub(r"[ \t]+", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
