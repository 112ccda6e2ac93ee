"""What is cut from a file that was written ahead is what would be written for its reader, byte for byte."""

from __future__ import annotations

import random

import pytest
from django.http import HttpResponseBase, QueryDict
from django.test import Client
from django.utils.http import urlencode

from markets.models import DataVersion
from markets.tables.columns import Table
from markets.tables.scope import Scope
from markets.tables.writer import Profile
from notorious.api import views
from notorious.exports import pieces, places
from notorious.exports import prepare as preparing
from notorious.exports.prepare import file_name, prepare, remove_replaced
from notorious.models import PreparedFile, PreparedPiece, PreparedPlaces
from notorious.pages import data_ahead, data_cut, data_delivery, data_places, data_prepared
from notorious.pages.data_cut import Cut, cut_of
from notorious.pages.data_prepared import PieceGone
from notorious.tables import TABLES, selection
from notorious.tables.files import written
from notorious.tables.selection import selected

NAMES = (
    "timeline",
    "markets",
    "printed_names",
    "listings",
    "changes",
    "recommendations",
    "recommendations_and_responses",
)
FORMS = (("csv", Profile.RAW), ("csv", Profile.EXCEL), ("json", Profile.RAW))
FILTERS = 4


@pytest.fixture
def large(record: Scope, monkeypatch: pytest.MonkeyPatch) -> Scope:
    """The record counts as a large one, its files lie in many pieces, and few rows are read at once."""
    for module in (preparing, data_delivery, selection):
        monkeypatch.setattr(module, "is_large", lambda: True)
    for module in (preparing, data_prepared, data_ahead, data_places):
        monkeypatch.setattr(module, "LARGE", 1000)
    monkeypatch.setattr(pieces, "PIECE", 3_000)
    monkeypatch.setattr(places, "PART", 40)
    monkeypatch.setattr(data_cut, "TOGETHER", 5)
    monkeypatch.setattr(data_cut, "ENOUGH", 4_000)
    return record


def _file(name: str, extension: str = "csv", profile: Profile = Profile.RAW) -> PreparedFile:
    return PreparedFile.objects.get(name=file_name(name, extension, profile, False), replaced_at=None)


def _cut(table: Table, query: QueryDict, scope: Scope, extension: str, profile: Profile) -> Cut:
    marks = selected(table, query).marks
    assert marks
    cut = cut_of(table, extension, profile, marks, _file(table.name, extension, profile), scope)
    assert cut is not None
    return cut


def _queries(name: str, chance: random.Random) -> list[QueryDict]:
    """Filters of one mark and of two, of all that rows of the table bear, the rarest and the commonest included."""
    names = PreparedPlaces.objects.filter(file=_file(name), part=0, name__contains="=").order_by("name")
    marks = [mark.partition("=")[::2] for mark in names.values_list("name", flat=True)]
    chosen = [[mark] for mark in chance.sample(marks, FILTERS)] + [
        chance.sample(marks, 2) for _ in range(FILTERS)
    ]
    return [QueryDict(urlencode(pairs)) for pairs in chosen if len(dict(pairs)) == len(pairs)]


def _content(response: HttpResponseBase) -> bytes:
    return b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", NAMES)
def test_a_cut_is_the_file_that_is_written_for_its_reader(
    name: str, large: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, chance = TABLES[name], random.Random(name)
    prepare(table)
    some = 0
    for query in _queries(name, chance):
        rows = list(selected(table, query).rows(large))
        some += bool(rows)
        for extension, profile in FORMS:
            monkeypatch.setattr(
                data_cut, "DENSE", chance.choice((0, 2, 1000))
            )  # run by run, either, together
            cut = _cut(table, query, large, extension, profile)
            whole = b"".join(cut.between(0, len(cut)))
            assert whole == b"".join(written(table, rows, large, extension, profile)), query
            assert (len(cut), cut.row_count) == (len(whole), len(rows))
            start, end = sorted(chance.choices(range(len(whole) + 1), k=2))
            assert b"".join(cut.between(start, end)) == whole[start:end]
    assert some >= FILTERS


def test_a_value_that_no_row_has_gives_a_file_without_rows(large: Scope) -> None:
    table = TABLES["timeline"]
    prepare(table)
    for extension, profile in FORMS:
        cut = _cut(table, QueryDict("country=AQ&year=2017"), large, extension, profile)
        assert b"".join(cut.between(0, len(cut))) == b"".join(written(table, [], large, extension, profile))
        assert cut.row_count == 0


def test_a_filtered_file_says_how_many_rows_it_has_and_can_be_had_in_parts(
    large: Scope, client: Client
) -> None:
    address = "/data/timeline.csv?kind=online&profile=excel"
    expected = b"".join(
        written(
            TABLES["timeline"], selected(TABLES["timeline"], QueryDict("kind=online")).rows(large), large, "csv",
            Profile.EXCEL,
        )
    )  # fmt: skip
    prepare(TABLES["timeline"])
    ready = client.get(address)
    assert ready.streaming and _content(ready) == expected
    assert int(ready["X-Row-Count"]) == expected.count(b"\r\n") - 1
    assert (int(ready["Content-Length"]), ready["Accept-Ranges"]) == (len(expected), "bytes")
    part = client.get(address, headers={"Range": "bytes=5000-5999", "If-Range": ready["ETag"]})
    assert (part.status_code, _content(part)) == (206, expected[5000:6000])
    head = client.head(address)
    assert (head["X-Row-Count"], head["Content-Length"]) == (ready["X-Row-Count"], ready["Content-Length"])
    assert client.get(address, headers={"If-None-Match": ready["ETag"]}).status_code == 304
    assert client.get("/data/timeline.csv?kind=physical&profile=excel")["ETag"] != ready["ETag"]


@pytest.mark.parametrize("query", ["kind=online", "kind=online&year=2017", "", "country=AQ"])
def test_a_page_of_the_interface_says_how_many_rows_there_are_in_all(
    query: str, large: Scope, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "is_large", lambda: True)
    monkeypatch.setattr(data_delivery, "PATIENT", 0.1)
    address = f"/api/v1/timeline?limit=3&{query}"
    if query != "country=AQ":
        assert client.get(address).json()["row_count"] is None
    prepare(TABLES["timeline"])
    counted = len(list(selected(TABLES["timeline"], QueryDict(query)).rows(large)))
    assert client.get(address).json()["row_count"] == counted
    DataVersion.objects.update(revision=large.revision + 1)
    assert client.get(address).json()["row_count"] in (None, 0)  # what was counted is of the state before


@pytest.mark.parametrize(("lost", "last"), [(PreparedPlaces, "part"), (PreparedPiece, "number")])
@pytest.mark.parametrize("dense", [0, 10**9])
def test_a_cut_whose_file_is_gone_breaks_off(
    lost: type[PreparedPlaces | PreparedPiece],
    last: str,
    dense: int,
    large: Scope,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(data_cut, "DENSE", dense)
    table = TABLES["timeline"]
    prepare(table)
    cut = _cut(table, QueryDict("kind=online"), large, "csv", Profile.RAW)
    content = cut.between(0, len(cut))
    next(content)
    lost.objects.filter(**{f"{last}__gt": 5}).delete()
    with pytest.raises(PieceGone):
        list(content)


def test_of_a_file_that_nobody_reads_any_more_no_places_are_left(large: Scope) -> None:
    prepare(TABLES["timeline"])
    assert PreparedPlaces.objects.exists()
    PreparedFile.objects.update(replaced_at="2020-01-01T00:00Z")
    remove_replaced(large.changed_at)
    assert not PreparedPlaces.objects.exists()


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("timeline", "market=taobao"),
        ("timeline", "q=taobao"),
        ("recommendations", "market=taobao"),
        ("recommendations_and_responses", "party=alibaba-group"),
        ("responses", "party=alibaba-group"),
    ],
)
def test_what_marks_do_not_tell_is_not_looked_for_by_them(name: str, query: str, record: Scope) -> None:
    assert selected(TABLES[name], QueryDict(query)).marks is None
