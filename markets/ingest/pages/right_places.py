"""Places ranged right on the line of a bold name: each is a line of its own below the name."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from markets.ingest.pages.rows import TextRow

_GAP = 2.5  # times the size, between a name and its place
_NEAR = 6  # points between the right margin and the end of a place
_LEAST = 4  # letters


def with_right_places_apart(rows: Sequence[TextRow]) -> list[TextRow]:
    """Return the rows, a place on one line with a bold name as a row below it."""
    edge = max((row.runs[-1].x1 for row in rows), default=0.0) - _NEAR
    made: list[TextRow] = []
    for row in rows:
        at = _place_from(row) if row.runs[-1].x1 > edge and len(row.runs) > 1 and row.runs[0].face.bold else 0
        made += [replace(row, runs=row.runs[:at]), replace(row, runs=row.runs[at:])] if at else [row]
    return made


def _place_from(row: TextRow) -> int:
    """Return which run of a row a place begins with; 0 if none does."""
    gaps = [after.x0 - before.x1 for before, after in pairwise(row.runs)]
    wide = [at for at, gap in enumerate(gaps, 1) if gap > _GAP * row.size]
    if len(wide) != 1:
        return 0
    name, place = row.runs[: wide[0]], row.runs[wide[0] :]
    bold = all(run.face.bold for run in name) and not any(run.face.bold for run in place)
    letters = "".join(run.text for run in place)
    middle = (row.runs[0].x0 + row.runs[-1].x1) / 2
    ranged = place[0].x0 > middle and sum(map(str.isalpha, letters)) >= _LEAST
    return wide[0] if bold and ranged and not any(map(str.isdigit, letters)) else 0
