"""How a font looks: bold and italic, from what its name, its flags and its weight say."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Any

from pypdfium2_raw import bindings as raw

from markets.ingest.pages.pdfium import as_font

_SUBSET = re.compile(r"^(?:[A-Z]{6}|[0-9a-f]{6})\+")  # Prawn writes figures
_BOLD = re.compile(r"bold|black|heavy|(?<![a-z])demi|semibd|-bd|,bd|(?<=[a-z])BX\d|^CMBX|[-,]B$|-BI$", re.I)
_ITALIC = re.compile(r"italic|oblique|slanted|kursiv|[-,](?:bd)?it?$|-BI$|^CMTI", re.I)
# A weight that the name gives: browsers write widths of stems that make a regular face look bold.
_NOT_BOLD = re.compile(r"[-,](?:regular|roman|book|light|normal|medium|it|italic|oblique)$", re.I)
_CAIRO_PART = re.compile(
    r"(?<=^CairoFont-\d)-\d+|(?<=^CairoFont-\d\d)-\d+"
)  # cairo draws one face with several fonts
_NAMELESS = ("", "Anonymous")  # what Ghostscript calls a font of another Ghostscript file
_CFF_NAME = re.compile(
    rb"(?:AdobeIdentity)?([A-Z][A-Za-z0-9]+-(?:Regular|Roman|Book|Medium|(?:Semi|Demi)?[Bb]old|It|Italic)\w*)"
)
_TRUE_TYPE, _MAC_STYLE = (
    (b"\0\1\0\0", b"true"),
    44,
)  # how such a font begins; where its table "head" has its style
_STYLES = ("", "-Bold", "-Italic", "-BoldItalic")
_MANY_UNITS, _HIGHEST = 2.048, 1.4  # by 1,000 in the height of a line; letters that are higher than lines
_TEN, _FAR_HIGHER = (
    10.0,
    4.0,
)  # what it does to sizes of letters that a browser drew as shapes, and how high they are
# Letters whose height tells the size of a face; how high they are, by the size.
_LOW, _HIGH = re.compile(r"[acemnorsuvwxz]"), re.compile(r"[A-Z0-9]")
_LOW_HEIGHT, _HIGH_HEIGHT, _TOO_HIGH = 0.53, 0.72, 1.7
_FEW_LETTERS = 3
_UNITS = (2.048, 2.56, 2.816, 4.096)  # by 1,000
_FLAG_ITALIC, _FLAG_FORCE_BOLD = 1 << 6, 1 << 18
# Where PDFium writes the name and the program of a font; a longer program is not looked at.
_NAME, _DATA = ctypes.create_string_buffer(256), (ctypes.c_uint8 * (1 << 20))()


@dataclass(frozen=True, slots=True)
class Face:
    """A font without its size."""

    name: str
    bold: bool
    italic: bool
    by_weight: bool = False  # bold by its weight alone, which some programs write for regular faces
    units: float = (
        1.0  # its size by that which the file gives: Ghostscript divides it by the units of the font
    )

    def as_bold(self) -> Face:
        """Return the same face, drawn so that it looks bold."""
        return replace(self, bold=True, by_weight=False)

    def colored(self, color: str) -> Face:
        """Return the same face in another color than black: a name of its own."""
        return replace(self, name=f"{self.name}#{color}") if color else self


UNKNOWN_FACE = Face("", False, False)


def with_seen_units(face: Face, text_page: ctypes.c_void_p, text: str, start: int, size: float) -> Face:
    """Return the face with the units that the heights of letters of its text show, where the file hides them: cairo
    drops the heights by which Ghostscript's are known. `size`: as the file gives it."""
    if face.units > 1 or size <= 0:
        return face
    found, usual = list(islice(_LOW.finditer(text), _FEW_LETTERS)), _LOW_HEIGHT
    if not found:
        found, usual = list(islice(_HIGH.finditer(text), _FEW_LETTERS)), _HIGH_HEIGHT
    # A single letter may be misread, and a bracket in truth.
    heights = [_measure_height(text_page, start + match.start()) for match in found]
    times = min(heights, default=0.0) / size / usual
    if times < _TOO_HIGH:
        return face
    return replace(face, units=min(_UNITS, key=lambda units: abs(units - times)))


def _measure_height(text_page: ctypes.c_void_p, index: int) -> float:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(ctypes.cast(text_page, raw.FPDF_TEXTPAGE), index, left, right, bottom, top)
    return top.value - bottom.value


def read_face(font: Any) -> Face:
    """Return the face of one of PDFium's font handles, which lives as long as its page."""
    if not font:
        return UNKNOWN_FACE
    raw.FPDFFont_GetBaseFontName(font, _NAME, len(_NAME))
    written = _NAME.value.decode("utf-8", "replace")
    name = _SUBSET.sub("", written)
    if not name.isprintable():
        name = "".join(character for character in name if character.isprintable())
    if name in _NAMELESS or name == written:
        name = _embedded_name(font, name)
    angle = ctypes.c_int()
    slanted = bool(raw.FPDFFont_GetItalicAngle(font, angle)) and -45 <= angle.value <= -4
    face = named_face(name, max(raw.FPDFFont_GetFlags(font), 0), slanted, raw.FPDFFont_GetWeight(font))
    ascent = ctypes.c_float()
    raw.FPDFFont_GetAscent(font, 1.0, ascent)
    if ascent.value > _FAR_HIGHER:
        return replace(face, units=_TEN)
    return replace(face, units=_MANY_UNITS) if ascent.value > _HIGHEST else face


class PageFonts:
    """The faces of the fonts of a page, by address.

    Fonts of the page before are known: it stays open until this page is, so that they keep their addresses.
    """

    def __init__(self) -> None:
        self._faces: dict[int | None, Face] = {}
        self._before: dict[int | None, Face] = {}

    def turn_page(self) -> None:
        """Begin a page."""
        self._before, self._faces = self._faces, {}

    def read(self, address: int | None) -> Face:
        """Return the face of a font of this page."""
        if address not in self._faces:
            self._faces[address] = self._before.get(address) or read_face(as_font(address))
        return self._faces[address]


def _embedded_name(font: Any, name: str) -> str:
    """Return the name inside an embedded CFF font, where the PDF has lost it, or the name with the styles of an
    embedded TrueType font, where all styles share it."""
    size = ctypes.c_size_t()
    if not raw.FPDFFont_GetFontData(font, _DATA, len(_DATA), size) or not 0 < size.value < len(_DATA):
        return name
    head = ctypes.string_at(_DATA, min(size.value, 600))
    if head.startswith(_TRUE_TYPE) and (entry := head.find(b"head", 12)) > 0:
        at = int.from_bytes(head[entry + 8 : entry + 12], "big") + _MAC_STYLE
        return name + _STYLES[int.from_bytes(_DATA[at : min(at + 2, size.value)], "big") & 3]
    match = _CFF_NAME.search(head) if name in _NAMELESS else None
    return match[1].decode("ascii") if match else name


@lru_cache(maxsize=256)  # the same few fonts on every page
def named_face(name: str, flags: int = 0, slanted: bool = False, weight: int = 0) -> Face:
    """Return the face of a font by its name, and by its flags and weight where these are known."""
    name = _CAIRO_PART.sub("", _SUBSET.sub("", name))
    heavy = bool(flags & _FLAG_FORCE_BOLD) or 600 <= weight <= 1000
    bold = bool(_BOLD.search(name)) or (heavy and not _NOT_BOLD.search(name))
    italic = bool(_ITALIC.search(name)) or bool(flags & _FLAG_ITALIC) or slanted
    return Face(name, bold, italic, bold and not _BOLD.search(name))
