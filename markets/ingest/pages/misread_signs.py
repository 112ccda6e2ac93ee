"""Signs and accents that programs misread when they save a report again: Ghostscript keeps one byte of a sign
("developer9s", "<clone="), MuPDF gives places in Adobe's standard order of letters ("MarchÏ", "ªcloneº")."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from markets.ingest.records import TextPage

_ONLY_LETTERS = r"[^\W\d_]+"
_GHOSTSCRIPT = (  # what is misread, and the sign that it is: each as long as the other
    (re.compile(rf"(?<![\w.@=?&/-])({_ONLY_LETTERS})9({_ONLY_LETTERS})(?![\w@/]|[.-]\w)"), "\\1\u2019\\2"),
    (re.compile(r"(?<=[a-z]s)9(?=\s)"), "\u2019"),
    (re.compile(r"<(?=\w)"), "\u201c"),
    (re.compile(r"(?<=[\w.,!?])=(?=[\s.,;:)]|$)"), "\u201d"),
    (re.compile(r"^\" (?=[A-Z])"), "\u2022 "),
    (re.compile(r"(?<=[A-Za-z\d)]) [3\xc0-\xff] (?=[A-Z])"), " \u2013 "),
    (re.compile(r"(?<=[a-z])\xd5(?=s\b)"), "\u2019"),
    (re.compile(r"(?<=\)) 4 (?=[A-Z])"), " \u2014 "),
    (re.compile(r"\b(20[0-2]\d)3(?=20[0-2]\d\b)"), "\\1\u2013"),
    (re.compile(r"\b(20[0-2]\d)4(?=20[0-2]\d\b)"), "\\1\u2014"),
)
_SEEN_IN_GHOSTSCRIPT = re.compile(  # each begins with its first sign, to which the engine skips
    r"9(?<=[a-z]9)(?:s|t|re|ve|ll)\b|<\w[^<=]{0,80}=|\"(?<=^\") [A-Z]\w*|2(?<!\w2)0[0-2]\d[34]20[0-2]\d\b"
    r"|\)(?<=\w\)) [34\xc0-\xff] [A-Z]|\xd5(?<=[a-z]\xd5)s\b"
)
_STANDARD_ORDER = dict(zip(range(200, 229), "áâäàåãçéêëèíîïìñóôöòõšúûüùýÿž", strict=True))
_STANDARD_CODES = {
    0xAA: "\u201c",
    0xBA: "\u201d",
    0xB1: "\u2013",
    0xBC: "\u2026",
    0xB7: "\u2022",
    0xB4: "\u00b7",
}
_MUPDF = str.maketrans(_STANDARD_ORDER | _STANDARD_CODES)
_SEEN_IN_MUPDF = re.compile(
    r"\u00aa\w[^\u00aa\u00ba]{0,80}\u00ba|\b[^\W\d_]*[a-z][\u00c8-\u00de](?![A-Z])\w*"
)
_READ_RIGHT = re.compile(
    "[\u201c\u201d\u00e5-\u00f6\u00f8-\u00fe]"
)  # no file has these beside the misread ones


def with_read_signs(pages: Sequence[TextPage]) -> tuple[list[TextPage], tuple[str, ...]]:
    """Return the pages with the signs that were meant, and a doubt that names the first one."""
    if found := _first(pages, _SEEN_IN_GHOSTSCRIPT.search):
        return _changed(pages, _read_ghostscript), (_doubt(*found, _read_ghostscript),)
    found = _first(pages, lambda text: None if text.isascii() else _SEEN_IN_MUPDF.search(text))
    if found and not any(_READ_RIGHT.search(line.text) for page in pages for line in page.lines):
        return _changed(pages, _read_mupdf), (_doubt(*found, _read_mupdf),)
    return list(pages), ()


def _read_ghostscript(text: str) -> str:
    for pattern, sign in _GHOSTSCRIPT:
        text = pattern.sub(sign, text)
    return text


def _read_mupdf(text: str) -> str:
    return text if text.isascii() else text.translate(_MUPDF)


def _first(
    pages: Sequence[TextPage], search: Callable[[str], re.Match[str] | None]
) -> tuple[int, str] | None:
    """Return the first page that has such a sign, and the words around it."""
    matches: Iterator[tuple[int, str]] = (
        (page.number, " ".join(line.text[max(match.start() - 12, 0) : match.end()].split()))
        for page in pages
        for line in page.lines
        if (match := search(line.text))
    )
    return next(matches, None)


def _changed(pages: Sequence[TextPage], read: Callable[[str], str]) -> list[TextPage]:
    return [
        replace(page, lines=tuple(line._replace(text=read(line.text)) for line in page.lines))
        for page in pages
    ]


def _doubt(page: int, words: str, read: Callable[[str], str]) -> str:
    meant = read(words)
    more = f" as “{meant}”" if meant != words else ""
    return f"Letters are lost in the file, first on page {page}: “{words}” is read{more}."
