"""`datapackage.json` and the dictionary, from the same columns as the files."""

import datetime
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings

from markets.tables.columns import Column, Table, Type
from markets.tables.scope import Scope
from markets.tables.writer import join_csv

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
NAME = "notorious-markets"
TITLE = "Notorious: a record of USTR's Notorious Markets List"
DESCRIPTION_OF_DATA = (
    "Who is on USTR's Notorious Markets List, since when and with which gaps. What USTR asked, what was answered, "
    "and what the next edition said."
)
TYPES = {
    Type.INTEGER: "integer",
    Type.NUMBER: "number",
    Type.BOOLEAN: "boolean",
    Type.DATE: "date",
    Type.TIMESTAMP: "datetime",
}
PARTIAL = r"\d{4}(-\d{2}(-\d{2})?)?"


def describe_field(column: Column) -> dict[str, Any]:
    """Return a column as Table Schema has it. What a blank means is in its label."""
    made: dict[str, Any] = {
        "name": column.name,
        "type": TYPES.get(column.type, "string"),
        "description": column.description,
        "example": column.example,
        "since": column.since,
    }
    constraints: dict[str, Any] = {}
    if column.empty:
        made["missingValues"] = [{"value": "", "label": column.empty}]
    else:
        constraints["required"] = True
    if column.words:
        made["categories"] = [{"value": value, "label": label} for value, label in column.words]
        constraints["enum"] = [value for value, _ in column.words]
    if column.type is Type.PARTIAL_DATE:
        constraints["pattern"] = PARTIAL
    if constraints:
        made["constraints"] = constraints
    return made


def describe_schema(table: Table) -> dict[str, Any]:
    """Return a table's fields and keys. A key with a part that may be blank is unique, and no primary key."""
    made: dict[str, Any] = {
        "$schema": SCHEMA,
        "fields": [describe_field(column) for column in table.columns],
        "missingValues": [""],
    }
    blank = any(table.column(name).empty for name in table.key)
    if blank:
        made["uniqueKeys"] = [list(table.key)]
    else:
        made["primaryKey"] = list(table.key)
    keys = [(column.name, *column.references.split(".")) for column in table.columns if column.references]
    if keys:
        made["foreignKeys"] = [
            {"fields": [name], "reference": {"resource": other, "fields": [theirs]}}
            for name, other, theirs in keys
        ]
    return made


def describe_resource(table: Table, name: str, size: int, sha256: str, path: str = "") -> dict[str, Any]:
    """Return a file of the package."""
    return {
        "name": name,
        "type": "table",
        "path": path or f"{name}.csv",
        "title": table.title,
        "description": table.about,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{sha256}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True},
        "licenses": [{"name": table.license.name, "title": table.license.title, "path": table.license.url}],
        "rights": table.license.note,
        "schema": describe_schema(table),
    }


def describe_datapackage(scope: Scope, resources: Sequence[Mapping[str, Any]]) -> bytes:
    """`datapackage.json`"""
    made = {
        "$schema": PROFILE,
        "name": NAME,
        "title": TITLE,
        "description": DESCRIPTION_OF_DATA,
        "version": scope.version,
        "created": scope.changed_at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "homepage": f"{settings.SITE_URL}/data/",
        "keywords": ["USTR", "notorious markets", "counterfeiting", "piracy", "Special 301"],
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0: our classification; see LICENSES.md for what is not ours",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "sources": [
            {
                "title": "Office of the United States Trade Representative: Review of Notorious Markets",
                "path": "https://ustr.gov/issue-areas/intellectual-property/notorious-markets-list",
            }
        ],
        "contributors": [{"title": "Notorious", "roles": ["curator"], "path": settings.SITE_URL}],
        "resources": resources,
    }
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def write_dictionary(tables: Iterable[Table]) -> bytes:
    """Return every column of every table, as CSV."""
    rows: list[tuple[str, ...]] = [
        (
            "table",
            "column",
            "type",
            "description",
            "example",
            "values",
            "a_blank_means",
            "joins",
            "since",
            "license",
        )
    ]
    for table in tables:
        for column in table.columns:
            values = "; ".join(f"{value}: {label}" for value, label in column.words)
            about = (column.name, column.type, column.description, column.example, values, column.empty)
            rows.append((table.name, *about, column.references, column.since, table.license.name))
    return join_csv(rows, "\n").encode()
