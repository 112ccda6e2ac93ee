"""The thirty functions of PDFium that reading needs, declared by hand.

pypdfium2 brings the library; importing its declarations of all 500 functions would take a third of
the child's start. Handles are plain integers here, which also makes each call twice as fast.
PDFium may be used by one thread of a process only.
"""

from __future__ import annotations

import ctypes
from ctypes import POINTER, c_char_p, c_double, c_float, c_int, c_size_t, c_ulong, c_ushort, c_void_p
from importlib.util import find_spec
from pathlib import Path
from typing import Any


class Matrix(ctypes.Structure):
    """a, b, c, d, e, f as in PDF."""

    _fields_ = [(name, c_float) for name in "abcdef"]


class Rect(ctypes.Structure):
    """In points, from the lower left corner of the page's space."""

    _fields_ = [(name, c_float) for name in ("left", "top", "right", "bottom")]


def _library() -> ctypes.PyDLL:
    spec = find_spec("pypdfium2_raw")
    for folder in (spec and spec.submodule_search_locations) or ():
        for name in ("libpdfium.so", "libpdfium.dylib", "pdfium.dll"):
            if (path := Path(folder, name)).exists():
                return ctypes.PyDLL(str(path))  # keeps the lock: a quarter less for each of many small calls
    raise ImportError("pypdfium2 is installed without its library")


_lib = _library()


def _function(name: str, result: Any, *arguments: Any) -> Any:
    function = _lib[name]
    function.restype, function.argtypes = result, arguments
    return function


init = _function("FPDF_InitLibrary", None)
last_error = _function("FPDF_GetLastError", c_ulong)
load = _function("FPDF_LoadMemDocument64", c_void_p, c_char_p, c_size_t, c_char_p)
close = _function("FPDF_CloseDocument", None, c_void_p)
page_count = _function("FPDF_GetPageCount", c_int, c_void_p)

load_page = _function("FPDF_LoadPage", c_void_p, c_void_p, c_int)
close_page = _function("FPDF_ClosePage", None, c_void_p)
page_width = _function("FPDF_GetPageWidthF", c_float, c_void_p)
page_height = _function("FPDF_GetPageHeightF", c_float, c_void_p)
page_box = _function("FPDF_GetPageBoundingBox", c_int, c_void_p, POINTER(Rect))
page_rotation = _function("FPDFPage_GetRotation", c_int, c_void_p)
page_objects = _function("FPDFPage_CountObjects", c_int, c_void_p)

load_text = _function("FPDFText_LoadPage", c_void_p, c_void_p)
close_text = _function("FPDFText_ClosePage", None, c_void_p)
count_chars = _function("FPDFText_CountChars", c_int, c_void_p)
get_text = _function("FPDFText_GetText", c_int, c_void_p, c_int, c_int, POINTER(c_ushort))
get_unicode = _function("FPDFText_GetUnicode", ctypes.c_uint, c_void_p, c_int)
char_object = _function("FPDFText_GetTextObject", c_void_p, c_void_p, c_int)
is_generated = _function("FPDFText_IsGenerated", c_int, c_void_p, c_int)
font_size = _function("FPDFText_GetFontSize", c_double, c_void_p, c_int)
char_matrix = _function("FPDFText_GetMatrix", c_int, c_void_p, c_int, POINTER(Matrix))
char_origin = _function(
    "FPDFText_GetCharOrigin", c_int, c_void_p, c_int, POINTER(c_double), POINTER(c_double)
)
char_box = _function("FPDFText_GetLooseCharBox", c_int, c_void_p, c_int, POINTER(Rect))

object_font = _function("FPDFTextObj_GetFont", c_void_p, c_void_p)
render_mode = _function("FPDFTextObj_GetTextRenderMode", c_int, c_void_p)
font_name = _function("FPDFFont_GetBaseFontName", c_size_t, c_void_p, c_char_p, c_size_t)
font_flags = _function("FPDFFont_GetFlags", c_int, c_void_p)
font_weight = _function("FPDFFont_GetWeight", c_int, c_void_p)
font_angle = _function("FPDFFont_GetItalicAngle", c_int, c_void_p, POINTER(c_int))

next_link = _function("FPDFLink_Enumerate", c_int, c_void_p, POINTER(c_int), POINTER(c_void_p))
link_rect = _function("FPDFLink_GetAnnotRect", c_int, c_void_p, POINTER(Rect))
link_action = _function("FPDFLink_GetAction", c_void_p, c_void_p)
action_uri = _function("FPDFAction_GetURIPath", c_ulong, c_void_p, c_void_p, c_char_p, c_ulong)

ERROR_PASSWORD = 4
ERROR_SECURITY = 5
ERROR_PAGE = 6
