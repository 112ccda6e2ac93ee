"""Versions that are kept: of a record of any size, as it was, for ever, and never while a reader waits."""

from __future__ import annotations

import base64
import csv
import datetime
import hashlib
import io
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone

from markets.models import DataVersion, Listing
from markets.tables.scope import Scope
from notorious.exports import build, minting, parts, pieces, versions
from notorious.exports.build import Packing
from notorious.exports.inside import read
from notorious.exports.minting import PATIENCE, QUIET, keep_due
from notorious.exports.parts import parts_of
from notorious.exports.prepare import QUIET_IF_LARGE, prepare
from notorious.exports.schema import dictionary
from notorious.models import Package, PackageFile, PackagePiece
from notorious.pages import data_versions
from notorious.tables import ALL
from notorious.tables.state import current_scope
from tests.notorious.exports.conftest import unpacked

pytestmark = pytest.mark.usefixtures("few_tables", "no_charts")
SMALL_PIECE = 1000


def test_a_version_that_was_kept_never_changes(record: Scope, client: Client) -> None:
    first = client.get(f"/data/{record.label}/timeline.csv").content
    Listing.objects.filter(market__slug="taobao", edition__year=2017).update(printed_name="Another")
    assert client.get(f"/data/{record.label}/timeline.csv").content == first
    assert "immutable" in client.get(f"/data/{record.label}/timeline.csv")["Cache-Control"]
    now = client.get("/data/notorious-markets.zip")
    assert now["X-Data-Version"].startswith(f"{record.label}+")
    assert b"Another" in unpacked(now.content)["timeline.csv"]


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
    made = unpacked(client.get(f"/data/{scope.label}/notorious-markets.zip").content)
    name = f"changes-{record.label}-to-{scope.label}.csv"
    changes = list(csv.DictReader(io.StringIO(made[name].decode(), newline="")))
    assert ("timeline", "2017-taobao", "changed", "printed_name", "Taobao", "Another") in [
        tuple(row.values()) for row in changes
    ]
    assert {row["change"] for row in changes if row["table"] == "timeline"} == {"changed"}
    assert client.get("/data/latest/")["Location"] == f"/data/{scope.label}/"


@pytest.mark.parametrize(
    "path", ["2026.1/nothing.csv", "2099.1/", "2099.1/timeline.csv", "2026.1/../x", "nothing.csv"]
)
def test_what_is_not_there_is_not_found(path: str, record: Scope, client: Client) -> None:
    assert client.get(f"/data/{path}").status_code == 404


def test_keeping_a_version_is_one_write(record: Scope, client: Client) -> None:
    client.get("/data/notorious-markets.zip")
    client.get(f"/data/{record.label}/")
    client.get("/data/latest/datapackage.json", follow=True)
    assert Package.objects.count() == 1
    assert connection.in_atomic_block


def test_the_database_lets_nobody_change_a_kept_version_nor_add_to_it(record: Scope, client: Client) -> None:
    client.get("/data/notorious-markets.zip")
    package = Package.objects.get()
    file, piece = package.files.all()[0], package.pieces.all()[0]
    new = [PackageFile(**_values(file), name="more.csv"), PackagePiece(**_values(piece), number=9999)]
    attempts: list[tuple[str, Callable[[], object]]] = [
        ("Cannot update", lambda: Package.objects.update(size=1)),
        ("Cannot update", lambda: PackageFile.objects.filter(pk=file.pk).update(size=1)),
        ("Cannot update", lambda: PackagePiece.objects.filter(pk=piece.pk).update(content=b"")),
        ("Cannot update", lambda: PackageFile.objects.filter(pk=file.pk)._raw_delete("default")),
        ("Cannot update", lambda: PackagePiece.objects.filter(pk=piece.pk)._raw_delete("default")),
        *(("Nothing is added", each.save) for each in new),
    ]
    for said, attempt in attempts:
        with pytest.raises(DatabaseError, match=said), transaction.atomic():
            attempt()


def _values(row: PackageFile | PackagePiece) -> dict[str, object]:
    """Of a row like this one, which is told apart by what is not given."""
    left_out = ("id", "name", "number")
    return {
        each.attname: getattr(row, each.attname) for each in row._meta.fields if each.name not in left_out
    }


@pytest.fixture
def in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every version is one of many pieces, and every file of it one that is not held in memory."""
    monkeypatch.setattr(pieces, "PIECE", SMALL_PIECE)
    monkeypatch.setattr(data_versions, "LARGE", 1000)


def _content(response: HttpResponseBase) -> bytes:
    if not response.streaming:
        return response.content  # type: ignore[attr-defined]
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_each_file_of_a_kept_version_is_the_one_in_its_zip_file(
    record: Scope, client: Client, in_pieces: None
) -> None:
    path = f"/data/{record.label}"
    response = client.get(f"{path}/notorious-markets.zip")
    whole = _content(response)
    assert response.streaming and len(whole) > 10 * SMALL_PIECE
    assert hashlib.sha256(whole).hexdigest() == Package.objects.get().sha256
    page = client.get(f"{path}/").content.decode()
    for name, content in unpacked(whole).items():
        sent = client.get(f"{path}/{name}")
        assert _content(sent) == content
        assert (int(sent["Content-Length"]), sent["Repr-Digest"]) == (len(content), _digest(content))
        rows = sum(1 for _ in csv.reader(io.StringIO(content.decode(), newline=""))) - 1
        assert sent.get("X-Row-Count") == (str(rows) if name.endswith(".csv") else None)
        assert f'href="{path}/{name}"' in page
        assert client.get(f"{path}/{name}", headers={"If-None-Match": sent["ETag"]}).status_code == 304
        assert client.head(f"{path}/{name}")["Content-Length"] == sent["Content-Length"]


def _digest(content: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(content).digest()).decode()}:"


def test_a_part_is_given_of_the_zip_file_and_of_what_is_small(
    record: Scope, client: Client, in_pieces: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, status in (("notorious-markets.zip", 206), ("timeline.csv", 200)):
        path = f"/data/{record.label}/{name}"
        whole = _content(client.get(path))
        part = client.get(path, headers={"Range": "bytes=9990-20010"})
        assert (part.status_code, part["Accept-Ranges"]) == (status, "bytes" if status == 206 else "none")
        assert _content(part) == (whole[9990:20011] if status == 206 else whole)
    monkeypatch.setattr(data_versions, "LARGE", 10_000_000)
    assert client.get(path, headers={"Range": "bytes=9990-20010"}).content == whole[9990:20011]


def test_who_reads_a_version_reads_it_to_its_end_while_the_next_one_is_kept(
    record: Scope, client: Client, in_pieces: None
) -> None:
    path = f"/data/{record.label}/timeline.csv"
    whole = _content(client.get(path))
    reading: Iterator[bytes] = iter(client.get(path).streaming_content)  # type: ignore[attr-defined]
    read = next(reading)
    Listing.objects.filter(market__slug="taobao", edition__year=2017).update(printed_name="Another")
    later = DataVersion.advance().label
    assert len(read) < len(whole) // 2
    assert b"Another" in _content(client.get(f"/data/{later}/timeline.csv"))
    assert read + b"".join(reading) == whole
    assert client.get("/data/latest/timeline.csv")["Location"] == f"/data/{later}/timeline.csv"


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """The record counts as a large one."""
    for module in (versions, data_versions, minting, build):
        monkeypatch.setattr(module, "is_large", lambda: True)


def test_a_large_version_has_the_same_files_and_is_never_written_while_a_reader_waits(
    record: Scope, client: Client, large: None, in_pieces: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    small = unpacked(b"".join(Packing(record, None).pieces()))
    paths = (
        "latest/",
        "latest/timeline.csv",
        f"{record.label}/",
        f"{record.label}/timeline.csv",
        "datapackage.json",
    )
    for path in paths:
        response = client.get(f"/data/{path}")
        assert (response.status_code, response["Retry-After"]) == (503, "300")
        assert "come again" in response.content.decode()
    assert client.get(f"/embed/{record.label}/charts/listings/").status_code == 503
    assert client.get("/data/dictionary.csv").content == dictionary(ALL)
    assert not Package.objects.exists()
    prepare_all(record)
    described = client.get("/data/datapackage.json").content
    monkeypatch.setattr(parts, "written", None)  # each table is written once: ahead
    package = keep_due(record.changed_at + QUIET_IF_LARGE)
    assert package
    made = unpacked(_content(client.get("/data/latest/notorious-markets.zip", follow=True)))
    assert made == small
    assert described == made["datapackage.json"] == _content(client.get("/data/datapackage.json"))


def prepare_all(scope: Scope) -> None:
    """The tables of the package, written ahead."""
    for part in parts_of(scope):
        prepare(part.table, part.scope.absences)


def test_a_large_version_waits_until_it_is_quiet_and_its_tables_are_written_ahead(
    record: Scope, large: None
) -> None:
    quiet = record.changed_at + QUIET_IF_LARGE
    assert keep_due(quiet) is None
    prepare_all(record)
    assert keep_due(quiet - datetime.timedelta(seconds=1)) is None
    assert keep_due(quiet)
    Listing.objects.filter(market__slug="taobao", edition__year=2017).update(printed_name="Another")
    assert keep_due(timezone.now() + QUIET) is None
    prepare_all(current_scope())
    assert keep_due(timezone.now() + QUIET) is None  # the tables name the version, which is now another
    assert DataVersion.current().label != record.label
    package = keep_due(timezone.now() + PATIENCE)
    assert package and b"Another" in (read(package, "timeline.csv") or b"")


def test_a_version_is_kept_as_a_whole_or_not_at_all(
    record: Scope, in_pieces: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
        patch.setattr(build, "described", lambda *about: 1 // 0)
        keep_due()
    assert not Package.objects.exists() and not PackagePiece.objects.exists()
    assert keep_due()


def test_of_two_that_keep_a_version_one_does(record: Scope) -> None:
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [versions.LOCK])
        assert keep_due() is None
        cursor.execute("SELECT pg_advisory_unlock(%s)", [versions.LOCK])
    other.close()
    assert keep_due()


@pytest.mark.parametrize("label", ["2026.1+7", "2026.1%2B7", "2026.1@2026-11-21"])
def test_what_was_cited_between_two_versions_is_told_how_it_can_be_seen(
    label: str, record: Scope, client: Client
) -> None:
    for file in ("", "timeline.csv"):
        answer = client.get(f"/data/{label}/{file}")
        assert answer.status_code == 404
        assert "not kept as a version. Version 2026.1 is kept" in answer.content.decode()
