"""The OpenAPI 3.1 document, from the columns and from the filters themselves."""

import json
from typing import Any

from django.conf import settings

from markets.tables.columns import SEPARATORS, Column, Table, Type
from markets.tables.filtering import LONGEST_TEXT, TEXT_PATTERN, FilterField
from notorious.api.match_openapi import MATCH_SCHEMAS, MATCH_TAG, describe_match_paths
from notorious.api.paging import DEFAULT_LIMIT, LONGEST_CURSOR, MOST, describe_cursor
from notorious.tables import ALL
from notorious.tables.conditions import filter_of

Json = dict[str, Any]

JSON_TYPES: dict[Type, Json] = {
    Type.INTEGER: {"type": "integer"},
    Type.NUMBER: {"type": "number"},
    Type.BOOLEAN: {"type": "boolean"},
    Type.CODES: {"type": "array", "items": {"type": "string"}},
    Type.INTEGERS: {"type": "array", "items": {"type": "integer"}},
    Type.TEXTS: {"type": "array", "items": {"type": "string"}},
    Type.DATE: {"type": "string", "format": "date"},
    Type.TIMESTAMP: {"type": "string", "format": "date-time"},
}
FREE_TEXT: Json = {"type": "string", "maxLength": LONGEST_TEXT, "pattern": f"^{TEXT_PATTERN}$"}
MOST_VALUES = 500
VERSION_PATTERN = r"^v[0-9]{4}\.[0-9]{1,4}(\+[0-9]{1,12})?$"
NUMBER_OR_RANGE: Json = {
    "anyOf": [
        {"type": "integer", "minimum": 0, "maximum": 999_999_999},
        {"type": "string", "pattern": r"^[0-9]{1,9}(\.\.[0-9]{1,9})?$"},
    ]
}
DESCRIPTION = (
    "Read only; no key. Names are those of the columns of the downloads; a blank is null. Tables may get new columns "
    "and new controlled values; none is renamed or removed within v1. "
)
LIMITED = (
    "An address may send {:,} requests a minute: RateLimit and RateLimit-Policy say how many are left, and a 429 "
    "says in Retry-After how many seconds to wait."
)
UNLIMITED = "This site sets no limit on requests."


def describe_value(column: Column) -> Json:
    """Return a column's values. A blank is null, and is said to mean something. Controlled values may become more."""
    made = dict(JSON_TYPES.get(column.type, {"type": "string"}))
    if column.empty and "items" not in made:
        made = {"anyOf": [made, {"type": "null"}]}
    says = [column.description]
    if column.words:
        says.append(
            f"One of: {', '.join(word for word, _ in column.words)}. There may be more in the future."
        )
    if column.empty:
        says.append(f"A blank means: {column.empty}.")
    return made | {"description": " ".join(says), "examples": [make_example(column)]}


def make_example(column: Column) -> Any:
    """Return the example of a column as JSON has it."""
    if column.type in SEPARATORS:
        values = column.example.split(column.separator)
        return [int(each) for each in values] if column.type is Type.INTEGERS else values
    if column.type is Type.BOOLEAN:
        return column.example == "true"
    if column.type in (Type.INTEGER, Type.NUMBER):
        return json.loads(column.example)
    return column.example


def describe_row(table: Table) -> Json:
    """Return a row, as an object. It has all columns, or those of `fields`; later versions may add some."""
    return {
        "type": "object",
        "description": table.about,
        "properties": {column.name: describe_value(column) for column in table.columns},
    }


def _parameter(name: str, description: str, schema: Json) -> Json:
    schema = schema if {"type", "anyOf"} & schema.keys() else {"type": "string"} | schema
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


def _list(name: str, description: str, items: Json) -> Json:
    """Return a parameter of several values, separated by commas."""
    listed = _parameter(name, description, {"type": "array", "items": items})
    return listed | {"style": "form", "explode": False}


def _filter(name: str, field: FilterField) -> Json:
    """Return a filter: its values, separated by commas. Of very many the document lists none."""
    label = str(field.label).rstrip(".")
    known = [each for each in field.known_values() if each]
    some = 0 < len(known) <= MOST_VALUES
    if field.single:
        return _parameter(name, f"{label}.", {"enum": known} if some else FREE_TEXT)
    if field.numeric:
        items = {"type": "integer", "enum": [int(each) for each in known]} if some else NUMBER_OR_RANGE
        return _list(name, f"{label}. Several are separated by commas; a range is “2..5”.", items)
    items = {"type": "string", "enum": known} if some else FREE_TEXT
    return _list(name, f"{label}. Several are separated by commas.", items)


def describe_parameters(table: Table) -> list[Json]:
    """Filters, then what shapes and pages the rows."""
    form = filter_of(table)()
    made = [_filter(name, field) for name, field in form.filters.items() if name not in form.NOT_FILTERS]
    if "absences" in table.options:
        flag = {"type": "integer", "enum": [0, 1]}
        made.append(_parameter("absences", "1 adds the cells in which a market is not listed.", flag))
    names = table.header
    orders = [*names, *(f"-{name}" for name in names)]
    limits = {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT}
    cursor = {"maxLength": LONGEST_CURSOR, "pattern": f"^({describe_cursor(table)})?$"}
    return [
        *made,
        _parameter("as_of", "The data as they were known at the end of this day.", {"format": "date"}),
        _parameter("version", "The data as published in this version.", {"pattern": VERSION_PATTERN}),
        _fields(table),
        _list("sort", "Columns to sort by; a minus reverses the order.", {"type": "string", "enum": orders}),
        _parameter("limit", "Rows of a page.", limits),
        _parameter("cursor", "From “next_cursor” of the previous page, with the same “sort”.", cursor),
    ]


def _fields(table: Table) -> Json:
    names = {"type": "string", "enum": table.header}
    listed = _list("fields", "The columns of a row; all unless given.", names)
    return listed | {"schema": listed["schema"] | {"minItems": 1}}


def _ok(schema: Json) -> Json:
    return {"description": "What was asked for.", "content": {"application/json": {"schema": schema}}}


def _answers(schema: Json) -> Json:
    reference = {"$ref": "#/components/responses/Problem"}
    return {"200": _ok(schema), "304": {"description": "Not changed."}} | dict.fromkeys(
        ("400", "404", "429"), reference
    )


def _with_version(properties: Json) -> Json:
    made = {
        "table": {"type": "string"},
        "data_version": {"type": "string"},
        "license": {"type": "string"},
    } | properties
    return {"type": "object", "properties": made, "required": list(made)}


def _paths(table: Table) -> Json:
    reference = {"$ref": f"#/components/schemas/{table.name}"}
    many = _with_version(
        {
            "row_count": {"type": "integer"},
            "next": {"anyOf": [{"type": "string", "format": "uri"}, {"type": "null"}]},
            "next_cursor": {"anyOf": [{"type": "string"}, {"type": "null"}]},
            "rows": {"type": "array", "items": reference, "maxItems": MOST},
        }
    )
    listed = {
        "operationId": f"list_{table.name}",
        "tags": [table.name],
        "summary": table.title,
        "description": table.about,
        "parameters": describe_parameters(table),
        "responses": _answers(many),
    }
    paths: Json = {f"/{table.name}": {"get": listed}}
    if len(table.key) == 1:
        column = table.column(table.key[0])
        key = {
            "name": "key",
            "in": "path",
            "required": True,
            "description": column.description,
            "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,200}$"},
            "example": column.example,
        }
        paths[f"/{table.name}/{{key}}"] = {
            "get": {
                "operationId": f"get_{table.name}",
                "tags": [table.name],
                "description": f"The row of {table.name} with this key.",
                "summary": f"{table.title}: one row",
                "parameters": [key, _fields(table)],
                "responses": _answers(_with_version({"row": reference})),
            }
        }
    return paths


def describe_api() -> Json:
    """Return the whole document."""
    limit = settings.LIMITS["api"]
    paths: Json = {}
    for table in ALL:
        paths |= _paths(table)
    problem = {
        "type": "object",
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
        },
        "required": ["type", "title", "status", "detail"],
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Notorious: a record of USTR's Notorious Markets List",
            "version": "1",
            "description": DESCRIPTION + (LIMITED.format(limit) if limit else UNLIMITED),
            "contact": {"name": "Notorious", "url": f"{settings.SITE_URL}/about/"},
            "license": {"name": "CC-BY-4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        },
        "tags": [MATCH_TAG, *({"name": table.name, "description": table.about} for table in ALL)],
        "externalDocs": {"description": "Examples and rules", "url": f"{settings.SITE_URL}/api/"},
        "servers": [{"url": f"{settings.SITE_URL}/api/v1"}],
        "paths": paths | describe_match_paths(),
        "components": {
            "schemas": {table.name: describe_row(table) for table in ALL}
            | {"Problem": problem}
            | MATCH_SCHEMAS,
            "responses": {
                "Problem": {
                    "description": "What is wrong, in one sentence.",
                    "content": {
                        "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
                    },
                }
            },
        },
    }
