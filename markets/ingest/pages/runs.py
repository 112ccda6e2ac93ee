"""From PDFium's text of a page to runs: stretches of text drawn in one style on one baseline."""

import ctypes
import math
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import islice, repeat
from typing import Any

from pypdfium2_raw import bindings as raw

from markets.ingest.pages.document import Unreadable
from markets.ingest.pages.fonts import Face, PageFonts, named_face, with_seen_units
from markets.ingest.pages.inferred_spaces import (
    find_inferred_spaces,
    space_by_distance,
    without_false_spaces,
    without_undrawn_hyphens,
)
from markets.ingest.pages.limits import MAX_RUNS_PER_PAGE
from markets.ingest.pages.pdfium import (
    as_argument,
    as_text_page,
    color_of,
    font_of,
    font_size_of,
    is_generated,
    is_pale,
    name_shade,
    read_loose_box,
    read_matrix,
    read_origin,
    render_mode_of,
    text_object,
)
from markets.ingest.pages.tex_ligatures import with_tex_ligatures

_WORD = re.compile(r"\S+")
_PRINTED = re.compile(r"\S(?:[^\r\n]*\S)?")  # of a line
_CAPITALS = re.compile(r"(?:[A-Z\d]{1,2} )+[A-Z\d]{1,2}$")
_FEW_SPACED, _MOST_SPACED = 3, 0.6  # of the pieces are single letters
_TRACKED = 0.06  # times the size: letters that are spaced on purpose
_LONGEST_SPACED = 3  # letters drawn as one, or set close


@lru_cache(maxsize=8192)  # rounding goes by way of decimals; sizes, margins and lines are few
def round_points(length: float) -> float:
    """Return a length in points to two places."""
    return round(length, 2)


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

    def place_box(self, bounds: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom as shown of what has these left, bottom, right and top."""
        left, bottom, right, top = bounds
        (x0, y0), (x1, y1) = self.place(left, top), self.place(right, bottom)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

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
    `start` is PDFium's index of the first character, -1 where the text is not letter by letter what is drawn;
    `spacing`: points between its letters, where these are spaced; `drawn_by`: the address of the text object.
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
    spacing: float = 0.0
    drawn_by: int | None = None
    pale: bool = False  # of a color that does not show on white


def page_text(text_page: Any) -> str:
    """Return the page's characters such that the index in the string is PDFium's index of the character."""
    count = raw.FPDFText_CountChars(text_page)
    if count <= 0:
        return ""
    buffer = bytearray(4 * count + 4)  # an array of ctypes would be a type of its own for each length
    start = ctypes.byref(ctypes.c_ushort.from_buffer(buffer))
    written = raw.FPDFText_GetText(text_page, 0, count, start)
    text = buffer[: 2 * max(written - 1, 0)].decode("utf-16le", "surrogatepass")
    if len(text) == count:
        return with_tex_ligatures(text)
    # Characters without a known letter are left out of the whole text; ask for each.
    codes = (raw.FPDFText_GetUnicode(text_page, index) for index in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)


def read_runs(
    text_page: Any,
    text: str,
    number: int,
    shown: PageGeometry,
    names: Callable[[], dict[int, str]],
    even: dict[tuple[str, float], float],
    fonts: PageFonts,
) -> Iterator[TextRun]:
    """Yield the runs of a page in the order in which they are drawn. Linear in the page's length.

    `names`: the names of fonts by address, asked for where PDFium gives none. `even`: how far letters of one face and
    size are apart, which is kept from page to page.
    """
    faces: dict[tuple[int | None, int], Face] = {}
    given: dict[int, str] | None = None
    text_page = as_text_page(text_page)
    matrix, box = raw.FS_MATRIX(), raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    matrix_at, box_at, x_at, y_at = map(ctypes.byref, (matrix, box, x, y))
    end = 0
    stretches = list(islice(_stretches(text_page, text), MAX_RUNS_PER_PAGE + 1))
    # Where an object ends inside a word, the words of the page are drawn in pieces.
    in_pieces = any(
        stop - start > 1 and stop < len(text) and text[stop - 1 : stop + 1].isalpha()
        for start, stop, _ in stretches
    )
    inferred = find_inferred_spaces(text_page, text)
    for order, (start, stop, drawn) in enumerate(stretches):
        if order >= MAX_RUNS_PER_PAGE:
            raise Unreadable(f"Page {number} holds more than {MAX_RUNS_PER_PAGE} runs of text.")
        read_origin(text_page, start, x_at, y_at)
        read_matrix(text_page, start, matrix_at)
        read_loose_box(text_page, stop - 1, box_at)
        size = font_size_of(text_page, start)
        upright = matrix.b == matrix.c == 0 < matrix.a
        if upright:
            size, angle = size * abs(matrix.d), -shown.turned
        else:
            size *= math.hypot(matrix.c, matrix.d)
            angle = round(math.degrees(math.atan2(matrix.b, matrix.a))) - shown.turned
        address, color, mode = None, 0, 0
        if drawn:
            drawn_at = as_argument(drawn)
            address, color, mode = font_of(drawn_at), color_of(drawn_at), render_mode_of(drawn_at)
        known = faces.get((address, color))
        if known is None:
            known = fonts.read(address)
            if address and not known.name:
                given = names() if given is None else given
                known = replace(named_face(given.get(address, "")), units=known.units)
            if upright:
                known = with_seen_units(known, text_page, text[start:stop], start, size)
            known = faces[address, color] = known.colored(name_shade(color))
        size *= known.units
        if mode == 2 and not known.bold:
            known = known.as_bold()  # filled and outlined: bold made from the regular face
        gap = _gap(text_page, text, end, start)
        written, spacing = text[start:stop], 0.0
        spaced = " " in written[1:4] and _is_spaced(written)
        if spaced and written.count(" ") < _FEW_SPACED:  # "p a l" may be cut out of "up a large"
            spaced = start + written.find(" ") in inferred
        if "\xad" in written:
            written = without_undrawn_hyphens(text_page, written, start)
        if spaced or in_pieces and upright and len(written) > 1:
            apart = even.get((known.name, size), 0.0)
            written, apart = space_by_distance(text_page, written, start, spaced, apart)
            even[known.name, size] = apart
            spacing = apart * size if apart > _TRACKED else 0.0
        elif inferred and not inferred.isdisjoint(range(start, stop)):
            written = without_false_spaces(text_page, written, start, inferred)
        x0, base = shown.place(x.value, y.value)
        x1 = shown.right_end(box)
        first = start if len(written) == stop - start else -1
        size = round_points(size)
        yield TextRun(
            written, x0, x1, base, size, angle, known, gap, order, first, mode == 3, spacing, drawn, is_pale(color)
        )  # fmt: skip
        end = stop


def _is_spaced(written: str) -> bool:
    """Return whether PDFium saw spaces between nearly all letters."""
    pieces = written.split(" ")
    if max(map(len, pieces)) > _LONGEST_SPACED:
        return False
    single = sum(len(piece) == 1 and piece.isalnum() for piece in pieces)
    return single >= max(_FEW_SPACED, _MOST_SPACED * len(pieces)) or _CAPITALS.match(written) is not None


def _gap(text_page: Any, text: str, end: int, start: int) -> str:
    if start == end:
        return ""
    between = text[end:start]
    if between == "\r\n":
        return "\n"
    if not all(map(is_generated, repeat(text_page), range(end, min(start, end + 8)))):
        return "_"
    return "\n" if "\n" in between or "\r" in between else " "


def _stretches(text_page: Any, text: str) -> Iterator[tuple[int, int, int | None]]:
    """(start, stop, text object): words of one line that one object draws. Objects draw whole stretches,
    so it is enough to ask at the ends and to search between them only where the ends differ."""
    for start, stop in _lines(text):
        drawn = text_object(text_page, start)
        if drawn and text_object(text_page, stop - 1) == drawn:
            yield start, stop, drawn
            continue
        words = [match.span() for match in _WORD.finditer(text, start, stop)]
        at = 0
        while at < len(words):
            start, stop = words[at]
            drawn = text_object(text_page, start)
            last = _last(text_page, words, at, drawn)
            stop = words[last][1]
            if text_object(text_page, stop - 1) == drawn:
                yield start, stop, drawn
                at = last + 1
                continue
            # The last word begins in this object and ends in another one.
            inside = max(words[last][0], start)
            rest = range(inside + 1, stop)
            cut = inside + 1 + bisect_left(rest, True, key=partial(_is_of_other, text_page, drawn))
            yield start, cut, drawn
            if cut < stop:
                words[last] = (cut, stop)
                at = last
            else:
                at = last + 1


def _is_of_other(text_page: Any, drawn: int | None, index: int) -> bool:
    return text_object(text_page, index) not in (drawn, None)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Return where each line that is not blank begins and ends, from its first mark to its last."""
    return (match.span() for match in _PRINTED.finditer(text))


def _last(text_page: Any, words: list[tuple[int, int]], at: int, drawn: int | None) -> int:
    """Return the last word from `at` on that begins in the same object: near ends first, then by halves."""
    high = len(words) - 1
    if high == at or text_object(text_page, words[high][0]) == drawn:
        return high
    low, step = at, 1
    while low + step < high and text_object(text_page, words[low + step][0]) == drawn:
        low += step
        step *= 2
    high = min(low + step, high)
    while high - low > 1:
        middle = (low + high) // 2
        if text_object(text_page, words[middle][0]) == drawn:
            low = middle
        else:
            high = middle
    return low
