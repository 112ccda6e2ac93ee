"""The bundled record's files: one CSV file, one kind of row."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

Values = dict[str, Any]


def read_record_rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of `name`.csv in `folder`, as {column: text}."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def read_values(
    folder: Path, name: str, model: type[models.Model], **keys: Mapping[Any, int]
) -> Iterator[Values]:
    """Yield the rows of a file as values of a model's columns; a column that the model lacks stays text.

    `keys`: {text: key of the row that it names} by the column of the file, so `market` gives `market_id`. A year
    names an edition.
    """
    fields = {field.name: field for field in model._meta.fields}
    for row in read_record_rows(folder, name):
        values: Values = {}
        for column, text in row.items():
            stem = column.removesuffix("_on")
            if column in keys:
                of = "edition" if column == "year" else column
                values[f"{of}_id"] = keys[column][text] if text else None
            elif isinstance(fields.get(column), models.DateField):
                values[column], precision = read_partial_date(text)
                if f"{stem}_precision" in fields:
                    values.setdefault(f"{stem}_precision", precision)
            else:
                values[column] = _read_value(fields.get(column), text)
        yield values


def _read_value(field: models.Field[Any, Any] | None, text: str) -> Any:
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
