"""What the package holds, in one way for a record of any size: the same data give the same bytes."""

from __future__ import annotations

import gzip
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from operator import attrgetter

from django.template.loader import render_to_string

from markets.tables.scope import Scope
from markets.views.by_name import is_large
from notorious.exports.archive import Archive
from notorious.exports.difference import LINES, NOTHING, Change, difference
from notorious.exports.inside import Inflated
from notorious.exports.parts import WITH_ABSENCES, Content, Part, parts_of
from notorious.exports.pieces import PIECE
from notorious.exports.prepare import LARGE
from notorious.exports.schema import described, dictionary, resource
from notorious.models import Package, PackageFile
from notorious.pages.charts.every import FILE, to_json


class Packing:
    """The ZIP file on its way, for one reader. `earlier` is the version that the file of changes starts from.

    To be taken in one state of the database. What has changed is put down beside it meanwhile, compressed, and on
    disk where it is much: every table is read once.
    """

    def __init__(self, scope: Scope, earlier: Package | None) -> None:
        self.scope, self.earlier = scope, earlier
        self.archive = Archive(scope.changed_at, zip64=is_large())
        self.files: list[PackageFile] = self.archive.files

    def pieces(self) -> Iterator[bytes]:
        """The bytes; after the last of them `files` says what is in it."""
        parts = parts_of(self.scope)
        tables = [part.table for part in parts if part.name != WITH_ABSENCES]
        about = {
            "scope": self.scope,
            "tables": tables,
            "earlier": self.earlier,
            "with_absences": WITH_ABSENCES if len(tables) < len(parts) else "",
        }
        for name in ("README.md", "LICENSES.md"):
            yield from self._put(name, [render_to_string(f"package/{name}", about).encode()])
        yield from self._put(
            "dictionary.csv", [dictionary(tables)], sum(len(each.columns) for each in tables)
        )
        yield from self._put(FILE, [to_json()])
        yield from self._tables(parts)
        known = {file.name: file for file in self.files}
        resources = [
            resource(part.table, part.name, known[part.file].size, known[part.file].sha256) for part in parts
        ]
        yield from self._put("datapackage.json", [described(self.scope, resources)])
        sums = "".join(f"{file.sha256}  {file.name}\n" for file in sorted(self.files, key=attrgetter("name")))
        yield from self._put("SHA256SUMS", [sums.encode()])
        yield self.archive.ended()

    def _tables(self, parts: Iterable[Part]) -> Iterator[bytes]:
        """Every table, and then what has changed in them since the earlier version."""
        count = 0
        with tempfile.SpooledTemporaryFile(PIECE) as held:
            with gzip.open(held, "wt", compresslevel=1, encoding="utf-8", newline="") as changed:
                changed.write(LINES.head())
                for part in parts:
                    content = Content(part)
                    with closing(self.archive.passing(part.file, content)) as passing:
                        for changes in self._changes(part, passing):
                            if changes:
                                changed.write("".join(LINES.lines(changes)))
                                count += len(changes)
                            if self.archive.waiting > PIECE:
                                yield self.archive.taken()
                    self.files[-1].row_count = content.row_count
            if self.earlier:
                held.seek(0)
                with gzip.open(held) as written:
                    name = f"changes-{self.earlier.label}-to-{self.scope.version}.csv"
                    yield from self._put(name, iter(partial(written.read, PIECE), b""), count)

    def _changes(self, part: Part, content: Iterable[bytes]) -> Iterator[Sequence[Change]]:
        """What has changed in a table, while its content passes. The timeline with absences repeats other tables."""
        if self.earlier is None or part.name == WITH_ABSENCES:
            return (NOTHING for _ in content)
        return changes_since(self.earlier, part, content)

    def _put(self, name: str, content: Iterable[bytes], row_count: int | None = None) -> Iterator[bytes]:
        yield from self.archive.put(name, content)
        self.files[-1].row_count = row_count


def changes_since(earlier: Package, part: Part, content: Iterable[bytes]) -> Iterator[Sequence[Change]]:
    """What has changed in a table since a version was kept, place by place of its order."""
    file = earlier.files.filter(name=part.file).first()
    before = Inflated(file).between(0, file.size) if file else ()
    # The order of a table may be another than in older versions: where that is little work it makes no difference.
    return difference(part.table, before, content, sort_before=file is not None and file.size <= LARGE)
