"""The OpenAPI 3.1 document, from the columns and from the filters themselves."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from markets.tables.columns import Column, Table, Type
from markets.tables.filtering import LONGEST_TEXT, TEXT_PATTERN, FilterField
from notorious.api.match_openapi import MATCH_SCHEMAS, describe_match_paths
from notorious.api.paging import DEFAULT_LIMIT, LONGEST_CURSOR, MOST, pattern
from notorious.tables import ALL
from notorious.tables.conditions import filter_of

Json = dict[str, Any]

JSON_TYPES: dict[Type, Json] = {
    Type.INTEGER: {"type": "integer"},
    Type.NUMBER: {"type": "number"},
    Type.BOOLEAN: {"type": "boolean"},
    Type.CODES: {"type": "array", "items": {"type": "string"}},
    Type.TEXTS: {"type": "array", "items": {"type": "string"}},
    Type.DATE: {"type": "string", "format": "date"},
    Type.TIMESTAMP: {"type": "string", "format": "date-time"},
}
FREE_TEXT: Json = {"type": "string", "maxLength": LONGEST_TEXT, "pattern": f"^{TEXT_PATTERN}$"}
MOST_VALUES = 500
NUMBER_OR_RANGE: Json = {"type": "string", "pattern": r"^[0-9]{1,9}(\.\.[0-9]{1,9})?$"}


def value(column: Column) -> Json:
    """A column's values. A blank is null, and is said to mean something."""
    made = dict(JSON_TYPES.get(column.type, {"type": "string"}))
    if column.words:
        made["enum"] = [word for word, _ in column.words]
    if column.empty and "items" not in made:
        made = {"anyOf": [made, {"type": "null"}]}
    return made | {
        "description": column.description + (f" A blank means: {column.empty}." if column.empty else "")
    }


def row(table: Table) -> Json:
    """A row, as an object."""
    return {
        "type": "object",
        "description": table.about,
        "properties": {column.name: value(column) for column in table.columns},
        "required": table.header,
        "additionalProperties": False,
    }


def _parameter(name: str, description: str, schema: Json) -> Json:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": {"type": "string"} | schema,
    }


def _filter(name: str, field: FilterField) -> Json:
    """A filter: its values, separated by commas. Of very many the document lists none."""
    if field.single:
        return _parameter(name, f"{field.label}.", FREE_TEXT)
    items = NUMBER_OR_RANGE if field.numeric else FREE_TEXT
    if 0 < len(known := field.known_values()) <= MOST_VALUES:
        items = {"type": "string", "enum": list(known)}
    schema = {"type": "array", "items": items}
    return _parameter(
        name, f"{field.label}; any of several{', or a range' if field.numeric else ''}.", schema
    ) | {"style": "form", "explode": False}


def parameters(table: Table) -> list[Json]:
    """Filters, then what pages the rows."""
    form = filter_of(table)()
    made = [_filter(name, field) for name, field in form.filters.items() if name not in form.NOT_FILTERS]
    if "absences" in table.options:
        made.append(
            _parameter(
                "absences", "1 adds the cells in which a market is not listed.", {"enum": ["", "0", "1"]}
            )
        )
    made += [
        _parameter("as_of", "The data as they were known at the end of this day.", {"format": "date"}),
        _parameter("version", "The data as published in this version.", {"pattern": r"^v\d{4}\.\d{1,4}$"}),
    ]
    limits = {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT}
    made.append(_parameter("limit", "Rows of a page.", limits))
    return [
        *made,
        _parameter(
            "cursor",
            "From `next` of the page before.",
            {"maxLength": LONGEST_CURSOR, "pattern": f"^({pattern(table)})?$"},
        ),
    ]


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
    return {"type": "object", "properties": made, "required": list(made), "additionalProperties": False}


def _paths(table: Table) -> Json:
    reference = {"$ref": f"#/components/schemas/{table.name}"}
    many = _with_version(
        {
            "row_count": {"type": "integer"},
            "next": {"anyOf": [{"type": "string", "format": "uri"}, {"type": "null"}]},
            "rows": {"type": "array", "items": reference, "maxItems": MOST},
        }
    )
    listed = {
        "operationId": f"list_{table.name}",
        "summary": table.title,
        "description": table.about,
        "parameters": parameters(table),
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
                "summary": f"{table.title}: one row",
                "parameters": [key],
                "responses": _answers(_with_version({"row": reference})),
            }
        }
    return paths


def document() -> Json:
    """The whole document."""
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
            "description": "Read only; no key. Same names as the columns of the downloads; a blank is null.",
            "license": {"name": "CC-BY-4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        },
        "servers": [{"url": f"{settings.SITE_URL}/api/v1"}],
        "paths": paths | describe_match_paths(),
        "components": {
            "schemas": {table.name: row(table) for table in ALL} | {"Problem": problem} | MATCH_SCHEMAS,
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
