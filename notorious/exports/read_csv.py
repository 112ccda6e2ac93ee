"""Read an archived CSV file back into typed rows: archives keep CSV, and other formats are made from it."""

import csv
import datetime
import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

from markets.tables.columns import SEPARATORS, Column, Row, Table, Type


def read_table(content: bytes, name: str, known: Table | None) -> tuple[Table, list[Row]]:
    """Return the table of a raw CSV file and its rows. A column that `known` lacks is text."""
    reader = csv.reader(io.StringIO(content.decode(), newline=""))
    header = next(reader)
    columns = {column.name: column for column in known.columns} if known else {}
    found = tuple(columns.get(each) or Column(each, Type.TEXT, "", "", empty="none") for each in header)
    if known is None:
        table = Table(name, name, "", found, (header[0],), lambda scope: ())
    else:
        table = replace(known, columns=found)
    return table, [tuple(map(parse_cell, row, found)) for row in reader]


def parse_cell(cell: str, column: Column) -> Any:
    """Return the value that a cell of a raw file was written from; text that a column cannot be stays text."""
    if column.type in SEPARATORS:
        values = cell.split(column.separator) if cell else []
        return [int(each) for each in values] if column.type is Type.INTEGERS else values
    if not cell:
        return None
    try:
        return _PARSERS.get(column.type, str)(cell)
    except (ValueError, ArithmeticError):
        return cell


_PARSERS: dict[Type, Any] = {
    Type.INTEGER: int,
    Type.NUMBER: Decimal,
    Type.BOOLEAN: lambda cell: cell == "true",
    Type.DATE: datetime.date.fromisoformat,
    Type.TIMESTAMP: lambda cell: datetime.datetime.fromisoformat(cell.replace("Z", "+00:00")),
}
