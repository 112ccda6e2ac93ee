"""From PDFium's text of a page to runs: stretches of text drawn in one style on one baseline."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pypdfium2 import raw

from markets.ingest.pages import pdfium
from markets.ingest.pages.document import Unreadable
from markets.ingest.pages.fonts import Face, named_face, read_face
from markets.ingest.pages.limits import MAX_RUNS_PER_PAGE

_WORD = re.compile(r"\S+")
SMALL_WORDS = frozenset(
    ("the", "of", "and", "to", "in", "a", "that", "for", "as", "by", "is", "on", "are", "with", "from", "its", "it",
     "or", "be", "has", "have", "was", "not", "this", "an", "at", "The", "which", "all", "more", "site", "were", "been")
)  # fmt: skip
_SURE_SPACE, _LEAST_SPACE, _OVER_A_SPACE = 0.25, 0.11, 0.05  # of the height of a line
# A space that may cut a ligature.
_LIGATURE_CUTS = re.compile("f(?= [fijlthbk])|T(?= [hi])|c(?= t)|t(?= [ti])|s(?= t)")
POSSESSIVE = re.compile("['\u2019]s(?!\\w)")
_SPACED = re.compile(r"(?:[^\W_] ){3,}[^\W_]$")


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """How a page is shown: its box in its own space, and by how many degrees it is turned to the right."""

    left: float
    bottom: float
    right: float
    top: float
    turned: int

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the page's own space, from the upper left corner as shown."""
        if not self.turned:
            return x - self.left, self.top - y
        if self.turned == 90:
            return y - self.bottom, x - self.left
        if self.turned == 180:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def right_end(self, box: raw.FS_RECTF) -> float:
        """Return where a box of the page's own space ends on the right as shown."""
        if not self.turned:
            return float(box.right - self.left)
        return max(self.place(box.right, box.top)[0], self.place(box.left, box.bottom)[0])


@dataclass(slots=True)
class TextRun:
    """`x0`, `x1` and `y` in points from the upper left corner of the page as shown; `angle` in degrees.

    `gap`: what PDFium saw between this run and the one drawn before it: "" nothing, " " a space it
    inferred, "_" a space that is really drawn, "\\n" a new line. `order` counts runs as they are drawn;
    `start` is PDFium's index of the first character, -1 where the text is not letter by letter what is drawn.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    angle: int
    face: Face
    gap: str
    order: int
    start: int = -1
    invisible: bool = False


def page_text(text_page: Any) -> str:
    """Return the page's characters such that the index in the string is PDFium's index of the character."""
    count = raw.FPDFText_CountChars(text_page)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    written = raw.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16le", "surrogatepass")
    if len(text) == count:
        return text
    # Characters without a known letter are left out of the whole text; ask for each.
    codes = (raw.FPDFText_GetUnicode(text_page, index) for index in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)


def read_runs(
    text_page: Any, text: str, number: int, shown: PageGeometry, names: Callable[[], dict[int, str]] = dict
) -> Iterator[TextRun]:
    """Yield the runs of a page in the order in which they are drawn. Linear in the page's length.

    `names`: the names of fonts by address, asked for where PDFium gives none.
    """
    faces: dict[tuple[int | None, int], Face] = {}
    given: dict[int, str] | None = None
    matrix, box = raw.FS_MATRIX(), raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    end = 0
    stretches = list(islice(_stretches(text_page, text), MAX_RUNS_PER_PAGE + 1))
    # Where an object ends inside a word, the words of the page are drawn in pieces.
    in_pieces = any(
        stop - start > 1 and stop < len(text) and text[stop - 1 : stop + 1].isalpha()
        for start, stop, _ in stretches
    )
    for order, (start, stop, drawn) in enumerate(stretches):
        if order >= MAX_RUNS_PER_PAGE:
            raise Unreadable(f"Page {number} holds more than {MAX_RUNS_PER_PAGE} runs of text.")
        raw.FPDFText_GetCharOrigin(text_page, start, x, y)
        raw.FPDFText_GetMatrix(text_page, start, matrix)
        raw.FPDFText_GetLooseCharBox(text_page, stop - 1, box)
        size = raw.FPDFText_GetFontSize(text_page, start)
        upright = matrix.b == matrix.c == 0 < matrix.a
        if upright:
            size, angle = size * abs(matrix.d), -shown.turned
        else:
            size *= math.hypot(matrix.c, matrix.d)
            angle = round(math.degrees(math.atan2(matrix.b, matrix.a))) - shown.turned
        address, color = (pdfium.font_of(drawn), pdfium.color_of(drawn)) if drawn else (None, 0)
        known = faces.get((address, color))
        if known is None:
            known = read_face(pdfium.as_font(address))
            if address and not known.name:
                given = names() if given is None else given
                known = named_face(given.get(address, ""))
            known = faces[address, color] = known.colored(pdfium.name_shade(color))
        mode = pdfium.render_mode_of(drawn) if drawn else 0
        if mode == 2 and not known.bold:
            known = known.as_bold()  # filled and outlined: bold made from the regular face
        gap = _gap(text_page, text, end, start)
        written = text[start:stop]
        spaced = written[1:2] == " " and bool(_SPACED.match(written))
        if spaced or in_pieces and upright and len(written) > 1:
            written = _spaced_by_distance(text_page, written, start, spaced)
        elif " " in written:
            written = _without_false_spaces(text_page, written, start)
        x0, base = shown.place(x.value, y.value)
        x1 = shown.right_end(box)
        first = start if len(written) == stop - start else -1
        yield TextRun(written, x0, x1, base, round(size, 2), angle, known, gap, order, first, mode == 3)
        end = stop


def _spaced_by_distance(text_page: Any, written: str, start: int, spaced: bool) -> str:
    """Return the text with spaces only where its letters are apart: PDFium sees none between letters that
    Ghostscript sets apart, and spaces where letters are spaced, or drawn over a space."""
    box, gaps, right = raw.FS_RECTF(), [], 0.0
    places = [place for place, letter in enumerate(written) if letter != " "]
    for place in places:
        raw.FPDFText_GetLooseCharBox(text_page, start + place, box)
        gaps.append((box.left - right) / max(box.top - box.bottom, 1.0))
        right = box.right
    usual = sorted(gaps[1:])[(len(gaps) - 1) // 4] if spaced or len(gaps) > 8 else 0.0
    least = max(_LEAST_SPACE, 1.6 * usual + 0.03)
    made = written[0]
    for gap, place in zip(gaps[1:], places[1:], strict=True):
        drawn = (
            not spaced
            and written[place - 1] == " "
            and not raw.FPDFText_IsGenerated(text_page, start + place - 1)
        )
        most = _SURE_SPACE if POSSESSIVE.match(written, place) else _OVER_A_SPACE if drawn else least
        made += (" " if gap > most else "") + written[place]
    return made


def _without_false_spaces(text_page: Any, written: str, start: int) -> str:
    """Return the text without spaces that PDFium inferred where letters are no further apart than others do."""
    inferred = [
        place
        for place in _doubtful_spaces(written)
        if raw.FPDFText_IsGenerated(text_page, start + place)
        and " " not in (written[place - 1], written[place + 1])
    ]
    if not inferred:
        return written
    box = raw.FS_RECTF()

    def gap(left: int, right: int) -> float:
        raw.FPDFText_GetLooseCharBox(text_page, start + left, box)
        end, height = box.right, box.top - box.bottom
        raw.FPDFText_GetLooseCharBox(text_page, start + right, box)
        return float((box.left - end) / max(height, 1.0))

    gaps = {place: gap(place - 1, place + 1) for place in inferred}
    if min(gaps.values()) > _SURE_SPACE:
        return written
    pairs = [
        place
        for place in range(1, min(len(written), 80))
        if written[place] != " " and written[place - 1] != " "
    ]
    letters = sorted(gap(place - 1, place) for place in pairs)
    usual = max(letters[len(letters) // 2], 0.0) if letters else 0.0
    least = max(_LEAST_SPACE, 1.7 * usual + 0.05)
    false = {place for place, width in gaps.items() if width < least}
    return "".join(letter for place, letter in enumerate(written) if place not in false)


def _doubtful_spaces(written: str) -> set[int]:
    """Places of spaces beside a short word that is no usual one, and of those that may cut a ligature."""
    places: set[int] = set()
    place, short_before = -1, False
    for word in written.split(" "):
        short = len(word) < 5 and word not in SMALL_WORDS
        if (short or short_before) and place >= 0:
            places.add(place)
        place, short_before = place + len(word) + 1, short
    for cut in _LIGATURE_CUTS.finditer(written):
        place = cut.end()
        if written[written.rfind(" ", 0, place) + 1 : place] not in SMALL_WORDS:
            places.add(place)
    return places


def _gap(text_page: Any, text: str, end: int, start: int) -> str:
    if start == end:
        return ""
    between = text[end:start]
    if between == "\r\n":
        return "\n"
    if any(not raw.FPDFText_IsGenerated(text_page, index) for index in range(end, min(start, end + 8))):
        return "_"
    return "\n" if "\n" in between or "\r" in between else " "


def _stretches(text_page: Any, text: str) -> Iterator[tuple[int, int, int | None]]:
    """(start, stop, text object): words of one line that one object draws. Objects draw whole stretches,
    so it is enough to ask at the ends and to search between them only where the ends differ."""
    for start, stop in _lines(text):
        drawn = pdfium.text_object(text_page, start)
        if drawn and pdfium.text_object(text_page, stop - 1) == drawn:
            yield start, stop, drawn
            continue
        words = [match.span() for match in _WORD.finditer(text, start, stop)]
        at = 0
        while at < len(words):
            start, stop = words[at]
            drawn = pdfium.text_object(text_page, start)
            last = _last(text_page, words, at, drawn)
            stop = words[last][1]
            if pdfium.text_object(text_page, stop - 1) == drawn:
                yield start, stop, drawn
                at = last + 1
                continue
            # The last word begins in this object and ends in another one.
            inside = max(words[last][0], start)
            cut = inside + 1
            while cut < stop and pdfium.text_object(text_page, cut) in (drawn, None):
                cut += 1
            yield start, cut, drawn
            if cut < stop:
                words[last] = (cut, stop)
                at = last
            else:
                at = last + 1


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each line that is not blank begins and ends, from its first mark to its last."""
    at = 0
    for piece in text.replace("\r", "\n").split("\n"):
        stripped = piece.strip()
        if stripped:
            start = at + piece.index(stripped[0])
            yield start, start + len(stripped)
        at += len(piece) + 1


def _last(text_page: Any, words: list[tuple[int, int]], at: int, drawn: int | None) -> int:
    """Return the last word from `at` on that begins in the same object: near ends first, then by halves."""
    high = len(words) - 1
    if high == at or pdfium.text_object(text_page, words[high][0]) == drawn:
        return high
    low, step = at, 1
    while low + step < high and pdfium.text_object(text_page, words[low + step][0]) == drawn:
        low += step
        step *= 2
    high = min(low + step, high)
    while high - low > 1:
        middle = (low + high) // 2
        if pdfium.text_object(text_page, words[middle][0]) == drawn:
            low = middle
        else:
            high = middle
    return low
