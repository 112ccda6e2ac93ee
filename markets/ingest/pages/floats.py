"""Words in a style of their own beside the lines of a paragraph: a place or a quotation that text flows around."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from markets.ingest.pages.rows import TextRow
from markets.ingest.pages.runs import TextRun

_GAP = 0.6  # times the size, between a float and the text beside it
_BESIDE = 0.9  # times the size, between the baselines of rows that are beside each other
_NEXT = 2.2  # times the size, to the baseline of the next row at most, as in double-spaced text
_LINES = 2.2  # times the size, between lines of one float
_WIDE = 0.2  # of the rows of a page with floats, at least, are as wide as without them
_LEADING = 1.45  # times the size, at most
_FEW = 6  # rows of text on a page, to know how wide it is
_WIDEST = 0.6  # of the text
_SHORT = 0.35  # of the text: words that are no lines of a paragraph
_Style = tuple[str, float, bool, bool]


@dataclass(slots=True)
class _Float:
    rows: list[TextRow]
    style: _Style

    @property
    def left(self) -> float:
        return min(row.runs[0].x0 for row in self.rows)

    @property
    def right(self) -> float:
        return max(row.runs[-1].x1 for row in self.rows)


def with_floats_apart(rows: list[TextRow]) -> list[TextRow]:
    """Return the rows, those of floats as rows of their own above the text beside them."""
    if _are_columns(rows) or not _may_hold_floats(rows):
        return rows
    letters: Counter[_Style] = Counter()
    for row in rows:
        for run in row.runs:
            letters[_style(run)] += len(run.text)
    usual = max(letters, key=letters.__getitem__)
    cut = [_parts(row, usual) for row in rows]
    parts = [part for some in cut for part in some]
    kept = [part for part in parts if _is_text(part, usual)]
    pieces = [part for part in parts if not _is_text(part, usual)]
    found = [each for each in _joined(pieces, kept) if len(kept) >= _FEW and _text_flows_around(each, kept)]
    if not found:
        return rows
    apart = {id(row) for each in found for row in each.rows}
    made: list[TextRow] = []
    for row, some in zip(rows, cut, strict=True):
        left = [part for part in some if id(part) not in apart]
        made += [row] if len(left) == len(some) else left
    for each in found:
        top = each.rows[0].y - _BESIDE * each.rows[0].size
        at = next(i for i, row in enumerate(made) if row.y >= top and _is_text(row, usual))
        while at and _goes_on_beside(each, made[at - 1], made[at], usual):
            at -= 1  # a caption is below its picture
        made[at:at] = each.rows
    return made


def _goes_on_beside(each: _Float, above: TextRow, row: TextRow, usual: _Style) -> bool:
    """Return whether the line above is one of the same paragraph, and as short as those beside a float."""
    crosses = above.runs[0].x0 < each.right + 2 and each.left - 2 < above.runs[-1].x1
    return _is_text(above, usual) and not crosses and 0 < row.y - above.y < _LEADING * row.size


def _are_columns(rows: Sequence[TextRow]) -> bool:
    """Return whether rows go back up the page: a name in the next column is beside text that is not its own."""
    return any(below.y < row.y - _NEXT * row.size for row, below in pairwise(rows))


def _may_hold_floats(rows: Sequence[TextRow]) -> bool:
    """Return whether something may be beside text: a gap before another style, or rows beside each other."""
    for row in rows:
        for before, after in pairwise(row.runs):
            if after.x0 - before.x1 > _GAP * row.size and _style(before) != _style(after):
                return True
    return any(
        abs(below.y - row.y) < _BESIDE * row.size and _are_disjoint(row, below)
        for row, below in pairwise(rows)
    )


def _style(run: TextRun) -> _Style:
    return run.face.name, round(run.size), run.face.bold, run.face.italic


def _are_disjoint(one: TextRow, other: TextRow) -> bool:
    return one.runs[-1].x1 < other.runs[0].x0 - 2 or other.runs[-1].x1 < one.runs[0].x0 - 2


def _is_text(row: TextRow, usual: _Style) -> bool:
    return any(_style(run) == usual for run in row.runs)


def _are_beside(piece: TextRow, kept: Sequence[TextRow]) -> bool:
    reach = _BESIDE * piece.size
    return any(abs(row.y - piece.y) < reach and _are_disjoint(row, piece) for row in kept)


def _parts(row: TextRow, usual: _Style) -> list[TextRow]:
    """Return a row cut where another style begins or ends behind a gap, at one end of it."""
    runs = row.runs
    plain = [at for at, run in enumerate(runs) if _style(run) == usual]
    if len(plain) == len(runs):
        return [row]
    # The last line of a float may be beside the next heading.
    changes = [at for at in range(1, len(runs)) if _style(runs[at]) != _style(runs[at - 1])]
    for at in (plain[0], plain[-1] + 1) if plain else changes:
        if 0 < at < len(runs) and runs[at].x0 - runs[at - 1].x1 > _GAP * row.size:
            return [replace(row, runs=part) for part in (runs[:at], runs[at:])]
    return [row]


def _joined(pieces: Sequence[TextRow], kept: Sequence[TextRow]) -> list[_Float]:
    """Return pieces in one style below each other as floats, which may end below the text beside them."""
    found: list[_Float] = []
    for piece in sorted(pieces, key=lambda row: row.y):
        style = _style(piece.runs[0])
        for each in reversed(found):
            last = each.rows[-1]
            near = 0 < piece.y - last.y < _LINES * piece.size
            if near and each.style == style and not _are_disjoint(last, piece):
                each.rows.append(piece)
                break
        else:
            if _are_beside(piece, kept):
                found.append(_Float([piece], style))
    return found


def _text_flows_around(found: _Float, kept: Sequence[TextRow]) -> bool:
    """Return whether the text beside a float ends before it or begins behind it, and other text of the page does not:
    in a table all does."""
    size = found.rows[0].size
    # A name run in has a gap behind it in justified text: beside a float of one line, the line below is short too.
    below = _BESIDE if len(found.rows) > 1 else _NEXT
    top, bottom = found.rows[0].y - _BESIDE * size, found.rows[-1].y + below * size
    widest = max(row.runs[-1].x1 - row.runs[0].x0 for row in kept)
    if found.right - found.left > _WIDEST * widest:
        return False
    beside = [row for row in kept if top < row.y < bottom and row.runs[0].x0 > found.right]
    if beside and max(row.runs[-1].x1 for row in beside) < found.right + _SHORT * widest:
        return False  # what is behind a label ("Country  China")
    crossing = [row for row in kept if row.runs[0].x0 < found.right + 2 and found.left - 2 < row.runs[-1].x1]
    return len(crossing) > _WIDE * len(kept) and not any(top < row.y < bottom for row in crossing)
