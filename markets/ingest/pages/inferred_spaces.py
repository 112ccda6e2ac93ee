"""Spaces that PDFium infers from distances: those that are none, and those that it misses."""

import ctypes
import re
from collections.abc import Container, Sequence
from itertools import compress, repeat
from typing import Any

from pypdfium2_raw import bindings as raw

from markets.ingest.pages.pdfium import is_generated, read_loose_box, read_origin

SMALL_WORDS = frozenset(
    ("the", "of", "and", "to", "in", "a", "that", "for", "as", "by", "is", "on", "are", "with", "from", "its", "it",
     "or", "be", "has", "have", "was", "not", "this", "an", "at", "The", "which", "all", "more", "site", "were", "been")
)  # fmt: skip
# What follows its word without a space: the s of a possessive, closing marks.
CLINGING = re.compile("['\u2019]s(?!\\w)|[\u201d)\\],;:]")
_SURE_SPACE, _SPACE, _LEAST_SPACE, _OVER_A_SPACE = 0.25, 0.2, 0.11, 0.1  # of the height of a line
OVERHANG = 0.06  # by which an "f" reaches over a space beside it, of the height of a line
_EVEN, _PART_OF_SPACE = 0.02, 0.45  # letters set without gaps; a space among spaces that are this much wider
_SPACES = re.compile(" ")
_FEW_GAPS = 3
_SHORT = 5  # letters of a word that may be half of one
# Stretched lines set the halves of a compound apart ("day- and-date"); "short- and long-term" is none.
_STRETCHED = re.compile(r" (?<=\w- )(?!(?:and|or|to)(?![\w-]))(?=[a-z0-9])")
_LESS = 0.1  # of the height of a line: by which the gap inside a compound is smaller than a space
# Where PDFium writes the box of a letter.
_BOX = raw.FS_RECTF()
_BOX_AT = ctypes.byref(_BOX)
# A space that may cut a letter from those behind it in their ligature.
_MAY_BE_CUT = re.compile(" (?:(?<=f )(?=[fijlthbk])|(?<=T )(?=[hi])|(?<=[cs] )(?=t)|(?<=t )(?=[ti]))")


def space_by_distance(
    text_page: Any, written: str, start: int, spaced: bool, known: float
) -> tuple[str, float]:
    """Return the text with spaces only where its letters are apart: PDFium sees none between letters that
    Ghostscript sets apart, and spaces where letters are spaced, or drawn over a space. Also how far letters of one
    word are apart, by the height of the line; `known`: how far those before are, for a text of few letters."""
    box, gaps, right, over = _BOX, [], 0.0, 0.0
    places = [place for place, letter in enumerate(written) if letter != " "]
    for place in places:
        read_loose_box(text_page, start + place, _BOX_AT)
        gaps.append((box.left - right) / max(box.top - box.bottom, 1.0) + over)
        right, over = box.right, OVERHANG if written[place] == "f" else 0.0
    tight = any(
        gap < _EVEN and " " not in written[place - 1 : place + 1] and written[place - 1] != "f"
        for gap, place in zip(gaps[1:], places[1:], strict=True)
    )
    # "d by a t" is cut out of "approved by a team": its letters are not spaced.
    spaced = spaced and not (tight and written.count(" ") <= _FEW_GAPS)
    if spaced:  # letters drawn as one have no gap
        apart = sorted(
            gap for gap, place in zip(gaps[1:], places[1:], strict=True) if written[place - 1] == " "
        )
        usual = apart[(len(apart) - 1) // 2]
    else:
        usual = (
            sorted(gaps[1:])[(len(gaps) - 1) // 4 if len(gaps) > 8 else 0] if len(gaps) >= _SHORT else known
        )
    least = max(_LEAST_SPACE, 1.6 * usual + 0.03)
    alike = spaced and known > _EVEN and max(gaps[1:]) - min(gaps[1:]) < _EVEN
    if len(gaps) < _SHORT and not alike:  # too few letters to tell how others are spaced
        least = min(least, _SPACE)
    if len(places) == len(written) and max(gaps[1:], default=0.0) <= min(least, _SURE_SPACE):
        return written, max(usual, 0.0)  # a word with no space in it, as nearly all are
    made = written[0]
    spaces = [gap for gap, place in zip(gaps[1:], places[1:], strict=True) if written[place - 1] == " "]
    for seen, place in zip(gaps[1:], places[1:], strict=True):
        drawn = not spaced and written[place - 1] == " " and not is_generated(text_page, start + place - 1)
        over = OVERHANG * (written[place - 1] == " " and written[place] == "f")
        gap = _over_a_space(text_page, start + place) if drawn else seen + over
        most = _SURE_SPACE if CLINGING.match(written, place) else _OVER_A_SPACE if drawn else least
        if gap > most and (drawn or not _is_compound(made, written[place : place + 4], seen, spaces)):
            made += " "
        made += written[place]
    return made, max(usual, 0.0)


def _is_compound(before: str, after: str, gap: float, spaces: Sequence[float]) -> bool:
    """Return whether a gap is inside a compound, behind its hyphen: it may be smaller than the spaces around it."""
    if not before.endswith("-"):
        return False
    small = len(spaces) > _FEW_GAPS and gap < sorted(spaces)[len(spaces) // 2] - _LESS
    return small and after[0].isalnum() or _STRETCHED.match(f"{before} {after}", len(before)) is not None


def _over_a_space(text_page: Any, at: int) -> float:
    """Return how far a letter begins behind where the drawn space before it does, by the height of its line: programs
    draw a space and go back over it, and an italic letter reaches back over a true one."""
    x, y = ctypes.c_double(), ctypes.c_double()
    read_loose_box(text_page, at - 1, _BOX_AT)
    left = _BOX.left
    read_loose_box(text_page, at, _BOX_AT)
    read_origin(text_page, at, ctypes.byref(x), ctypes.byref(y))
    return float((x.value - left) / max(_BOX.top - _BOX.bottom, 1.0))


def without_undrawn_hyphens(text_page: Any, written: str, start: int) -> str:
    """Return the text with a mark of no width for each soft hyphen that is in the middle of a ligature: PDFium gives
    the letters of one shape equal widths."""
    made = list(written)
    for found in re.finditer("(?<=f)\xad(?=[fijlt])", written):
        widths = []
        for place in range(found.start() - 1, found.end() + 1):
            read_loose_box(text_page, start + place, _BOX_AT)
            widths.append(_BOX.right - _BOX.left)
        if max(widths) - min(widths) < _EVEN:
            made[found.start()] = "\u200b"
    return "".join(made)


def find_inferred_spaces(text_page: Any, text: str) -> set[int]:
    """Return the indexes of the spaces of a page that PDFium inferred: most files draw theirs, and have none."""
    spaces = [space.start() for space in _SPACES.finditer(text)]
    return set(compress(spaces, map(is_generated, repeat(text_page), spaces)))


def without_false_spaces(text_page: Any, written: str, start: int, inferred: Container[int]) -> str:
    """Return the text without inferred spaces between letters that are no further apart than others are."""
    halves = {match.start() for match in _STRETCHED.finditer(written) if start + match.start() in inferred}
    doubtful = [
        place
        for place in _doubtful_spaces(written) - halves
        if start + place in inferred and " " not in (written[place - 1], written[place + 1])
    ]
    if not doubtful:
        return _without_places(written, halves)

    def gap(left: int, right: int) -> float:
        read_loose_box(text_page, start + left, _BOX_AT)
        end, height = _BOX.right, _BOX.top - _BOX.bottom
        read_loose_box(text_page, start + right, _BOX_AT)
        return float((_BOX.left - end) / max(height, 1.0))

    gaps = {
        place: gap(place - 1, place + 1) + OVERHANG * ("f" in (written[place - 1], written[place + 1]))
        for place in doubtful
    }
    if min(gaps.values()) > _SURE_SPACE:
        return _without_places(written, halves)
    pairs = [
        place
        for place in range(1, min(len(written), 80))
        if written[place] != " " and written[place - 1] != " "
    ]
    letters = sorted(gap(place - 1, place) for place in pairs)
    usual = max(letters[len(letters) // 2], 0.0) if letters else 0.0
    least = max(_LEAST_SPACE, 1.7 * usual + 0.05)
    spaces = [gap(place - 1, place + 1) for place in range(1, len(written) - 1) if written[place] == " "]
    if letters and letters[len(letters) * 19 // 20] < _EVEN and min(gaps.values()) < least:
        # Letters are not spread at all: a space may then be as small as a stretched line makes it.
        least = min(least, _PART_OF_SPACE * sorted(spaces)[len(spaces) // 2])
    halves |= {
        place for place, width in gaps.items()
        if width < least or _is_compound(written[:place], written[place + 1 :], width, spaces)
    }  # fmt: skip
    return _without_places(written, halves)


def _without_places(written: str, places: set[int]) -> str:
    return (
        "".join(letter for place, letter in enumerate(written) if place not in places) if places else written
    )


def _doubtful_spaces(written: str) -> set[int]:
    """Places of spaces beside a short word that is no usual one, and of those that may cut a ligature."""
    found: list[int] = []
    before = -1  # where the space before the word is
    for word in written.split(" "):
        behind = before + len(word) + 1
        if behind - before <= _SHORT and word not in SMALL_WORDS:
            found += (before, behind)
        elif word.endswith("-"):
            found.append(behind)
        before = behind
    places = set(found)
    places -= {-1, len(written)}  # no spaces are at the ends
    for cut in _MAY_BE_CUT.finditer(written):
        at = cut.start()
        if written[written.rfind(" ", 0, at) + 1 : at] not in SMALL_WORDS:
            places.add(at)
    return places
