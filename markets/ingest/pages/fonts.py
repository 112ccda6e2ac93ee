"""How a font looks: bold and italic, from what its name, its flags and its weight say."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from pypdfium2 import raw

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|(?<![a-z])demi|semibd|-bd|,bd|(?<=[a-z])BX\d|^CMBX|[-,]B$|-BI$", re.I)
_ITALIC = re.compile(r"italic|oblique|slanted|kursiv|[-,](?:bd)?it?$|-BI$|^CMTI", re.I)
# A weight that the name gives: browsers write widths of stems that make a regular face look bold.
_NOT_BOLD = re.compile(r"[-,](?:regular|roman|book|light|normal|medium|it|italic|oblique)$", re.I)
_NAMELESS = ("", "Anonymous")  # what Ghostscript calls a font of another Ghostscript file
_CFF_NAME = re.compile(
    rb"(?:AdobeIdentity)?([A-Z][A-Za-z0-9]+-(?:Regular|Roman|Book|Medium|(?:Semi|Demi)?[Bb]old|It|Italic)\w*)"
)
_MOST_FONT_BYTES = 1 << 20
_FLAG_ITALIC, _FLAG_FORCE_BOLD = 1 << 6, 1 << 18


@dataclass(frozen=True, slots=True)
class Face:
    """A font without its size."""

    name: str
    bold: bool
    italic: bool
    by_weight: bool = False  # bold by its weight alone, which some programs write for regular faces

    def as_bold(self) -> Face:
        """Return the same face, drawn so that it looks bold."""
        return replace(self, bold=True, by_weight=False)

    def colored(self, color: str) -> Face:
        """Return the same face in another color than black: a name of its own."""
        return replace(self, name=f"{self.name}#{color}") if color else self


UNKNOWN_FACE = Face("", False, False)


def read_face(font: Any) -> Face:
    """Return the face of one of PDFium's font handles, which lives as long as its page."""
    if not font:
        return UNKNOWN_FACE
    buffer = ctypes.create_string_buffer(256)
    raw.FPDFFont_GetBaseFontName(font, buffer, 256)
    name = _SUBSET.sub("", buffer.value.decode("utf-8", "replace"))
    if not name.isprintable():
        name = "".join(character for character in name if character.isprintable())
    if name in _NAMELESS:
        name = _embedded_name(font) or name
    angle = ctypes.c_int()
    slanted = bool(raw.FPDFFont_GetItalicAngle(font, angle)) and -45 <= angle.value <= -4
    return named_face(name, max(raw.FPDFFont_GetFlags(font), 0), slanted, raw.FPDFFont_GetWeight(font))


def _embedded_name(font: Any) -> str:
    """Return the name inside an embedded CFF font, where the PDF has lost it; "" where there is none."""
    size = ctypes.c_size_t()
    if not raw.FPDFFont_GetFontData(font, None, 0, size) or not 0 < size.value < _MOST_FONT_BYTES:
        return ""
    data = (ctypes.c_uint8 * size.value)()
    raw.FPDFFont_GetFontData(font, data, size.value, size)
    match = _CFF_NAME.search(bytes(data[:600]))
    return match[1].decode("ascii") if match else ""


@lru_cache(maxsize=256)  # the same few fonts on every page
def named_face(name: str, flags: int = 0, slanted: bool = False, weight: int = 0) -> Face:
    """Return the face of a font by its name, and by its flags and weight where these are known."""
    name = _SUBSET.sub("", name)
    heavy = bool(flags & _FLAG_FORCE_BOLD) or 600 <= weight <= 1000
    bold = bool(_BOLD.search(name)) or (heavy and not _NOT_BOLD.search(name))
    italic = bool(_ITALIC.search(name)) or bool(flags & _FLAG_ITALIC) or slanted
    return Face(name, bold, italic, bold and not _BOLD.search(name))
