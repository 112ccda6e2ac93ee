"""One file for one party: its markets in every edition, what was asked, what was answered, with links."""

import pytest
from django.test import Client
from django.utils import timezone

from markets.models import Evidence
from markets.tables.scope import Scope
from responses.models import Operation, Party, Response, ResponsePoint
from responses.tables import RECOMMENDATIONS_AND_RESPONSES
from tests.html import get_csv, get_page
from tests.notorious.exports.conftest import RecordRows


@pytest.mark.wide
def test_the_page_of_a_party_offers_its_file_for_spreadsheets_and_for_code(
    record: Scope, client: Client
) -> None:
    page = get_page(client, "/parties/alibaba-group/")
    offered = [str(link["href"]) for link in page.select("#main .take a")]
    endings = (".csv?profile=excel", ".csv", ".json", ".xlsx")
    assert {f"/parties/alibaba-group{ending}" for ending in endings} <= {*offered}
    assert all(client.get(address).status_code == 200 for address in offered)


def test_the_file_of_a_party_holds_every_row_about_its_markets_while_it_operates_them(
    record: Scope, record_rows: RecordRows, client: Client
) -> None:
    rows = get_csv(client, "/parties/alibaba-group.csv")
    operated = {
        (each.market.slug, year)
        for each in Operation.objects.filter(party__slug="alibaba-group").select_related("market")
        for year in range(each.from_year or 2000, (each.to_year or 2100) + 1)
    }
    place = {
        name: RECOMMENDATIONS_AND_RESPONSES.place(name) for name in ("row_id", "market", "year", "party")
    }
    expected = [
        row[place["row_id"]]
        for row in record_rows.rows["recommendations_and_responses"]
        if (row[place["market"]], row[place["year"]]) in operated or row[place["party"]] == "alibaba-group"
    ]
    known = {row[place["row_id"]] for row in record_rows.rows["recommendations_and_responses"]}
    assert [row["row_id"] for row in rows if row["row_id"] in known] == expected
    assert {"taobao", "aliexpress"} <= {row["market"] for row in rows}
    assert {"2016", "2017"} <= {row["year"] for row in rows if row["status"] == "listed"}


def test_what_a_party_said_that_answers_no_ask_and_no_entry_has_a_row_of_its_own(
    record: Scope, record_rows: RecordRows, client: Client
) -> None:
    own = {"response__party__slug": "alibaba-group"}
    of_no_market = ResponsePoint.objects.public().filter(**own, answers__isnull=True).earliest("pk").response
    Response.objects.filter(pk=of_no_market.pk).update(market=None)
    without_points = Response.objects.create(
        public_id="2018-02-alibaba-group-1",
        party=of_no_market.party,
        role=Response.Role.COMPANY,
        edition=of_no_market.edition,
        kind=Response.Kind.LETTER,
        title="A letter",
        source="a newspaper",
        evidence=Evidence.SECONDARY,
        stage=Response.Stage.PUBLISHED,
    )
    rows = get_csv(client, "/parties/alibaba-group.csv")
    ids = [row["row_id"] for row in rows]
    assert len(set(ids)) == len(ids)
    order = [(row["market"], int(row["year"]), row["row_id"]) for row in rows]
    assert order == sorted(order)
    points = {point.public_id for point in ResponsePoint.objects.public().filter(**own)}
    mine = [row for row in rows if row["party"] == "alibaba-group"]
    assert {row["point_id"] for row in mine} == {*points, ""}
    known = {row[0] for row in record_rows.rows["recommendations_and_responses"]}
    apart = {row["point_id"] or row["response_id"]: row for row in mine if row["row_id"] not in known}
    in_the_recommendations_and_responses = {
        row[RECOMMENDATIONS_AND_RESPONSES.place("point_id")]
        for row in record_rows.rows["recommendations_and_responses"]
    }
    assert apart.keys() == {*(points - in_the_recommendations_and_responses), without_points.public_id}
    for said, row in apart.items():
        assert row["recommendation_id"] == row["answer"] == row["is_inferred"] == ""
        assert row["row_id"].endswith(said) and row["permalink"] == row["response_permalink"]
        assert row["status"] == ("listed" if row["market"] else "")
    assert {row["market"] for row in apart.values()} == {"", "taobao", "aliexpress"}


def test_a_year_before_it_operated_a_market_is_not_its_own(record: Scope, client: Client) -> None:
    party = Party.objects.get(slug="alibaba-group")
    Operation.objects.filter(party=party, market__slug="taobao").update(from_year=2017)
    rows = [row for row in get_csv(client, "/parties/alibaba-group.csv") if row["market"] == "taobao"]
    before = [row for row in rows if int(row["year"]) < 2017]
    assert len(rows) > len(before)
    assert {row["party"] for row in before} == {"alibaba-group"}, "its own answers alone"


@pytest.mark.parametrize(("address", "status"), [("nobody.csv", 404), ("alibaba-group.csv?year=2017", 400)])
def test_what_cannot_be_is_refused(address: str, status: int, record: Scope, client: Client) -> None:
    assert client.get(f"/parties/{address}").status_code == status


def test_a_withdrawn_operation_is_in_no_table(record: Scope, client: Client) -> None:
    def operators() -> set[str]:
        rows = (get_csv(client, f"/data/{table}.csv") for table in ("timeline", "markets-by-edition"))
        return {row["operators"] for each in rows for row in each if row["market"] == "taobao"}

    assert "alibaba-group" in operators()
    Operation.objects.filter(market__slug="taobao").update(withdrawn_at=timezone.now())
    assert operators() == {""}
