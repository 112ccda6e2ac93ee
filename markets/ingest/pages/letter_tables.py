"""Tables from codes to letters that programs damage when they save a report again: rewritten before PDFium reads them.

Ghostscript swaps the bytes of ligatures, and adds up the bytes of letters that follow each other; Qt leaves out
ligatures, and FOP gives them private letters. Names in the font often say what a code is. What no table says gets a
letter that no report holds, for `unknown_letters` to find out.
"""

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from markets.ingest.pages.glyph_names import glyph_names, letters_of_name

# In the name of the producer. MuPDF writes none.
RESAVED = re.compile("Ghostscript|cairo|MuPDF", re.IGNORECASE)
# Their tables name no letters for ligatures, or private ones, and are right otherwise.
INCOMPLETE = re.compile("^Qt |^Apache FOP")
_CHARACTER = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_CHARACTERS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_LISTED = re.compile(rb"<([0-9A-Fa-f]+)>\s*<[0-9A-Fa-f]+>\s*\[([^\]]*)\]")
_LISTED_LETTERS = re.compile(rb"<([0-9A-Fa-f]+)>")
_FIRST_UNKNOWN, _MOST_UNKNOWN = 0xA000, 1100  # letters of the Yi script
_SUMS = "3489BF"  # the sums of the bytes of dashes, quotation marks and the like, which are letters too
_RARE = "<=>{|}~^"  # no report prints these
_PUNCTUATION = "!\"#$%&'()*+,-./:;?@[]_"
_LIGATURE_SUMS = "\xfb\xfc\xfd\xfe\xff"
_UNREAD = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]|^$")
_NUMBERED = re.compile(r"[a-z]?[\dA-F]*\d[\dA-F]*|g[\dA-F]+|cid\d+")  # names of shapes that only count them
_FIRST_PRINTED = 0x20
_MOST_NAMELESS = 24  # ligatures and signs of one font
_MORE_OF_CAIRO = re.compile(r"CairoFont-\d+-[1-9]")
_LONGEST_RANGE = 256


@dataclass(frozen=True, slots=True)
class UnknownLetter:
    """A code of a font whose letter no table tells; `written`: what the damaged table says, or ""."""

    code: int
    written: str


@dataclass(slots=True)
class LetterTables:
    """The file with its tables rewritten, and what its unknown letters are."""

    content: bytes
    unknown: dict[str, UnknownLetter] = field(default_factory=dict)


def rewrite_letter_tables(content: bytes, is_damaged: bool = True) -> LetterTables:
    """Return a PDF with those tables of letters right that can be; the same bytes where nothing is wrong.

    `is_damaged`: letters that a table does name may be wrong as well.
    """
    import pikepdf  # costs a tenth of a second, which most files need not pay here

    made = LetterTables(content)
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            fonts = list(_fonts(pdf))
            if pdf.is_encrypted or not [
                font for font in fonts if _rewrite(pdf, font, made.unknown, is_damaged)
            ]:
                return LetterTables(content)
            target = io.BytesIO()
            # Metadata would be read with another library, which opens files.
            pdf.save(target, fix_metadata_version=False, preserve_pdfa=False, compress_streams=False)
            made.content = target.getvalue()
    except (pikepdf.PdfError, pikepdf.PasswordError, AttributeError, IndexError, KeyError, RuntimeError, TypeError,
            ValueError):  # fmt: skip
        return LetterTables(content)
    return made


def _fonts(pdf: Any) -> Iterator[Any]:
    """Yield each font of the pages, and of the forms that they show, once."""
    seen: set[tuple[int, int]] = set()
    waiting = [page.get("/Resources") for page in pdf.pages]
    while waiting:
        resources = waiting.pop()
        if resources is None:
            continue
        for font in dict(resources.get("/Font", {})).values():
            if font.objgen not in seen:
                seen.add(font.objgen)
                yield font
        for form in dict(resources.get("/XObject", {})).values():
            if form.objgen not in seen:
                seen.add(form.objgen)
                waiting.append(form.get("/Resources"))


def _rewrite(pdf: Any, font: Any, unknown: dict[str, UnknownLetter], is_damaged: bool) -> bool:
    stream = font.get("/ToUnicode")
    if stream is not None and stream._type_name != "stream":
        return False
    given = b"" if stream is None else bytes(stream.read_bytes())
    composite = font.get("/DescendantFonts") is not None
    before = dict(_read_table(given))
    table = {code: _unswapped(letters) for code, letters in before.items()}
    codes, names = _used_codes(font, composite), glyph_names(font, composite)
    by_name = {code: letters for code in names.keys() & codes if (letters := letters_of_name(names[code]))}
    agreed = Counter(_is_same(table[code], letters) for code, letters in by_name.items() if code in table)
    for code, letters in by_name.items():
        if code in table:
            if not _is_same(table[code], letters) and (
                agreed[True] > agreed[False] or _UNREAD.search(table[code])
            ):
                table[code] = letters
        elif composite or len(letters) > 1 or "." in names[code]:  # PDFium knows the names of single letters
            table[code] = letters
    counts = Counter(table.values())
    if _MORE_OF_CAIRO.search(str(font.get("/BaseFont", ""))):  # the first font of a face has the digit
        counts.update(_SUMS)
    nameless = {
        code
        for code in codes
        if _UNREAD.search(table.get(code, "")) and (composite or code in table or _has_no_letter(code, names))
    }
    doubtful = {
        code
        for code, letters in (table if is_damaged and not _LISTED.search(given) else {}).items()
        if letters in _LIGATURE_SUMS
        or letters in _RARE
        or counts[letters] > 1
        and (letters in _SUMS or letters in _PUNCTUATION)
    }
    if len(nameless) > _MOST_NAMELESS:  # a font without any letters stays as it is
        if not given:
            return False
        nameless = set()
    for code in sorted(nameless | doubtful):
        if len(unknown) < _MOST_UNKNOWN:
            letter = chr(_FIRST_UNKNOWN + len(unknown))
            unknown[letter] = UnknownLetter(code, "" if code in nameless else table[code])
            table[code] = letter
    if table == before:
        return False
    font.ToUnicode = pdf.make_stream(_write_table(table, 4 if composite else 2))
    return True


def _is_same(written: str, letters: str) -> bool:
    """Return whether a table and a name say the same; they may differ on what is large, in small capitals."""
    return unicodedata.normalize("NFKC", written).casefold() == letters.casefold()


def _read_table(given: bytes) -> Iterator[tuple[int, str]]:
    for block in _CHARACTERS.findall(given):
        for code, letters in _CHARACTER.findall(block):
            yield int(code, 16), _decoded(letters)
    for block in _RANGES.findall(given):
        for first, listed in _LISTED.findall(block):
            yield from enumerate(map(_decoded, _LISTED_LETTERS.findall(listed)), int(first, 16))
        for first, last, letters in _RANGE.findall(_LISTED.sub(b"", block)):
            start, text = int(first, 16), _decoded(letters)
            for step in range(min(int(last, 16) - start + 1, _LONGEST_RANGE)):
                yield start + step, text[:-1] + chr(ord(text[-1]) + step) if text else ""


def _decoded(digits: bytes) -> str:
    return bytes.fromhex(digits.decode().zfill(4)).decode("utf-16be", "replace")


def _unswapped(letters: str) -> str:
    """Return a ligature with the bytes of its letters in order; of three, Ghostscript adds the last two up."""
    if len(letters) < 2 or any(ord(letter) & 0xFF for letter in letters):
        return letters
    *first, last = (ord(letter) >> 8 for letter in letters)
    right = [last] if last < 0x80 and chr(last).isalpha() else [first[-1], last - first[-1]]
    return "".join(map(chr, [*first, *right])) if right[-1] > 0 else letters


def _used_codes(font: Any, composite: bool) -> set[int]:
    """Return the codes of which the font gives the width."""
    if not composite:
        start = int(font.get("/FirstChar", 0))
        return {start + place for place, width in enumerate(font.get("/Widths", [])) if width > 0}
    found: set[int] = set()
    widths = list(font.DescendantFonts[0].get("/W", []))
    for place, item in enumerate(widths):
        if not isinstance(item, (int, float)) and getattr(item, "_type_name", "") == "array":
            found.update(range(int(widths[place - 1]), int(widths[place - 1]) + len(item)))
    return found


def _has_no_letter(code: int, names: dict[int, str]) -> bool:
    """Return whether a code of a simple font has no name that PDFium knows; its encoding names printed letters."""
    return _NUMBERED.fullmatch(names[code]) is not None if code in names else code < _FIRST_PRINTED


def _write_table(table: dict[int, str], digits: int) -> bytes:
    lines = [
        f"<{code:0{digits}x}> <{letters.encode('utf-16be').hex()}>"
        for code, letters in sorted(table.items())
        if letters
    ]
    blocks = (lines[start : start + 100] for start in range(0, len(lines), 100))
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Letters def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<{'0' * digits}> <{'f' * digits}>\nendcodespacerange\n{body}\nendcmap\n"
        "CMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()
