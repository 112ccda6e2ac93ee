"""From runs to lines: what stands on one baseline is one line, however the file draws it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markets.ingest.pages.clean import clean
from markets.ingest.pages.runs import Run
from markets.ingest.pages.spans import add_span, prevailing
from markets.ingest.records import Line, Span

_HYPHEN_MARKS = "\x02\ufffe\xad"  # PDFium's own mark for a hyphen at a line's end, and the soft hyphen
_SUPERSCRIPTS = re.compile("[\xb9\xb2\xb3\u2070\u2074-\u2079]+")


@dataclass(slots=True)
class Row:
    """The runs of one line; `raised` holds the positions of superscripts among `runs`."""

    y: float
    size: float
    angle: int
    runs: list[Run] = field(default_factory=list)
    raised: set[int] = field(default_factory=set)  # by Run.first


def rows(runs: Iterable[Run]) -> list[Row]:
    """Rows from the top of the page down; the runs of each from left to right. Linear but for the sorting."""
    found: dict[tuple[int, int], list[Row]] = {}
    order: list[Row] = []
    small: list[Run] = []
    everything = list(runs)
    for index, run in enumerate(everything):
        if _may_be_raised(everything, index):
            small.append(run)
        else:
            _place(run, found, order)
    for run in small:
        host = _host(run, found)
        if host is None:
            _place(run, found, order)
        else:
            host.runs.append(run)
            host.raised.add(run.first)
    for row in order:
        row.runs.sort(key=lambda run: (run.x0, run.first))
    order.sort(key=lambda row: (-row.y, row.runs[0].x0))
    return order


def _may_be_raised(runs: Sequence[Run], index: int) -> bool:
    """Whether a neighbour in drawing order is larger and stands lower, close by."""
    run = runs[index]
    if len(run.text) > 8:
        return False
    return any(
        0 <= near < len(runs)
        and run.size <= 0.85 * runs[near].size
        and 0.1 * runs[near].size <= run.y - runs[near].y <= 0.7 * runs[near].size
        for near in (index - 1, index + 1, index - 2)
    )


def _place(run: Run, found: dict[tuple[int, int], list[Row]], order: list[Row]) -> None:
    bucket = round(run.y)
    for key in (bucket, bucket - 1, bucket + 1):
        for row in found.get((run.angle, key), ()):
            if abs(row.y - run.y) <= 0.12 * max(row.size, run.size):
                row.runs.append(run)
                if run.size > row.size:
                    row.size = run.size
                return
    row = Row(run.y, run.size, run.angle, [run])
    found.setdefault((run.angle, bucket), []).append(row)
    order.append(row)


def _host(run: Run, found: dict[tuple[int, int], list[Row]]) -> Row | None:
    """The row that a superscript touches: lower than it, larger, with a run that ends or begins beside it."""
    for key in range(int(run.y) - 12, int(run.y) + 2):
        for row in found.get((run.angle, key), ()):
            raise_ = run.y - row.y
            if run.size <= 0.85 * row.size and 0.1 * row.size <= raise_ <= 0.7 * row.size:
                reach = 0.6 * row.size
                if any(near.x0 - reach <= run.x0 <= near.x1 + reach for near in row.runs):
                    return row
    return None


def _joint(before: Run, after: Run, raised: bool) -> str:
    """What stands between two runs of a row: a space or nothing."""
    distance = after.x0 - before.x1
    size = max(before.size, after.size)
    if distance > 0.6 * size:
        return " "
    if before.first < after.first and after.gap == "_" and before.first + len(before.text) <= after.first:
        return " "
    if raised or after.gap == "\n" or after.first < before.first:
        return " " if distance > (0.28 if raised else 0.15) * size else ""
    return after.gap


def line(row: Row, page: int, top: float, left: float) -> tuple[Line | None, int]:
    """One row as a line (nothing if nothing legible is on it), and how many characters were illegible.

    `top` and `left` are where the page's own space begins; the line's `y` counts from there downwards.
    """
    text, junk, soft = "", 0, False
    spans: list[Span] = []
    before: Run | None = None
    for run in row.runs:
        raised = run.first in row.raised
        drawn = run.text
        soft = drawn[-1] in _HYPHEN_MARKS
        if soft:
            drawn = drawn[:-1] + "-"
        piece, dropped = clean(drawn)
        junk += dropped
        piece = piece.strip()
        if not piece:
            continue
        if before is not None and text and _joint(before, run, raised or before.first in row.raised):
            text += " "
        start = len(text)
        text += piece
        before = run
        for part, part_raised in _parts(piece, raised):
            span = Span(
                start, start + part, run.face.name, run.size, run.face.bold, run.face.italic, part_raised
            )
            start += part
            add_span(spans, span)
    if not spans:
        return None, junk
    font, size, bold, italic = prevailing(spans)
    x0 = min(run.x0 for run in row.runs) - left
    x1 = max(run.x1 for run in row.runs) - left
    y = round(top - row.y, 2)
    made = Line(text, page, round(x0, 2), round(x1, 2), y, font, size, bold, italic, tuple(spans), soft)
    return made, junk


def _parts(piece: str, raised: bool) -> Iterable[tuple[int, bool]]:
    """Lengths of the piece's parts; figures that are superscripts by themselves count as raised."""
    if raised or piece.isascii() or not _SUPERSCRIPTS.search(piece):
        return [(len(piece), raised)]
    parts, at = [], 0
    for match in _SUPERSCRIPTS.finditer(piece):
        if match.start() > at:
            parts.append((match.start() - at, False))
        parts.append((match.end() - match.start(), True))
        at = match.end()
    if at < len(piece):
        parts.append((len(piece) - at, False))
    return parts
