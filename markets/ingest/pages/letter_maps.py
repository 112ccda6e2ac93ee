"""The text of a table from codes to letters (ToUnicode): read, corrected and written."""

import re
from collections.abc import Iterator, Mapping

_CHARACTER = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_CHARACTERS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
LISTED_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<[0-9A-Fa-f]+>\s*\[([^\]]*)\]")
_LONGEST = 256


def read_letters(given: bytes) -> Iterator[tuple[int, str]]:
    """Yield each code with its letters."""
    for block in _CHARACTERS.findall(given):
        for code, letters in _CHARACTER.findall(block):
            yield int(code, 16), _decoded(letters)
    for block in _RANGES.findall(given):
        for first, several in LISTED_RANGE.findall(block):
            listed = re.findall(rb"<([0-9A-Fa-f]+)>", several)
            yield from ((int(first, 16) + step, _decoded(letters)) for step, letters in enumerate(listed))
        for first, last, letters in _RANGE.findall(LISTED_RANGE.sub(b"", block)):
            start, text = int(first, 16), _decoded(letters)
            for step in range(min(int(last, 16) - start + 1, _LONGEST)):
                yield start + step, text[:-1] + chr(ord(text[-1]) + step) if text else ""


def _decoded(digits: bytes) -> str:
    if len(digits) == 5:  # as MuPDF writes letters beyond the first 65,536
        return chr(int(digits, 16))
    return bytes.fromhex(digits.decode().zfill(4)).decode("utf-16be", "surrogatepass")


def unswap_bytes(letters: str) -> str:
    """Return a ligature with the bytes of its letters in order; of three, Ghostscript adds the last two up."""
    if len(letters) < 2 or any(ord(letter) & 0xFF for letter in letters):
        return letters
    *first, last = (ord(letter) >> 8 for letter in letters)
    right = [last] if last < 0x80 and chr(last).isalpha() else [first[-1], last - first[-1]]
    return "".join(map(chr, [*first, *right])) if right[-1] > 0 else letters


def write_letters(table: Mapping[int, str], digits: int) -> bytes:
    """Return the text of a table; `digits`: of each code."""
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
