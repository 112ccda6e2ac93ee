"""Marks of notes that are neither small nor raised: figures or roman numbers stuck to a stop or, among such, to a word,
in rising order."""

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from markets.ingest.parsers.footnotes import without_stretches
from markets.ingest.parsers.lost_marks import MarkPlace, find_lost_marks
from markets.ingest.parsers.note_labels import NO_LABELS, NoteLabels, NoteSystem, read_mark
from markets.ingest.records import TextLine

_MARKS: dict[NoteSystem, str] = {"roman": "[ivxl]{1,6}", "letter": "[a-z]"}
_STUCK: dict[NoteSystem, re.Pattern[str]] = {
    system: re.compile(
        rf"(?<=[^\W\d_][.,;:!?])(?<!^[A-Z][.])([1-9]\d{{0,2}}|{mark})(?=\s|$)"
        rf"|(?<=[^\W\d_][.,;:!?][\"”’)])([1-9]\d{{0,2}}|{mark})(?=\s|$)"
        rf"|(?<=[)\"”’%][.,;:!?])([1-9]\d{{0,2}}|{mark})(?=\s|$)"
        rf"|(?<=\d[.,;:!?])(?P<behind_figure>[1-9]\d{{0,2}}|{mark})(?=\s+[A-Z“\"(]|\s*$)"
        r"|(?<=[^\W\d_]{2})(?P<behind_word>[1-9]\d{0,2})(?=,?(?:\s|$))"
        r"|^(?P<behind_line>[1-9]\d{0,2})(?=\s[A-Z“\"])"
    )
    for system, mark in _MARKS.items()
}
# Asked first: it is much faster.
_MAY_HOLD = re.compile(
    r"[1-9.,;:!?\"”’)](?:(?<=[1-9])(?<![^\w.,;:!?\"”’)].)(?<![\d_].)\d{0,2}(?:,|\s|$)"
    r"|(?<=[.,;:!?\"”’)])[ivxl]{1,6}(?:\s|$))"
)
_NUMBERED = re.compile(r"(?:\d{1,2}\.)+")  # "4.2.1 Argentina"
_LOOSE = ("behind_word", "behind_line", "behind_figure")
_STEP = 4  # from one mark to the next, at most, where no label tells how many there are
_FEW = 3  # marks that must rise together, where none of them is one of the first


class UnmarkedText(NamedTuple):
    """The pages without marks, and sentences on marks that were not found for sure."""

    pages: list[list[TextLine]]
    doubts: tuple[str, ...] = ()


def without_plain_marks(pages: Sequence[list[TextLine]], labels: NoteLabels = NO_LABELS) -> UnmarkedText:
    """Return the pages without such marks. `labels`: those of notes whose marks are not raised."""
    system = labels.system or "roman"
    found = [
        (MarkPlace(page, at, *match.span()), match)
        for page, lines in enumerate(pages)
        for at, line in enumerate(lines)
        if system == "letter" or _MAY_HOLD.search(line.text)
        for match in _STUCK[system].finditer(line.text)
        if not (line.bold and match["behind_line"] or _is_decimal(match, lines[at + 1 : at + 2]))
        and not _NUMBERED.fullmatch(line.text, 0, match.start())
    ]
    values = [read_mark(match[0], system) for _, match in found]
    highest = labels.labels[-1].value if labels.labels else 0
    weights = [_weight(match) for _, match in found]
    marks = _rising(values, weights, highest or _STEP, 1 if highest else _FEW)
    marks = _without_loose(marks, values, [_is_loose(match) for _, match in found])
    drop = [found[mark][0] for mark in marks]
    doubts: tuple[str, ...] = ()
    if labels.labels or any(found[mark][1][0].isalpha() for mark in marks):
        known = {values[mark]: found[mark][0] for mark in marks}
        lost = find_lost_marks(pages, known, system, labels)
        drop, doubts = [*drop, *lost.places], lost.doubts
    if not drop:
        return UnmarkedText(list(pages), doubts)
    spans: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place in drop:
        spans.setdefault((place.page, place.line), []).append((place.start, place.end))
    unmarked = [
        [
            without_stretches(line, spans[page, at]) if (page, at) in spans else line
            for at, line in enumerate(lines)
        ]
        for page, lines in enumerate(pages)
    ]
    return UnmarkedText(unmarked, doubts)


def _is_decimal(match: re.Match[str], below: Sequence[TextLine]) -> bool:
    """Return whether the sentence goes on in the next line behind a figure: "some €9.4" above "million"."""
    at_end = match.lastgroup == "behind_figure" and match.end() == len(match.string)
    return at_end and any(line.text[:1].islower() for line in below)


def _weight(match: re.Match[str]) -> float:
    """Return how much a figure looks like a mark: behind another figure it may be a decimal ("2.3"), behind a word part
    of it ("Web3"), at the head of a line a number."""
    return 0.4 if _is_loose(match) else 1.0


def _is_loose(match: re.Match[str]) -> bool:
    return match.lastgroup in _LOOSE and match[0].isdigit()


def _without_loose(marks: Sequence[int], values: Sequence[int], loose: Sequence[bool]) -> list[int]:
    """Return the marks without loose figures that neither a mark behind a stop nor others rising from 1 on show to be
    marks: they follow each other without a gap."""
    kept: list[int] = []
    chain: list[int] = []
    for mark, after in zip_longest(marks, marks[1:]):
        chain.append(mark)
        if after is not None and values[after] == values[mark] + 1:
            continue
        sure = not all(loose[one] for one in chain) and len(chain) >= _FEW
        first = values[chain[0]] == 1 and len(chain) > _FEW
        kept += [one for one in chain if sure or first or not loose[one]]
        chain = []
    return kept


def _rising(values: Sequence[int], weights: Sequence[float], step: int, fewest: int) -> list[int]:
    """Places of the values that rise by one or a few; none where too few do."""
    best: list[tuple[float, int | None]] = []
    for number, value in enumerate(values):
        chains = [
            (best[k][0] - 0.1 * (value - values[k] - 1), k)
            for k in range(max(0, number - 40), number)
            if 0 < value - values[k] <= step
        ]
        weight, link = max(chains, default=(0.0, None), key=lambda chain: (chain[0], chain[1] or 0))
        best.append((weight + weights[number], link))
    end: int | None = max(range(len(best)), key=lambda k: best[k][0], default=None)
    chosen: list[int] = []
    while end is not None:
        chosen.append(end)
        end = best[end][1]
    chosen.reverse()
    enough = len(chosen) >= fewest or (chosen and values[chosen[0]] == 1 and len(chosen) >= 0.5 * len(values))
    return chosen if enough else []
