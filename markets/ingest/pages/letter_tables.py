"""Tables from codes to letters that programs damage when they save a report again: rewritten before PDFium reads them.

Ghostscript swaps the bytes of ligatures, adds up the bytes of letters that follow each other, and joins the bytes of
a sign into one ("<" for an opening quotation mark); Qt leaves out ligatures, and FOP gives them private letters. Names
in the font often say what a code is. What no table says gets a letter that no report holds, for `unknown_letters` to
find out.
"""

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markets.ingest.pages.glyph_names import glyph_names, letters_of_name
from markets.ingest.pages.letter_maps import LISTED_RANGE, read_letters, unswap_bytes, write_letters
from markets.ingest.pages.likely_letters import ACCENTED, ORIGINS, likely_letters
from markets.ingest.pages.shown_codes import fonts_with_codes

# In the name of the producer. MuPDF writes none, and keeps no other label.
RESAVED = re.compile("Ghostscript|cairo|MuPDF", re.IGNORECASE)
# Their tables name no letters for ligatures, or private ones, and are right otherwise.
INCOMPLETE = re.compile("^Qt |^Apache FOP")
_FIRST_UNKNOWN, _MOST_UNKNOWN = 0xA000, 1100  # letters of the Yi script
_RARE = "<=>{|}~^"  # no report prints these
_ODD = "_#*+@`\\"  # nor these outside addresses
_PART = re.compile(r"^/?(?:[A-Z]{6}\+)?|(?<=CairoFont-\d)-\d+$")
_STYLE = re.compile(r"[-,].*")  # behind the name of a face
_WIDEST, _USUAL_WIDTH = 800, 540  # of small letters, on average
_SMALL = 20  # letters of a font that may be of another script
_SHARED = (
    0x60  # codes from here on are in the order of the whole face; lower ones count the letters of one font
)
_UNREAD = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]|^$")
_NUMBERED = re.compile(r"[a-z]?[\dA-F]*\d[\dA-F]*|g[\dA-F]+|cid\d+")  # names of shapes that only count them
_FIRST_PRINTED = 0x20
_MORE_OF_CAIRO = re.compile(r"CairoFont-\d+-[1-9]")
_LONGEST_RANGE = 256
_ENOUGH = 8  # times that a letter is shown
_SAME_WIDTH = 80  # thousandths of the size, by which a letter may differ in fonts of one face


@dataclass(frozen=True, slots=True)
class UnknownLetter:
    """A code of a font whose letter no table tells.

    `written`: what the damaged table says, or ""; `likely`: what it may be by that, with what its width says against
    it; `damage`: equal for letters that are likely the same, in fonts of one face or by what is written; `is_second`:
    another code of the font, shown more often, has that letter.
    """

    code: int
    written: str
    likely: Mapping[str, float]
    damage: str = ""
    is_second: bool = False


@dataclass(slots=True)
class LetterTables:
    """The file with its tables rewritten, and what its unknown letters are."""

    content: bytes
    unknown: dict[str, UnknownLetter] = field(default_factory=dict)


@dataclass(slots=True)
class _FontTable:
    """One font: its letters by code as written and as known, the codes shown, widths in thousandths of the size."""

    font: Any
    composite: bool
    written: dict[int, str]
    letters: dict[int, str]
    shown: Counter[int]
    names: dict[int, str]
    widths: dict[int, float]
    is_listed: bool  # no program that damages tables writes lists of letters

    @property
    def face(self) -> str:
        """Return the name of the face and style; of cairo's fonts, without the number of the part."""
        return _PART.sub("", str(self.font.get("/BaseFont", "")))

    def known_codes(self) -> dict[int, str]:
        """Return the letters of the codes shown; PDFium knows those of simple fonts by their names and order."""
        return {
            code: self.letters.get(code) or chr(code)
            for code in self.shown
            if code in self.letters or not self.composite and not _has_no_letter(code, self.names)
        }

    def letter_widths(self) -> dict[str, float]:
        """Return the width of each letter; of several codes, that of the one most shown."""
        known = self.known_codes()
        return {
            known[code]: self.widths[code]
            for code in sorted(known, key=self.shown.__getitem__)
            if self.widths.get(code)
        }


def rewrite_letter_tables(content: bytes, is_damaged: bool = True) -> LetterTables:
    """Return a PDF with those tables of letters right that can be; the same bytes where nothing is wrong.

    `is_damaged`: letters that a table does name may be wrong as well.
    """
    import pikepdf  # costs a tenth of a second, which most files need not pay here

    made = LetterTables(content)
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                return made
            fonts = [read for font, shown in fonts_with_codes(pdf) if (read := _read_font(font, shown))]
            if not any(
                2 * len(one.known_codes()) > len(one.shown) for one in fonts
            ):  # a file without any letters stays as it is
                fonts = [one for one in fonts if one.written]
            fonts.sort(key=lambda one: one.shown.total())
            _adjust_widths(fonts)
            usual = {letter: width for one in fonts for letter, width in one.letter_widths().items()}
            joined = is_damaged and _is_joined(fonts)
            of_face: dict[str, dict[str, float]] = {}
            for one in fonts:
                of_face.setdefault(one.face, {}).update(one.letter_widths())
            for one in fonts:
                _mark_unknown(one, is_damaged, joined, of_face[one.face], usual, made.unknown)
            changed = [one for one in fonts if one.letters != one.written]
            if not changed:
                return made
            for one in changed:
                one.font.ToUnicode = pdf.make_stream(write_letters(one.letters, 4 if one.composite else 2))
            target = io.BytesIO()
            # Metadata would be read with another library, which opens files.
            pdf.save(target, fix_metadata_version=False, preserve_pdfa=False, compress_streams=False)
            made.content = target.getvalue()
    except (pikepdf.PdfError, pikepdf.PasswordError, AttributeError, IndexError, KeyError, RuntimeError, TypeError,
            ValueError):  # fmt: skip
        return LetterTables(content)
    return made


def _read_font(font: Any, shown: Counter[int]) -> _FontTable | None:
    """Return the table of a font, with what its shapes' names say; nothing where it is in no form known here."""
    stream = font.get("/ToUnicode")
    if stream is not None and stream._type_name != "stream":
        return None
    given = b"" if stream is None else bytes(stream.read_bytes())
    composite = font.get("/DescendantFonts") is not None
    written = dict(read_letters(given))
    names = glyph_names(font, composite)
    table = {code: unswap_bytes(letters) for code, letters in written.items()}
    by_name = {code: letters for code in names.keys() & shown if (letters := letters_of_name(names[code]))}
    agreed = Counter(_is_same(table[code], letters) for code, letters in by_name.items() if code in table)
    for code, letters in by_name.items():
        if code in table:
            if not _is_same(table[code], letters) and (
                agreed[True] > agreed[False] or _UNREAD.search(table[code])
            ):
                table[code] = letters
        elif composite or len(letters) > 1 or "." in names[code]:  # PDFium knows the names of single letters
            table[code] = letters
    widths = _read_widths(font, composite)
    return _FontTable(
        font, composite, written, table, shown, names, widths, LISTED_RANGE.search(given) is not None
    )


def _is_joined(fonts: Sequence[_FontTable]) -> bool:
    """Return whether the bytes of all letters of a file are joined: no letter has two, and one code has another's."""
    letters = [Counter(one.letters[code] for code in one.shown.keys() & one.letters.keys()) for one in fonts]
    joined = any(counts[letter] > 1 for counts in letters for letter in ORIGINS)
    return joined and all(max(letter, default="") <= "\xff" for counts in letters for letter in counts)


def _is_itself(one: _FontTable, code: int, usual: float) -> bool:
    """Return whether a letter is what the table says: often shown, and as wide as in other fonts."""
    same = abs(one.widths.get(code, 0) - usual) <= _SAME_WIDTH
    return one.letters[code].isalpha() and same and one.shown[code] >= _ENOUGH and not _is_second(one, code)


def _is_second(one: _FontTable, code: int) -> bool:
    """Return whether another code of the font, shown more often, has the same letter."""
    letters, times = one.letters.get(code), one.shown[code]
    return any(one.letters.get(other) == letters for other, more in one.shown.items() if more > times)


def _adjust_widths(fonts: Sequence[_FontTable]) -> None:
    """Bring widths to thousandths where a program wrote them in the units of the font."""
    for one in fonts:
        small = [width for letter, width in one.letter_widths().items() if letter.islower()]
        if small and sum(small) / len(small) > _WIDEST:
            unit = sum(small) / len(small) / _USUAL_WIDTH
            one.widths = {code: width / unit for code, width in one.widths.items()}


def _scaled(usual: Mapping[str, float], widths: Mapping[str, float]) -> dict[str, float]:
    """Return the widths of another font as a font would have them, by the small letters that both have."""
    both = [letter for letter in widths.keys() & usual.keys() if letter.islower()]
    ratio = sum(widths[letter] for letter in both) / (sum(usual[letter] for letter in both) or 1) or 1
    return {letter: ratio * width for letter, width in usual.items()}


def _mark_unknown(
    one: _FontTable,
    is_damaged: bool,
    joined: bool,
    widths: Mapping[str, float],
    usual: Mapping[str, float],
    unknown: dict[str, UnknownLetter],
) -> None:
    """Give each code of a font of which the letter is not sure a letter of its own."""
    counts = Counter(one.letters.values())
    if _MORE_OF_CAIRO.search(str(one.font.get("/BaseFont", ""))):  # the first font of a face has the digit
        counts.update(ORIGINS.keys())
    usual = _scaled(usual, widths)
    face = _STYLE.sub("", one.face)
    is_small = joined and one.shown.total() < _SMALL
    found: dict[int, str] = {}
    for code in sorted(one.shown):
        letters = one.letters.get(code, "")
        second = _is_second(one, code) or letters > "\x7f" and (counts[letters] > 1 or joined)
        if _UNREAD.search(letters):
            if not one.composite and code not in one.letters and not _has_no_letter(code, one.names):
                continue
            letters = ""
        elif not is_damaged or one.is_listed:
            continue
        elif (
            letters in _RARE
            or joined
            and (letters in _ODD or second and letters in ACCENTED or is_small and letters.isalpha())
        ):
            pass
        elif (
            letters not in ORIGINS
            or letters.isascii()
            and (not joined and counts[letters] == 1 or _is_itself(one, code, usual.get(letters, 0)))
        ):
            continue
        likely = likely_letters(letters, one.widths.get(code, 0), widths, usual)
        if letters in _RARE + _ODD:
            likely.pop(letters, None)
        if len(unknown) < _MOST_UNKNOWN and (likely.keys() != {letters} or joined and (second or is_small)):
            letter = chr(_FIRST_UNKNOWN + len(unknown))
            damage = f"{face} {code}" if code >= _SHARED else letters if counts[letters] < 2 else ""
            unknown[letter] = UnknownLetter(
                code,
                letters,
                likely,
                damage,
                (second or is_small) and (letters.isalpha() or not letters.isascii()),
            )
            found[code] = letter
    one.letters.update(found)


def _is_same(written: str, letters: str) -> bool:
    """Return whether a table and a name say the same; they may differ on what is large, in small capitals."""
    return unicodedata.normalize("NFKC", written).casefold() == letters.casefold()


def _read_widths(font: Any, composite: bool) -> dict[int, float]:
    """Return the widths by code, in thousandths of the size."""
    if not composite:
        start = int(font.get("/FirstChar", 0))
        return {start + place: float(width) for place, width in enumerate(font.get("/Widths", []))}
    found: dict[int, float] = {}
    given = list(font.DescendantFonts[0].get("/W", []))
    while len(given) > 1:
        start, many = int(given.pop(0)), given.pop(0)
        if getattr(many, "_type_name", "") == "array":
            found.update((start + step, float(width)) for step, width in enumerate(many))
        else:
            found.update(
                dict.fromkeys(range(start, min(int(many), start + _LONGEST_RANGE) + 1), float(given.pop(0)))
            )
    return found


def _has_no_letter(code: int, names: dict[int, str]) -> bool:
    """Return whether a code of a simple font has no name that PDFium knows; its encoding names printed letters."""
    return _NUMBERED.fullmatch(names[code]) is not None if code in names else code < _FIRST_PRINTED
