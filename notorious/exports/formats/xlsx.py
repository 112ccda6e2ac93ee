"""A table as an Excel workbook: typed cells, a frozen header, links, and a sheet that explains the columns."""

import datetime
import io
import zipfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.writer.excel import ExcelWriter

from markets.tables.cells import format_text
from markets.tables.columns import Column, Row, Table, Type
from markets.tables.scope import Scope

LONGEST_XLSX_CELL = 32_767
"""Characters: a workbook cannot hold more in a cell."""
MOST_LINKS = 60_000
"""A sheet cannot hold more than 65,530."""
WIDTHS = {
    Type.TEXT: 40,
    Type.TEXTS: 30,
    Type.URL: 40,
    Type.CODES: 16,
    Type.INTEGERS: 16,
    Type.INTEGER: 11,
    Type.BOOLEAN: 11,
}
CUT = " … (cut here: Excel holds no more in a cell)"
ABOUT_COLUMNS = ("column", "type", "meaning", "values", "example", "a_blank_means", "joins")


def write_xlsx(table: Table, rows: Sequence[Row], scope: Scope) -> bytes:
    """Return the workbook. The same rows give the same bytes."""
    workbook = Workbook(write_only=True)
    moment = scope.changed_at.astimezone(datetime.UTC).replace(tzinfo=None, microsecond=0)
    workbook.properties.created = workbook.properties.modified = moment
    workbook.properties.title = table.title
    workbook.properties.creator = "Notorious"
    workbook.properties.description = f"Data version {scope.version}. {table.license.name}."
    _write_rows(workbook, table, rows)
    _explain_columns(workbook, table, scope)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(workbook, archive).save()
    return _with_one_date(made.getvalue(), moment)


def _write_rows(workbook: Any, table: Table, rows: Sequence[Row]) -> None:
    sheet = workbook.create_sheet(table.title[:31].replace("/", " "))
    sheet.freeze_panes = "A2"
    for number, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(column.type, 18)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(rows) + 1}"
    sheet.append(_make_header(sheet, table.header))
    columns = list(enumerate(table.columns, 1))
    links = 0
    for number, row in enumerate(rows, 2):
        cells = []
        for (place, column), value in zip(columns, row, strict=True):
            cell = make_cell(sheet, value, column)
            if column.type is Type.URL and value and links < MOST_LINKS:
                links += 1
                cell.hyperlink = Hyperlink(ref=f"{get_column_letter(place)}{number}", target=str(value))
                cell.style = "Hyperlink"
            cells.append(cell)
        sheet.append(cells)


def _explain_columns(workbook: Any, table: Table, scope: Scope) -> None:
    sheet = workbook.create_sheet("Columns")
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEFG", (24, 12, 70, 50, 30, 40, 24), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append(_make_header(sheet, ABOUT_COLUMNS))
    for column in table.columns:
        values = "; ".join(f"{value}: {means}" for value, means in column.words)
        about = (column.name, column.type, column.description, values, column.example, column.empty)
        sheet.append(_make_texts(sheet, (*about, column.references)))
    sheet.append([])
    for line in (
        table.about,
        f"Data version {scope.version}.",
        f"License: {table.license.title}. {table.license.note}",
    ):
        sheet.append(_make_texts(sheet, [line]))


def make_cell(sheet: Any, value: Any, column: Column) -> Any:
    """Return a cell of the column's type. Text is never a formula, whatever it begins with."""
    if value is None or value == "":
        return WriteOnlyCell(sheet)
    if isinstance(value, datetime.datetime):
        cell = WriteOnlyCell(sheet, value.astimezone(datetime.UTC).replace(tzinfo=None, microsecond=0))
        cell.number_format = "yyyy-mm-dd hh:mm:ss"
        return cell
    if isinstance(value, datetime.date):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = "yyyy-mm-dd"
        return cell
    if isinstance(value, bool | int | Decimal):
        return WriteOnlyCell(sheet, value)
    return _make_text(sheet, format_text(value, column))


def _make_text(sheet: Any, value: str) -> Any:
    clean = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", value)
    if len(clean) > LONGEST_XLSX_CELL:
        clean = clean[: LONGEST_XLSX_CELL - len(CUT)] + CUT
    cell = WriteOnlyCell(sheet, clean)
    cell.data_type = "s"  # openpyxl takes “=1+1” for a formula
    return cell


def _make_texts(sheet: Any, values: Iterable[str]) -> list[Any]:
    cells = [_make_text(sheet, str(value)) for value in values]
    for cell in cells:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cells


def _make_header(sheet: Any, names: Iterable[str]) -> list[Any]:
    cells = [_make_text(sheet, name) for name in names]
    for cell in cells:
        cell.font = Font(bold=True)
    return cells


def _with_one_date(content: bytes, moment: datetime.datetime) -> bytes:
    """Return the same archive, whose entries have the date of the data and not that of the clock."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as read,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as write,
    ):
        for name in read.namelist():
            entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            write.writestr(entry, read.read(name))
    return made.getvalue()
