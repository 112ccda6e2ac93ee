"""What is in a version that is kept, read from its pieces."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from notorious.exports.pieces import PIECE
from notorious.models import Package, PackageFile
from notorious.pages.data_prepared import Pieces


class Inflated:
    """The bytes of a file in the ZIP file of a version, inflated while they are read: none are held."""

    def __init__(self, file: PackageFile) -> None:
        self.file = file

    def __len__(self) -> int:
        return self.file.size

    def between(self, start: int, end: int) -> Iterator[bytes]:
        """Bytes `start` to `end`, the last not included. What comes before them has to be inflated too."""
        file, at = self.file, 0
        for piece in inflated(Pieces(file.package).between(file.begins, file.begins + file.packed)):
            asked = piece[max(start - at, 0) : end - at]
            at += len(piece)
            if asked:
                yield asked
            if at >= end:
                return


def inflated(packed: Iterable[bytes]) -> Iterator[bytes]:
    """In pieces, however much a few bytes may become."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    for piece in packed:
        while piece:
            yield inflater.decompress(piece, PIECE)
            piece = inflater.unconsumed_tail
    yield inflater.flush()


def read(package: Package, name: str) -> bytes | None:
    """A file of a version, in memory; None where it has none of this name."""
    file = package.files.filter(name=name).first()
    return b"".join(Inflated(file).between(0, file.size)) if file else None
