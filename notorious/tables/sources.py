"""The table of sources: every document and every named source that a public row rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.db.models import Count

from markets.models import Absence, Listing, Recommendation, Snapshot
from markets.tables import shared
from markets.tables.columns import Column, Row, Table, Type
from markets.tables.evidence import address_in, one_line, snapshot_addresses, source_id
from markets.tables.scope import Scope
from responses.models import Operation, Response, ResponsePoint


def _used() -> Counter[tuple[str, int | None]]:
    """{(words, snapshot): by how many public rows}. A million listings may have a few hundred."""
    used: Counter[tuple[str, int | None]] = Counter()
    for public in (Listing.objects.public(), Recommendation.objects.public(), Response.objects.public()):
        counted = public.order_by().values_list("source", "snapshot").annotate(count=Count("pk"))
        for words, snapshot, count in counted:
            used[words, snapshot] += count
    for rows in (Absence.objects.public(), ResponsePoint.objects.public(), Operation.objects.all()):
        for words, count in rows.order_by().values_list("source").annotate(count=Count("pk")):
            used[words, None] += count
    return used


def _rows(scope: Scope) -> Iterator[Row]:
    used = _used()
    snapshots = Snapshot.objects.in_bulk({snapshot for _, snapshot in used if snapshot})
    addresses = snapshot_addresses(snapshots)
    rows: dict[str, Row] = {}
    counts: Counter[str] = Counter()
    for (words, key), count in sorted(used.items(), key=lambda each: (each[0][0], each[0][1] or 0)):
        document = snapshots.get(key) if key else None
        known = source_id(words, document)
        if not known:
            continue
        counts[known] += count
        rows[known] = (
            known,
            "document" if document else "named",
            one_line(words),
            (addresses.get(document.pk, "") if document else "") or address_in(words),
            document.sha256 if document else "",
            document.size if document else None,
            document.media_type if document else "",
            document.stored_at.date() if document else None,
        )
    for known in sorted(rows):
        yield (*rows[known], counts[known], scope.version)


SOURCES = Table(
    name="sources",
    title="Sources",
    about="One row per source that a public row rests on: a document whose bytes we keep, or one that is named.",
    columns=(
        Column(
            "source_id",
            Type.ID,
            "Permanent id: made of the document's hash, or of the words.",
            "S-3f2a9c01d4be",
        ),
        Column(
            "kind",
            Type.WORD,
            "Whether we keep the document.",
            "named",
            words=(("document", "we keep its bytes"), ("named", "it is named, and we do not keep it")),
        ),
        shared.SOURCE,
        shared.SOURCE_URL,
        Column("sha256", Type.ID, "SHA-256 of the document.", "9f86d081884c7d65…", empty="we keep none"),
        Column("bytes", Type.INTEGER, "Its size.", "1048576", empty="we keep none"),
        Column("media_type", Type.ID, "What it is.", "application/pdf", empty="we keep none"),
        Column("stored_on", Type.DATE, "Since when we keep it.", "2026-05-04", empty="we keep none"),
        Column("row_count", Type.INTEGER, "How many public rows rest on it.", "3"),
        shared.DATA_VERSION,
    ),
    key=("source_id",),
    rows=_rows,
)
