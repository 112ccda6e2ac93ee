"""Formats that the worker writes, and formats of archived versions."""

import io
import sqlite3
from contextlib import closing

import pyarrow.parquet as pq
import pytest
from celery import current_app
from django.test import Client
from kombu.exceptions import OperationalError

from markets.tables.scope import Scope
from notorious import tasks
from notorious.exports.cache import EXPORTS
from notorious.exports.worker_files import render_worker_files
from notorious.models import RenderedPage
from notorious.tables import TABLES


def test_parquet_is_written_by_the_worker_and_sent_by_the_web(record: Scope, client: Client) -> None:
    waiting = client.get("/data/timeline.parquet")
    assert waiting.status_code == 503 and waiting["Retry-After"] == "60"
    assert render_worker_files() >= len(TABLES)
    response = client.get("/data/timeline.parquet")
    assert response.status_code == 200 and response["X-Row-Count"] == "613"
    assert pq.read_table(io.BytesIO(response.content)).num_rows == 613
    assert client.get("/data/timeline.parquet?year=2017").status_code == 400


@pytest.mark.wide
def test_sqlite_and_versions_in_other_formats_are_made_from_the_archived_csv(
    record: Scope, client: Client
) -> None:
    content = client.get("/data/notorious-markets.sqlite").content
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        assert database.execute("SELECT count(*) FROM timeline").fetchone() == (613,)
        assert database.execute('SELECT "2017" FROM "markets-by-edition" WHERE market=\'taobao\'').fetchone()
    label = client.get("/data/latest/timeline.csv")["Location"].split("/")[2]
    kept = client.get(f"/data/{label}/timeline.json").json()
    assert kept["data_version"] == label and len(kept["rows"]) == 613
    assert client.get(f"/data/{label}/timeline.xlsx").status_code == 200
    assert client.get(f"/data/{label}/notorious-markets.sqlite").status_code == 200
    assert client.get(f"/data/{label}/timeline.ndjson")["X-Row-Count"] == "613"


def test_the_worker_writes_parquet_of_a_version_when_somebody_asks(
    record: Scope, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[list[str]] = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args: sent.append([name, *args]))
    address = f"/data/{record.label}/timeline.parquet"
    waiting = client.get(address)
    assert waiting.status_code == 503 and waiting["Retry-After"] == "60"
    ((task, *stated),) = sent
    assert task == tasks.write_version_file.name
    for _ in range(2):
        tasks.write_version_file(*stated)
    written = client.get(address)
    assert written.status_code == 200 and written["X-Row-Count"] == "613"
    assert "immutable" in written["Cache-Control"] and written["X-Data-Version"] == record.label
    rows = pq.read_table(io.BytesIO(written.content)).to_pylist()
    archived = client.get(f"/data/{record.label}/timeline.json").json()["rows"]
    assert [row["row_id"] for row in rows] == [row["row_id"] for row in archived]
    EXPORTS.clear()
    assert client.get(address).content == written.content, "another process sends the same bytes"
    assert client.get(f"/data/{record.label}/nothing.parquet").status_code == 404
    assert len(sent) == 1


def test_the_worker_goes_on_with_the_files_that_an_interrupted_run_left_out(
    record: Scope, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "prerendered_paths", list)  # they were all written
    monkeypatch.setattr(tasks, "HEAVY_EXPORTS", ["/data/editions.parquet"])
    render_worker_files()
    RenderedPage.objects.filter(key="/data/timeline.parquet").delete()
    kept = RenderedPage.objects.get(key="/data/editions.parquet").pk
    RenderedPage.objects.filter(pk=kept).update(etag="untouched")
    EXPORTS.clear()
    tasks.render()
    assert client.get("/data/timeline.parquet").status_code == 200
    assert RenderedPage.objects.get(pk=kept).etag == "untouched"


def test_a_version_can_be_asked_for_parquet_without_a_broker(
    record: Scope, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(name: str, args: list[str]) -> None:
        raise OperationalError("no broker")

    monkeypatch.setattr(current_app, "send_task", fail)
    assert client.get(f"/data/{record.label}/editions.parquet").status_code == 503
