"""Reading the bundled record: one CSV file, one kind of row."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterator
from pathlib import Path


def rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """The rows of `name`.csv in `folder`, as {column: text}."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def day(text: str) -> datetime.date | None:
    """An ISO date, or nothing."""
    return datetime.date.fromisoformat(text) if text else None


def number(text: str) -> int | None:
    """A whole number, or nothing."""
    return int(text) if text else None


def split(text: str) -> list[str]:
    """Countries and domains stand in one cell, parted by spaces, commas or semicolons."""
    return text.replace(",", " ").replace(";", " ").split()
