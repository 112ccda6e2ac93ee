"""A ZIP file of which the bytes are taken while it is written: it says nothing of the machine that writes it."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Generator, Iterable, Iterator
from datetime import UTC, datetime

from notorious.models import PackageFile

FOLDER = "notorious-markets"
LEVEL = 6  # at 9 it takes twice as long, and is a hundredth smaller


class _Outlet(io.RawIOBase):
    """Where the archive is written to: it holds what was not taken yet."""

    def __init__(self) -> None:
        self.held = bytearray()
        self.gone = 0

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.held += data
        return len(data)


class Archive:
    """`files` says what was written to it, in its order. `changed_at` is the time that all of them bear.

    `zip64`: a file may be longer than two gigabytes, which is said in a form that not all programs read.
    """

    def __init__(self, changed_at: datetime, zip64: bool) -> None:
        self.at, self.zip64 = changed_at.astimezone(UTC).timetuple()[:6], zip64
        self.outlet = _Outlet()
        self.zip = zipfile.ZipFile(self.outlet, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL)
        self.files: list[PackageFile] = []

    def put(self, name: str, content: Iterable[bytes]) -> Iterator[bytes]:
        """Writes a file, and gives the bytes of the archive."""
        for _ in self.passing(name, content):
            yield self.taken()

    def passing(self, name: str, content: Iterable[bytes]) -> Generator[bytes]:
        """Gives on the pieces of a file, each of which is then written; all of it is when there are no more."""
        digest, size = hashlib.sha256(), 0
        entry = self._entry(name)
        with self.zip.open(entry, "w", force_zip64=self.zip64) as file:
            begins = self.outlet.gone + len(self.outlet.held)
            for piece in content:
                digest.update(piece)
                size += len(piece)
                file.write(piece)
                yield piece
        self.files.append(
            PackageFile(
                name=name, size=size, sha256=digest.hexdigest(), begins=begins, packed=entry.compress_size
            )
        )

    @property
    def waiting(self) -> int:
        """How many bytes were not taken yet."""
        return len(self.outlet.held)

    def taken(self) -> bytes:
        """What was written since."""
        taken = bytes(self.outlet.held)
        self.outlet.held.clear()
        self.outlet.gone += len(taken)
        return taken

    def ended(self) -> bytes:
        """The last bytes of it."""
        self.zip.close()
        return self.taken()

    def _entry(self, name: str) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(f"{FOLDER}/{name}", self.at)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.create_system = 3
        entry.external_attr = 0o644 << 16
        return entry
