"""Build the data package: every table, what the columns mean, charts, hashes and licenses in one ZIP file."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from django.template.loader import render_to_string

from markets.tables.columns import Table
from markets.tables.scope import Scope
from notorious.exports.difference import changes_csv, list_changes
from notorious.exports.render import render_export
from notorious.exports.schema import datapackage, dictionary, resource
from notorious.models import ArchivedVersion
from notorious.pages.charts.every import CHARTS_FILE, write_charts
from notorious.tables import ALL, TIMELINE

PACKAGE_FOLDER = "notorious-markets"
WITH_ABSENCES = "timeline_with_absences"
COMPRESSION_LEVEL = 6


@dataclass
class PackageBuilder:
    """A ZIP file in memory. All its entries have the date of the data, so the same data give the same bytes."""

    changed_at: datetime
    files: list[dict[str, Any]] = field(default_factory=list)
    buffer: io.BytesIO = field(default_factory=io.BytesIO)

    def __post_init__(self) -> None:
        self.zip = zipfile.ZipFile(self.buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION_LEVEL)

    def add(self, name: str, content: bytes, row_count: int | None = None) -> None:
        entry = zipfile.ZipInfo(f"{PACKAGE_FOLDER}/{name}", self.changed_at.astimezone(UTC).timetuple()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.create_system = 3
        entry.external_attr = 0o644 << 16
        self.zip.writestr(entry, content, compresslevel=COMPRESSION_LEVEL)
        sha256 = hashlib.sha256(content).hexdigest()
        self.files.append({"name": name, "size": len(content), "sha256": sha256, "row_count": row_count})

    def finish(self) -> bytes:
        self.zip.close()
        return self.buffer.getvalue()


def package_tables(scope: Scope) -> Iterator[tuple[str, Table, Scope]]:
    """Each table of the package under its name there, with the rows it has."""
    for table in ALL:
        yield table.name, table, scope
    title, about = "Timeline with absences", f"{TIMELINE.about} Other cells have a row too."
    yield WITH_ABSENCES, replace(TIMELINE, title=title, about=about), replace(scope, absences=True)


def build_package(scope: Scope, earlier: ArchivedVersion | None) -> tuple[bytes, list[dict[str, Any]]]:
    """The ZIP file and a list of its files. Call it inside one database snapshot.

    With an `earlier` version it has a file of what changed since.
    """
    package = PackageBuilder(scope.changed_at)
    about = {"scope": scope, "tables": ALL, "earlier": earlier, "with_absences": WITH_ABSENCES}
    for name in ("README.md", "LICENSES.md"):
        package.add(name, render_to_string(f"package/{name}", about).encode())
    package.add("dictionary.csv", dictionary(ALL), sum(len(table.columns) for table in ALL))
    package.add(CHARTS_FILE, write_charts())
    before = read_files(earlier) if earlier else {}
    changes, resources = [], []
    for name, table, part in package_tables(scope):
        export = render_export(table, table.rows(part), part, "csv")
        package.add(f"{name}.csv", export.content, export.row_count)
        resources.append(resource(table, name, len(export.content), export.sha256.hex()))
        if earlier and name != WITH_ABSENCES:
            changes += list_changes(table, before.get(f"{name}.csv", b""), export.content)
    if earlier:
        name = f"changes-{earlier.label}-to-{scope.version}.csv"
        package.add(name, changes_csv(changes), len(changes))
    package.add("datapackage.json", datapackage(scope, resources))
    package.add("SHA256SUMS", _checksums(package.files))
    return package.finish(), package.files


def _checksums(files: Iterable[dict[str, Any]]) -> bytes:
    lines = sorted((file["name"], file["sha256"]) for file in files)
    return "".join(f"{sha256}  {name}\n" for name, sha256 in lines).encode()


def unpack(content: bytes) -> dict[str, bytes]:
    """{name: bytes} of the files in a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name.removeprefix(f"{PACKAGE_FOLDER}/"): archive.read(name) for name in archive.namelist()}


def read_files(version: ArchivedVersion) -> dict[str, bytes]:
    """{name: bytes} of the files of an archived version."""
    return unpack(bytes(version.content))


def read_file(content: bytes, name: str) -> bytes:
    """One file of a package. Raises KeyError."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(f"{PACKAGE_FOLDER}/{name}")
