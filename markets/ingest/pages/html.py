"""An HTML page as lines of the same kind as those of a PDF: for press releases and mirrored editions.

Each block of text is a line. Its size says how high a heading it is, its place on the page is made up:
blocks are one below the other with a gap between them, parts of a block (at a <br>) without one.
"""

import codecs
import contextlib
import re
import warnings
from dataclasses import dataclass, field, replace

from bs4 import BeautifulSoup
from bs4.element import CData, NavigableString, Tag

from markets.ingest.pages.clean import clean_text
from markets.ingest.pages.document import Unreadable
from markets.ingest.pages.limits import MAX_CHARACTERS, MAX_RUNS_PER_PAGE
from markets.ingest.pages.links import is_address
from markets.ingest.pages.spans import add_span, cut_spans, find_prevailing_style
from markets.ingest.records import TextLine, TextPage, TextSpan
from markets.text.hidden import drop_hidden

_SIZES = {"h1": 24.0, "h2": 18.0, "h3": 14.0, "h4": 13.0, "h5": 12.0, "h6": 12.0}
_BODY = 12.0
_DROPPED, _BLOCKS = (
    frozenset(names.split())
    for names in (
        """style script nav footer aside form noscript template svg button select iframe head object canvas
        audio video math textarea""",
        """p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 section article main header blockquote pre table tr td th
        thead tbody tfoot caption figure figcaption hr address details summary fieldset body html center""",
    )
)
# Classes of what sites put around a text: "breadcrumb", "social-share", "addtoany_share_buttons".
_AROUND = re.compile(r"(?:^|[ _-])(?:breadcrumbs?|share|sharing)(?:$|[ _-])")
_MOST_AROUND = 200  # letters
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.I)
_KNOWN = {"utf-8", "utf-16", "iso8859-1", "cp1252", "ascii"}
_APART = 1.5  # line heights between blocks: more than any that are taken for lines of one paragraph
_LEFT, _INDENT, _WIDTH = 72.0, 18.0, 612.0


@dataclass(frozen=True, slots=True)
class _Style:
    size: float = _BODY
    bold: bool = False
    italic: bool = False
    raised: bool = False
    link: str = ""
    depth: int = 0


@dataclass(slots=True)
class _Writer:
    """Gathers pieces of text and makes a line of them wherever a block begins or ends."""

    lines: list[TextLine] = field(default_factory=list)
    pieces: list[tuple[str, _Style]] = field(default_factory=list)
    y: float = 36.0
    junk: int = 0
    bullet: bool = False
    depth: int = 0  # of lists

    gap: float = 0.0  # in line heights, above the next line

    def end_line(self, gap: float) -> None:
        """Make a line of what was gathered, if anything was, and leave `gap` line heights below it."""
        text, links = "", dict[str, None]()
        spans: list[TextSpan] = []
        if self.bullet and any(raw.strip() for raw, _ in self.pieces):
            self.pieces.insert(0, ("• ", _Style()))
            self.bullet = False
        for raw, style in self.pieces:
            piece, junk = clean_text(raw)
            self.junk += junk
            if not text or text.endswith(" "):
                piece = piece.lstrip()
            if piece:
                start, text = len(text), text + piece
                size = round(style.size * 0.65, 1) if style.raised else style.size
                add_span(spans, TextSpan(start, len(text), "", size, style.bold, style.italic, style.raised))
                if style.link:
                    links[style.link] = None
        self.pieces.clear()
        shown = text.rstrip()
        if shown:
            self._add(shown, cut_spans(spans, len(shown)), tuple(links))
        self.gap = max(gap, 0.0 if shown else self.gap)

    def _add(self, text: str, spans: tuple[TextSpan, ...], links: tuple[str, ...]) -> None:
        font, size, bold, italic = find_prevailing_style(spans)
        self.y += size * (1.2 + self.gap)
        x0 = _LEFT + _INDENT * min(self.depth, 8)
        x1, y = round(x0 + 0.5 * size * len(text), 2), round(self.y, 2)
        self.lines.append(TextLine(text, 1, x0, x1, y, font, size, bold, italic, spans, False, links))
        if len(self.lines) > MAX_RUNS_PER_PAGE:
            raise Unreadable(f"The page holds more than {MAX_RUNS_PER_PAGE} lines of text.")


def read_html(content: bytes) -> tuple[tuple[TextPage, ...], int]:
    """Return the one page of an HTML file, and how many characters were illegible. Raises Unreadable."""
    warnings.simplefilter("ignore")  # Beautiful Soup guesses aloud at what it was given
    soup = BeautifulSoup(_decoded(content), "html.parser")
    drop_hidden(soup)
    writer = _Writer()
    _walk(_main(soup), writer)
    if not writer.lines:
        raise Unreadable("There is no text in the HTML page.")
    if sum(len(line.text) for line in writer.lines) > MAX_CHARACTERS:
        raise Unreadable(f"The file holds more than {MAX_CHARACTERS} characters.")
    return (TextPage(1, _WIDTH, round(writer.y + 36, 2), tuple(writer.lines)),), writer.junk


def _decoded(content: bytes) -> str:
    for mark, name in ((codecs.BOM_UTF8, "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(name, "replace")
    names = ["utf-8", "cp1252"]
    if found := _CHARSET.search(content[:4096]):
        with contextlib.suppress(LookupError, OSError):
            names.insert(0, codecs.lookup(found[1].decode("ascii")).name)
    for name in names:
        if name in _KNOWN and not name.startswith("utf-16"):
            try:
                return content.decode("cp1252" if name in ("iso8859-1", "ascii") else name)
            except UnicodeDecodeError:
                continue
    return content.decode("utf-8", "replace")


def _main(soup: BeautifulSoup) -> Tag:
    """Return the part that holds the document: <main> or <article> where most of the text is in it."""
    body = soup.body or soup
    whole = len(body.get_text())
    for found in (soup.find("main"), soup.find(None, {"role": "main"}), *soup.find_all("article", limit=1)):
        if isinstance(found, Tag) and len(found.get_text()) > min(400, whole / 4):
            return found
    return body


def _walk(root: Tag, writer: _Writer) -> None:
    """Depth first without recursion, since anybody's page can be nested a million deep."""
    stack: list[tuple[object, _Style] | None] = [(root, _Style())]
    while stack:
        item = stack.pop()
        if item is None:
            writer.end_line(_APART)
            continue
        node, style = item
        if isinstance(node, Tag):
            _enter(node, style, stack, writer)
        elif type(node) in (NavigableString, CData):
            writer.depth = style.depth
            writer.pieces.append((str(node), style))


def _is_around(tag: Tag) -> bool:
    """Return whether an element is one of those that sites put around a text."""
    names = " ".join(filter(None, tag.get_attribute_list("class")))
    return _AROUND.search(names) is not None and len(tag.get_text()) < _MOST_AROUND


def _enter(tag: Tag, style: _Style, stack: list[tuple[object, _Style] | None], writer: _Writer) -> None:
    name = tag.name
    if name in _DROPPED or _is_around(tag):
        return
    if name == "br":
        # A break behind another one leaves a blank line, which sets paragraphs apart.
        writer.end_line(0.0 if any(raw.strip() for raw, _ in writer.pieces) else _APART)
        return
    if name in _BLOCKS:
        writer.end_line(_APART)
        stack.append(None)
    if name in _SIZES:
        style = replace(style, size=_SIZES[name], bold=True)
    elif name in ("strong", "b", "th"):
        style = replace(style, bold=True)
    elif name in ("em", "i", "cite"):
        style = replace(style, italic=True)
    elif name == "sup":
        style = replace(style, raised=True)
    elif name in ("ul", "ol", "blockquote"):
        style = replace(style, depth=style.depth + 1)
    elif name == "li":
        writer.bullet = True
    elif name == "a":
        href = str(tag.get("href", "")).strip()
        if href.startswith("#") and not any(map(str.isalnum, tag.get_text())):
            return  # an arrow from a note back to its mark
        if is_address(href):
            style = replace(style, link=href)
    stack.extend((child, style) for child in reversed(tag.contents))
