"""Tables of markets ("Market", "Location", "Comments"): each row as an entry, where all of its cells are plain."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from markets.ingest.pages.rows import TextRow, arrange_rows
from markets.ingest.pages.runs import TextRun, round_points
from markets.ingest.records import UnreadTable

_NAMES = frozenset(("market", "markets", "name", "name of market", "platform", "site"))
_COUNTRIES = frozenset(("country", "economy"))
_PLACES = frozenset(("city", "location", "place", "where", *_COUNTRIES))
_NUMBERS = frozenset(("no.", "no", "nr.", "number", "#"))
_ADDRESSES = frozenset(("domain", "domains", "address", "addresses", "website", "websites", "site", "sites"))
_TEXTS = frozenset(
    (
        "comment",
        "comments",
        "description",
        "summary",
        "details",
        "findings",
        "notes",
        "remarks",
        "what we found",
    )
)
_LEAST, _SEVERAL = 2, 3  # columns of a table, and of one that is doubted
_LONGEST = 30  # letters of a head
_BELOW = 3  # runs of a page number or a foot below a table that may go on
_SENTENCE_MARKS = (".", ",", ";", ":")
_INITIALS = frozenset("MNPSCELWmnpscelw#")  # of the first head
_GAP, _SPACE = 0.7, 0.15  # times the size, between heads, and between their words
_WORDS = 0.6  # times the size, between words of one cell
_NEAR, _APART = 1.5, 12.0  # points, between lines of one column, and between columns
_BASELINE = 0.06  # of the size
_STEP = 1.25  # times the size, between the lines that are made of the first cells


@dataclass(slots=True)
class MarketTable:
    """The heads of the columns, and where their cells begin; also for the pages on which the table goes on."""

    heads: list[str]
    printed: list[float]  # where the heads begin, which may be centered
    starts: list[float] = field(default_factory=list)


@dataclass(slots=True)
class _FoundTable:
    table: MarketTable
    begin: int  # runs
    end: int
    before: list[TextRun]  # what goes on from the page before
    entries: list[list[list[TextRun]]]  # of cells, which hold runs


def arrange_with_tables(
    runs: Sequence[TextRun], open_table: MarketTable | None, unread: list[UnreadTable]
) -> tuple[list[TextRow], set[float], MarketTable | None]:
    """Return the rows of a page, the heights of those made of a table's cells, and the table that may go on.

    A table that is not plain stays as it is drawn, and is added to `unread`.
    """
    found = _find_table(runs, open_table, unread)
    if found is None:
        return arrange_rows(runs), set(), None
    by = found.table.starts[-1] - found.table.starts[0]
    made = arrange_rows(_moved(found.before, by))
    made += [row for cells in found.entries for row in _rows_of(cells, found.table.heads)]
    above, below = arrange_rows(runs[: found.begin]), arrange_rows(runs[found.end :])
    goes_on = len(runs) - found.end <= _BELOW
    return [*above, *made, *below], {round_points(row.y) for row in made}, found.table if goes_on else None


def _find_table(
    runs: Sequence[TextRun], open_table: MarketTable | None, unread: list[UnreadTable]
) -> _FoundTable | None:
    for index, (run, beside) in enumerate(pairwise(runs)):
        is_first = run.text[0] in _INITIALS and not (index and _is_level(runs[index - 1], run))
        if is_first and _is_level(run, beside):
            table, first = _read_heads(runs, index, unread)
            if table is not None:
                below = first
                while open_table and first < len(runs) and runs[first].x0 > open_table.starts[-1] - _NEAR:
                    first += 1  # a cell goes on below the heads that are repeated
                entries, end = _read_entries(runs, first, table)
                rest = list(runs[below:first])
                table.starts = table.starts or (open_table.starts if open_table else [])
                if entries or rest:
                    return _FoundTable(table, index, end, rest, entries)
                unread.append(UnreadTable(" ".join(table.heads), ()))
                return None
    if open_table is None:
        return None
    for index, run in enumerate(runs):
        if abs(run.x0 - open_table.starts[-1]) < _NEAR or abs(run.x0 - open_table.starts[0]) < _NEAR:
            begin = index
            while index < len(runs) and runs[index].x0 > open_table.starts[-1] - _NEAR:
                index += 1
            entries, end = _read_entries(runs, index, open_table)
            before = list(runs[begin:index])
            return _FoundTable(open_table, begin, end, before, entries) if entries or before else None
    return None


def _is_level(before: TextRun, run: TextRun) -> bool:
    return abs(run.y - before.y) < _BASELINE * run.size


def _read_heads(
    runs: Sequence[TextRun], index: int, unread: list[UnreadTable]
) -> tuple[MarketTable | None, int]:
    """Return the table whose first head begins with this run, and the first run behind its heads; None where there is
    no such table, or one of its heads is not known."""
    first = before = runs[index]
    heads, printed, small = [""], [first.x0], 0
    while index < len(runs) and _is_level(first, runs[index]):
        run = runs[index]
        if run.x0 - before.x1 > _GAP * run.size:
            heads.append("")
            printed.append(run.x0)
            small += run.text[:1].islower()
        heads[-1] += " " * (run.x0 - before.x1 > _SPACE * run.size) + run.text.strip().casefold()
        before, index = run, index + 1
    heads = [head.strip() for head in heads]
    named = [at for at, head in enumerate(heads[:-1]) if head in _NAMES]
    others = [head for at, head in enumerate(heads[:-1]) if at not in named[:1]]
    known = all(head in _PLACES or head in _ADDRESSES or head in _NUMBERS for head in others)
    if len(heads) < _LEAST or not known or not named or heads[-1] not in _TEXTS:
        words = all(len(head) < _LONGEST and not any(map(str.isdigit, head)) for head in heads)
        # In a stretched line of text, small words follow a large one, or a mark follows a word.
        stretched = first.text[:1].isupper() and 2 * small > len(heads)
        stretched = stretched or any(head[-1:] in _SENTENCE_MARKS and head not in _NUMBERS for head in heads)
        if named and words and not stretched and len(heads) >= _SEVERAL and heads[-1] != "page":
            names = _read_column(runs[index:], printed, named[0])
            unread.append(UnreadTable(" ".join(heads), names))
        return None, index
    heads[named[0]] = "name"
    return MarketTable(heads, printed), index


def _read_column(runs: Sequence[TextRun], starts: Sequence[float], column: int) -> tuple[str, ...]:
    """Return the cells of one column below the heads: of rows with cells below other heads too."""
    rows: dict[int, list[str]] = {}
    for run in runs:
        at = max((at for at, x0 in enumerate(starts) if x0 < run.x0 + _NEAR), default=0)
        cells = rows.setdefault(round(run.y), [""] * len(starts))
        if cells[at] or abs(run.x0 - starts[at]) < _NEAR:
            cells[at] += run.text
    return tuple(
        cells[column].strip() for cells in rows.values() if cells[column] and len([*filter(None, cells)]) > 1
    )


def _read_entries(
    runs: Sequence[TextRun], index: int, table: MarketTable
) -> tuple[list[list[list[TextRun]]], int]:
    """Return the rows as they are drawn, cell by cell, and where the first run is that belongs to none."""
    last, column = len(table.heads) - 1, len(table.heads) - 1
    starts = table.starts
    entries: list[list[list[TextRun]]] = []
    begin = index
    while index < len(runs):
        run, above = runs[index], runs[index - 1]
        if entries and abs(run.size - entries[0][0][0].size) > 0.6:
            break
        begins = column < last and abs(run.x0 - table.printed[column + 1]) < _NEAR
        if entries and not begins and _is_level(above, run) and abs(run.x0 - above.x1) < _WORDS * run.size:
            entries[-1][column].append(run)
        elif column < last and len(starts) == column + 1 and run.x0 > starts[column] + _APART:
            starts.append(run.x0)
            column += 1
            entries[-1].append([run])
        elif column < last and len(starts) > column + 1 and abs(run.x0 - starts[column + 1]) < _NEAR:
            column += 1
            entries[-1].append([run])
        elif entries and abs(run.x0 - starts[column]) < _NEAR and run.y > above.y:
            entries[-1][column].append(run)
        elif column == last and (not starts or abs(run.x0 - starts[0]) < _NEAR):
            if not starts:
                starts.append(run.x0)
            begin, column = index, 0
            entries.append([[run]])
        else:
            break
        index += 1
    if entries and column < last:  # a paragraph below the table
        return entries[:-1], begin
    return entries, index


def _rows_of(cells: Sequence[Sequence[TextRun]], heads: Sequence[str]) -> Iterator[TextRow]:
    """Yield a row of the name, in bold, with its addresses in brackets, one of its place, in italics, and those of its
    text."""
    text = cells[-1]
    middle = list(zip(heads[:-1], cells[:-1], strict=True))
    # The country comes last: "Nanjing, China".
    middle.sort(key=lambda pair: pair[0] in _COUNTRIES)
    addresses = _joined([cell for head, cell in middle if head in _ADDRESSES], lines_too=True)
    if addresses:
        addresses[0] = replace(addresses[0], text=f"({addresses[0].text}")
        addresses[-1] = replace(addresses[-1], text=f"{addresses[-1].text})")
    names = [
        replace(run, face=replace(run.face, bold=True)) for run in (*cells[heads.index("name")], *addresses)
    ]
    places = [
        replace(run, face=replace(run.face, bold=False, italic=True))
        for run in _joined([cell for head, cell in middle if head in _PLACES])
    ]
    lines = [line for line in (names, places) if line]
    first, by = text[0], text[0].x0 - cells[0][0].x0
    for count, line in enumerate(lines):
        y = first.y - _STEP * first.size * (len(lines) - count)
        x, placed = first.x0 - by, list[TextRun]()
        for before, run in zip([None, *line], line, strict=False):
            inside = before is not None and _is_level(before, run) and abs(run.x0 - before.x1) < run.size
            x += run.x0 - before.x1 if before is not None and inside else 0.3 * run.size if placed else 0.0
            gap = run.gap if inside else "_"
            placed.append(replace(run, x0=x, x1=x + run.x1 - run.x0, y=y, gap=gap))
            x = placed[-1].x1
        yield TextRow(y, first.size, first.angle, placed)
    yield from arrange_rows(_moved(text, by))


def _moved(text: Sequence[TextRun], by: float) -> list[TextRun]:
    """Return the runs of a cell moved to the margin of the table; its lines end where they do, as full ones must."""
    return [
        replace(run, x0=run.x0 - by, x1=run.x1 - by if after and _is_level(run, after) else run.x1)
        for run, after in zip_longest(text, text[1:])
    ]


def _joined(cells: Sequence[Sequence[TextRun]], lines_too: bool = False) -> list[TextRun]:
    """Return the runs of several cells with commas between; also between the lines of each, where asked."""
    made: list[TextRun] = []
    for cell in cells:
        for index, run in enumerate(cell):
            if made and (not index or lines_too and not _is_level(cell[index - 1], run)):
                made[-1] = replace(made[-1], text=f"{made[-1].text.rstrip(' ,;')},")
            made.append(run)
    return made
