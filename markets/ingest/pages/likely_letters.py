"""What a code of a damaged table may be: by what Ghostscript makes of letters and signs, and by its width."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

# Longer ones first where one begins another.
LIGATURES = (
    "ffi", "ffl", "fft", "tti", "ttf",
    "fi", "fl", "ff", "ft", "tt", "ti", "tf", "Th", "ct", "st", "fj", "fb", "fh", "fk",
)  # fmt: skip
SIGNS = "\u2018\u2019\u201c\u201d\u2013\u2014\u2022"
_PRESENTATION = {"ff": 0xFB00, "fi": 0xFB01, "fl": 0xFB02, "ffi": 0xFB03, "ffl": 0xFB04}
_DEEPEST = 4  # places in a range, of which Ghostscript counts up what it made of the first
# Thousandths of the size: by how much a ligature is mostly narrower than its letters, for each two of them; how far
# from that it may well be, and by how much further it costs one point.
_NARROWER, _NEAR, _FURTHER = 25, 35, 15
_FARTHEST = 6  # points, from which a ligature is none
_OTHER = 130  # by which a letter differs from itself in another font of the face if it is not that letter
# The least and the greatest width of signs.
_SIGN_WIDTHS = {
    "\u2018": (0, 360), "\u2019": (0, 360), "\u201c": (320, 720), "\u201d": (320, 720),
    "\u2013": (350, 720), "\u2014": (720, 1300),
}  # fmt: skip


def _joined(letters: str) -> int:
    """Return the bytes of letters as Ghostscript joins them: bit by bit."""
    found = 0
    for byte in letters.encode("utf-16be"):
        found |= byte
    return found


def _origins() -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for sign in SIGNS:
        for depth in range(min(_DEEPEST, ord(sign) & 0xF) + 1):
            found[chr(_joined(chr(ord(sign) - depth)) + depth)].add(sign)
    for ligature in LIGATURES:
        # Of three letters, the last two were added up before.
        added = ligature if len(ligature) == 2 else ligature[0] + chr(sum(map(ord, ligature[1:])))
        found[chr(_joined(added))].add(ligature)
        if code := _PRESENTATION.get(ligature):
            for depth in range(code - 0xFB00 + 1):
                found[chr((_joined(chr(code - depth)) + depth) & 0xFF)].add(ligature)
    return {letter: tuple(sorted(some)) for letter, some in found.items()}


ORIGINS = _origins()  # what may have become each letter
# What letters with accents have become; which of them, nothing tells.
ACCENTED = frozenset(chr(_joined(chr(code))) for code in (*range(0x100, 0x180), *range(0x1EA0, 0x1EFA)))


def likely_letters(
    written: str, width: float, widths: Mapping[str, float], usual: Mapping[str, float]
) -> dict[str, float]:
    """Return what a code of this width may be, each with what the width says against it; `widths` of the letters in its
    font, `usual` of those in the file."""
    several: Iterable[str] = ORIGINS.get(written, ()) if written else (*LIGATURES, *SIGNS)
    against = {letters: _misfit(letters, width, widths, usual) for letters in several}
    found = {letters: points for letters, points in against.items() if points < _FARTHEST}
    if written and not (written.isalpha() and width and abs(usual.get(written, width) - width) > _OTHER):
        found[written] = 0.0
    return found


def _misfit(letters: str, width: float, widths: Mapping[str, float], usual: Mapping[str, float]) -> float:
    if letters in _SIGN_WIDTHS:
        narrowest, widest = _SIGN_WIDTHS[letters]
        return 0 if not width or narrowest <= width < widest else _FARTHEST
    parts = [widths.get(letter, usual.get(letter, 0)) for letter in letters]
    if not width or letters in SIGNS or not all(parts):
        return 0
    joints = len(letters) - 1 + 2 * (letters == "Th")  # a "T" reaches over an "h"
    return max(abs(sum(parts) - width - _NARROWER * joints) - _NEAR, 0) / _FURTHER
