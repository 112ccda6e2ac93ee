"""Names that are in the margin beside their text: each comes before the first line beside it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from markets.ingest.pages.rows import TextRow
from markets.ingest.pages.runs import TextRun

_NEAR = 1.5  # points by which lines of one margin differ
_LEAST_MARGIN = 40  # points in which a name may be
_LEADING = 1.6  # times the size, between lines of one name
_LOWER, _LEVEL = (
    1.5,
    0.06,
)  # times the size: how far from the baseline of its text a name is at most, at least
_HYPHENS = "-\u2010\x02\ufffe\xad"
_BROKEN = re.compile(rf"(?<=\w\w)[{_HYPHENS}]$")  # a word at a line's end
_INDENT = 30  # points by which the first line beside a name is set in at most
_MOST, _FEW = 0.4, 3  # of the rows from the first name on, that begin at the margin of the text


def align_side_heads(runs: Sequence[TextRun]) -> Sequence[TextRun]:
    """Return the runs, names in the margin on the baselines of the text beside them: cells of a table may keep
    different distances above their first lines."""
    found: list[tuple[int, int, float]] = []  # first and last run of a name, how far it is moved
    lefts: Counter[int] = Counter()
    bold = [run.face.bold for run in runs]
    ends = (
        [index for index in range(1, len(bold)) if bold[index - 1] and not bold[index]] if any(bold) else []
    )
    for index in ends:
        text, last = runs[index], runs[index - 1]
        if text.x0 < last.x1 + _NEAR:
            continue
        first = index - 1
        while first > 0 and _is_line_above(runs[first - 1], runs[first], text.x0):
            first -= 1
        if any(abs(run.y - text.y) < _LEVEL * run.size for run in runs[first:index]):
            continue
        by = text.y - runs[first].y
        if runs[first].x0 <= text.x0 - _LEAST_MARGIN and abs(by) < _LOWER * text.size:
            found.append((first, index, by))
            lefts[round(text.x0)] += 1
    if not found or max(lefts.values()) < 2:
        return runs
    made = list(runs)
    for first, index, by in found:
        if lefts[round(runs[index].x0)] > 1:
            made[first:index] = [replace(run, y=run.y + by) for run in made[first:index]]
    return made


def _is_line_above(above: TextRun, run: TextRun, left: float) -> bool:
    """Return whether a bold run is drawn before another of one name in the margin."""
    near = 0 <= run.y - above.y < _LEADING * run.size
    return above.face.bold and above.x1 <= left - _NEAR and near and abs(above.size - run.size) < 0.1


def with_side_heads(rows: Sequence[TextRow], known: float | None) -> tuple[list[TextRow], float | None]:
    """Return the rows, names in the margin on rows of their own, and where text begins beside such names; `known`:
    where it did on the pages before, since a page may hold but a line of it."""
    left = _text_margin(rows) or known
    if left is None:
        return list(rows), None
    made: list[TextRow] = []
    name: TextRow | None = None
    below = 0.0  # the last line of the name
    for row in rows:
        head = [run for run in row.runs if run.x1 <= left - _NEAR]
        text = row.runs[len(head) :]
        goes_on = name is not None and 0 < row.y - below < _LEADING * row.size
        lower = (
            bool(made) and not text and _is_a_little_lower(row, made[-1]) and _begins_at(left, made[-1].runs)
        )
        if not (
            head
            and (goes_on and head[0].face.bold or _is_name(head, left))
            and (_begins_at(left, text) or (goes_on or lower) and not text)
        ):
            made.append(row)
            continue
        if name is not None and goes_on:
            _go_on(name, head)
        else:
            name = replace(row, runs=head, raised=set())
            made.insert(len(made) - lower, name)
        below = row.y
        if text:
            made.append(replace(row, runs=text))
    return made, left


def _is_name(head: Sequence[TextRun], left: float) -> bool:
    """Return whether runs are a name: bold, but for letters that a fallback font draws."""
    bold = head[0].face.bold and all(run.face.bold or not run.text.isascii() for run in head)
    return bold and head[0].x0 <= left - _LEAST_MARGIN


def _is_a_little_lower(row: TextRow, above: TextRow) -> bool:
    """Return whether rows are beside each other all the same: letters of a fallback font push a baseline down."""
    return 0 < row.y - above.y < 0.5 * above.size


def _begins_at(left: float, text: Sequence[TextRun]) -> bool:
    return bool(text) and -_NEAR < text[0].x0 - left < _INDENT and not text[0].face.bold


def _go_on(name: TextRow, head: Sequence[TextRun]) -> None:
    """Add the next line of a name, a word that is broken at the line's end as one."""
    if len(name.runs) > 1 and name.runs[-1].text in _HYPHENS:  # drawn by itself
        hyphen = name.runs.pop()
        name.runs[-1] = replace(name.runs[-1], text=name.runs[-1].text + "-", x1=hyphen.x1, start=-1)
    last = name.runs[-1]
    broken = _BROKEN.search(last.text)
    gap = 0.3 * name.size
    if broken:
        gap = 0.0
        if head[0].text[:1].islower():
            name.runs[-1] = replace(last, text=last.text[: broken.start()], start=-1)
    moved = _moved(head, last.x1 + gap)
    name.runs += [replace(moved[0], gap="", order=last.order + 1), *moved[1:]] if broken else moved


def _moved(runs: Sequence[TextRun], x0: float) -> list[TextRun]:
    """Return the runs of a name's next line behind those of the line above it."""
    by = x0 - runs[0].x0
    return [replace(run, x0=run.x0 + by, x1=run.x1 + by) for run in runs]


def _text_margin(rows: Sequence[TextRow]) -> float | None:
    """Return where text begins beside bold names far to the left of it, if most rows from the first of them on do."""
    found = [
        (round(run.x0), row.y)
        for row in rows
        for at, run in enumerate(row.runs[1:], 1)
        if not run.face.bold and row.runs[at - 1].face.bold and _is_name(row.runs[:at], run.x0)
    ]
    if not found:
        return None
    lefts = Counter(x0 for x0, _ in found)
    left = max(lefts, key=lefts.__getitem__)
    top = min(y for x0, y in found if x0 == left)
    starts = Counter(round(_first_of_text(row).x0) for row in rows if row.y >= top)
    near = sum(starts[left + step] for step in (-1, 0, 1))
    return float(left) if near >= max(_FEW, _MOST * sum(starts.values())) else None


def _first_of_text(row: TextRow) -> TextRun:
    """Return the first run of a row that is not bold; the first of all where each of them is."""
    return next((run for run in row.runs if not run.face.bold), row.runs[0])
