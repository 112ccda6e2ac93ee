"""A report of a few lines, each in a style of its own, as the pages give them."""

import re

from markets.ingest.parsers import parse_report
from markets.ingest.records import ParsedEdition, TextLine, TextPage, TextSpan

OPENING = (
    "** 2021 Review of Notorious Markets for Counterfeiting and Piracy", "",
    "USTR publishes this List each year, and the List names online markets and physical markets in the world.",
    "It does so under docket USTR-2021-0013, and each comment that was filed there was read by the whole office.",
    "Many of the markets named here also trade in lawful goods, and the order of the entries says nothing at all.", "",
)  # fmt: skip
TEXT = "The service offers films and songs without a license, and its owners answer no notice from anyone."
_FONTS = {"": "Serif", "b": "Serif-Bold", "i": "Serif-Italic", "bi": "Serif-BoldItalic"}
_BOLD = re.compile(r"<b>(.*?)</b>")


def parse_lines(*rows: str) -> ParsedEdition:
    """Parse a report that opens as the List does and goes on with these rows.

    A row begins with "** " where it is large and bold, "* " where it is bold, "/ " where it is italic, "*/ " where it
    is both; <b>words</b> are bold inside a row; "" is room between paragraphs, "|" begins a page, and
    "||" its next column.
    """
    pages: list[list[TextLine]] = [[]]
    y, left = 72.0, 72.0
    for row in (*OPENING, *rows, "", "** Public Information", "", "The docket can be read by anyone."):
        if row in ("|", "||"):
            if row == "|":
                pages.append([])
            y, left = 72.0, 72.0 if row == "|" else left + 480.0
            continue
        mark, _, rest = row.partition(" ")
        style, size = {"**": ("b", 16.0), "*": ("b", 11.0), "/": ("i", 11.0), "*/": ("bi", 11.0)}.get(
            mark, ("", 11.0)
        )
        text = rest if style else row
        y += 10.0 if not text else 14.0 if size == 11 else 20.0
        if text:
            pages[-1].append(_line(text, len(pages), y, size, style, left))
    return parse_report([TextPage(n, 612, 792, tuple(lines)) for n, lines in enumerate(pages, 1)])


def _line(text: str, page: int, y: float, size: float, style: str, left: float) -> TextLine:
    font, bold, italic = _FONTS[style], "b" in style, "i" in style
    spans: list[TextSpan] = []
    plain = ""
    for place, piece in enumerate(_BOLD.split(text)):
        marked = place % 2 == 1
        if piece:
            face = _FONTS["b"] if marked else font
            spans.append(TextSpan(len(plain), len(plain + piece), face, size, bold or marked, italic))
            plain += piece
    right = left + 0.42 * size * len(plain)
    return TextLine(plain, page, left, right, y, font, size, bold, italic, tuple(spans))
