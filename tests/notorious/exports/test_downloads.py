"""Downloads: whole or broken, counted, hashed, in parts, and exactly what the page shows."""

import base64
import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from markets.models import DataVersion, Listing
from markets.tables.scope import Scope
from notorious.exports.cache import ABSENCES_PATH, EXPORTS, HEAVY_EXPORTS
from notorious.exports.package import WITH_ABSENCES, unpack_files
from notorious.exports.version_views import ZIP_PATH
from notorious.models import RenderedPage
from notorious.tables import ALL, TABLES, TIMELINE
from notorious.tasks import render
from tests.notorious.exports.conftest import RecordRows


def _rows(response: Any) -> list[list[str]]:
    assert response.status_code == 200, response.content
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("ending", ["csv", "csv?profile=excel", "json"])
def test_every_table_can_be_taken_away(
    name: str,
    ending: str,
    record: Scope,
    record_rows: RecordRows,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = record_rows.rows[name]
    monkeypatch.setitem(TABLES, name, replace(TABLES[name], records=lambda scope: record_rows.records[name]))
    response = client.get(f"/data/{name}.{ending}")
    count = int(response["X-Row-Count"])
    assert count == len(rows)
    if ending == "json":
        whole = json.loads(response.content)
        assert len(whole["rows"]) == count
        assert all(list(row) == TABLES[name].header for row in whole["rows"])
    else:
        assert len(_rows(response)) == count + 1
        assert response.content.startswith(b"\xef\xbb\xbf") is ("excel" in ending)
        assert (b"\r\n" in response.content) is ("excel" in ending)


def test_a_file_says_its_hash_its_date_and_its_version(record: Scope, client: Client) -> None:
    response = client.get("/data/timeline.csv")
    sha256 = base64.b64encode(hashlib.sha256(response.content).digest()).decode()
    assert response["Repr-Digest"] == f"sha-256=:{sha256}:"
    assert response["X-Data-Version"] == record.version
    assert re.search(r"timeline-\d{4}-\d\d-\d\d-raw\.csv", response["Content-Disposition"])
    assert response["Last-Modified"]
    assert response["Access-Control-Allow-Origin"] == "*"


def test_head_says_what_get_would_and_sends_nothing(record: Scope, client: Client) -> None:
    got, head = client.get("/data/timeline.csv"), client.head("/data/timeline.csv")
    assert head.content == b""
    assert {**head.headers, "X-Request-ID": ""} == {**got.headers, "X-Request-ID": ""}


def test_a_change_of_the_data_is_in_the_next_download(record: Scope, client: Client) -> None:
    before = client.get("/data/listings.csv")
    listing = Listing.objects.public().get(edition__year=2017, market__slug="taobao")
    listing.printed_name = "Tao ＝ Bao"
    listing.save()
    after = client.get("/data/listings.csv")
    assert before["ETag"] != after["ETag"]
    assert "Tao ＝ Bao" in after.content.decode()


@pytest.mark.parametrize(
    ("asked", "start", "end"), [("bytes=0-9", 0, 10), ("bytes=100-", 100, None), ("bytes=-7", -7, None)]
)
def test_a_part_of_a_file_can_be_asked_for(
    asked: str, start: int, end: int | None, record: Scope, client: Client
) -> None:
    whole = client.get("/data/markets.csv").content
    part = client.get("/data/markets.csv", headers={"Range": asked})
    assert (part.status_code, part.content) == (206, whole[start:end])
    assert part["Content-Range"].endswith(f"/{len(whole)}")
    stale = client.get("/data/markets.csv", headers={"Range": asked, "If-Range": '"another"'})
    assert (stale.status_code, stale.content) == (200, whole)


@pytest.mark.parametrize("asked", ["bytes=5-2", "bytes=a-b", "bytes=-", "lines=1-2", "bytes=0-1,4-5"])
def test_a_range_that_we_do_not_know_gives_the_whole(asked: str, record: Scope, client: Client) -> None:
    assert client.get("/data/editions.csv", headers={"Range": asked}).status_code == 200


def test_a_range_behind_the_end_is_refused(record: Scope, client: Client) -> None:
    response = client.get("/data/editions.csv", headers={"Range": "bytes=99999999-"})
    assert response.status_code == 416
    assert response["Content-Range"].startswith("bytes */")


@pytest.mark.wide
def test_a_heavy_file_is_rendered_once_for_all_processes(record: Scope, client: Client) -> None:
    Listing.objects.filter(printed_name="Taobao.com").update(printed_name="Tao Bao")
    render()
    EXPORTS.clear()  # as another process has it
    for address in HEAVY_EXPORTS:
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        assert response.status_code == 200 and response["X-Content-SHA256"]
        assert not any("markets_listing" in query["sql"] for query in queries), address
    absences = unpack_files(client.get(ZIP_PATH).content)[f"{WITH_ABSENCES}.csv"]
    assert absences == client.get(ABSENCES_PATH).content
    RenderedPage.objects.filter(key__in=HEAVY_EXPORTS[2:]).delete()  # as an interrupted run leaves them
    render()
    assert RenderedPage.objects.filter(key__in=HEAVY_EXPORTS).count() == len(HEAVY_EXPORTS)
    Listing.objects.filter(printed_name="Tao Bao").update(printed_name="Bao Tao")
    assert b"Bao Tao" in client.get(ABSENCES_PATH).content


@pytest.mark.parametrize(
    "query",
    [
        "profile=foo",
        "absences=maybe",
        "absences=%00",
        "contry=CN",
        "year=2O17",
        "year=9999999999",
        "year=-1",
        "market=a&market=b",
        "q=%00",
        "q=%ff%fe",
        "q=%ed%a0%80",
        "category=" + "x" * 300,
        "kind=both",
        "country=China",
        "editions=4",
        "sort=random()",
        "%00=1",
        "%ed%a0%80=1",
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(query: str, record: Scope, client: Client) -> None:
    response = client.get(f"/data/timeline.csv?{query}")
    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/plain")
    assert re.fullmatch(r"[^\x00-\x1f]{10,400}\n", response.content.decode())


@pytest.mark.parametrize(
    ("name", "query"),
    [("recommendations", "?year=2017"), ("responses", "?party=alibaba-group"), ("claims", "?year=2017")],
)
def test_the_file_of_a_list_holds_what_its_page_shows(
    name: str, query: str, record: Scope, client: Client
) -> None:
    """Each id of the file is on the page of the same filter, and the page says how many there are."""
    rows = _rows(client.get(f"/{name}.csv{query}"))[1:]
    page = client.get(f"/{name}/{query}").content.decode()
    assert 0 < len(rows) < len(list(TABLES[name].rows(record)))
    place = TABLES[name].place("response_id") if name == "claims" else 0
    assert all(row[place] in page for row in rows)
    assert re.search(rf"<b>{len(rows)}</b> of", page)


def test_the_files_of_an_edition_hold_its_listings_and_its_changes(record: Scope, client: Client) -> None:
    listings = _rows(client.get("/editions/2017.csv"))
    assert {row[1] for row in listings[1:]} == {"2017"}
    changes = _rows(client.get("/editions/2017/changes.csv"))
    assert {(row[1], row[2]) for row in changes[1:]} == {("2016", "2017")}
    assert {(row[1], row[2]) for row in _rows(client.get("/compare/2010/2017.csv"))[1:]} == {("2010", "2017")}
    assert client.get("/compare/2017/2016.csv")["Location"] == "/compare/2016/2017.csv"
    assert client.get("/compare/2017/2017.csv").status_code == 400
    assert client.get("/editions/2009.csv").status_code == 404


def test_a_cached_file_asks_for_the_version_alone(record: Scope, client: Client) -> None:
    client.get("/data/timeline.csv")
    with CaptureQueriesContext(connection) as queries:
        client.get("/data/timeline.csv")
    ours = [
        query
        for query in queries
        if "notorious_archivedversion" in query["sql"] or "dataversion" in query["sql"]
    ]
    assert len(queries) == len(ours) <= 3


def test_a_download_that_fails_gives_no_file_at_all(
    record: Scope, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(scope: Scope) -> Iterator[Any]:
        for number, record in enumerate(TIMELINE.records(scope)):
            if number == 300:
                raise RuntimeError("the database went away")
            yield record

    monkeypatch.setitem(TABLES, "timeline", replace(TIMELINE, records=broken))
    client.raise_request_exception = False
    response = client.get("/data/timeline.csv")
    assert response.status_code == 500
    assert "Content-Disposition" not in response
    monkeypatch.setitem(TABLES, "timeline", TIMELINE)
    assert client.get("/data/timeline.csv")["X-Row-Count"] == "613"


def test_the_page_offers_both_profiles_of_every_table(record: Scope, client: Client) -> None:
    page = client.get("/data/").content.decode()
    for table in ALL:
        assert f'href="/data/{table.name}.csv"' in page
        assert f'href="/data/{table.name}.csv?profile=excel"' in page
    assert "613 rows" in page


def test_loading_the_record_again_changes_neither_data_nor_their_version(record: Scope) -> None:
    before = DataVersion.current().revision
    call_command("load_record", verbosity=0)
    assert DataVersion.current().revision == before
