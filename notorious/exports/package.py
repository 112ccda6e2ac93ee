"""Build the data package: every table, what the columns mean, charts, hashes and licenses in one ZIP file."""

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from django.template.loader import render_to_string

from markets.tables.columns import Table
from markets.tables.scope import Scope
from notorious.exports.cache import ABSENCES_PATH, cached_export
from notorious.exports.difference import VERSION_CHANGES, changes_csv, list_changes
from notorious.exports.render import render_export
from notorious.exports.schema import describe_datapackage, describe_resource, write_dictionary
from notorious.models import ArchivedVersion
from notorious.pages.charts.every import CHARTS_FILE, write_charts
from notorious.pages.charts.table import CHART_TABLE
from notorious.tables import ALL, TABLES, TIMELINE
from notorious.tables.hits import HITS
from notorious.tables.tallies import TALLIES
from notorious.tables.versions import VERSIONS
from notorious.tables.wide import all_wide_tables

PACKAGE_FOLDER = "notorious-markets"
WITH_ABSENCES = "timeline_with_absences"
COMPRESSION_LEVEL = 6


@dataclass
class PackageBuilder:
    """A ZIP file in memory. All its entries have the date of the data, so the same data give the same bytes.

    A thread compresses one file while the next is rendered: compression takes a fifth of the time.
    """

    changed_at: datetime
    files: list[dict[str, Any]] = field(default_factory=list)
    buffer: io.BytesIO = field(default_factory=io.BytesIO)

    def __post_init__(self) -> None:
        self.zip = zipfile.ZipFile(self.buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION_LEVEL)
        self.compressor = ThreadPoolExecutor(1)
        self.written: list[Future[None]] = []

    def add(
        self, name: str, content: bytes, row_count: int | None = None, blank: Sequence[str] | None = None
    ) -> None:
        """Add a file; `blank`: of a table, the columns that are blank in every row."""
        entry = zipfile.ZipInfo(f"{PACKAGE_FOLDER}/{name}", self.changed_at.astimezone(UTC).timetuple()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.create_system = 3
        entry.external_attr = 0o644 << 16
        write = self.compressor.submit(self.zip.writestr, entry, content, None, COMPRESSION_LEVEL)
        self.written.append(write)
        sha256 = hashlib.sha256(content).hexdigest()
        about = {"name": name, "size": len(content), "sha256": sha256, "row_count": row_count}
        self.files.append(about if blank is None else about | {"blank": list(blank)})

    def finish(self) -> bytes:
        self.compressor.shutdown()
        for each in self.written:
            each.result()  # raises what its compression raised
        self.zip.close()
        return self.buffer.getvalue()


def package_tables(scope: Scope) -> Iterator[tuple[str, Table, Scope]]:
    """Yield each table of the package under its name there, with the rows it has."""
    for table in ALL:
        yield table.name, table, scope
    for table in all_wide_tables():
        yield table.name, table, scope
    title, about = "Timeline with absences", f"{TIMELINE.about} Other cells have a row too."
    yield WITH_ABSENCES, replace(TIMELINE, title=title, about=about), replace(scope, absences=True)


def tables_of_package() -> dict[str, Table]:
    """{name of a file of the package: its table}"""
    wide = {table.name: table for table in all_wide_tables()}
    return TABLES | wide | {WITH_ABSENCES: TIMELINE}


def tables_of_dictionary() -> list[Table]:
    """Return every table of which there is a file anywhere on the site."""
    return [*ALL, *all_wide_tables(), *TALLIES.values(), VERSIONS, HITS, CHART_TABLE, VERSION_CHANGES]


def build_package(scope: Scope, earlier: ArchivedVersion | None) -> tuple[bytes, list[dict[str, Any]]]:
    """Return the ZIP file and a list of its files. Call it inside one database snapshot.

    With an `earlier` version it has a file of what changed since.
    """
    package = PackageBuilder(scope.changed_at)
    about = {
        "scope": scope,
        "tables": [*ALL, *all_wide_tables()],
        "earlier": earlier,
        "with_absences": WITH_ABSENCES,
    }
    for name in ("README.md", "LICENSES.md"):
        package.add(name, render_to_string(f"package/{name}", about).encode())
    explained = tables_of_dictionary()
    package.add("dictionary.csv", write_dictionary(explained), sum(len(table.columns) for table in explained))
    package.add(CHARTS_FILE, write_charts())
    before = read_files(earlier) if earlier else {}
    changes, resources = [], []
    for name, table, part in package_tables(scope):
        export = cached_export(part, ABSENCES_PATH) if name == WITH_ABSENCES else None
        export = export or render_export(table, table.stream_rows(part), part, "csv")
        package.add(f"{name}.csv", export.content, export.row_count, export.blank)
        resources.append(describe_resource(table, name, len(export.content), export.sha256.hex()))
        if earlier:
            changes += list_changes(table, before.get(f"{name}.csv", b""), export.content, name)
    if earlier:
        name, content = f"changes-{earlier.label}-to-{scope.version}", changes_csv(changes)
        package.add(f"{name}.csv", content, len(changes))
        resources.append(
            describe_resource(
                VERSION_CHANGES,
                name.lower(),
                len(content),
                hashlib.sha256(content).hexdigest(),
                f"{name}.csv",
            )
        )
    package.add("datapackage.json", describe_datapackage(scope, resources))
    package.add("SHA256SUMS", _checksums(package.files))
    return package.finish(), package.files


def _checksums(files: Iterable[dict[str, Any]]) -> bytes:
    lines = sorted((file["name"], file["sha256"]) for file in files)
    return "".join(f"{sha256}  {name}\n" for name, sha256 in lines).encode()


def unpack_files(content: bytes) -> dict[str, bytes]:
    """{name: bytes} of the files in a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name.removeprefix(f"{PACKAGE_FOLDER}/"): archive.read(name) for name in archive.namelist()}


def read_files(version: ArchivedVersion) -> dict[str, bytes]:
    """{name: bytes} of the files of an archived version."""
    return unpack_files(bytes(version.content))


def read_file(content: bytes, name: str) -> bytes:
    """Return one file of a package. Raises KeyError."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(f"{PACKAGE_FOLDER}/{name}")
