"""Cuts a text into sentences and words, keeping where each was."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from markets.text.sentences import find_sentences as sentence_spans
from responses.claims.lexicon import ARTICLES, STOPS

BULLET = re.compile(r"[ \t\u00a0]*(?:[•·▪◦‣*\u2013\u2014-]|\(?[0-9]{1,2}[.)]|\([a-z]\))[ \t\u00a0]+")
WRAPPED = 60  # a line at least this long that ends without a stop was cut by its layout, not by its writer
# Arabic, Persian, Devanagari and full-width figures and their marks → the usual ones
PLAIN_DIGITS = {zero + digit: str(digit) for zero in (0x660, 0x6F0, 0x966, 0xFF10) for digit in range(10)} | {
    ord(mark): plain for mark, plain in zip("٬٫٪，．％", ",.%,.%", strict=True)
}
PAD = "\u2028"
JOINT = "\u2236"  # joins a label and the figure on the next line
_FIGURE = re.compile(
    r"[^\w\n]{0,3}\d[\d.,\u00a0 ]*(?:%|\+|percent|per cent|thousand|million|billion|mn|bn|lakh|crore|[km]|[万亿]"
    r"|hours?|days?)?\+?[.*]?",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[^\W\d_][^\n.!?:;]{2,59}:?")
_BROKEN = re.compile(r"(?<=[a-z])(?:[-\u00ad][ \t]*\r?\n[ \t]*|[\u00ad\u200b\u2060\ufeff])([a-z][^\s]*)")
_ITEM = re.compile(rf"[^\n.!?:;]{{3,80}}:\s+{_FIGURE.pattern}\s*", re.IGNORECASE)
_ABBREVIATED = re.compile(r"\d\s?[A-Za-z]{1,4}\.\s*$")
_LIST_NUMBER = re.compile(r"(?<=;)\s+(?:(?:and|or)\s+)?([0-9]{1,2}\.)$")
# The mark of a note behind a figure or a word.
_MARK = re.compile(
    r"(?<=[\w%.,])(?<!\b10)(?<!\d m)(?<!\dm)(?:\[\d{1,2}\]|[*†‡§]{1,3}|[⁰¹²³⁴-⁹]{1,3})(?=[\s.,;:)]|$)",
    re.MULTILINE,
)
# The same without a look of its own: "sellers3 in", "97%5 of", "were banned.12 They".
_GLUED = re.compile(r"(?:(?<=[a-z]{4})[.,;]?|(?<=\d%))\d{1,2}(?=[\s.,;)]|$)", re.MULTILINE)
_BLANK = re.compile(r"[\t\u00a0\u2007\u2009\u202f]")
_WORD = re.compile(r"[^\W_](?:[\w’'&./-]*[^\W_])?(?:(?<=s)[’'](?=\s[a-z]))?|\S")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a single mark, with its place in the whole text."""

    text: str
    start: int
    end: int
    lower: str = field(init=False)  # in lower case with straight apostrophes, for look-ups

    def __post_init__(self) -> None:
        """Keep the lower case: it is asked for a hundred times a word."""
        object.__setattr__(self, "lower", self.text.lower().replace("’", "'"))

    @property
    def is_mark(self) -> bool:
        """Whether this is punctuation."""
        return not self.text[0].isalnum()


def list_words(text: str, start: int = 0, end: int | None = None) -> Sequence[Word]:
    """Return the words and marks of `text[start:end]`, their places counted in `text`."""
    return _read_words(text, start, len(text) if end is None else end)


@lru_cache(maxsize=16)  # a sentence is looked at once for each of its figures
def _read_words(text: str, start: int, end: int) -> tuple[Word, ...]:
    return tuple(Word(found[0], found.start(), found.end()) for found in _WORD.finditer(text, start, end))


def find_paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every paragraph; lines that the layout had wrapped are one paragraph again."""
    start, width, block_end = 0, WRAPPED, -1
    pairs = label_joints(text)
    for found in re.finditer(r"\n", text):
        if found.start() in pairs:
            continue
        line_start = text.rfind("\n", 0, found.start()) + 1
        line = text[line_start : found.start()].rstrip()
        following = text[found.end() : found.end() + 200]
        if found.start() > block_end:
            width, block_end = _block_width(text, line_start)
        if not _is_wrap(line, following, width):
            yield start, found.start()
            start = found.end()
    yield start, len(text)


def label_joints(text: str) -> dict[int, str]:
    """Return where lists without markup put a label and its figure on lines of their own: place of the line end → what
    joins the two. At least two such pairs follow each other, all in the same order."""
    found: dict[int, str] = {}
    lines = [(match.start(), match[0].strip()) for match in re.finditer(r"[^\n]+", text) if match[0].strip()]
    kinds = ["f" if _FIGURE.fullmatch(line) else "l" if _LABEL.fullmatch(line) else "o" for _, line in lines]
    ends = [text.index("\n", start + len(line)) for start, line in lines[:-1]]
    gaps = [text.count("\n", end, start) > 1 for end, (start, _) in zip(ends, lines[1:], strict=True)]
    for at, stop in _find_alternating(kinds):
        if (stop - at) % 2:  # a heading is above, or a line of prose below: only an empty line tells which
            apart = [place for place in range(at, stop - 1) if gaps[place]]
            at, stop = (at + (apart == [at]), stop - (apart == [stop - 2])) if stop - at > 4 else (at, at)
            if (stop - at) % 2:
                continue
        for pair in range(at, stop - 1, 2):
            end, line = ends[pair], lines[pair][1]
            found |= {place: " " for place in range(end, lines[pair + 1][0]) if text[place] == "\n"}
            found[end] = JOINT if kinds[pair] == "l" and not line.endswith(":") else " "
    return found


def _find_alternating(kinds: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield (start, stop) of each stretch of four lines and more in which labels and figures take turns."""
    at = 0
    while at < len(kinds):
        stop = at + 1
        while stop < len(kinds) and {kinds[stop - 1], kinds[stop]} == {"l", "f"}:
            stop += 1
        if stop - at > 3:
            yield at, stop
        at = stop


def unwrap_lines(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return the text with its lines run on and words made whole that a line end broke; as long as before.

    What a hyphen and a line end took is put behind the word as `PAD`.
    """
    flowing = list(_BLANK.sub(" ", text))
    for place, joint in label_joints(text).items():
        flowing[place] = joint
    for mark in (*_MARK.finditer(text), *_GLUED.finditer(text)):
        digits = mark[0].lstrip(".,;")
        flowing[mark.end() - len(digits) : mark.end()] = " " * len(digits)
    for start, end in spans:
        for found in _BROKEN.finditer(text, start, end):
            rest = text[found.end() - len(found[1]) : found.end()]
            flowing[found.start() : found.end()] = [*rest, *PAD * (len(found[0]) - len(rest))]
        for place in range(start, end):
            if flowing[place] == "\n":
                flowing[place] = " "
    return "".join(flowing)


def split_paragraph(text: str, paragraph: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """(start, end) of every sentence of a paragraph, without blanks; a heading is a sentence too."""
    start, end = paragraph
    last: tuple[int, int] | None = None
    for begin, stop in sentence_spans(text[start:end]):
        span = start + begin, start + stop
        if last and text[span[0]].islower() and _ABBREVIATED.search(text, last[0], last[1]):
            span = last[0], span[1]  # "1.2 Mio. listings"
        elif last and (number := _LIST_NUMBER.search(text, *last)):
            yield last[0], number.start()  # "…; 2. it banned": the number is of what follows
            span = number.start(1), span[1]
        elif last:
            yield last
        last = span
    if last:
        yield last


def _block_width(text: str, start: int) -> tuple[int, int]:
    """Return how long the lines from `start` are if they are prose in a narrow column, else `WRAPPED`; and their end.

    Prose goes on in small letters on a line of its own; a list or a table does not.
    """
    end = text.find("\n\n", start)
    end = end if end >= 0 else len(text)
    lines = [line.strip() for line in text[start:end].split("\n") if line.strip()]
    prose = sum(line[0].islower() for line in lines[1:]) * 3 >= len(lines) >= 3
    return (min(WRAPPED, max(map(len, lines)) * 3 // 4) if prose else WRAPPED), end


def _is_wrap(line: str, following: str, width: int) -> bool:
    if not line.strip() or not following.split("\n", 1)[0].strip() or BULLET.match(following):
        return False
    if line[-1] in '.:!?”"' or (_ITEM.fullmatch(line) and _ITEM.fullmatch(following.split("\n", 1)[0])):
        return False
    if line[-1] == "," or line.rsplit(None, 1)[-1].lower() in STOPS | ARTICLES:
        return True
    return following.lstrip()[:1].islower() or len(line) >= width
