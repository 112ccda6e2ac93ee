"""Handles of PDFium as plain numbers: pointers of ctypes do not compare.

Everything else is `pypdfium2.raw`. PDFium may be used by one thread of a process only.
"""

from __future__ import annotations

from ctypes import c_void_p, cast
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
