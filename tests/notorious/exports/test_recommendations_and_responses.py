"""The recommendations_and_responses names the numbers of an answer, and links to all that it is made of."""

import re
from collections import defaultdict

import pytest
from django.conf import settings
from django.test import Client

from notorious.tables import TABLES
from tests.html import get_page
from tests.notorious.exports.conftest import RecordRows

pytestmark = pytest.mark.django_db

SITE = settings.SITE_URL


def test_a_column_that_came_later_is_at_the_end() -> None:
    columns = TABLES["recommendations_and_responses"].columns
    later = [column.name for column in columns if column.since != "v2026.1"]
    assert (
        later
        == TABLES["recommendations_and_responses"].header[
            TABLES["recommendations_and_responses"].place("cite_as") + 1 :
        ]
    )
    assert "answer_claims" in later


def test_an_answer_gives_the_numbers_of_its_point(record_rows: RecordRows) -> None:
    claims = record_rows.read_table("claims")
    rows = [row for row in record_rows.read_table("recommendations_and_responses") if row["point_id"]]
    for row in rows:
        own = [claim for claim in claims if claim["point_id"] == row["point_id"]]
        assert row["claim_ids"] == [claim["claim_id"] for claim in own]
        for claim, said in zip(own, row["answer_claims"], strict=True):
            assert f"{abs(claim['value']).normalize():,f}" in said
            assert ("%" if claim["unit"] == "%" else claim["unit"]) in said
            assert f"period: {claim['period'] or 'not stated'}" in said
            assert "; " not in said, "it parts one from the next"
    by_point = {row["point_id"]: row for row in rows}
    before_a_sale = by_point["2018-01-12-alibaba-group-1-P4"]
    assert not re.search(r"\d", before_a_sale["answer_summary"])
    assert "98%" in before_a_sale["answer_claims"][0]


def test_a_row_links_to_the_entry_the_ask_and_the_answer(record_rows: RecordRows, client: Client) -> None:
    listed = {row["row_id"]: row for row in record_rows.read_table("timeline")}
    asks = {row["recommendation_id"]: row for row in record_rows.read_table("recommendations")}
    rows = record_rows.read_table("recommendations_and_responses")
    for row in rows:
        entry = listed.get(f"{row['year']}-{row['market']}")
        ask = asks.get(row["recommendation_id"])
        assert row["listing_permalink"] == (entry["permalink"] if entry else "")
        assert row["listing_source"] == (entry["source"] if entry else "")
        assert row["listing_source_url"] == (entry["source_url"] if entry else "")
        assert row["recommendation_permalink"] == (ask["permalink"] if ask else "")
        assert row["recommendation_source"] == (ask["source"] if ask else "")
        assert row["recommendation_url"] == (ask["source_url"] if ask else "")
        assert row["response_permalink"].startswith(f"{SITE}/responses/") is bool(row["response_id"])
        whole = (
            entry["permalink"] if entry else f"{SITE}/markets/{row['market']}/?version={row['data_version']}"
        )
        assert row["permalink"] == (ask["permalink"] if ask else whole)
    full = next(row for row in rows if row["recommendation_id"] and row["response_id"])
    links = [value for name, value in full.items() if name.endswith("permalink")]
    assert len(links) == 4
    assert all(client.get(link.removeprefix(SITE)).status_code == 200 for link in links)


SILENCES = ("declined_comment", "none_found")


def test_the_timeline_counts_each_response_that_is_about_an_entry_or_answers_it(
    record_rows: RecordRows,
) -> None:
    counted: dict[tuple[int, str], set[str]] = defaultdict(set)
    silent = {row["response_id"] for row in record_rows.read_table("responses") if row["kind"] in SILENCES}
    for row in record_rows.read_table("responses"):
        counted[row["year"], row["market"]] |= {row["response_id"]} - silent
    response_of = {row["point_id"]: row["response_id"] for row in record_rows.read_table("response_points")}
    asks = {row["recommendation_id"]: row for row in record_rows.read_table("recommendations")}
    for row in record_rows.read_table("answers"):
        to = {"entry": row, "recommendation": asks.get(row["recommendation_id"])}.get(row["answers_to"])
        if to is not None:
            counted[to["year"], to["market"]] |= {response_of[row["point_id"]]} - silent
    rows = {row["row_id"]: row for row in record_rows.read_table("timeline")}
    assert {key: row["response_count"] for key, row in rows.items()} == {
        key: len(counted[row["year"], row["market"]]) if (row["year"], row["market"]) in counted else None
        for key, row in rows.items()
    }
    assert rows["2021-aliexpress"]["response_count"] == 4, (
        "a refusal is filed there, four answer it from elsewhere"
    )
    assert rows["2021-shopee"]["response_count"] == 0, "a newspaper asked it, and it did not reply"
    assert rows["2024-shopee"]["response_count"] is None, "nobody is known to have asked it"


@pytest.mark.parametrize("row_id", ["2021-aliexpress", "2013-vk"])
def test_the_page_of_an_entry_shows_the_responses_that_the_timeline_counts(
    row_id: str, record_rows: RecordRows, client: Client
) -> None:
    row = next(row for row in record_rows.read_table("timeline") if row["row_id"] == row_id)
    page = get_page(client, row["permalink"].removeprefix(SITE))
    links = page.select('section[aria-labelledby=responses] a[href^="/responses/"]')
    shown = {str(link["href"]).partition("?")[0] for link in links}
    silent = {
        f"/responses/{each['response_id']}/"
        for each in record_rows.read_table("responses")
        if each["kind"] in SILENCES
    }
    assert len(shown - silent) == row["response_count"] > 0
