"""Cuts a text into sentences and words, keeping where each stood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markets.text.sentences import sentences as sentence_spans

BULLET = re.compile(r"[ \t\u00a0]*(?:[•·▪◦‣*\u2013\u2014-]|\(?[0-9]{1,2}[.)]|\([a-z]\))[ \t\u00a0]+")
WRAPPED = 60  # a line at least this long that ends without a stop was cut by its layout, not by its writer
PAD = "\u2028"
_BROKEN = re.compile(r"(?<=[a-z])-[ \t]*\r?\n[ \t]*([a-z][^\s]*)")
_WORD = re.compile(r"[^\W_](?:[\w’'&./-]*[^\W_])?|\S")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a single mark, with its place in the whole text."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The word in lower case with straight apostrophes, for look-ups."""
        return self.text.lower().replace("’", "'")

    @property
    def is_mark(self) -> bool:
        """Whether this is punctuation."""
        return not self.text[0].isalnum()


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words and marks of `text[start:end]`, their places counted in `text`."""
    end = len(text) if end is None else end
    return [Word(found[0], found.start(), found.end()) for found in _WORD.finditer(text, start, end)]


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every paragraph; lines that the layout had wrapped are one paragraph again."""
    start = 0
    for found in re.finditer(r"\n", text):
        line_start = text.rfind("\n", 0, found.start()) + 1
        line = text[line_start : found.start()].rstrip()
        following = text[found.end() : found.end() + 200]
        if not _is_wrap(line, following):
            yield start, found.start()
            start = found.end()
    yield start, len(text)


def unwrapped(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with its lines run on and words made whole that a line end broke; as long as before.

    What a hyphen and a line end took is put behind the word as `PAD`.
    """
    flowing = list(text)
    for start, end in spans:
        for found in _BROKEN.finditer(text, start, end):
            rest = text[found.end() - len(found[1]) : found.end()]
            flowing[found.start() : found.end()] = [*rest, *PAD * (len(found[0]) - len(rest))]
        for place in range(start, end):
            if flowing[place] == "\n":
                flowing[place] = " "
    return "".join(flowing)


def sentences(text: str, paragraph: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """(start, end) of every sentence of a paragraph, without blanks; a heading is a sentence too."""
    start, end = paragraph
    for begin, stop in sentence_spans(text[start:end]):
        yield start + begin, start + stop


def _is_wrap(line: str, following: str) -> bool:
    if not line.strip() or not following.split("\n", 1)[0].strip() or BULLET.match(following):
        return False
    if line[-1] in '.:!?”"':
        return False
    return following.lstrip()[:1].islower() or len(line) >= WRAPPED
