"""The package: it explains itself, the same data give the same bytes, and a version never changes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import Client

from markets.models import DataVersion, Listing
from markets.tables.columns import Table
from markets.tables.scope import Scope
from notorious.models import Package
from notorious.package import large
from notorious.package.build import WITH_ABSENCES, files, packed, unpacked
from notorious.package.difference import difference
from notorious.package.schema import dictionary
from notorious.pages.charts.every import FILE
from notorious.tables import ALL, TIMELINE
from notorious.tables.state import current_scope


@pytest.fixture
def kept_small(few_tables: tuple[Table, ...], no_charts: None) -> tuple[Table, ...]:
    """What is kept has a few tables and no charts."""
    return few_tables


def test_the_same_data_give_the_same_bytes(record: Scope, made: Mapping[str, bytes]) -> None:
    assert packed(record, files(record, None)) == packed(record, made)


def test_the_package_describes_every_file_with_its_hash_and_its_size(
    record: Scope, made: Mapping[str, bytes]
) -> None:
    described = json.loads(made["datapackage.json"])
    assert described["version"] == record.version
    for resource in described["resources"]:
        content = made[resource["path"]]
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)
        header = next(csv.reader(io.StringIO(content.decode(), newline="")))
        assert header == [field["name"] for field in resource["schema"]["fields"]]
    assert {f"{table.name}.csv" for table in ALL} < {resource["path"] for resource in described["resources"]}


def test_every_blank_of_the_package_is_labelled(made: Mapping[str, bytes]) -> None:
    for resource in json.loads(made["datapackage.json"])["resources"]:
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        for row in csv.DictReader(io.StringIO(made[resource["path"]].decode(), newline="")):
            for name, value in row.items():
                assert value or fields[name]["missingValues"][0]["label"]


def test_the_dictionary_has_every_column(
    record: Scope, client: Client, made: Mapping[str, bytes], kept_small: tuple[Table, ...]
) -> None:
    assert client.get("/data/dictionary.csv").content == dictionary(kept_small)
    rows = list(csv.DictReader(io.StringIO(made["dictionary.csv"].decode(), newline="")))
    assert [(row["table"], row["column"]) for row in rows] == [
        (table.name, column.name) for table in ALL for column in table.columns
    ]
    assert all(row["type"] and row["meaning"] and row["example"] for row in rows)


def test_a_version_that_was_kept_never_changes(record: Scope, client: Client, kept_small: None) -> None:
    first = client.get(f"/data/{record.label}/timeline.csv").content
    Listing.objects.filter(market__slug="taobao", edition__year=2017).update(printed_name="Another")
    assert client.get(f"/data/{record.label}/timeline.csv").content == first
    assert "immutable" in client.get(f"/data/{record.label}/timeline.csv")["Cache-Control"]
    now = client.get("/data/notorious-markets.zip")
    assert now["X-Data-Version"].startswith(f"{record.label}+")
    assert b"Another" in unpacked(now.content)["timeline.csv"]
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Package.objects.update(size=1)


def test_the_data_as_kept_and_the_download_are_the_same_bytes(
    record: Scope, client: Client, kept_small: None
) -> None:
    assert (
        client.get("/data/latest/timeline.csv", follow=True).content
        == client.get("/data/timeline.csv").content
    )


def test_the_next_version_says_what_has_changed(record: Scope, client: Client, kept_small: None) -> None:
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


def test_the_difference_tells_rows_that_came_and_went() -> None:
    header = ",".join(TIMELINE.header)
    blank = "," * (len(TIMELINE.header) - 1)
    before = {"timeline.csv": f"{header}\na{blank}\nb{blank}\n".encode()}
    after = {"timeline.csv": f"{header}\nb{blank}\nc{blank}\n".encode()}
    rows = list(csv.reader(io.StringIO(difference([TIMELINE], before, after).decode())))
    assert rows[1:] == [["timeline", "a", "removed", "", "", ""], ["timeline", "c", "added", "", "", ""]]


@pytest.mark.parametrize(
    "path", ["2026.1/nothing.csv", "2099.1/", "2099.1/timeline.csv", "2026.1/../x", "nothing.csv"]
)
def test_what_is_not_there_is_not_found(path: str, record: Scope, client: Client, kept_small: None) -> None:
    assert client.get(f"/data/{path}").status_code == 404


def test_keeping_a_version_is_one_write(record: Scope, client: Client, kept_small: None) -> None:
    client.get("/data/notorious-markets.zip")
    client.get(f"/data/{record.label}/")
    client.get("/data/latest/datapackage.json", follow=True)
    assert Package.objects.count() == 1
    assert connection.in_atomic_block


def test_the_package_of_a_large_record_is_the_same_but_for_what_would_not_fit(
    record: Scope, made: Mapping[str, bytes]
) -> None:
    found = unpacked(b"".join(large.pieces(record)))
    assert {f"{table.name}.csv": found[f"{table.name}.csv"] for table in ALL} == {
        f"{table.name}.csv": made[f"{table.name}.csv"] for table in ALL
    }
    assert made.keys() - found.keys() == {f"{WITH_ABSENCES}.csv", FILE}
    described = {each["name"]: each for each in json.loads(found["datapackage.json"])["resources"]}
    whole = {each["name"]: each for each in json.loads(made["datapackage.json"])["resources"]}
    assert described == {name: whole[name] for name in whole if name != WITH_ABSENCES}
    assert WITH_ABSENCES not in found["README.md"].decode()
    for line in found["SHA256SUMS"].decode().splitlines():
        sha256, name = line.split("  ")
        assert hashlib.sha256(found[name]).hexdigest() == sha256
