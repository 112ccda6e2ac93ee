"""Rows of tables: a label, and its figures in columns whose head names a period. Each figure is read as the sentence
that its row and column make."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from markets.text.dates import CAPITAL_MONTH_PATTERN

_CELL = re.compile(r"(?:% ?)?[^\W\d_](?:[^\n\t|]{0,110}[^\s|])?")
_FIGURE = (
    r"[^\w\s|]{0,2}[+−-]?(?:\d{1,3}(?: \d{3})+|\d[\d.,'’]*)"
    r"(?:\s?(?:%|percent|per cent|thousand|million|billion|mn|bn|lakh|crore|[kKmMbB万亿]|h|hrs?|hours?|days?)\b"
    r"|\s?%|\+)?[*†‡]*"
)
_CHANGE = re.compile(r"(?:change|growth|trend|variation|difference|yoy|y/y|[±+]/?-?)\b", re.IGNORECASE)
_UNIT = re.compile(
    r"%|percent|thousands?|millions?|billions?|lakhs?|crores?|no\.?|number|#|hours|hrs|days", re.I
)
_HOURS = re.compile(r"(?:(?<=\d)|\s)(?:h|hrs?|hours?)$")
_VALUE = re.compile(rf"{_FIGURE}|[-–—]|n/?a", re.IGNORECASE)
_NUMBER = re.compile(_FIGURE, re.IGNORECASE)
_YEAR = re.compile(
    r"FY ?\d\d(?:[-–/]\d\d)?\b|(?:(?:FY|CY|H[12]|Q[1-4]) ?)?(?:19|20)\d\d(?:[-–/]\d\d(?:\d\d)?)?"
    r"(?: (?:H[12]|Q[1-4])(?! ?(?:19|20)\d\d))?",
    re.I,
)
_MONTHS = re.compile(rf"(?:{CAPITAL_MONTH_PATTERN}\s?(?:-|–|to)\s?)?{CAPITAL_MONTH_PATTERN} (?:19|20)\d\d")
_NOTED = re.compile(r"[*†‡]+$")  # "2021*" is not all of 2021
_NO_SPACE = re.compile(r"\S+")
_GROUP = re.compile(r"[1-9]\d{0,2}(?: \d{3})*")  # "12" and "12 345" may go on
_PERIOD = re.compile(r"(?:half-?)?year|quarter|period|month", re.IGNORECASE)
_LABEL_YEAR = re.compile(rf"\(({_YEAR.pattern})\)$", re.IGNORECASE)
_PARTS = re.compile(r"[ ]*[\t|]+[ ]*|[ ]*[.·_]{4,}[ ]*|[ ]{3,}|[ ]+[–—-]+[ ]+")
_SPACED = re.compile(rf"(?P<label>[^\W\d_][^\n|.!?;]{{2,80}}?)(?P<rest>(?: {_FIGURE}){{2,6}})", re.IGNORECASE)
_ALONE = re.compile(
    rf"(?:[•·▪*-] )?(?P<label>(?-i:[A-Z])[^\n|.:;!?\d]{{2,60}}[^\W\d_]) (?P<value>{_FIGURE})\s*",
    re.IGNORECASE,
)
_SCALE_WORDS = (
    r"%|percent|thousands?|millions?|billions?|lakhs?|crores?|mn|mln|bn|bln|['’]?000s?|hours|hrs|days"
)
_SCALE_NAMES = rf"(?P<scale>{_SCALE_WORDS}|m|k|no\.?|number|#)"
_IN_BRACKETS = re.compile(
    rf"\s*\((?:[^()\n]{{0,30}}\bin )?{_SCALE_NAMES}\)\s*|,\s(?:in\s)?(?P<behind>{_SCALE_WORDS})\s*$",
    re.IGNORECASE | re.MULTILINE,
)
# a column of units that only spaces part: "Listings removed million 5 9"
_BARE_SCALE = re.compile(r"(?<=[a-z])\s(%|thousands?|millions?|billions?|lakhs?|crores?|mn|bn)$")
_TAIL = re.compile(r"[^\t|.:;]*[^\t|.:;,]")
LONGEST_TAIL = 40  # characters
MOST_COLUMNS = 8
MOST_WAYS = 64  # in which the figures of a row are grouped
_SCALES = {"%": "%", "percent": "%", "hours": " hours", "hrs": " hours", "days": " days", "m": " million"}
_SCALES |= {"k": " thousand"} | dict.fromkeys(("no", "no.", "number", "#"), "")


@dataclass(frozen=True, slots=True)
class TableFigure:
    """A figure of a row: the row's place, the figure's own, the sentence that they make and where it is in that."""

    row: tuple[int, int]
    cell: tuple[int, int]
    sentence: str
    place: int
    period: str  # as the head of the column prints it, or ""


def is_value(cell: str) -> bool:
    """Return whether a cell holds a figure and nothing else, or the dash of an empty one."""
    return _VALUE.fullmatch(cell) is not None


def find_rows(text: str) -> Iterator[tuple[tuple[int, int], list[TableFigure]]]:
    """Yield ((start, end), figures) of every row of a table in `text`."""
    head: list[tuple[int, int]] = []
    title, has_rows = "", False  # of the table: what is above its rows
    found = re.finditer(r"[^\n]+", text)
    lines = [line.span() for line in found if line[0].strip(" |\t-:+=_")]
    at = 0
    while at < len(lines):
        start, end = lines[at]
        cells, columns, of = _cells(text, start, end, head), head, title
        if len(cells) > 2 and _UNIT.fullmatch(unit := text[slice(*cells[1])]):  # a column of units
            columns, of = ([head[0], *head[2:]] if len(head) == len(cells) else head), f"({unit})\n{title}"
            cells = [cells[0], *cells[2:]]
        if len(cells) == 1:
            cells = _cells_alone(text, lines, at) or cells
        stacked = _stacked_cells(text, lines[at : at + len(head)], head)
        wrapped = _wrapped_cells(text, lines[at : at + 3], head)
        if stacked or wrapped or _is_row(text, cells):
            cells = stacked or wrapped or cells
            at += 2 if wrapped else len(stacked) or 1
            span = cells[0][0], cells[-1][1]
            tail = _label_tail(text, lines[at : at + 2], head)
            yield span, list(_figures(text, span, cells, columns, of, tail))
            at += bool(tail)
            has_rows = True
            continue
        if years := _stacked_years(text, lines[at : at + MOST_COLUMNS]):
            head = [(0, 0), *years]
            at += len(years) - 1
        else:
            above = text[slice(head[0][0], head[-1][1])][-200:] if head and not has_rows else ""
            head, has_rows = (cells if len(cells) > 1 or _years(text, start, end) else []), False
            title = (above or title.rpartition("\n")[2]) + "\n" + ("" if head else text[start:end][-200:])
        at += 1


def _cells_alone(text: str, lines: list[tuple[int, int]], at: int) -> list[tuple[int, int]]:
    """Return label and figure of a line that holds nothing else, as the line above or below does: no prose does so."""
    near = [_ALONE.fullmatch(text, *line) for line in lines[max(0, at - 1) : at + 2]]
    own = near[min(at, 1)]
    return [own.span("label"), own.span("value")] if own and sum(map(bool, near)) > 1 else []


def _stacked_years(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the head of a table that was written with each cell on a line of its own."""
    years = list(takewhile(lambda line: _YEAR.fullmatch(text[slice(*line)].strip()), lines))
    return [_strip(text, line) for line in years] if len(years) > 1 else []


def _stacked_cells(
    text: str, lines: list[tuple[int, int]], head: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return the cells of a row of such a table: a label and as many figures as the head has years."""
    if len(lines) < 3 or not head or head[0] != (0, 0):
        return []
    cells = [_strip(text, line) for line in lines]
    return cells if _is_row(text, cells) else []


def _wrapped_cells(
    text: str, lines: list[tuple[int, int]], head: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return the cells of a row with its label in one line and its figures, as many as the head has, in the next."""
    years = len(_head_years(text, head))
    if len(lines) < 2 or not years or not _CELL.fullmatch(text[slice(*_strip(text, lines[0]))]):
        return []
    words = [one.span() for one in _NO_SPACE.finditer(text, *lines[1])]
    ways = [way for way in _group_figures(text, words) if len(way) == years]
    if len(ways) != 1 or not all(_NUMBER.fullmatch(text, *one) for one in ways[0]):
        return []
    cells = [_strip(text, lines[0]), *ways[0]]
    return cells if _is_row(text, cells) else []


def _label_tail(text: str, lines: list[tuple[int, int]], head: list[tuple[int, int]]) -> str:
    """Return what a line below a row adds to its label: "(millions)", "within 24 hours"; "" where it is its own.

    The table goes on or ends behind it.
    """
    tail = text[slice(*_strip(text, lines[0]))] if lines else ""
    goes_on = tail[:1].islower() or _IN_BRACKETS.fullmatch(tail)
    if not goes_on or len(tail) > LONGEST_TAIL or not _TAIL.fullmatch(tail):
        return ""
    return tail if not lines[1:] or _is_row(text, _cells(text, *lines[1], head)) else ""


def _strip(text: str, line: tuple[int, int]) -> tuple[int, int]:
    inner = text[slice(*line)]
    start = line[0] + len(inner) - len(inner.lstrip())
    return start, start + len(inner.strip())


def _cells(text: str, start: int, end: int, head: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the places of the cells of a line."""
    while start < end and text[start] in " |\t•":
        start += 1
    while end > start and text[end - 1] in " |\t":
        end -= 1
    cells, begin = [], start
    for gap in _PARTS.finditer(text, start, end):
        cells.append((begin, gap.start()))
        begin = gap.end()
    cells.append((begin, end))
    if len(cells) > 1:
        return cells
    words = [one.span() for one in _NO_SPACE.finditer(text, start, end)]
    if (
        words
        and _PERIOD.fullmatch(text[slice(*words[0])])
        and all(text[slice(*one)].isalpha() for one in words[1:])
    ):
        return words  # "Year Complaints Removals": the head of columns that only spaces part
    if head and words and _YEAR.fullmatch(text[slice(*words[0])]):
        ways = _group_figures(text, words[1:])  # a head of several words has no more columns than that
        return [words[0], *ways[0]] if len(ways) == 1 and len(ways[0]) == len(head) - 1 else cells
    # a row whose columns only spaces part: as many figures as the head has years
    spaced = _SPACED.fullmatch(text, start, end)
    if spaced is None:
        return cells
    rest = [one.span() for one in _NO_SPACE.finditer(text, spaced.start("rest"), spaced.end())]
    columns = len(_head_years(text, head))
    ways = [way for way in _group_figures(text, rest) if len(way) == columns]
    return [spaced.span("label"), *ways[0]] if len(ways) == 1 else cells


def _group_figures(text: str, words: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Return the figures that the words of a row may be, in each way: "1 234" is one or two."""
    ways: list[list[tuple[int, int]]] = [[]]
    for start, end in words:
        if ways[0] and not any(letter.isdigit() for letter in text[start:end]):
            ways = [[*way[:-1], (way[-1][0], end)] for way in ways]  # "97 %"
            continue
        apart = [] if re.match(r"0\d", text[start:end]) else [[*way, (start, end)] for way in ways]
        joined = re.fullmatch(r"\d{3}\D*", text[start:end])
        ways = [
            *apart,
            *([*way[:-1], (way[-1][0], end)] for way in ways if joined and way and _may_go_on(text, way[-1])),
        ][:MOST_WAYS]
        if not ways:
            return []
    return ways


def _may_go_on(text: str, figure: tuple[int, int]) -> bool:
    return _GROUP.fullmatch(text, *figure) is not None


def _head_years(text: str, head: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return _years(text, head[0][0], head[-1][1]) if head else []


def _years(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the places of the years of a line that holds little else; [] of any other line."""
    found = [one.span() for one in _YEAR.finditer(text, start, end)]
    rest = len(text[start:end].split()) - 2 * len(found)
    return found if len(found) > 1 and rest < 4 else []


def _is_row(text: str, cells: list[tuple[int, int]]) -> bool:
    label, values = text[slice(*cells[0])], [text[slice(*one)] for one in cells[1:]]
    if ".." in text[cells[0][1] : cells[-1][0]] and not any(re.search(r"[,%.]|\d{3}", one) for one in values):
        return False  # a table of contents
    return (
        bool(values)
        and (_CELL.fullmatch(label) or _YEAR.fullmatch(label)) is not None
        and all(map(is_value, values))
        and not all(_YEAR.fullmatch(_NOTED.sub("", one)) or not _NUMBER.fullmatch(one) for one in values)
    )


def _scale(*named: str) -> str:
    """Return what "(thousands)", "(%)" or "(hours)" puts behind a figure: of its row, its column, all or the table."""
    found = next((one for text in named if (one := _IN_BRACKETS.search(text))), None)
    word = (found["scale"] or found["behind"]).lower() if found else "no"
    return _SCALES.get(word, " " + ("thousand" if "000" in word else word.removesuffix("s")))


def _figures(
    text: str, row: tuple[int, int], cells: list[tuple[int, int]], head: list[tuple[int, int]], title: str,
    tail: str,
) -> Iterator[TableFigure]:  # fmt: skip
    label = _BARE_SCALE.sub(r", \1", f"{text[slice(*cells[0])]} {tail}".strip())
    if len(head) == len(cells) - 1 > 1:  # the head of the rows is in a line above
        head = [(0, 0), *head]
    if own_year := _LABEL_YEAR.search(label):
        label = label[: own_year.start()].rstrip()
    years = _head_years(text, head)
    is_apart = len(head) == len(cells) or len(years) == len(cells) - 1
    columns = head if len(head) == len(cells) else [(0, 0), *(years if is_apart else [])]
    for at, cell in enumerate(cells[1:], start=1):
        value = text[slice(*cell)]
        if not _NUMBER.fullmatch(value):
            continue
        own = text[slice(*columns[at])] if at < len(columns) else ""
        # a cell over two columns is of neither year
        # a sentence above the table that has figures of its own is no title
        titles = [one for one in title.split("\n") if not re.search(r"\d", _YEAR.sub("", one))]
        above = "\n".join([text[slice(*columns[0])], *titles])
        of_all = _YEAR.findall(above) if is_apart or not years else []
        is_period = _YEAR.fullmatch(own) or _MONTHS.fullmatch(own)
        of_one = of_all[0] if len(set(of_all)) == 1 and not _NOTED.search(own) else ""
        period = own if is_period else of_one
        period = own_year[1] if own_year else period
        named, other = label, text[slice(*columns[0])]
        if _YEAR.fullmatch(label):  # a year in each row, and what is counted in each column
            period, named, own = label, own, label
        hours = " hours" if _HOURS.search(value) else ""
        value = _HOURS.sub("", value)
        behind = hours or ("%" if named.startswith("%") else _scale(named, own, other, title))
        named = " ".join(_IN_BRACKETS.sub(" ", named).strip("%:").split())
        sentence = f"{'change in ' if _CHANGE.match(own) else ''}{named}: {value}{behind}"
        yield TableFigure(row, cell, sentence, len(sentence) - len(value) - len(behind), period)
