"""The package of a record that is too large for memory: written table by table, and sent while it is written."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.template.loader import render_to_string

from markets.tables.scope import Scope
from notorious.package.build import FOLDER, entry_of
from notorious.package.schema import dictionary, package, resource
from notorious.tables import ALL
from notorious.tables.files import written


class _Outlet(io.RawIOBase):
    """Where the archive is written to: it holds what was not taken yet."""

    def __init__(self) -> None:
        self.held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.held += data
        return len(data)

    def taken(self) -> bytes:
        taken, self.held = bytes(self.held), bytearray()
        return taken


def pieces(scope: Scope) -> Iterator[bytes]:
    """The bytes of the ZIP file, to be taken in one state of the database.

    It has every table, and neither the timeline with absences, which would be millions of rows, nor the charts, nor
    what has changed since another version.
    """
    outlet, sums, resources = _Outlet(), [], []
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:

        def put(name: str, content: Iterable[bytes]) -> Iterator[bytes]:
            digest, size = hashlib.sha256(), 0
            with archive.open(entry_of(str(Path(FOLDER) / name), scope), "w", force_zip64=True) as file:
                for piece in content:
                    digest.update(piece)
                    size += len(piece)
                    file.write(piece)
                    yield outlet.taken()
            sums.append((name, size, digest.hexdigest()))
            yield outlet.taken()

        about = {"scope": scope, "tables": ALL, "earlier": None, "with_absences": ""}
        for name in ("README.md", "LICENCES.md"):
            yield from put(name, [render_to_string(f"package/{name}", about).encode()])
        yield from put("dictionary.csv", [dictionary(ALL)])
        for table in ALL:
            yield from put(f"{table.name}.csv", written(table, table.rows(scope), scope, "csv"))
            _, size, sha256 = sums[-1]
            resources.append(resource(table, table.name, size, sha256))
        described = package(scope.version, scope.changed_at, resources)
        yield from put("datapackage.json", [json.dumps(described, ensure_ascii=False, indent=1).encode()])
        lines = "".join(f"{sha256}  {name}\n" for name, _, sha256 in sorted(sums))
        yield from put("SHA256SUMS", [lines.encode()])
    yield outlet.taken()
