"""Versions that are kept: of a record of any size, as it was, for ever, and never while a reader waits."""

import base64
import csv
import hashlib
import io

import pytest
from django.db import transaction
from django.db.utils import DatabaseError
from django.test import Client

from markets.models import DataVersion, Listing
from markets.tables.scope import Scope
from notorious.exports import package
from notorious.exports.package import unpack_files
from notorious.models import ArchivedVersion
from notorious.tables.state import current_scope
from tests.html import read_csv

pytestmark = pytest.mark.usefixtures("few_tables", "no_charts")


def test_a_version_that_was_kept_never_changes(record: Scope, client: Client) -> None:
    first = client.get(f"/data/{record.label}/timeline.csv").content
    Listing.objects.filter(market__slug="taobao", edition__year=2017).update(printed_name="Another")
    assert client.get(f"/data/{record.label}/timeline.csv").content == first
    assert "immutable" in client.get(f"/data/{record.label}/timeline.csv")["Cache-Control"]
    now = client.get("/data/notorious-markets.zip")
    assert now["X-Data-Version"].startswith(f"{record.label}+")
    assert b"Another" in unpack_files(now.content)["timeline.csv"]


def test_the_data_as_kept_and_the_download_are_the_same_bytes(record: Scope, client: Client) -> None:
    assert (
        client.get("/data/latest/timeline.csv", follow=True).content
        == client.get("/data/timeline.csv").content
    )


def test_the_next_version_says_what_has_changed(record: Scope, client: Client) -> None:
    client.get("/data/notorious-markets.zip")
    Listing.objects.filter(market__slug="taobao", edition__year=2017).update(printed_name="Another")
    DataVersion.advance()
    scope = current_scope()
    assert scope.version != record.version
    made = unpack_files(client.get(f"/data/{scope.label}/notorious-markets.zip").content)
    name = f"changes-{record.label}-to-{scope.label}.csv"
    changes = read_csv(made[name])
    assert ("timeline", "2017-taobao", "changed", "printed_name", "Taobao", "Another") in [
        tuple(row.values()) for row in changes
    ]
    assert {row["change"] for row in changes if row["table"] == "timeline"} == {"changed"}
    assert client.get("/data/latest/")["Location"] == f"/data/{scope.label}/"


@pytest.mark.parametrize(
    "path", ["v2026.1/nothing.csv", "v2099.1/", "v2099.1/timeline.csv", "v2026.1/../x", "nothing.csv"]
)
def test_what_is_not_there_is_not_found(path: str, record: Scope, client: Client) -> None:
    assert client.get(f"/data/{path}").status_code == 404


def test_keeping_a_version_is_one_write(record: Scope, client: Client) -> None:
    client.get("/data/notorious-markets.zip")
    client.get(f"/data/{record.label}/")
    client.get("/data/latest/datapackage.json", follow=True)
    assert ArchivedVersion.objects.count() == 1


def test_the_database_lets_nobody_change_an_archived_version(record: Scope, client: Client) -> None:
    client.get("/data/notorious-markets.zip")
    for attempt in (
        lambda: ArchivedVersion.objects.update(content=b""),
        lambda: ArchivedVersion.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="Cannot (update|delete)"), transaction.atomic():
            attempt()


def test_each_file_of_a_kept_version_is_the_one_in_its_zip_file(record: Scope, client: Client) -> None:
    path = f"/data/{record.label}"
    response = client.get(f"{path}/notorious-markets.zip")
    whole = response.content
    assert hashlib.sha256(whole).hexdigest() == ArchivedVersion.objects.get().sha256
    page = client.get(f"{path}/").content.decode()
    for name, content in unpack_files(whole).items():
        sent = client.get(f"{path}/{name}")
        assert sent.content == content
        assert (int(sent["Content-Length"]), sent["Repr-Digest"]) == (len(content), _digest(content))
        rows = sum(1 for _ in csv.reader(io.StringIO(content.decode(), newline=""))) - 1
        assert sent.get("X-Row-Count") == (str(rows) if name.endswith(".csv") else None)
        assert f'href="{path}/{name}"' in page
        assert client.get(f"{path}/{name}", headers={"If-None-Match": sent["ETag"]}).status_code == 304
        assert client.head(f"{path}/{name}")["Content-Length"] == sent["Content-Length"]


def _digest(content: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(content).digest()).decode()}:"


def test_a_range_is_given_of_the_zip_file_and_of_a_file_in_it(record: Scope, client: Client) -> None:
    for name in ("notorious-markets.zip", "timeline.csv"):
        path = f"/data/{record.label}/{name}"
        whole = client.get(path).content
        part = client.get(path, headers={"Range": "bytes=9990-20010"})
        assert (part.status_code, part.content) == (206, whole[9990:20011])


def test_a_version_is_archived_as_a_whole_or_not_at_all(
    record: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    Listing.objects.filter(market__slug="taobao", edition__year=2017).update(printed_name="Another")
    before = DataVersion.current().label
    with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
        patch.setattr(package, "describe_datapackage", lambda *about: 1 // 0)
        DataVersion.advance()
    assert (ArchivedVersion.objects.count(), DataVersion.current().label) == (1, before)
    assert DataVersion.advance().label != before and ArchivedVersion.objects.count() == 2


def test_an_address_without_the_v_leads_to_the_version(record: Scope, client: Client) -> None:
    assert client.get("/data/2026.1/timeline.csv")["Location"] == "/data/v2026.1/timeline.csv"
    moved = client.get("/embed/2026.1/charts/listings/")
    assert (moved.status_code, moved["Location"]) == (301, "/embed/v2026.1/charts/listings/")


@pytest.mark.parametrize("label", ["v2026.1+7", "v2026.1%2B7", "v2026.1@2026-11-21"])
def test_what_was_cited_between_two_versions_says_how_it_can_be_seen(
    label: str, record: Scope, client: Client
) -> None:
    for file in ("", "timeline.csv"):
        answer = client.get(f"/data/{label}/{file}")
        assert answer.status_code == 404
        assert "those of v2026.1 are at /data/v2026.1/. Add ?" in answer.content.decode()
