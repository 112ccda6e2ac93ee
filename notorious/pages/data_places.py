"""Where the rows of a prepared table stand, and which of them bear a mark."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import compress, groupby
from operator import and_, itemgetter

from markets.tables.columns import Table
from markets.tables.scope import Scope
from markets.tables.writer import Profile
from notorious.exports.places import FORMS, HEAD, TOTALS, flags_of
from notorious.exports.prepare import LARGE, file_name
from notorious.models import PreparedFile, PreparedPlaces
from notorious.pages.data_prepared import SESSION, PieceGone
from notorious.tables.marks import Marks

_PLACES = PreparedPlaces._meta.db_table


@dataclass(frozen=True)
class Index:
    """A file that the places of a table's rows are kept under: its CSV for code."""

    file: PreparedFile

    def bearing(self, marks: Marks) -> dict[int, int]:
        """{part: a bit for each of its rows that bears all of the marks}, of parts that have such rows, in order."""
        bits = {
            part: [int.from_bytes(content[TOTALS.size :], "little") for _, content in those]
            for part, those in groupby(self._of(marks), itemgetter(0))
        }
        all_of_them = {part: reduce(and_, each) for part, each in bits.items() if len(each) == len(marks)}
        return {part: each for part, each in all_of_them.items() if each}

    def total(self, mark: str, form: str) -> int:
        """How many bytes the rows that bear it have in a form."""
        place = FORMS.index(form)
        return sum(TOTALS.unpack_from(content)[place] for _, content in self._of((mark,)))

    def _of(self, marks: Marks) -> list[tuple[int, memoryview]]:
        asked = f"SELECT part, content FROM {_PLACES} WHERE file_id = %s AND name = ANY(%s) ORDER BY part"  # noqa: S608
        return [(part, content) for part, content in SESSION.rows(asked, self.file.pk, list(marks))]

    def sizes(self, form: str, part: int) -> tuple[int, array[int]]:
        """Where a part begins in a form, and the sizes of its rows. Raises PieceGone."""
        asked = f"SELECT content FROM {_PLACES} WHERE file_id = %s AND name = %s AND part = %s"  # noqa: S608
        found = SESSION.rows(asked, self.file.pk, form, part)
        if not found:
            raise PieceGone(f"rows of {self.file}")
        content, sizes = memoryview(found[0][0]), array("I")
        sizes.frombytes(content[HEAD.size :])
        return HEAD.unpack_from(content)[0], sizes

    def tally(self, marks: Marks, form: str) -> tuple[int, int]:
        """(rows that bear all of the marks, their bytes in a form)."""
        return _tally(self.file.pk, self, marks, form)

    def __hash__(self) -> int:
        return hash(self.file.pk)


@lru_cache(maxsize=500)
def _tally(file: int, index: Index, marks: Marks, form: str) -> tuple[int, int]:
    found = index.bearing(marks)
    count = sum(bits.bit_count() for bits in found.values())
    if len(marks) == 1:
        return count, index.total(marks[0], form)
    size = sum(sum(compress(index.sizes(form, part)[1], flags_of(bits))) for part, bits in found.items())
    return count, size


def index_of(table: Table, scope: Scope) -> Index | None:
    """The index of a table, of this state; or, of a large one, of the state before."""
    name = file_name(table.name, "csv", Profile.RAW, absences=False)
    row = PreparedFile.objects.filter(name=name, replaced_at=None).first()
    if row is None or not PreparedPlaces.objects.filter(file=row).exists():
        return None
    present = (row.revision, row.version, row.changed_at) == (scope.revision, scope.version, scope.changed_at)
    return Index(row) if present or row.size > LARGE else None


def row_count_ahead(table: Table, marks: Marks | None, scope: Scope) -> int | None:
    """How many rows of the table bear the marks in this very state of the data; None where nobody has counted."""
    index = index_of(table, scope)
    if marks is None or scope.absences or index is None or index.file.revision != scope.revision:
        return None
    return sum(map(int.bit_count, index.bearing(marks).values())) if marks else index.file.row_count
