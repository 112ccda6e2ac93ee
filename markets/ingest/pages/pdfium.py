"""Handles of PDFium as plain numbers: pointers of ctypes do not compare.

Everything else is `pypdfium2.raw`. PDFium may be used by one thread of a process only.
"""

from __future__ import annotations

from ctypes import c_uint, c_void_p, cast
from typing import Any

from pypdfium2 import raw


def text_object(text_page: Any, index: int) -> int:
    """The address of the text object that draws a character; 0 where none does."""
    return cast(raw.FPDFText_GetTextObject(text_page, index), c_void_p).value or 0


def as_object(address: int) -> Any:
    """The page object at an address, as PDFium's functions take it."""
    return cast(c_void_p(address), raw.FPDF_PAGEOBJECT)


def address_of(handle: Any) -> int:
    """What tells one handle from another; 0 where there is none."""
    return cast(handle, c_void_p).value or 0


_R, _G, _B, _A = c_uint(), c_uint(), c_uint(), c_uint()


def color_of(handle: Any) -> int:
    """The fill color of a page object as 0xRRGGBB; 0 (black) where it has none."""
    if not raw.FPDFPageObj_GetFillColor(handle, _R, _G, _B, _A):
        return 0
    return (_R.value << 16) | (_G.value << 8) | _B.value


def shade(color: int) -> str:
    """A color that can mark a heading, as six hex digits; "" for black and the grays of running text."""
    parts = (color >> 16 & 255, color >> 8 & 255, color & 255)
    return f"{color:06x}" if max(parts) - min(parts) > 48 else ""


def is_pale(color: int) -> bool:
    """Whether a color is that of a stamp behind the text: pale, but not white."""
    parts = (color >> 16 & 255, color >> 8 & 255, color & 255)
    return 170 <= min(parts) <= 250
