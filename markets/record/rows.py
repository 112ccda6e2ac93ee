"""The bundled record's files: one CSV file, one kind of row."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterator
from pathlib import Path


def read_record_rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of `name`.csv in `folder`, as {column: text}."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def record_version() -> tuple[str, datetime.date]:
    """Return the label and the date of the bundled record: `v2026.1 2026-11-21`."""
    label, dated = (Path(__file__).parent / "version").read_text(encoding="utf-8").split()
    return label, datetime.date.fromisoformat(dated)


def read_date(text: str) -> datetime.date | None:
    """Return an ISO date, or nothing."""
    return datetime.date.fromisoformat(text) if text else None


def read_partial_date(text: str) -> tuple[datetime.date | None, str]:
    """Return the first day of `2016`, `2016-11` or `2016-11-30`, and how exact it is."""
    if not text:
        return None, "day"
    precision = {4: "year", 7: "month", 10: "day"}[len(text)]
    return datetime.date.fromisoformat((text + "-01-01")[:10]), precision


def read_number(text: str) -> int | None:
    """Return a whole number, or nothing."""
    return int(text) if text else None


def split_cell(text: str) -> list[str]:
    """Countries and domains share one cell, separated by spaces, commas or semicolons."""
    return text.replace(",", " ").replace(";", " ").split()
