"""From runs to rows: what is on one baseline belongs together, however the file draws it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markets.ingest.pages.runs import TextRun

_Found = dict[tuple[int, int], list["TextRow"]]
_JITTER = 0.06  # of the size: how far programs let pieces of one line stray from its baseline
_MAX_JUMPS = 40  # places of one page that are looked at for the top of another column
_STAMP = 2  # times the size of the text
_LONGEST_MARK = 8  # letters
_ONE_NAME = 80  # letters, at most
_ALIGNED = 1.7  # times the size, between the tops of columns of one entry
_MARK = re.compile(
    r"[\[(]?(?:\d{1,3}|[ivxl]{1,6}|[a-z]|[*\u2020\u2021\u00a7])?[\])]?$"
)  # of a note, however large
_TEXT, _ALIKE = 18, 0.75  # letters in a line of such columns, and how wide they are beside each other


@dataclass(slots=True)
class TextRow:
    """The runs of one line from left to right; `raised` holds the order of those that are superscripts."""

    y: float
    size: float
    angle: int
    runs: list[TextRun] = field(default_factory=list)
    raised: set[int] = field(default_factory=set)


def arrange_rows(runs: Iterable[TextRun]) -> list[TextRow]:
    """Rows from the top down, column by column. Linear in the runs but for the sorting."""
    return [row for column in _columns(list(runs)) for row in _rows(column)]


def _columns(runs: list[TextRun]) -> list[list[TextRun]]:
    """Parted where drawing goes back up the page to the right of all that is beside it, with text as
    long as that of a column: the numbers behind a table of contents are drawn so too, but are short."""
    cuts, jumps, start = [0], 0, 0
    for index in range(1, len(runs)):
        up = runs[index - 1].y - runs[index].y
        if up < 0.8 * runs[index].size or runs[index].x0 < runs[index - 1].x0:
            continue
        if _begins_short_column(runs, start, index):
            cuts.append(index)
            start = index
            continue
        if up < 4 * runs[index].size:
            continue
        jumps += 1
        if jumps > _MAX_JUMPS:
            break
        top = runs[index].y - runs[index].size
        beside = [run for run in runs[start:index] if run.y >= top]
        after = runs[index : index + 200]
        column = [run for run in after if run.x0 >= runs[index].x0 - 1]
        high, low = len({round(run.y) for run in beside}), len({round(run.y) for run in column})
        if (
            high >= 4
            and max(run.x1 for run in beside) <= runs[index].x0
            and low >= (4 if high < 8 else 2)  # the last column may be short
            and sum(len(run.text) for run in column) >= 12 * low
            and not _are_side_heads(beside, runs[index:])
        ):
            cuts.append(index)
            start = index
    return [runs[begin:end] for begin, end in zip(cuts, [*cuts[1:], len(runs)], strict=True)]


def _begins_short_column(runs: Sequence[TextRun], start: int, index: int) -> bool:
    """Whether a run begins a column of one entry: beside lines of text that begin at its height, and like them text
    that is about as wide."""
    first = runs[index]
    top, left = first.y - _ALIGNED * first.size, index
    while left > start and runs[left - 1].y > top and runs[left - 1].x1 < first.x0 - 2:
        left -= 1
    right = index + 1
    while right < len(runs) and runs[right].y > top and runs[right].x0 > first.x0 - 1:
        right += 1
    before, after = runs[left:index], runs[index:right]
    if not before or all(run.face.bold for run in before) or before[0].y > first.y + _ALIGNED * first.size:
        return False
    high, low = len({round(run.y) for run in before}), len({round(run.y) for run in after})
    widths = [max(run.x1 for run in part) - min(run.x0 for run in part) for part in (before, after)]
    return (
        low > 0
        and high >= max(2, 0.6 * low)
        and all(
            sum(len(run.text) for run in part) >= _TEXT * count
            for part, count in ((before, high), (after, low))
        )
        and widths[0] > _ALIKE * widths[1]
    )


def _are_side_heads(beside: Sequence[TextRun], column: Sequence[TextRun]) -> bool:
    """Whether what is beside a column is names in its margin: bold, and one, few, or most on the column's baselines."""
    if not all(run.face.bold for run in beside):
        return False
    if sum(len(run.text) for run in beside) < _ONE_NAME:
        return True
    baselines = {round(run.y + step) for run in column for step in (-0.4, 0.4)}
    on = sum(round(run.y) in baselines for run in beside)
    return on >= 0.6 * len(beside) or len({round(run.y) for run in beside}) < 0.3 * len(
        {round(run.y) for run in column}
    )


def _rows(runs: Sequence[TextRun]) -> list[TextRow]:
    found: _Found = {}
    order: list[TextRow] = []
    small: list[TextRun] = []
    begin = 0
    while begin < len(runs):
        # Letters of one mark may be drawn one by one.
        first, end, length = runs[begin], begin + 1, len(runs[begin].text)
        while end < len(runs) and runs[end].y == first.y and runs[end].size == first.size:
            length += len(runs[end].text)
            end += 1
        if length <= _LONGEST_MARK and _may_be_raised(runs, begin, end):
            small += runs[begin:end]
        else:
            for run in runs[begin:end]:
                _place(run, found, order)
        begin = end
    for run in small:
        host = _host(run, found)
        if host is None:
            _place(run, found, order)
        else:
            host.runs.append(run)
            host.raised.add(run.order)
    for row in order:
        if len(row.runs) > 1:
            row.runs.sort(key=lambda run: (run.x0, run.order))
    order.sort(key=lambda row: (row.y, row.runs[0].x0))
    return order


def _is_raised(run: TextRun, size: float, y: float) -> bool:
    """Return whether a run is a superscript beside text of this size on this baseline."""
    if run.size > 0.85 * size and not (run.size <= size and _MARK.match(run.text) and y - run.y > 0.3 * size):
        return False
    if run.size < 0.5 * size and any(map(str.isalpha, run.text)):
        return False  # beside a large initial
    return 0.1 * size <= y - run.y <= 0.7 * size


def _may_be_raised(runs: Sequence[TextRun], begin: int, end: int) -> bool:
    """Of short runs on one baseline: whether a neighbor in drawing order is larger and is a little lower."""
    run = runs[begin]
    return any(
        0 <= near < len(runs) and _is_raised(run, runs[near].size, runs[near].y)
        for near in (begin - 1, end, begin - 2)
    )


def _place(run: TextRun, found: _Found, order: list[TextRow]) -> None:
    bucket = round(run.y)
    for key in (bucket, bucket - 1, bucket + 1):
        for row in found.get((run.angle, key), ()):
            if abs(row.y - run.y) <= _JITTER * max(row.size, run.size) and not _is_drawn_over(run, row):
                row.runs.append(run)
                row.size = max(row.size, run.size)
                return
    row = TextRow(run.y, run.size, run.angle, [run])
    found.setdefault((run.angle, bucket), []).append(row)
    order.append(row)


def _is_drawn_over(run: TextRun, row: TextRow) -> bool:
    """Return whether a run much larger or smaller than a row is drawn across it, as a stamp is."""
    if max(run.size, row.size) < _STAMP * min(run.size, row.size):
        return False
    return any(near.x0 < run.x1 - 1 and run.x0 < near.x1 - 1 for near in row.runs)


def _host(run: TextRun, found: _Found) -> TextRow | None:
    """Return the row that a superscript touches."""
    for key in range(round(run.y), round(run.y) + 14):
        for row in found.get((run.angle, key), ()):
            reach = 0.6 * row.size
            if _is_raised(run, row.size, row.y) and any(
                near.x0 - reach <= run.x1 and run.x0 <= near.x1 + reach for near in row.runs
            ):
                return row
    return None
