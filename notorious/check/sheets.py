"""Lists that readers send: pasted lines, CSV and XLSX. Nothing of them is stored."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils.exceptions import InvalidFileException

from markets.tables.guard import escape_code
from markets.tables.writer import join_csv
from notorious.check.reading import LONGEST_CHECK

MOST_ROWS, MOST_SHEET_COLUMNS = 5000, 100
MOST_BYTES = 25 * 1024 * 1024
MOST_UNPACKED = 120 * 1024 * 1024  # bytes of an XLSX file without compression
LONGEST_CELL = 32_000  # characters; Excel takes 32,767
QUERY_NAMES = (
    "domain",
    "domains",
    "host",
    "url",
    "website",
    "address",
    "name",
    "company",
    "platform",
    "query",
)

csv.field_size_limit(MOST_BYTES)


class BadList(ValueError):
    """A list that cannot be checked; its text says why and what to do."""


@dataclass(frozen=True)
class SentList:
    """Rows as they were sent. `column` is the place of the queries; `header` is empty where there is none."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    column: int

    @property
    def queries(self) -> list[str]:
        return [row[self.column] if self.column < len(row) else "" for row in self.rows]


def read_lines(text: str) -> SentList:
    """Return one query a line; empty lines are left out."""
    lines = [line.strip() for line in text.splitlines()]
    rows = [(shorten_query(line),) for line in lines if line]
    _check_size(rows)
    return SentList(("query",), tuple(rows), 0)


def shorten_query(text: str) -> str:
    """What is too long to be checked is cut, so that it is refused and does not travel back and forth."""
    return text if len(text) <= LONGEST_CHECK else text[:LONGEST_CHECK] + "…"


def read_file(content: bytes, column: str, has_header: bool) -> SentList:
    """Return a CSV or XLSX file, known by its first bytes. Raises BadList."""
    if len(content) > MOST_BYTES:
        raise BadList(f"The file is too large. A file has at most {MOST_BYTES // 1024 // 1024} MB.")
    rows = _read_xlsx(content) if content.startswith(b"PK") else _read_csv(content)
    rows = [row for row in rows if any(row)]
    if not rows:
        raise BadList("The file has no rows. Choose a CSV or XLSX file with one query in each row.")
    width = max(map(len, rows))
    if width > MOST_SHEET_COLUMNS:
        raise BadList(f"The file has {width} columns. A file has at most {MOST_SHEET_COLUMNS}.")
    rows = [(*row, *[""] * (width - len(row))) for row in rows]
    header = rows.pop(0) if has_header else tuple(f"column_{number}" for number in range(1, width + 1))
    _check_size(rows)
    return SentList(header, tuple(rows), _find_column(column, header, has_header))


def _check_size(rows: Sequence[object]) -> None:
    if not rows:
        raise BadList("The list is empty. Paste one query a line, or choose a file.")
    if len(rows) > MOST_ROWS:
        raise BadList(
            f"The list has more than {MOST_ROWS:,} rows. Split it into lists of {MOST_ROWS:,} rows at most."
        )


def _find_column(wanted: str, header: Sequence[str], has_header: bool) -> int:
    """Return the column by its name, its number or its letters; without one, the first that is named like a query."""
    names = [name.strip().casefold() for name in header]
    name = wanted.strip().casefold()
    if not name:
        known = [names.index(each) for each in QUERY_NAMES if has_header and each in names]
        return min(known, default=0)
    if name in names:
        return names.index(name)
    if name.isascii() and name.isdigit() and 1 <= int(name[:9]) <= len(header):
        return int(name) - 1
    if re.fullmatch("[a-z]", name) and ord(name) - ord("a") < len(header):
        return ord(name) - ord("a")
    shown = ", ".join(f"“{each[:40]}”" for each in header[:20])
    raise BadList(f"The file has no column “{wanted[:60]}”. Its columns are: {shown}.")


def _read_csv(content: bytes) -> list[tuple[str, ...]]:
    text = _decode(content)
    if "\0" in text:
        raise BadList("The file is neither text nor XLSX. Save it as CSV or XLSX and send it again.")
    start = text[:20_000]
    first = start.split("\n", 1)[0]
    delimiter = max(",;\t|", key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
        return [tuple(cell.strip() for cell in row) for row in _take(reader)]
    except csv.Error as problem:
        raise BadList(f"The file is not valid CSV ({problem}). Save it again as CSV or XLSX.") from problem


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")  # what Excel saves as CSV in the West


def _take(rows: Iterable[Sequence[str]]) -> list[Sequence[str]]:
    """Two rows more than are allowed, with a header, so that the excess is seen."""
    taken = []
    for row in rows:
        if any(cell.strip() for cell in row):
            taken.append(row)
        if len(taken) > MOST_ROWS + 1:
            break
    return taken


def _read_xlsx(content: bytes) -> list[tuple[str, ...]]:
    """Return the first sheet, as values; formulas give what they were when the file was saved."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > MOST_UNPACKED:
                raise BadList("The file is too large when unpacked. Save the list alone as CSV.")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        found = []
        rows = sheet.iter_rows(max_row=MOST_ROWS * 2, max_col=MOST_SHEET_COLUMNS + 1, values_only=True)
        for row in rows:
            cells = tuple("" if cell is None else str(cell).strip() for cell in row)
            if any(cells):
                found.append(_drop_empty_end(cells))
        book.close()
    except BadList:
        raise
    except (InvalidFileException, zipfile.BadZipFile, KeyError, IndexError, ValueError, OSError) as problem:
        raise BadList("The file cannot be read as XLSX. Save it again as XLSX or CSV.") from problem
    return found


def _drop_empty_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]


def pack_list(sent: SentList) -> str:
    """Return the list as it was sent, as CSV that only `read_file` reads again."""
    return join_csv([sent.header, *sent.rows])


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """CSV with a byte order mark, which Excel needs; no cell is a formula."""
    text = join_csv([escape_code(cell) for cell in row] for row in (header, *rows))
    return text.encode("utf-8-sig", errors="replace")


def write_xlsx(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return one sheet of text; no cell is a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Check")
    sheet.freeze_panes = "A2"
    for row in (header, *rows):
        sheet.append([escape_code(ILLEGAL_CHARACTERS_RE.sub("", cell))[:LONGEST_CELL] for cell in row])
    stored = io.BytesIO()
    book.save(stored)
    return stored.getvalue()
