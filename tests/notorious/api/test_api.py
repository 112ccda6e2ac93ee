"""The interface: same names as the columns, pages without gaps, problems in one sentence."""

import json
import re
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from markets.models import Listing, Stage
from markets.tables.scope import Scope
from notorious.tables import ALL, TABLES
from tests.notorious.exports.conftest import RecordRows
from tests.queries import capture_queries


def _get(client: Client, path: str, **headers: str) -> Any:
    response = client.get(f"/api/v1/{path}", headers=headers)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/json"
    return json.loads(response.content)


def _all(client: Client, path: str) -> list[dict[str, Any]]:
    rows = []
    while path:
        answer = _get(client, path)
        rows += answer["rows"]
        path = (answer["next"] or "").partition("/api/v1/")[2]
    return rows


@pytest.mark.parametrize("name", TABLES)
def test_pages_give_every_row_of_a_table_once_and_in_order(
    name: str, record: Scope, record_rows: RecordRows, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, expected = TABLES[name], record_rows.rows[name]
    monkeypatch.setitem(TABLES, name, replace(table, records=lambda scope: record_rows.records[name]))
    rows = _all(client, f"{name}?limit={max(1, len(expected) // 2)}")  # two pages, or a third with one row
    assert [row[table.key[0]] for row in rows] == [row[table.place(table.key[0])] or None for row in expected]
    assert all(list(row) == table.header for row in rows)


def test_a_row_that_goes_away_between_two_pages_shifts_nothing(record: Scope, client: Client) -> None:
    whole = [row["listing_id"] for row in _all(client, "listings")]
    first = _get(client, "listings?limit=10")
    gone = Listing.objects.public().get(edition__year=2010, market__slug=whole[9].removeprefix("2010-"))
    gone.stage = Stage.WITHDRAWN
    gone.save()
    second = _get(client, first["next"].partition("/api/v1/")[2])
    assert [row["listing_id"] for row in second["rows"]] == whole[10:20]


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("timeline?market=taobao", 12),
        ("timeline?market=taobao&absences=1", 16),
        ("recommendations?year=2017&market=taobao&kind=recommendation", 7),
        ("markets?kind=physical", 82),
        ("editions?year=2017", 1),
    ],
)
def test_filters_leave_rows_out_and_the_count_says_so(
    path: str, count: int, record: Scope, client: Client
) -> None:
    answer = _get(client, path)
    assert answer["row_count"] == len(answer["rows"]) == count


@pytest.mark.parametrize(
    "path",
    [
        "timeline?limit=0",
        "timeline?limit=",
        "timeline?limit=501",
        "timeline?limit=ten",
        "timeline?limit=-1",
        "timeline?cursor=x",
        "timeline?cursor=74.x",
        "timeline?cursor=ff.1",
        "timeline?cursor=74616f62616f.2018&sort=-year",
        "timeline?fields=yaer",
        "timeline?fields=",
        "markets/taobao?fields=slug,,name",
        "timeline?cursor=" + "a" * 5000,
        "timeline?cursor=%00",
        "timeline?profile=raw",
        "timeline?sort=name",
        "timeline?kind=neither",
        "timeline?absences=yes",
        "recommendations?answer=perhaps",
        "changes?later_year=x",
        "answers?is_inferred=maybe",
        "parties?kind=neither",
        "markets/taobao?x=1",
        "?x=1",
        "openapi.json?x=1",
    ],
)
def test_what_cannot_be_is_a_problem_in_one_sentence(path: str, record: Scope, client: Client) -> None:
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    problem = json.loads(response.content)
    assert (problem["status"], problem["title"]) == (400, "Bad Request")
    assert re.fullmatch(r"[^\x00-\x1f]+", problem["detail"])


@pytest.mark.parametrize(
    "path", ["nothing", "markets/nothing", "answers/x", "a/b/c", "markets/a%0Ab", "markets/%00"]
)
def test_what_is_not_there_is_a_problem_too(path: str, record: Scope, client: Client) -> None:
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"])
@pytest.mark.parametrize("path", ["", "timeline", "markets/taobao", "nothing"])
def test_it_can_be_read_alone(method: str, path: str, record: Scope, client: Client) -> None:
    response = client.generic(method, f"/api/v1/{path}")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_the_document_describes_every_table_and_every_column(record: Scope, client: Client) -> None:
    document = _get(client, "openapi.json")
    assert document["openapi"].startswith("3.1")
    for table in ALL:
        assert list(document["components"]["schemas"][table.name]["properties"]) == table.header
        assert f"/{table.name}" in document["paths"]


@pytest.mark.parametrize("name", TABLES)
def test_a_page_takes_as_many_queries_whatever_its_size(name: str, record: Scope, client: Client) -> None:
    counts = []
    for limit in (1, 400):
        with capture_queries() as queries:
            client.get(f"/api/v1/{name}?limit={limit}")
        counts.append(len(queries))
    most = 80 if name == "corrections" else 40  # those of every table that has corrections
    assert counts[0] == counts[1] <= most


@pytest.mark.parametrize(
    ("path", "column", "value"),
    [
        *(("markets/taobao", "market_name", "Taobao"), ("editions/2017/", "year", 2017)),
        *((f"{table}/2017-taobao", "market", "taobao") for table in ("timeline", "listings")),
        ("changes/2016-2017-taobao", "market", "taobao"),
    ],
)
def test_one_row_is_found_by_its_id(
    path: str, column: str, value: object, record: Scope, client: Client
) -> None:
    assert _get(client, path)["row"][column] == value


@pytest.mark.wide
def test_every_value_that_the_document_lists_is_taken(record: Scope, client: Client) -> None:
    document = _get(client, "openapi.json")
    for name in TABLES:
        listed = {
            parameter["name"]: parameter["schema"]["items"]["enum"]
            for parameter in document["paths"][f"/{name}"]["get"]["parameters"]
            if "enum" in parameter["schema"].get("items", {})
        }
        query = "&".join(
            f"{parameter}={quote(','.join(map(str, values)))}" for parameter, values in listed.items()
        )
        assert _get(client, f"{name}?{query}&limit=1")["table"] == name


@pytest.mark.parametrize("sort", ["year,-market", "kind,-recommendation_count", "-edition_complete"])
def test_sorted_pages_give_every_row_once_and_in_order(sort: str, record: Scope, client: Client) -> None:
    rows, cursor = [], ""
    while cursor is not None:
        answer = _get(client, f"timeline?sort={sort}&limit=306&cursor={cursor}")
        rows += answer["rows"]
        cursor = answer["next_cursor"]
    whole = client.get(f"/data/timeline.json?shape=records&sort={sort}").json()
    assert rows == whole and len({row["row_id"] for row in rows}) == 613
    for name in reversed(sort.split(",")):
        column = name.removeprefix("-")
        values = [(row[column] is not None, row[column]) for row in rows]
        if name == sort.split(",")[0]:
            assert values == sorted(values, reverse=name.startswith("-"))


def test_lists_of_years_are_numbers_and_take_ranges(record: Scope, client: Client) -> None:
    (row,) = _get(client, "markets?market=taobao")["rows"]
    assert row["listed_years"][0] == 2010 and all(isinstance(year, int) for year in row["listed_years"])
    described = _get(client, "openapi.json")["components"]["schemas"]["markets"]["properties"]
    assert described["listed_years"]["items"] == {"type": "integer"}
    assert all(isinstance(year, int) for year in described["listed_years"]["examples"][0])
    found = _get(client, "markets?listed_years=2010..2011&limit=500")["rows"]
    assert found and all({2010, 2011} & set(each["listed_years"]) for each in found)


def test_fields_leaves_the_columns_that_are_asked_for(record: Scope, client: Client) -> None:
    assert _get(client, "timeline?fields=year,market&limit=1")["rows"] == [
        {"year": 2017, "market": "123movies-gostream"}
    ]
    assert _get(client, "markets/taobao?fields=market_name")["row"] == {"market_name": "Taobao"}


def test_the_document_has_tags_examples_numbers_and_open_values(record: Scope, client: Client) -> None:
    document = _get(client, "openapi.json")
    listed = document["paths"]["/timeline"]["get"]
    assert listed["tags"] == ["timeline"] and {tag["name"] for tag in document["tags"]} >= set(TABLES)
    year = next(each for each in listed["parameters"] if each["name"] == "year")
    assert year["schema"]["items"]["type"] == "integer"
    columns = document["components"]["schemas"]["timeline"]["properties"]
    assert columns["year"]["examples"] == [2017] and columns["domains"]["examples"] == [["taobao.com"]]
    assert "enum" not in columns["status"] and "not_listed" in columns["status"]["description"]
    assert '""' not in json.dumps(document["paths"])
