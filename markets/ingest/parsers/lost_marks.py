"""Letters and roman numbers that mark a note and stick to a word: what is missing between the marks that were found."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markets.ingest.parsers.note_labels import NoteLabels, NoteSystem, read_mark
from markets.ingest.records import TextLine

_WORD = re.compile(r"[^\W\d_]{3,}")
_SHORTEST = 2  # letters of a word with a mark behind it
_LETTERS: dict[NoteSystem, str] = {"roman": "ivxl", "letter": "abcdefghijklmnopqrstuvwxyz"}
_ENDINGS = (
    "denrsy"  # letters that inflect English words: "used" may be "use" with the mark of a note, or none
)
_MOST_NAMED = 6


class MarkPlace(NamedTuple):
    """Index of page and line, and the stretch of the line's text that is the mark."""

    page: int
    line: int
    start: int
    end: int


class LostMarks(NamedTuple):
    """Marks that were found after all, and sentences on the others."""

    places: list[MarkPlace]
    doubts: tuple[str, ...]


class _Candidate(NamedTuple):
    """`known`: the word is elsewhere in the report, without the mark."""

    place: MarkPlace
    word: str
    known: bool


def find_lost_marks(
    pages: Sequence[Sequence[TextLine]],
    found: Mapping[int, MarkPlace],
    system: NoteSystem,
    labels: NoteLabels,
) -> LostMarks:
    """Return the marks that are missing in the order, where a word tells its mark; a word with one is nowhere else."""
    words = Counter(word.casefold() for lines in pages for line in lines for word in _WORD.findall(line.text))
    by_value = {label.value: label for label in labels.labels}
    places: list[MarkPlace] = []
    doubts: list[str] = []
    first, end = MarkPlace(0, 0, 0, 0), MarkPlace(len(pages), 0, 0, 0)
    for value in range(1, max([*found, *by_value], default=0) + 1):
        if value in found:
            first = max(first, found[value])
            continue
        last = min((place for other, place in found.items() if other > value), default=end)
        near = [
            one
            for one in _find_candidates(pages, words, value, system, first, last)
            if not labels.at_feet or value not in by_value or _is_near(pages, one, by_value[value].page)
        ]
        chosen = _choose(near)
        if chosen is not None:
            first = chosen.place
            places.append(chosen.place)
        elif near:
            doubts.append(_doubt(pages, near))
    return LostMarks(places, tuple(doubts))


def _find_candidates(
    pages: Sequence[Sequence[TextLine]],
    words: Mapping[str, int],
    value: int,
    system: NoteSystem,
    first: MarkPlace,
    last: MarkPlace,
) -> Iterator[_Candidate]:
    """Yield the words between two marks that end in the mark of this value."""
    letters = _LETTERS[system]
    for page in range(first.page, min(last.page + 1, len(pages))):
        for at, line in enumerate(pages[page]):
            if not first[:2] <= (page, at) <= last[:2]:
                continue
            for match in _WORD.finditer(line.text):
                word = match[0].casefold()
                if words[word] > 1 or word[-1] not in letters:
                    continue
                longest = 1 if system == "letter" else len(word) - len(word.rstrip(letters))
                for length in range(1, min(longest, len(word) - _SHORTEST) + 1):
                    place = MarkPlace(page, at, match.end() - length, match.end())
                    is_mark = match[0][-length:].islower() and read_mark(word[-length:], system) == value
                    if is_mark and first < place < last:
                        yield _Candidate(place, match[0], words.get(word[:-length], 0) > 0)


def _is_near(pages: Sequence[Sequence[TextLine]], one: _Candidate, page: int) -> bool:
    """Return whether a mark is on the page of its note, or on the page before."""
    return page - 1 <= pages[one.place.page][one.place.line].page <= page


def _choose(near: Sequence[_Candidate]) -> _Candidate | None:
    """Return the only word that is known without its mark, or the only one at all with a mark of several letters."""
    known = [one for one in near if one.known]
    chosen = known or near
    if len(chosen) != 1:
        return None
    only = chosen[0]
    mark = only.word[only.place.start - only.place.end :]
    return only if len(mark) > 1 or known and mark not in _ENDINGS else None


def _doubt(pages: Sequence[Sequence[TextLine]], near: Sequence[_Candidate]) -> str:
    named = sorted(near, key=lambda one: not one.known)[:_MOST_NAMED]
    page = min(pages[one.place.page][one.place.line].page for one in named)
    words = ", ".join(f"“{one.word}”" for one in named)
    return f"a word may hold the mark of a note at its end, first on page {page}: {words}"
