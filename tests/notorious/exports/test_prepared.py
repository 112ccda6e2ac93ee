"""Files that are written ahead: the same bytes as those written while one waits, for every process, to the end."""

from __future__ import annotations

import base64
import datetime
import hashlib
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from markets.models import DataVersion, Listing
from markets.tables.columns import Table
from markets.tables.scope import Scope
from markets.tables.writer import Profile
from notorious.exports import pieces
from notorious.exports import prepare as preparing
from notorious.exports.prepare import QUIET, QUIET_IF_LARGE, file_name, prepare, prepare_due
from notorious.models import PreparedFile, PreparedPiece
from notorious.pages import data, data_ahead, data_delivery, data_prepared, data_ranges
from notorious.pages.data import prepared_counts, row_counts
from notorious.pages.data_delivery import PREPARED
from notorious.pages.data_prepared import PieceGone, Pieces
from notorious.tables import ALL, TABLES, TIMELINE
from notorious.tables.state import current_scope
from notorious.tasks import prepare as task

SMALL_PIECE = 10_000
QUERIES = ("", "?profile=excel", "?absences=1", "?absences=1&profile=excel")


@pytest.fixture
def later() -> datetime.datetime:
    """When no change of this test is recent any more."""
    return timezone.now() + QUIET_IF_LARGE * 2


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file counts as a large one, of many pieces."""
    monkeypatch.setattr(pieces, "PIECE", SMALL_PIECE)
    for module in (preparing, data_prepared, data_ahead):
        monkeypatch.setattr(module, "LARGE", 1000)


def _content(response: HttpResponseBase) -> bytes:
    if not response.streaming:
        return response.content  # type: ignore[attr-defined]
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def _correct(name: str) -> None:
    Listing.objects.filter(market__slug="taobao", edition__year=2017).update(printed_name=name)


@pytest.mark.parametrize("path", [f"/data/timeline.csv{query}" for query in QUERIES] + ["/data/claims.json"])
@pytest.mark.parametrize("size", ["small", "large"])
def test_a_prepared_file_is_the_file_that_is_written_while_one_waits(
    path: str, size: str, record: Scope, client: Client, request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    waited = client.get(path)
    if size == "large":
        request.getfixturevalue("large")
    assert prepare(TABLES[path.split("/")[2].split(".")[0]], absences="absences" in path) == 3
    PREPARED.forget()
    monkeypatch.setattr(data_delivery, "Writing", None)  # nothing is written while one waits
    ready = client.get(path)
    assert ready.streaming is (size == "large")
    whole = _content(ready)
    assert whole == _content(waited)
    for name in (
        "ETag",
        "Repr-Digest",
        "X-Row-Count",
        "Content-Disposition",
        "Last-Modified",
        "Content-Length",
    ):
        assert ready[name] == waited[name]
    sha256 = base64.b64encode(hashlib.sha256(whole).digest()).decode()
    assert ready["Repr-Digest"] == f"sha-256=:{sha256}:"


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("0-9", 0, 10), ("9990-10010", 9990, 10011), ("10000-19999", 10_000, 20_000), ("5-", 5, None), ("-7", -7, None)],
)  # fmt: skip
def test_a_part_of_a_prepared_file_is_read_from_its_own_pieces(
    asked: str, start: int, end: int | None, record: Scope, client: Client, large: None
) -> None:
    prepare(TIMELINE)
    whole = _content(client.get("/data/timeline.csv"))
    assert len(whole) > 10 * SMALL_PIECE
    with CaptureQueriesContext(connection) as queries:
        part = client.get("/data/timeline.csv", headers={"Range": f"bytes={asked}"})
        assert (part.status_code, _content(part)) == (206, whole[start:end])
    copies = [query for query in queries if query["sql"].startswith("COPY")]
    assert len(copies) <= -(-len(whole[start:end]) // SMALL_PIECE) + 1


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> tuple[Table, ...]:
    """The tables are few."""
    few = (TIMELINE, TABLES["claims"], TABLES["editions"])
    monkeypatch.setattr(preparing, "ALL", few)
    return few


def test_every_table_is_prepared_once_for_each_state(
    record: Scope, later: datetime.datetime, few: tuple[Table, ...]
) -> None:
    count = prepare_due(later)
    assert count == 3 * (len(few) + 1)
    assert prepare_due(later) == 0
    _correct("Another")
    assert prepare_due(later) == count
    current = PreparedFile.objects.filter(replaced_at=None)
    assert current.count() == count and PreparedFile.objects.count() == 2 * count
    assert current.values("revision").distinct().count() == 1


def test_while_changes_come_nothing_is_prepared_and_large_files_wait_longer(
    record: Scope, large: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "ALL", (TABLES["claims"], TABLES["editions"], TABLES["redirects"]))
    assert prepare_due(record.changed_at + QUIET / 2) == 0
    every_one = prepare_due(record.changed_at + QUIET)
    _correct("Another")
    changed_at = DataVersion.current().changed_at
    small = prepare_due(changed_at + QUIET)
    assert 0 < small < every_one / 2
    assert prepare_due(changed_at + QUIET_IF_LARGE) == every_one - small
    task()
    assert PreparedFile.objects.filter(replaced_at=None).count() == every_one


def test_a_small_file_is_of_the_present_and_a_large_one_says_of_which_state_it_is(
    record: Scope, client: Client, request: pytest.FixtureRequest
) -> None:
    prepare(TIMELINE)
    _correct("Another")
    PREPARED.forget()
    assert b"Another" in _content(client.get("/data/timeline.csv"))
    request.getfixturevalue("large")
    prepare(TIMELINE)
    before = client.get("/data/timeline.csv")
    _correct("A third name")
    after = client.get("/data/timeline.csv")
    assert after["ETag"] == before["ETag"] and after["X-Data-Version"] == before["X-Data-Version"]
    assert b"A third name" not in _content(after)
    prepare(TIMELINE)
    assert b"A third name" in _content(client.get("/data/timeline.csv"))


def test_who_reads_a_file_that_is_replaced_reads_it_to_its_end(
    record: Scope, client: Client, large: None, later: datetime.datetime
) -> None:
    prepare(TIMELINE)
    whole = _content(client.get("/data/timeline.csv"))
    reading: Iterator[bytes] = iter(client.get("/data/timeline.csv").streaming_content)  # type: ignore[attr-defined]
    read = next(reading)
    _correct("Another")
    prepare(TIMELINE)
    preparing.remove_replaced(timezone.now())
    assert read + b"".join(reading) == whole
    preparing.remove_replaced(timezone.now() + datetime.timedelta(days=1))
    assert not PreparedFile.objects.filter(replaced_at__isnull=False).exists()
    assert PreparedPiece.objects.values("file").distinct().count() == 3


def test_a_piece_that_is_gone_breaks_the_transfer(record: Scope, client: Client, large: None) -> None:
    prepare(TIMELINE)
    row = PreparedFile.objects.get(name="timeline.csv")
    response = client.get("/data/timeline.csv")
    PreparedPiece.objects.filter(file=row, number=3).delete()
    with pytest.raises(PieceGone):
        _content(response)
    assert int(response["Content-Length"]) == row.size


def test_a_file_that_fails_while_it_is_prepared_leaves_the_one_before(
    record: Scope, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    prepare(TIMELINE)
    before = list(PreparedFile.objects.values_list("pk", "replaced_at"))
    _correct("Another")
    monkeypatch.setattr(preparing._Writing, "end", None)
    with pytest.raises(TypeError):
        prepare(TIMELINE)
    assert list(PreparedFile.objects.values_list("pk", "replaced_at")) == before


def test_a_filter_is_not_answered_with_the_whole(record: Scope, client: Client) -> None:
    prepare(TIMELINE)
    rows = list(TIMELINE.rows(record))
    for query, place, value in (("year=2017", 1, 2017), ("market=taobao", 5, "taobao")):
        count = sum(row[place] == value for row in rows)
        assert client.get(f"/data/timeline.csv?{query}")["X-Row-Count"] == str(count) != str(len(rows))


def test_readers_beyond_those_that_may_wait_are_asked_to_come_again_and_pages_go_on(
    record: Scope, client: Client, large: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(TIMELINE)
    monkeypatch.setattr(data_ranges, "STREAMS", threading.BoundedSemaphore(2))
    reading = [client.get("/data/timeline.csv") for _ in range(2)]
    refused = client.get("/data/timeline.csv")
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert client.head("/data/timeline.csv").status_code == 200
    assert _content(reading[0]) == _content(reading[1])
    assert len(_content(client.get("/data/timeline.csv"))) > 1000


def test_the_page_of_downloads_counts_no_row_that_is_counted_already(
    record: Scope, client: Client, later: datetime.datetime, few: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data, "ALL", few)
    assert prepared_counts(record) == {}
    waited = row_counts(record.revision, record.changed_at)
    prepare_due(later)
    assert prepared_counts(record) == waited
    monkeypatch.setattr(data, "row_counts", None)
    assert "409 rows" in client.get("/data/").content.decode()
    _correct("Another")
    assert prepared_counts(current_scope()) == {}


def test_two_at_once_are_one(record: Scope, django_db_blocker: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [preparing.LOCK])
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [preparing.LOCK])
        assert cursor.fetchone() == (False,)
    other.close()


def test_the_names_of_files_differ() -> None:
    names = {
        file_name(table.name, extension, profile, absences)
        for table in ALL
        for extension, profile in preparing.FORMS
        for absences in (False, True)
    }
    assert len(names) == len(ALL) * 6
    assert file_name("timeline", "csv", Profile.EXCEL, True) == "timeline-absences-excel.csv"
    assert len(Pieces(PreparedFile(size=7))) == 7


def test_an_upgrade_that_brings_a_column_brings_its_file_anew(
    record: Scope, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = TABLES["claims"]
    fewer = replace(
        table,
        columns=table.columns[:-1],
        rows=lambda scope: (row[:-1] for row in table.rows(scope)),
    )
    assert prepare(fewer) == 3 and prepare(fewer) == 0
    assert prepare(table) == 3 and prepare(table) == 0
    (header, *_) = _content(client.get("/data/claims.csv")).decode().splitlines()
    assert header.split(",") == table.header
