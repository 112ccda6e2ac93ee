"""Notes that begin with a letter or a roman number, in rising order: "iii. See …", "c Comments of …"."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from markets.ingest.parsers.number_words import read_roman
from markets.ingest.parsers.page_measures import Measures
from markets.ingest.records import TextLine

NoteSystem = Literal["", "roman", "letter"]
_LABELS: dict[NoteSystem, re.Pattern[str]] = {
    "roman": re.compile(r"([ivxl]{1,6})(?:[.)]\s|\s?(?=[A-Z\"\u201c]))"),
    "letter": re.compile(r"([a-z])(?:[.)]\s|\s?(?=[A-Z\"\u201c]))"),
}
_STEP = 2  # between labels of which one was not seen
_FEWEST = 2


class NoteLabel(NamedTuple):
    """`value`: its place in the order; `page` and `y` of the line that begins with it."""

    value: int
    page: int
    y: float


class NoteLabels(NamedTuple):
    """The labels of a report in rising order; none where its notes have numbers, or none begins so."""

    system: NoteSystem = ""
    labels: tuple[NoteLabel, ...] = ()

    @property
    def places(self) -> frozenset[tuple[int, float]]:
        """(page, y) of the lines that begin a note."""
        return frozenset((label.page, label.y) for label in self.labels)

    @property
    def at_feet(self) -> bool:
        """Whether the notes are at the feet of pages, and not all at the end."""
        pages = {label.page for label in self.labels}
        return 2 * len(pages) > len(self.labels)


NO_LABELS = NoteLabels()


def read_mark(mark: str, system: NoteSystem) -> int:
    """Return the place of a letter or of a roman number in its order; the value of a figure."""
    if mark.isdigit():
        return int(mark)
    return ord(mark) - ord("a") + 1 if system == "letter" else read_roman(mark)


def find_note_labels(pages: Sequence[Sequence[TextLine]], measures: Measures) -> NoteLabels:
    """Return the labels of small lines that rise one by one, of the system of which there are more."""
    small = [
        line
        for lines in pages
        for line in lines
        if line.size <= 0.93 * measures.size and not line.bold and line.text[:1].islower()
    ]
    found = [_find_rising(small, system) for system in _LABELS]
    return max(found, key=lambda labels: len(labels.labels))


def _find_rising(lines: Sequence[TextLine], system: NoteSystem) -> NoteLabels:
    labels: list[NoteLabel] = []
    for line in lines:
        match = _LABELS[system].match(line.text)
        value = read_mark(match[1], system) if match else 0
        last = labels[-1].value if labels else 0
        if last < value <= last + (_STEP if last else 1):
            labels.append(NoteLabel(value, line.page, line.y))
    return NoteLabels(system, tuple(labels)) if len(labels) >= _FEWEST else NoteLabels()
