"""The bytes of the package: the same data give the same bytes."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path

from django.template.loader import render_to_string

from markets.tables.scope import Scope
from notorious.package.difference import difference
from notorious.package.schema import dictionary, package, resource
from notorious.pages.charts.every import FILE, to_json
from notorious.tables import ALL, TIMELINE
from notorious.tables.files import written

WITH_ABSENCES = "timeline_with_absences"
FOLDER = "notorious-markets"


@dataclass(frozen=True, slots=True)
class Earlier:
    """The version before, which the file of changes starts from: {file: its bytes}."""

    label: str
    files: Mapping[str, bytes]


def files(scope: Scope, earlier: Earlier | None) -> dict[str, bytes]:
    """{name: bytes} of all that the package holds. To be called in one state of the database."""
    tables = {table.name: (table, scope) for table in ALL}
    tables[WITH_ABSENCES] = (
        replace(
            TIMELINE, title="Timeline with absences", about=f"{TIMELINE.about} Other cells have a row too."
        ),
        replace(scope, absences=True),
    )
    made: dict[str, bytes] = {}
    resources = []
    for name, (table, asked) in tables.items():
        content = b"".join(written(table, table.rows(asked), asked, "csv"))
        made[f"{name}.csv"] = content
        resources.append(resource(table, name, len(content), hashlib.sha256(content).hexdigest()))
    described = package(scope.version, scope.changed_at, resources)
    made["datapackage.json"] = (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()
    made["dictionary.csv"] = dictionary(ALL)
    about = {"scope": scope, "tables": ALL, "earlier": earlier, "with_absences": WITH_ABSENCES}
    for name in ("README.md", "LICENCES.md"):
        made[name] = render_to_string(f"package/{name}", about).encode()
    made[FILE] = to_json()
    if earlier:
        changed = difference(ALL, earlier.files, made)
        made[f"changes-{earlier.label}-to-{scope.version}.csv"] = changed
    made["SHA256SUMS"] = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(made.items())
    ).encode()
    return made


def packed(scope: Scope, made: Mapping[str, bytes]) -> bytes:
    """The ZIP file: names in order, the time of the last change of the data, no trace of the machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(made):
            archive.writestr(entry_of(str(Path(FOLDER) / name), scope), made[name])
    return out.getvalue()


def entry_of(path: str, scope: Scope) -> zipfile.ZipInfo:
    """What an archive says of a file in it: nothing of this machine."""
    entry = zipfile.ZipInfo(path, scope.changed_at.astimezone(UTC).timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry


def unpacked(content: bytes, only: str = "") -> dict[str, bytes]:
    """What `packed` was given: every file, or the one."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = {Path(name).name: name for name in archive.namelist()}
        return {short: archive.read(name) for short, name in names.items() if only in ("", short)}
