"""The bundled record's files: one CSV file, one kind of row."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models

Values = dict[str, Any]


ROW_LENGTH = 120
"""Characters of a row that a message quotes."""


class RecordRefused(Exception):
    """The bundled record cannot be loaded as it is; the message names the row and the reason."""


def read_record_rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of `name`.csv in `folder`, as {column: text}. Raise RecordRefused for what is no such row."""
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        try:
            for row in reader:
                if None in row or None in row.values():
                    raise RecordRefused(
                        f"{name}.csv, line {reader.line_num}: the row and the header differ in length."
                    )
                yield row
        except (csv.Error, UnicodeDecodeError) as reason:
            raise RecordRefused(
                f"{name}.csv, after line {reader.line_num}: the text cannot be read."
            ) from reason


def read_values(
    folder: Path, name: str, model: type[models.Model], **keys: Mapping[Any, int]
) -> Iterator[Values]:
    """Yield the rows of a file as values of a model's columns; a column that the model lacks stays text.

    `keys`: {text: key of the row that it names} by the column of the file, so `market` gives `market_id`. A year
    names an edition. Raises RecordRefused, with the row, for a cell that cannot be read.
    """
    fields = {field.name: field for field in model._meta.fields}
    for row in read_record_rows(folder, name):
        values: Values = {}
        for column, text in row.items():
            try:
                _add_value(values, fields, column, text, keys.get(column))
            except (KeyError, ValueError, ValidationError) as reason:
                whole = ", ".join(each for each in row.values() if each)
                why = (
                    "is in no other file of the record"
                    if column in keys
                    else _say_expected(fields.get(column))
                )
                raise RecordRefused(
                    f"{name}.csv: the {column} “{text}” {why}. The row: {whole[:ROW_LENGTH]} …"
                ) from reason
        yield values


def _add_value(
    values: Values,
    fields: Mapping[str, models.Field[Any, Any]],
    column: str,
    text: str,
    keys: Mapping[Any, int] | None,
) -> None:
    """Set what one cell says. `keys`: those of the rows that it may name."""
    stem = column.removesuffix("_on")
    if keys is not None:
        of = "edition" if column == "year" else column
        values[f"{of}_id"] = keys[text] if text else None
    elif isinstance(fields.get(column), models.DateField):
        values[column], precision = read_partial_date(text)
        if f"{stem}_precision" in fields:
            values.setdefault(f"{stem}_precision", precision)
    else:
        values[column] = _read_value(fields.get(column), text)


class KnownRows(dict[Any, int]):
    """{what names a row: its key} of the rows that others may name. Raises RecordRefused for one that is not there."""

    def __init__(self, name: str, rows: Iterable[tuple[Any, int]]) -> None:
        super().__init__(rows)
        self.name = name

    def __missing__(self, key: tuple[object, ...]) -> int:
        named = ", ".join(str(part) for part in key)
        raise RecordRefused(f"A row names “{named}”, which is not among the {self.name}.")


def _say_expected(field: models.Field[Any, Any] | None) -> str:
    choices = [str(value) for value, _ in field.flatchoices if value] if field is not None else []
    return f"is not one of {', '.join(choices)}" if choices else "cannot be read"


def _read_value(field: models.Field[Any, Any] | None, text: str) -> Any:
    if (
        field is not None
        and field.choices
        and text
        and text not in {str(value) for value, _ in field.flatchoices}
    ):
        raise ValueError(text)
    if field is None or isinstance(field, models.CharField | models.TextField):
        return text
    if isinstance(field, models.BooleanField):
        return text == "yes"
    if isinstance(field, ArrayField):
        return split_cell(text)
    return field.to_python(text or None)


def record_version() -> tuple[str, datetime.date]:
    """Return the label and the date of the bundled record: `v2026.1 2026-11-21`."""
    label, dated = (Path(__file__).parent / "version").read_text(encoding="utf-8").split()
    return label, datetime.date.fromisoformat(dated)


def read_partial_date(text: str) -> tuple[datetime.date | None, str]:
    """Return the first day of `2016`, `2016-11` or `2016-11-30`, and how exact it is."""
    if not text:
        return None, "day"
    precision = {4: "year", 7: "month", 10: "day"}[len(text)]
    return datetime.date.fromisoformat((text + "-01-01")[:10]), precision


def split_cell(text: str) -> list[str]:
    """Countries and domains share one cell, separated by spaces, commas or semicolons."""
    return text.replace(",", " ").replace(";", " ").split()
