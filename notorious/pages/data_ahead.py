"""Files that need not be written: whole tables that stand ready, and what is cut from them."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from markets.tables.scope import Scope
from notorious.exports.prepare import LARGE, file_name
from notorious.models import PreparedFile
from notorious.pages.data_begun import tag_of
from notorious.pages.data_cut import cut_of
from notorious.pages.data_prepared import Pieces, prepared
from notorious.pages.data_wanted import Wanted
from notorious.pages.data_whole import WholeFile


def _file_ahead(wanted: Wanted, scope: Scope) -> PreparedFile | None:
    return prepared(file_name(wanted.table.name, wanted.extension, wanted.profile, wanted.absences), scope)


def written_ahead(wanted: Wanted, scope: Scope) -> WholeFile | None:
    """A whole table that was written ahead of its readers; None where it is not wanted, or not there."""
    row = _file_ahead(wanted, scope) if wanted.marks == () else None
    if row is None:
        return None
    pieces = Pieces(row)
    return WholeFile(
        b"".join(pieces.between(0, row.size)) if row.size <= LARGE else pieces,
        wanted.file_name(row.changed_at),
        row.version,
        row.changed_at,
        bytes(row.sha256),
        revision=row.revision,
        row_count=row.row_count,
    )


def cut_ahead(wanted: Wanted, scope: Scope, key: str) -> WholeFile | None:
    """Some rows of such a table; None where nobody knows where they stand in it. `key` tells them from all others."""
    row = _file_ahead(wanted, scope) if wanted.marks and not wanted.absences else None
    if row is None or not wanted.marks:
        return None
    cut = cut_of(wanted.table, wanted.extension, wanted.profile, wanted.marks, row, scope)
    if cut is None:
        return None
    file = WholeFile(
        cut,
        wanted.file_name(row.changed_at),
        row.version,
        row.changed_at,
        sha256=b"",
        revision=row.revision,
        row_count=cut.row_count,
        tag=tag_of(
            key, replace(scope, revision=row.revision, version=row.version, changed_at=row.changed_at)
        ),
    )
    if len(cut) > LARGE:
        return file
    held = b"".join(cut.between(0, len(cut)))
    return replace(file, content=held, sha256=hashlib.sha256(held).digest(), tag="")
