"""Markets without a known listing: left out of files and the API unless an address asks for them."""

import json
from typing import Any

import pytest
from django.test import Client

from markets.models import Market
from markets.models.market import FACTS_BESIDE_LISTINGS
from markets.tables.markets import KNOWN_BY
from markets.tables.scope import Scope
from tests.html import get_csv

pytestmark = pytest.mark.usefixtures("record")
NEVER = "doodstream"


def _get(client: Client, path: str) -> dict[str, Any]:
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 200, (path, response.content)
    answer: dict[str, Any] = json.loads(response.content)
    return answer


def _count_never_listed() -> int:
    return Market.objects.never_listed().count()


@pytest.mark.parametrize("path", ["/data/markets.csv", "/markets.csv", "/data/markets-by-edition.csv"])
def test_files_of_markets_have_them_where_asked_for(client: Client, path: str) -> None:
    listed = "market_listed" if "by-edition" in path else "listed"
    usual = {row["market"] for row in get_csv(client, path)}
    never = {row["market"] for row in get_csv(client, f"{path}?{listed}=never")}
    assert (len(never), usual & never) == (_count_never_listed(), set())
    assert [row["market"] for row in get_csv(client, f"{path}?market={NEVER}")] == [NEVER]
    assert [row["market"] for row in get_csv(client, f"{path}?{listed}=never&market={NEVER}")] == [NEVER]
    assert {row["market"] for row in get_csv(client, f"{path}?market={NEVER},taobao")} == {NEVER, "taobao"}
    assert get_csv(client, f"{path}?{listed}=never&market=taobao") == []
    assert get_csv(client, f"{path}?{listed}=ever&market={NEVER}") == []


def test_the_timeline_has_every_edition_of_such_a_market_and_none_lists_it(client: Client) -> None:
    rows = get_csv(client, "/data/timeline.csv?market_listed=never&kind=physical")
    years = {row["year"] for row in rows}
    physical = Market.objects.never_listed().filter(kind="physical").count()
    assert (len(years), len(rows)) == (16, 16 * physical)
    assert {row["status"] for row in rows} == {"not_listed", "unknown"}
    assert {row["printed_name"] for row in rows} == {""}
    one = get_csv(client, "/data/timeline.csv?market=ajman-china-mall")
    assert one == [row for row in rows if row["market"] == "ajman-china-mall"]
    assert any(row["nominated_by"] for row in get_csv(client, f"/data/timeline.csv?market={NEVER}"))
    usual = get_csv(client, "/data/timeline.csv?absences=1&kind=physical&year=2020..2021")
    assert not {row["market"] for row in rows} & {row["market"] for row in usual}
    assert get_csv(client, f"/data/timeline.csv?market={NEVER}&status=listed") == []
    assert len(get_csv(client, f"/data/timeline.csv?market_listed=never&market={NEVER}&year=2020")) == 1


def test_the_api_has_them_as_the_files_do(client: Client) -> None:
    assert _get(client, "markets?listed=never&limit=1")["row_count"] == _count_never_listed()
    assert _get(client, "timeline?market_listed=never&limit=1")["row_count"] == 16 * _count_never_listed()
    (listed,) = _get(client, f"markets?market={NEVER}")["rows"]
    row = _get(client, f"markets/{NEVER}")["row"]
    assert row == listed
    assert (row["listed_count"], row["first_listed"], row["recommendation_count"]) == (0, None, None)
    assert "nominations" in row["known_by"] and "listings" not in row["known_by"]
    assert _get(client, f"timeline/2020-{NEVER}")["row"]["market"] == NEVER


def test_a_row_of_the_timeline_has_an_address_whether_or_not_it_lists_the_market(client: Client) -> None:
    for row in _get(client, "timeline?market=taobao&absences=1")["rows"]:
        assert _get(client, f"timeline/{row['row_id']}")["row"] == row


def test_files_say_how_each_market_is_known(client: Client, record: Scope) -> None:
    relations = {relation for relation, _ in KNOWN_BY.values()}
    assert relations == {*FACTS_BESIDE_LISTINGS, "listings", "recommendations"}
    usual = get_csv(client, "/data/markets.csv")
    never = get_csv(client, "/data/markets.csv?listed=never")
    assert all("listings" in row["known_by"].split() for row in usual if row["listed_count"] != "0")
    assert all(row["known_by"] and "listings" not in row["known_by"].split() for row in never)
    nominated = {row["market"] for row in never if "nominations" in row["known_by"].split()}
    assert {
        row["market"] for row in get_csv(client, "/data/markets.csv?listed=never&known_by=nominations")
    } == (nominated)
    named = {row["market"] for row in get_csv(client, "/data/nominations.csv?role=nomination")}
    assert nominated == named & {row["market"] for row in never}
    listed = {row["market"] for row in get_csv(client, "/data/watch_list_eu.csv?status=listed")}
    on_eu = {row["market"] for row in never if "eu_watch_list" in row["known_by"].split()}
    assert on_eu == listed & {row["market"] for row in never}


@pytest.mark.parametrize(
    "table",
    ["absences", "aliases", "history_statements", "nominations", "watch_list_eu", "timeline", "markets"],
)
def test_an_unknown_market_is_refused_in_every_table(client: Client, table: str) -> None:
    answer = client.get(f"/data/{table}.csv?market=doodstraem")
    assert (answer.status_code, "doodstream" in answer.content.decode()) == (400, True)


def test_addresses_of_one_market_say_what_is_known_of_it(client: Client) -> None:
    page = client.get(f"/editions/2020/{NEVER}/")
    assert page.status_code == 200
    assert "Doodstream is not listed in the 2020 edition." in page.content.decode()
    moved = client.get("/editions/2020/DoodStream/")
    assert (moved.status_code, moved["Location"]) == (301, f"/editions/2020/{NEVER}/")
    assert "All 224 markets on" not in client.get("/markets/?listed=never").content.decode()
    for path in (f"/feeds/markets/{NEVER}.atom", f"/embed/markets/{NEVER}/"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "No edition in this record is known to list Doodstream." in answer.content.decode(), path
    none = client.get("/countries/zz.csv")
    assert none.status_code == 404
    assert "No listing in this record has the country “zz”." in none.content.decode()
    missing = client.get("/editions/2020/no-such-market/")
    assert missing.status_code == 404
    assert "There is no market “no-such-market” in this record." in missing.content.decode()
