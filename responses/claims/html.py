"""The text of a page, for the reader: paragraphs as paragraphs, list items as bullets, rows as lines, no furniture."""

import html as entities
import re

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag
from bs4.exceptions import ParserRejectedMarkup

from markets.text.hidden import drop_hidden
from markets.text.powers import read_power

BLOCKS = frozenset({
    "p", "div", "section", "article", "main", "header", "footer", "aside", "ul", "ol", "dl", "dt",
    "dd", "table", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote",
    "pre", "figure", "figcaption", "caption", "details", "summary", "address", "form", "fieldset",
    "hr", "body", "html",
})  # fmt: skip
_NOTE = re.compile(r"[\[(]?(?:\d{1,3}(?:\s?[,–-]\s?\d{1,3})*|[*†‡§]+|[a-z]|[ivx]{1,5})[\])]?")
_RAISED = re.compile(r"vertical-align\s*:\s*(?:super|top|\d)", re.IGNORECASE)
_NOTE_CLASS = re.compile(r"foot-?note|note-?ref|\bfn\b|\bsup(?:erscript)?\b", re.IGNORECASE)
_WORD_BEGINS = re.compile(r"(?!(?:st|nd|rd|th|[kmb]n?)\b)[A-Za-z][a-z]+", re.IGNORECASE)
_FIGURE_END = re.compile(r"\d[kmbKMB%+]?$")
SILENT = (
    "script", "style", "noscript", "template", "head", "nav", "svg", "button", "select", "textarea", "del", "s",
    "strike",
)  # fmt: skip
MOST_IN_MARK = 8  # elements and strings: a mark is "[<a>2</a>]"
LONGEST_TABLE_CELL = 120  # characters; a row with a longer cell is layout, and each cell is a paragraph


def plain_text(html: str) -> str:
    """Return the readable text of `html`. A claim proposed from HTML counts its places in this text."""
    try:
        soup = BeautifulSoup(html, "html.parser")
    except (ParserRejectedMarkup, AssertionError):
        # markup that no parser takes still holds words: drop what looks like a tag
        return _tidy(entities.unescape(re.sub(r"<[^<>]*>", "\n\n", html)))
    drop_hidden(soup)
    for tag in soup(SILENT):
        tag.decompose()
    for tag in soup(("sup", "a", "span")):
        if not _is_note_mark(tag):
            continue
        before = str(tag.find_previous(string=True) or "")
        if tag.name == "sup" and (power := read_power(before, _short_text(tag))):
            tag.replace_with(power)
        else:
            tag.decompose()
    for row in soup("tr"):
        _write_row(row)
    pieces: list[str] = []
    # a stack of our own: a page may be nested deeper than Python's calls go
    stack: list[PageElement | str] = [soup]
    while stack:
        node = stack.pop()
        if isinstance(node, NavigableString):
            if type(node) is NavigableString:  # its kinds are comments, declarations and the like
                # two elements beside each other: "<b>15,000</b><span>employees"
                apart = _FIGURE_END.search("".join(pieces[-4:])) and _WORD_BEGINS.match(node)
                pieces.append((" " if apart else "") + re.sub(r"\s+", " ", node))
        elif isinstance(node, Tag):
            edge = "\n\n" if node.name in BLOCKS or node.name == "li" else ""
            stack.append({"dt": "", "tr": "\n", "br": "\n"}.get(node.name, edge))
            stack.extend(reversed(node.contents))
            stack.append({"li": "\n\n• ", "dd": ": "}.get(node.name, edge))
        else:
            pieces.append(str(node))
    return _tidy("".join(pieces))


def _is_note_mark(tag: Tag) -> bool:
    """Return whether an element only holds the mark of a note, which would stick to a figure before it."""
    if not _NOTE.fullmatch(_short_text(tag)):
        return False
    named = " ".join(str(one) for one in tag.get_attribute_list("class"))
    if tag.name == "sup" or _RAISED.search(str(tag.get("style", ""))) or _NOTE_CLASS.search(named):
        return True
    before = tag.find_previous(string=True)  # a link within the page, at the end of a word
    return str(tag.get("href", "")).startswith("#") and bool(before) and not str(before)[-1:].isspace()


def _short_text(tag: Tag) -> str:
    """Return the text of an element that holds little; "" of one that holds more. No deeper than it must be looked at:
    pages hold elements that are never closed."""
    stack: list[PageElement] = [tag]
    written, looked_at = "", 0
    while stack:
        node = stack.pop()
        looked_at += 1
        if looked_at > MOST_IN_MARK:
            return ""
        if isinstance(node, Tag):
            stack.extend(reversed(node.contents[: MOST_IN_MARK + 1]))
        elif type(node) is NavigableString:
            written += node.strip()
    return written


def _write_row(row: Tag) -> None:
    """Join the cells of a row by bars if all of them are short."""
    if row.find(("table", "tr")):  # where rows are not closed, each holds the next
        return
    cells = [" ".join(one.get_text(" ").split()) for one in row(("td", "th"), recursive=False)]
    if len(cells) > 1 and max(map(len, cells)) <= LONGEST_TABLE_CELL:
        row.clear()
        row.append(NavigableString(" | ".join(cells)))


def _tidy(text: str) -> str:
    text = re.sub(r"[ \t]+", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
