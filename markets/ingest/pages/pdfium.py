"""Handles of PDFium as plain numbers: pointers of ctypes do not compare.

Everything else is `pypdfium2.raw`. PDFium may be used by one thread of a process only.
"""

from collections.abc import Callable, Iterable, Iterator
from ctypes import PYFUNCTYPE, byref, c_double, c_float, c_int, c_uint, c_void_p, cast, sizeof
from functools import cached_property
from itertools import compress, islice, repeat
from typing import Any

from pypdfium2_raw import bindings as raw

Bounds = tuple[float, float, float, float]  # left, bottom, right, top
_OfLetter = Callable[[Any, int], Any]
_ReadLetter = Callable[[Any, int, Any], Any]


def _with_numbers(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of PDFium that takes and gives addresses as numbers: casting pointers takes longer than the calls.

    It keeps the interpreter's lock: giving it back and taking it again lasts as long as the call.
    """
    address: Any = cast(function, c_void_p).value
    return PYFUNCTYPE(result, *arguments)(address)


# What is asked about each object of a page.
_object_at = _with_numbers(raw.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
_type_of = _with_numbers(raw.FPDFPageObj_GetType, c_int, c_void_p)
# What is asked about each text object, and about each letter, by its text page and its index. Without types of
# arguments a call takes half the time, but nothing checks them: objects and text pages are made with `as_argument`,
# places to write to with `byref`; addresses are never numbers.
as_argument: Callable[[int | None], Any] = c_void_p.from_param
font_of = _with_numbers(raw.FPDFTextObj_GetFont, c_void_p)
render_mode_of = _with_numbers(raw.FPDFTextObj_GetTextRenderMode, c_int)
_bounds = _with_numbers(raw.FPDFPageObj_GetBounds, c_int)
_clip_of = _with_numbers(raw.FPDFPageObj_GetClipPath, c_void_p)
_count_paths = _with_numbers(raw.FPDFClipPath_CountPaths, c_int)
_fill_color = _with_numbers(raw.FPDFPageObj_GetFillColor, c_int)
text_object: _OfLetter = _with_numbers(raw.FPDFText_GetTextObject, c_void_p)  # none draws an inferred space
font_size_of: _OfLetter = _with_numbers(raw.FPDFText_GetFontSize, c_double)
is_generated: _OfLetter = _with_numbers(raw.FPDFText_IsGenerated, c_int)
read_matrix: _ReadLetter = _with_numbers(raw.FPDFText_GetMatrix, c_int)
read_loose_box: _ReadLetter = _with_numbers(raw.FPDFText_GetLooseCharBox, c_int)
read_origin: Callable[[Any, int, Any, Any], Any] = _with_numbers(raw.FPDFText_GetCharOrigin, c_int)


def as_text_page(text_page: Any) -> Any:
    """Return a text page as what is asked about letters takes it."""
    return as_argument(cast(text_page, c_void_p).value)


def as_font(address: int | None) -> Any:
    """Return the font at an address, as PDFium's own functions take it."""
    return cast(c_void_p(address), raw.FPDF_FONT)


def as_page_object(address: int | None) -> Any:
    """Return the page object at an address, as PDFium's own functions take it."""
    return cast(c_void_p(address), raw.FPDF_PAGEOBJECT)


_WHITE = 0xFFFFFF
_BOX_PARTS, _MOST_BOX_PARTS = 4, 13  # of its outline; round corners have the more
_MOST_OBJECTS = 60_000
_MOST_DRAWN_OVER = 5_000  # objects among which paths over text are looked for
_COLOR = (c_uint * 4)()  # red, green, blue, alpha
_COLOR_AT = [byref(_COLOR, place * sizeof(c_uint)) for place in range(4)]
_EDGES = (c_float * 4)()  # left, bottom, right, top
_EDGES_AT = [byref(_EDGES, place * sizeof(c_float)) for place in range(4)]


class PageObjects:
    """What is drawn on a page, in the order of drawing: the first 60,000 objects, each asked for once."""

    def __init__(self, page: Any) -> None:
        self._page = cast(page, c_void_p)
        self._count = int(raw.FPDFPage_CountObjects(page))

    @cached_property
    def _drawn(self) -> list[int]:
        return list(map(_object_at, repeat(self._page), range(min(self._count, _MOST_OBJECTS))))

    @cached_property
    def _types(self) -> list[int]:
        return list(map(_type_of, self._drawn))

    def list_type(self, wanted: int, most: int = _MOST_OBJECTS) -> list[int]:
        """Return the objects of one type, among the first `most`."""
        return list(compress(self._drawn[:most], map(wanted.__eq__, self._types)))

    def walk(self, most: int) -> Iterator[tuple[int, int, Bounds]]:
        """Yield type, address and bounds on the page of what is drawn, also inside forms; at most `most` objects."""
        return islice(_walk(self._drawn, ()), most)

    def list_drawn_over(self, texts: set[int | None]) -> dict[int, int]:
        """Return the paths that are drawn after any of these texts, each with its place in the order of drawing."""
        if self.are_among(texts) or raw.FPDF_PAGEOBJ_PATH not in self._types[:_MOST_DRAWN_OVER]:
            return {}
        kinds = self._types[:_MOST_DRAWN_OVER]
        first = next(
            (place for place, drawn in enumerate(self._drawn[: len(kinds)]) if drawn in texts), len(kinds)
        )
        return {
            drawn: place
            for place, (drawn, kind) in enumerate(zip(self._drawn, kinds, strict=False))
            if place > first and kind == raw.FPDF_PAGEOBJ_PATH
        }

    def order_of(self) -> dict[int, int]:
        """Return the place of each object in the order of drawing."""
        return {drawn: place for place, drawn in enumerate(self._drawn)}

    def are_among(self, known: set[int | None]) -> bool:
        """Return whether all objects of the page are among the known ones."""
        return self._count <= min(len(known), _MOST_OBJECTS) and known.issuperset(self._drawn)


def _walk(drawn: Iterable[int], matrices: tuple[Any, ...]) -> Iterator[tuple[int, int, Bounds]]:
    """`matrices`: of the forms that hold these objects, from the page inward; each has a space of its own."""
    for one in drawn:
        if (kind := _type_of(one)) == raw.FPDF_PAGEOBJ_FORM:
            form, matrix = as_page_object(one), raw.FS_MATRIX()
            raw.FPDFPageObj_GetMatrix(form, matrix)
            parts = range(raw.FPDFFormObj_CountObjects(form))
            inside = (cast(raw.FPDFFormObj_GetObject(form, part), c_void_p).value or 0 for part in parts)
            yield from _walk(inside, (*matrices, matrix))
        elif bounds := bounds_of(one):
            for matrix in reversed(matrices):
                bounds = _move(bounds, matrix)
            yield kind, one, bounds


def _move(bounds: Bounds, matrix: Any) -> Bounds:
    left, bottom, right, top = bounds
    corners = [(x, y) for x in (left, right) for y in (bottom, top)]
    across = [matrix.a * x + matrix.c * y + matrix.e for x, y in corners]
    up = [matrix.b * x + matrix.d * y + matrix.f for x, y in corners]
    return min(across), min(up), max(across), max(up)


def color_of(drawn: Any) -> int:
    """Return the fill color of a page object, made with `as_argument`, as 0xRRGGBB; 0 (black) where it has none."""
    if not _fill_color(drawn, *_COLOR_AT):
        return 0
    red, green, blue, _ = _COLOR
    return (red << 16) | (green << 8) | blue


def count_clip_paths(drawn: int) -> int:
    """Return how many paths clip a page object."""
    clip = _clip_of(as_argument(drawn))
    return max(_count_paths(as_argument(clip)), 0) if clip else 0


def is_unseen(path: int) -> bool:
    """Return whether a path is but a white area without an outline (wkhtmltopdf draws one below a page's text)."""
    fill, stroke = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(as_page_object(path), fill, stroke)
    return not stroke.value and (not fill.value or color_of(as_argument(path)) == _WHITE)


def is_filled_box(path: int) -> bool:
    """Return whether a path is one filled box through which nothing shows."""
    fill, stroke = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(as_page_object(path), fill, stroke)
    count = raw.FPDFPath_CountSegments(as_page_object(path))
    if not fill.value or not _BOX_PARTS <= count <= _MOST_BOX_PARTS:
        return False
    parts = (raw.FPDFPath_GetPathSegment(as_page_object(path), index) for index in range(1, count))
    begins = any(raw.FPDFPathSegment_GetType(part) == raw.FPDF_SEGMENT_MOVETO for part in parts)
    return not begins and not raw.FPDFPageObj_HasTransparency(as_page_object(path))


def bounds_of(drawn: int) -> Bounds | None:
    """Return left, bottom, right and top of a page object; None where it has none."""
    if not _bounds(as_argument(drawn), *_EDGES_AT):
        return None
    left, bottom, right, top = _EDGES
    return left, bottom, right, top


def name_shade(color: int) -> str:
    """Return a color that can mark a heading, as six hex digits; "" for black and the grays of running text."""
    parts = (color >> 16 & 255, color >> 8 & 255, color & 255)
    return f"{color:06x}" if max(parts) - min(parts) > 48 else ""


def is_pale(color: int) -> bool:
    """Return whether a color, 0xRRGGBB, is white or so near to it that it does not show on white."""
    return color & 0xF0F0F0 == 0xF0F0F0
