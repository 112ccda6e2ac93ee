"""Our public tables in a SQLite file as someone would make it for Datasette, and Datasette on top of it."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from markets.models import Edition, Listing, Market
from tests.markets.polling.processes import wait_for

FIELDS = ("kind", "printed_name", "country_printed", "city_printed", "category", "harm", "text", "text_mode",
          "evidence", "source")  # fmt: skip
TABLES = f"""
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE editions (year INTEGER PRIMARY KEY, title TEXT);
CREATE TABLE markets (slug TEXT PRIMARY KEY, name TEXT COLLATE NOCASE, kind TEXT);
CREATE TABLE listings (id INTEGER PRIMARY KEY, year INTEGER REFERENCES editions(year),
                       market TEXT REFERENCES markets(slug), {", ".join(f"{name} TEXT" for name in FIELDS)});
"""
INDEXES = """
CREATE INDEX markets_by_name ON markets (name, slug);
CREATE INDEX listings_by_market ON listings (market);
CREATE INDEX listings_by_year ON listings (year);
CREATE INDEX listings_by_kind ON listings (kind);
CREATE VIRTUAL TABLE listings_fts USING fts5(printed_name, text, tokenize='porter', content=[listings],
                                             content_rowid='id');
INSERT INTO listings_fts (listings_fts) VALUES ('rebuild');
INSERT INTO listings_fts (listings_fts) VALUES ('optimize');
ANALYZE;
"""


def fill(path: str) -> None:
    """Writes the public editions, markets and listings to a new file, with an index on all that is asked for."""
    slug = Coalesce("market__merged_into__slug", "market__slug")
    tables: dict[str, QuerySet[Any, Any]] = {
        "editions": Edition.objects.public().values_list("year", "title"),
        "markets": Market.objects.public().order_by().values_list("slug", "name", "kind"),
        "listings": Listing.objects.public().order_by("pk").values_list("pk", "edition__year", slug, *FIELDS),
    }
    with closing(sqlite3.connect(path)) as file, transaction.atomic():
        file.executescript(TABLES)
        for (table, rows), width in zip(tables.items(), (2, 3, 3 + len(FIELDS)), strict=True):
            places = ", ".join("?" * width)
            file.executemany(f"INSERT INTO {table} VALUES ({places})", rows.iterator(chunk_size=5000))
        file.commit()
        file.executescript(INDEXES)


def found() -> str | None:
    """The program, if it is on this machine: named in DATASETTE, or on the path."""
    return os.environ.get("DATASETTE") or shutil.which("datasette")


@contextmanager
def served(program: str, path: Path) -> Iterator[int]:
    """The port at which Datasette serves the file, as fast as its manual makes it.

    The file is immutable, the rows of its tables are counted beforehand, and no facets are suggested. A query may
    take 3 s, as long as a search of ours, where it would refuse the page after one.
    """
    counts = path.with_suffix(".json")
    subprocess.run([program, "inspect", str(path), "--inspect-file", str(counts)], check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [program, "--immutable", str(path), "--inspect-file", str(counts), "--port", str(port),
               "--setting", "suggest_facets", "0", "--setting", "sql_time_limit_ms", "3000"]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(lambda: not socket.socket().connect_ex(("127.0.0.1", port)), 30)
            yield port
        finally:
            process.terminate()
