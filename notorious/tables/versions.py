"""The table of archived versions: their files, their hashes, and what changed in each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from markets.consistent_read import end_of_past
from markets.tables.columns import Column, Table, Type
from markets.tables.scope import Scope, TableRecord
from notorious.models import ArchivedVersion

CHANGES_FILE = re.compile(r"changes-(v\d{4}\.\d+)-to-v\d{4}\.\d+\.csv")


@dataclass(eq=False)
class VersionRecord(TableRecord):
    """An archived version. `files`: {name: its size, hash and row count}."""

    version: ArchivedVersion

    @property
    def path(self) -> str:
        return f"/data/{self.version.label}/"

    @property
    def permalink(self) -> str:
        """It never changes, so it needs no version."""
        return f"{settings.SITE_URL}{self.path}"

    @property
    def changes_file(self) -> str:
        names = (file["name"] for file in self.version.files)
        return next((name for name in names if CHANGES_FILE.fullmatch(name)), "")

    @property
    def changes_count(self) -> int | None:
        return next(
            (file["row_count"] for file in self.version.files if file["name"] == self.changes_file), None
        )


def _read_versions(scope: Scope) -> Iterator[VersionRecord]:
    versions = ArchivedVersion.objects.defer("content").order_by("revision")
    if end := end_of_past():
        versions = versions.filter(moment__lt=end)
    for version in versions:
        yield VersionRecord(scope, version)


def _address(record: VersionRecord, name: str) -> str:
    return f"{record.permalink}{name}" if name else ""


VERSIONS = Table(
    name="versions",
    title="Versions of the data",
    about="One row per archived version. A version never changes.",
    columns=(
        Column("version", Type.ID, "The version.", "v2026.1", lambda record: record.version.label),
        Column(
            "revision",
            Type.INTEGER,
            "Rises with every version.",
            "57",
            lambda record: record.version.revision,
        ),
        Column(
            "changed_at",
            Type.TIMESTAMP,
            "When its data last changed.",
            "2026-11-21T00:00:00Z",
            lambda record: record.version.changed_at,
        ),
        Column(
            "archived_at",
            Type.TIMESTAMP,
            "When it was archived.",
            "2026-11-21T09:30:00Z",
            lambda record: record.version.moment,
        ),
        Column(
            "file_count",
            Type.INTEGER,
            "How many files it has.",
            "30",
            lambda record: len(record.version.files),
        ),
        Column(
            "zip_url",
            Type.URL,
            "All of them.",
            "https://example.org/data/v2026.1/notorious-markets.zip",
            lambda record: _address(record, "notorious-markets.zip"),
        ),
        Column(
            "zip_sha256",
            Type.ID,
            "The SHA-256 of this file.",
            "9f86d081884c7d65…",
            lambda record: record.version.sha256,
        ),
        Column(
            "changes_since",
            Type.ID,
            "The version that its change file compares it with.",
            "v2026.1",
            lambda record: found[1] if (found := CHANGES_FILE.fullmatch(record.changes_file)) else "",
            empty="it is the first",
        ),
        Column(
            "changes_url",
            Type.URL,
            "Its change file.",
            "https://example.org/data/v2026.2/changes-v2026.1-to-v2026.2.csv",
            lambda record: _address(record, record.changes_file),
            empty="it is the first",
        ),
        Column(
            "change_count",
            Type.INTEGER,
            "Rows of the change file.",
            "12",
            lambda record: record.changes_count,
            empty="it is the first",
        ),
        Column(
            "permalink",
            Type.URL,
            "Its page.",
            "https://example.org/data/v2026.1/",
            lambda record: record.permalink,
        ),
    ),
    key=("version",),
    sorted_by=("revision",),
    records=_read_versions,
)
