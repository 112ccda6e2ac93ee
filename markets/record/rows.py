"""The bundled record's files and how their rows come into tables: one CSV file, one kind of row."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterator
from pathlib import Path

from django.db import models, transaction


def rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """The rows of `name`.csv in `folder`, as {column: text}."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def record_version() -> tuple[str, datetime.date]:
    """The label and the date of the bundled record: `v2026.1 2026-11-21`."""
    label, dated = (Path(__file__).parent / "version").read_text(encoding="utf-8").split()
    return label, datetime.date.fromisoformat(dated)


def day(text: str) -> datetime.date | None:
    """An ISO date, or nothing."""
    return datetime.date.fromisoformat(text) if text else None


def number(text: str) -> int | None:
    """A whole number, or nothing."""
    return int(text) if text else None


def split(text: str) -> list[str]:
    """Countries and domains stand in one cell, parted by spaces, commas or semicolons."""
    return text.replace(",", " ").replace(";", " ").split()


def create(model: type[models.Model], made: list) -> int:
    """How many of `made` were new; those that are there already are left alone."""
    before = model._default_manager.count()
    with transaction.atomic():
        model._default_manager.bulk_create(made, ignore_conflicts=True)
        added = model._default_manager.count() - before
        # An insert of nothing would count as a change of the data, and give them another version.
        transaction.set_rollback(not added)
    return added
