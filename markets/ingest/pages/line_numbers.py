"""Numbers of lines in the margin, as drafts have them: they are no text."""

from collections.abc import Sequence
from itertools import pairwise

from markets.ingest.pages.rows import TextRow
from markets.ingest.pages.runs import TextRun

_FEW = 12  # rows of a page with a number, at least
_COVER = 2  # lines, at least
_FULL = 0.75  # of the right margin: where lines of text end
_MOST_ROWS, _STEADY = 0.6, 0.8  # share of the rows that have a number, and of the numbers that rise by one


def without_line_numbers(rows: Sequence[TextRow]) -> list[TextRow]:
    """Return the rows without figures at their head or end that rise by one from row to row."""
    return _without_last(_without_first(rows))


def _without_first(rows: Sequence[TextRow]) -> list[TextRow]:
    numbered = [row for row in rows if len(row.runs) > 1 and _is_number(row)]
    numbers = [_value(row.runs[0]) for row in numbered]
    rising = sum(after - before == 1 for before, after in pairwise(numbers))
    most = len(numbered) >= max(_FEW, _MOST_ROWS * len(rows)) and rising >= _STEADY * (len(numbered) - 1)
    text = [row for row in rows if not _is_figure(row.runs[0]) or len(row.runs) > 1]
    foot = bool(text and numbers) and numbers[0] == 1 and text[-1] is not numbered[-1]
    every = len(numbered) == len(text) - foot == rising + 1 and rising > 1  # a cover has few lines
    if not most and not every:
        return list(rows)
    for row in numbered:
        del row.runs[0]
    return list(rows)


def _without_last(rows: Sequence[TextRow]) -> list[TextRow]:
    """Numbers right of the text are often on baselines of their own. Those of a contents page are behind short names,
    or behind dots."""
    if sum(_is_figure(row.runs[-1]) for row in rows) <= _COVER:
        return list(rows)
    ends = sorted(run.x1 for row in rows for run in row.runs if not _is_figure(run))
    if not ends:
        return list(rows)
    last = [row.runs[-1] for row in rows if _is_figure(row.runs[-1]) and row.runs[-1].x0 > ends[-1]]
    # A year with its number is text; a figure alone is the page's own number.
    texts = [
        run
        for row in rows
        if len(row.runs) > 1 or not _is_figure(row.runs[0])
        for run in row.runs
        if run not in last
    ]
    rising = sum(_value(after) - _value(before) == 1 for before, after in pairwise(last))
    every = len(last) > _COVER and rising == len(last) - 1 and len(last) == len({run.y for run in texts})
    if not every and (len(last) < _FEW or rising < _STEADY * (len(last) - 1)):
        return list(rows)
    if not every and ends[len(ends) // 2] < _FULL * ends[-1]:
        return list(rows)
    if any(".." in run.text or "\u2026" in run.text for run in texts):
        return list(rows)
    for row in rows:
        if row.runs[-1] in last:
            row.runs.pop()
    return [row for row in rows if row.runs]


def _is_number(row: TextRow) -> bool:
    first, second = row.runs[:2]
    return second.x0 - first.x1 > 0.4 * row.size and _is_figure(first)


def _is_figure(run: TextRun) -> bool:
    figure = run.text.removesuffix(":")
    return len(figure) <= 4 and figure.isascii() and figure.isdecimal()


def _value(run: TextRun) -> int:
    return int(run.text.removesuffix(":"))
