"""Handles of PDFium as plain numbers: pointers of ctypes do not compare.

Everything else is `pypdfium2.raw`. PDFium may be used by one thread of a process only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from ctypes import CFUNCTYPE, addressof, c_double, c_float, c_int, c_uint, c_void_p, cast
from itertools import repeat
from typing import Any

from pypdfium2 import raw


def _with_numbers(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of PDFium that takes and gives addresses as numbers: casting pointers takes longer than the calls."""
    address: Any = cast(function, c_void_p).value
    return CFUNCTYPE(result, *arguments)(address)


# The text object that draws a character (none draws a space that PDFium inferred), its font, and how it is drawn.
text_object = _with_numbers(raw.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
font_of = _with_numbers(raw.FPDFTextObj_GetFont, c_void_p, c_void_p)
render_mode_of = _with_numbers(raw.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)
_fill_color = _with_numbers(raw.FPDFPageObj_GetFillColor, c_int, *[c_void_p] * 5)
# What is asked about each run, by the address of its text page and the index of a character.
font_size_of = _with_numbers(raw.FPDFText_GetFontSize, c_double, c_void_p, c_int)
write_text = _with_numbers(raw.FPDFText_GetText, c_int, c_void_p, c_int, c_int, c_void_p)
is_generated = _with_numbers(raw.FPDFText_IsGenerated, c_int, c_void_p, c_int)
read_origin = _with_numbers(raw.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
read_matrix = _with_numbers(raw.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
read_loose_box = _with_numbers(raw.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
# What is asked about each object of a page.
_object_at = _with_numbers(raw.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
_type_of = _with_numbers(raw.FPDFPageObj_GetType, c_int, c_void_p)
_bounds = _with_numbers(raw.FPDFPageObj_GetBounds, c_int, *[c_void_p] * 5)


def as_font(address: int | None) -> Any:
    """Return the font at an address, as PDFium's own functions take it."""
    return cast(c_void_p(address), raw.FPDF_FONT)


def as_page_object(address: int | None) -> Any:
    """Return the page object at an address, as PDFium's own functions take it."""
    return cast(c_void_p(address), raw.FPDF_PAGEOBJECT)


def address_of(handle: Any) -> int:
    """Return what tells one handle from another; 0 where there is none."""
    return cast(handle, c_void_p).value or 0


_R, _G, _B, _A = c_uint(), c_uint(), c_uint(), c_uint()
_COLOR = [addressof(part) for part in (_R, _G, _B, _A)]
_LEFT, _BOTTOM, _RIGHT, _TOP = c_float(), c_float(), c_float(), c_float()
_EDGES = [addressof(edge) for edge in (_LEFT, _BOTTOM, _RIGHT, _TOP)]


def objects_of(page: Any, wanted: int, most: int) -> Iterator[int]:
    """Yield the objects of a page that are of one type, among the first `most`."""
    count = min(raw.FPDFPage_CountObjects(page), most)
    for drawn in map(_object_at, repeat(address_of(page)), range(count)):
        if _type_of(drawn) == wanted:
            yield drawn


def color_of(drawn: int) -> int:
    """Return the fill color of a page object as 0xRRGGBB; 0 (black) where it has none."""
    if not _fill_color(drawn, *_COLOR):
        return 0
    return (_R.value << 16) | (_G.value << 8) | _B.value


def bounds_of(drawn: int) -> tuple[float, float, float, float] | None:
    """Return left, bottom, right and top of a page object; None where it has none."""
    if not _bounds(drawn, *_EDGES):
        return None
    return _LEFT.value, _BOTTOM.value, _RIGHT.value, _TOP.value


def name_shade(color: int) -> str:
    """Return a color that can mark a heading, as six hex digits; "" for black and the grays of running text."""
    parts = (color >> 16 & 255, color >> 8 & 255, color & 255)
    return f"{color:06x}" if max(parts) - min(parts) > 48 else ""
