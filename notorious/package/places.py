"""Where each row of a table stands in its prepared files, on its way into the database."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence

from django.db import connection

from markets.tables.columns import Row
from notorious.models import PreparedFile, PreparedRow
from notorious.tables.marks import Marks

Place = tuple[int, int]
"""The first byte of a row, and how many it has."""

COLUMNS = "file_id, number, marks, raw_at, raw_size, excel_at, excel_size, json_at, json_size"
TALLIES = f"""
SELECT mark, count(*), sum(raw_size), sum(excel_size), sum(json_size)
FROM {PreparedRow._meta.db_table}, unnest(marks) AS mark WHERE file_id = %s GROUP BY mark
"""  # noqa: S608
AT_ONCE = 1_000_000  # bytes


class Placing:
    """The places of a table's rows. `file` is its CSV for code, `marks_of` gives the marks of so many rows."""

    def __init__(self, file: PreparedFile, marks_of: Callable[[Sequence[Row]], list[Marks]]) -> None:
        self.file, self.marks_of = file, marks_of
        self.numbers: dict[str, int] = {}
        self.lists: dict[Marks, str] = {}
        self.number = 0
        self.held = io.StringIO()

    def add(self, part: Sequence[Row], places: Iterable[tuple[Place, ...]]) -> None:
        """So many rows, and where each stands: in the CSV for code, that for spreadsheets, and the JSON."""
        for marks, ((raw, raw_size), (excel, excel_size), (plain, size)) in zip(
            self.marks_of(part), places, strict=True
        ):
            self.held.write(
                f"{self.file.pk}\t{self.number}\t{self._listed(marks)}"
                f"\t{raw}\t{raw_size}\t{excel}\t{excel_size}\t{plain}\t{size}\n"
            )
            self.number += 1
        if self.held.tell() > AT_ONCE:
            self._store()

    def end(self) -> None:
        """Stores the rest; the file then names its marks, and says how many rows bear each."""
        self._store()
        with connection.cursor() as cursor:
            cursor.execute(TALLIES, [self.file.pk])
            tallies = {number: list(map(int, counts)) for number, *counts in cursor.fetchall()}
        self.file.marks = [[mark, *tallies[number]] for mark, number in self.numbers.items()]

    def _listed(self, marks: Marks) -> str:
        known = self.lists.get(marks)
        if known is None:
            numbers = [self.numbers.setdefault(each, len(self.numbers)) for each in marks]
            known = self.lists[marks] = "{" + ",".join(map(str, numbers)) + "}"
        return known

    def _store(self) -> None:
        self.held.seek(0)
        with connection.cursor() as cursor:
            cursor.copy_expert(f"COPY {PreparedRow._meta.db_table} ({COLUMNS}) FROM STDIN", self.held)
        self.held = io.StringIO()
