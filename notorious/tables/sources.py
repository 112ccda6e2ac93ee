"""The table of sources: every document and every named source that a public row rests on."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count

from markets.citations import link_first_source, name_first_source
from markets.models import Absence, Listing, Recommendation, Snapshot
from markets.tables import shared
from markets.tables.columns import Column, Table, Type
from markets.tables.evidence import snapshot_addresses, source_id
from markets.tables.scope import Scope
from responses.models import Operation, Response, ResponsePoint

NOT_KEPT = "we keep none"


def _used() -> Counter[tuple[str, int | None]]:
    """{(words, snapshot): by how many public rows}."""
    used: Counter[tuple[str, int | None]] = Counter()
    for public in (Listing.objects.public(), Recommendation.objects.public()):
        counted = public.order_by().values_list("source", "snapshot").annotate(count=Count("pk"))
        for words, snapshot, count in counted:
            used[words, snapshot] += count
    for rows in (Absence.objects.public(), Operation.objects.public()):
        for words, count in rows.order_by().values_list("source").annotate(count=Count("pk")):
            used[words, None] += count
    said = Response.objects.public().order_by().values_list("source", "url", "snapshot")
    for source, url, snapshot, count in said.annotate(count=Count("pk")):
        used[Response(source=source, url=url).source_line, snapshot] += count
    points = ResponsePoint.objects.public().order_by()
    said_in = points.values_list("source", "url", "response__source", "response__url")
    for source, url, of_source, of_url, count in said_in.annotate(count=Count("pk")):
        response = Response(source=of_source, url=of_url)
        used[ResponsePoint(source=source, url=url, response=response).source_line, None] += count
    return used


@dataclass(frozen=True)
class SourceRecord:
    """A document whose bytes we keep, or a source that is named; `row_count` public rows rest on it."""

    scope: Scope
    source_id: str
    source: str
    source_url: str
    document: Snapshot | None
    row_count: int


def _records(scope: Scope) -> Iterator[SourceRecord]:
    used = _used()
    snapshots = Snapshot.objects.in_bulk({snapshot for _, snapshot in used if snapshot})
    addresses = snapshot_addresses(snapshots)
    records: dict[str, SourceRecord] = {}
    counts: Counter[str] = Counter()
    for (words, key), count in sorted(used.items(), key=lambda each: (each[0][0], each[0][1] or 0)):
        document = snapshots.get(key) if key else None
        known = source_id(words, document)
        address = (addresses.get(document.pk, "") if document else "") or link_first_source(words)
        counts[known] += count
        records[known] = SourceRecord(
            scope, known, name_first_source(words), address, document, counts[known]
        )
    records.pop("", None)  # no words and no document
    yield from records.values()


SOURCES = Table(
    name="sources",
    title="Sources",
    about="One row per source of a public row: a document whose bytes we keep, or one that is named.",
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
            lambda record: "document" if record.document else "named",
            words=(("document", "we keep its bytes"), ("named", "it is named, and we do not keep it")),
        ),
        shared.SOURCE,
        shared.SOURCE_URL,
        Column(
            "sha256",
            Type.ID,
            "SHA-256 of the document.",
            "9f86d081884c7d65…",
            lambda record: record.document.sha256 if record.document else "",
            empty=NOT_KEPT,
        ),
        Column(
            "bytes",
            Type.INTEGER,
            "Its size.",
            "1048576",
            lambda record: record.document.size if record.document else None,
            empty=NOT_KEPT,
        ),
        Column(
            "media_type",
            Type.ID,
            "What it is.",
            "application/pdf",
            lambda record: record.document.media_type if record.document else "",
            empty=NOT_KEPT,
        ),
        Column(
            "stored_on",
            Type.DATE,
            "Since when we keep it.",
            "2026-05-04",
            lambda record: record.document.stored_at.date() if record.document else None,
            empty=NOT_KEPT,
        ),
        Column("row_count", Type.INTEGER, "How many public rows rest on it.", "3"),
        shared.DATA_VERSION,
    ),
    key=("source_id",),
    records=_records,
)
