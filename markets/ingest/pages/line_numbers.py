"""Numbers of lines in the margin, as drafts have them: they are no text."""

from collections.abc import Sequence
from itertools import pairwise

from markets.ingest.pages.rows import TextRow

_FEW = 12  # rows of a page with a number, at least
_MOST_ROWS, _STEADY = 0.6, 0.8  # share of the rows that have a number, and of the numbers that rise by one


def without_line_numbers(rows: Sequence[TextRow]) -> list[TextRow]:
    """Return the rows without figures at their head that rise by one from row to row."""
    numbered = [row for row in rows if len(row.runs) > 1 and _is_number(row)]
    numbers = [int(row.runs[0].text) for row in numbered]
    rising = sum(after - before == 1 for before, after in pairwise(numbers))
    most = len(numbered) >= max(_FEW, _MOST_ROWS * len(rows)) and rising >= _STEADY * (len(numbered) - 1)
    text = [row for row in rows if not row.runs[0].text.isdecimal() or len(row.runs) > 1]
    every = len(numbered) == len(text) == rising + 1 and rising > 1  # a cover has few lines
    if not most and not every:
        return list(rows)
    for row in numbered:
        del row.runs[0]
    return list(rows)


def _is_number(row: TextRow) -> bool:
    first, second = row.runs[:2]
    apart = second.x0 - first.x1 > 0.4 * row.size
    return apart and len(first.text) <= 4 and first.text.isascii() and first.text.isdecimal()
