"""The package: it explains itself, and the same data give the same bytes."""

import csv
import hashlib
import io
import json
from collections.abc import Mapping

import pytest
from django.test import Client

from markets.tables.scope import Scope
from notorious.exports.package import build_package, tables_of_dictionary
from notorious.exports.schema import write_dictionary
from notorious.tables import ALL
from tests.html import read_csv


@pytest.mark.usefixtures("few_tables", "no_charts")
def test_the_same_data_give_the_same_bytes(record: Scope) -> None:
    once, twice = (build_package(record, None)[0] for _ in range(2))
    assert once == twice


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
        for row in read_csv(made[resource["path"]]):
            for name, value in row.items():
                assert value or fields[name]["missingValues"][0]["label"]


def test_the_dictionary_has_every_column(record: Scope, client: Client, made: Mapping[str, bytes]) -> None:
    assert client.get("/data/dictionary.csv").content == write_dictionary(tables_of_dictionary())
    rows = read_csv(made["dictionary.csv"])
    assert [(row["table"], row["column"]) for row in rows] == [
        (table.name, column.name) for table in tables_of_dictionary() for column in table.columns
    ]
    assert all(row["type"] and row["description"] and row["example"] for row in rows)
