"""Files of archived versions: the ZIP file keeps CSV, and other formats are made from it."""

import logging

from celery import current_app
from django.http import Http404
from kombu.exceptions import OperationalError

from markets.tables.scope import Scope
from notorious.exports.cache import EXPORTS, cached_export, store_export
from notorious.exports.formats import FORMATS
from notorious.exports.package import read_file, tables_of_package, unpack_files
from notorious.exports.read_csv import read_table
from notorious.exports.render import Export, render_export
from notorious.exports.schema import NAME
from notorious.exports.sqlite import write_sqlite
from notorious.exports.versions import find_version
from notorious.models import ArchivedVersion

ZIP = f"{NAME}.zip"
SQLITE = f"{NAME}.sqlite"
TASK = "notorious.tasks.write_version_file"

log = logging.getLogger(__name__)


class FileNotWritten(Exception):
    """The worker has been asked for this file, and has not written it yet."""


def find_version_file(version: ArchivedVersion, name: str) -> Export:
    """Return a file of a version, or the ZIP file itself. Raises Http404, and FileNotWritten."""
    key = f"{version.sha256}/{name}"
    export = EXPORTS.get(key)
    if export is None:
        export = _make_file(version, name)
        EXPORTS.put(key, export)
    return export


def write_version_file(label: str, name: str) -> None:
    """Write a file that only the worker writes, unless that was done. It is idempotent."""
    version = find_version(label)
    stem, _, extension = name.rpartition(".")
    if version is not None and cached_export(_scope_of(version), _address(version, name)) is None:
        store_export(_scope_of(version), _address(version, name), _convert_file(version, stem, extension))


def _make_file(version: ArchivedVersion, name: str) -> Export:
    content, row_count = bytes(version.content), None
    stem, _, extension = name.rpartition(".")
    if name == SQLITE:
        content = write_sqlite(unpack_files(content), tables_of_package())
    elif extension in FORMATS and extension != "csv" and stem in tables_of_package():
        by_worker = FORMATS[extension].by_worker
        return (_find_written if by_worker else _convert_file)(version, stem, extension)
    elif name != ZIP:
        file = next((each for each in version.files if each["name"] == name), None)
        if file is None:
            raise Http404(f"Version {version.label} has no file “{name}”.")
        content, row_count = read_file(content, name), file["row_count"]
    return Export(content, row_count, version.label, version.changed_at)


def _convert_file(version: ArchivedVersion, stem: str, extension: str) -> Export:
    """Return a table of a version in another format, made from its CSV."""
    archived = find_version_file(version, f"{stem}.csv")
    table, rows = read_table(archived.content, stem, tables_of_package()[stem])
    return render_export(table, rows, _scope_of(version), extension)


def _find_written(version: ArchivedVersion, stem: str, extension: str) -> Export:
    """Return what the worker wrote; else ask it to. A message that is lost is sent again with the next request."""
    name = f"{stem}.{extension}"
    export = cached_export(_scope_of(version), _address(version, name))
    if export is not None:
        return export
    find_version_file(version, f"{stem}.csv")
    try:
        current_app.send_task(TASK, [version.label, name])
    except OperationalError as problem:
        log.warning("The worker could not be asked for %s of %s: %s", name, version.label, problem)
    raise FileNotWritten


def _scope_of(version: ArchivedVersion) -> Scope:
    state = version.sha256  # it never changes
    return Scope(version.label, version.label, version.revision, version.changed_at, state=state)


def _address(version: ArchivedVersion, name: str) -> str:
    return f"/data/{version.label}/{name}"
