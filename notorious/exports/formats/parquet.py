"""A table as a Parquet file. Only the worker imports this module."""

import io
import json
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from markets.tables.columns import SEPARATORS, Column, Row, Table, Type
from markets.tables.scope import Scope

ARROW_TYPES = {
    Type.INTEGER: pa.int64(),
    Type.NUMBER: pa.float64(),
    Type.BOOLEAN: pa.bool_(),
    Type.DATE: pa.date32(),
    Type.TIMESTAMP: pa.timestamp("s", tz="UTC"),
    Type.CODES: pa.list_(pa.string()),
    Type.INTEGERS: pa.list_(pa.int64()),
    Type.TEXTS: pa.list_(pa.string()),
}


def write_parquet(table: Table, rows: Sequence[Row], scope: Scope) -> bytes:
    """Return the file. A blank is null; several values are a list."""
    fields, arrays = [], []
    for place, column in enumerate(table.columns):
        kind = ARROW_TYPES.get(column.type, pa.string())
        fields.append(pa.field(column.name, kind, metadata={"description": column.description}))
        arrays.append(pa.array([_convert(row[place], column) for row in rows], kind))
    about = {"table": table.name, "data_version": scope.version, "license": table.license.name}
    schema = pa.schema(fields, metadata={"notorious": json.dumps(about)})
    made = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), made, compression="zstd")
    return made.getvalue()


def _convert(value: Any, column: Column) -> object:
    if value is None or value == "":
        return None
    if column.type in SEPARATORS:
        return list(value)
    if column.type is Type.NUMBER:
        return float(value)
    if column.type is Type.TIMESTAMP:
        return value.replace(microsecond=0)
    return value if column.type in ARROW_TYPES else str(value)
