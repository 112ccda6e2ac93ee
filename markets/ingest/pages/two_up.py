"""Two pages on one sheet, side by side: each has a page number of its own, and its lines are not those of the other."""

import re
from collections.abc import Sequence

from markets.ingest.pages.runs import TextRun

_NUMBER = re.compile(r"(?:page )?[-\u2013\u2014\s]*(\d{1,4})[-\u2013\u2014\s]*$", re.IGNORECASE)
_SLACK = 0.04  # of the width of a sheet
_EDGE = 0.2  # of the height of a sheet, in which page numbers are


def part_sheet(runs: Sequence[TextRun], width: float, height: float, sheet: int) -> list[list[TextRun]]:
    """Return the runs of a sheet page by page, without the numbers of its two pages; all runs where it has but one.

    `sheet`: its number, counted from 1.
    """
    numbers = [
        (int(match[1]), run)
        for run in (runs if width > height else ())
        if not height * _EDGE < run.y < height * (1 - _EDGE) and (match := _NUMBER.match(run.text))
    ]
    for number, left in numbers:
        if number == 2 * sheet - 1 and left.x1 < width / 2 and all(run.x1 < width / 2 for run in runs):
            return [[run for run in runs if run is not left]]  # the last sheet may hold one page
        for other, right in numbers:
            beside = abs(left.y - right.y) < 1 and abs(right.x0 - left.x0 - width / 2) < _SLACK * width
            if other == number + 1 and beside:
                rest = [run for run in runs if run is not left and run is not right]
                halves = [[run for run in rest if (run.x0 < width / 2) is first] for first in (True, False)]
                if all(run.x1 < (0.5 + _SLACK) * width for run in halves[0]):
                    return halves
    return [list(runs)]
