"""The one place where characters of a document are let through, changed or dropped."""

import re
import unicodedata

from markets.ingest.pages.accents import join_accents

_SPACES = dict.fromkeys(
    [0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " "
)
_LIGATURES = {
    code: unicodedata.normalize("NFKC", chr(code)) for code in [*range(0xFB00, 0xFB07), 0x132, 0x133]
}
# Word and Acrobat draw bullets in symbol fonts, which arrive as private use.
_BULLETS = dict.fromkeys(
    [0xF0B7, 0xF0A7, 0xF0A8, 0xF0D8, 0xF076, 0xF0FC, 0x25CF, 0x25AA, 0x25A0, 0x2023], "•"
)
_HYPHENS = {0x2010: "-", 0x2011: "-"}
_OGONEK = {0x2DB: "\u0328"}  # drawn under the letter before it, which it joins
_TABLE: dict[int, str] = {**_OGONEK, **_SPACES, **_LIGATURES, **_BULLETS, **_HYPHENS}

# R draws a minus in the place of a hyphen.
_MINUS_AS_HYPHEN = re.compile("(?<=[^\\W\\d_])\u2212|\u2212(?=[^\\W\\d_])")

# Soft hyphens, zero widths and marks of direction say nothing that is printed.
_SILENT = re.compile("[\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
# These are where a letter was that the file does not name: Ghostscript numbers such letters from 1 on, as controls.
_JUNK = re.compile(
    "[\x00-\x1f\x7f-\x9f\ufffd\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "\U000f0000-\U000ffffd\U00100000-\U0010fffd\U000e0000-\U000e0fff]"
)
_BLANKS = re.compile(" {2,}")
# Let through as they are: nearly all that reports print.
_PLAIN = re.compile("[ -~\xc0-\xff\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026]*")
# Letters whose two bytes were written in the wrong order ("\u6600\u6900" for "fi"), beside letters in the right one;
# of three letters the last two come as their sum ("\u6600\ucf00" for "ffi").
_SWAPPED_LETTERS = {chr(code << 8): chr(code) for code in [*range(0x41, 0x5B), *range(0x61, 0x7B)]}
_SUMS = {chr(ord("f") + ord(last) << 8): f"f{last}" for last in "fijl"}
_SWAPPED_LETTER = f"(?:[{''.join(_SWAPPED_LETTERS)}]|(?<=\u6600)[{''.join(_SUMS)}])"
_SWAPPED = re.compile(
    f"(?<=[A-Za-z]){_SWAPPED_LETTER}+|{_SWAPPED_LETTER}+(?=[a-z])|^{_SWAPPED_LETTER}{{2,}}$"
)
_SWAPPED_LETTERS |= _SUMS


def is_plain(text: str) -> bool:
    """Return whether nothing of a text has to be changed or dropped, as in most."""
    plain = text.isascii() and text.isprintable() or _PLAIN.fullmatch(text) is not None
    return plain and "  " not in text


def clean_text(text: str) -> tuple[str, int]:
    """Printed text with single spaces, and how many characters of it had to be dropped as unreadable.

    Ligatures become letters and accents join theirs; curly quotes, dashes and fractions stay as printed.
    Spaces at either end stay (at most one), since a caller joins runs.
    """
    if is_plain(text):
        return text, 0
    text = _SILENT.sub("", text.translate(_TABLE))
    text = _SWAPPED.sub(lambda found: "".join(map(_SWAPPED_LETTERS.__getitem__, found[0])), text)
    text, junk = _JUNK.subn("", text)
    text = _MINUS_AS_HYPHEN.sub("-", unicodedata.normalize("NFC", text))
    return unicodedata.normalize("NFC", join_accents(_BLANKS.sub(" ", text))), junk
