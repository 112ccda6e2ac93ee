"""The files hold exactly what the bundled record says is public."""

import pytest
from django.test import Client

from markets.models import Citation
from markets.record.load import FOLDER
from markets.record.rows import read_record_rows
from tests.html import get_csv

pytestmark = pytest.mark.usefixtures("record")


def test_the_timeline_has_exactly_the_public_rows_of_the_record(client: Client) -> None:
    public = {
        (row["year"], row["market"])
        for row in read_record_rows(FOLDER, "listings")
        if row["evidence"] == "secondary"
    }
    assert len(public) == 613
    downloaded = [(row["year"], row["market"]) for row in get_csv(client, "/data/timeline.csv")]
    assert len(downloaded) == 613
    assert set(downloaded) == public


def test_the_editions_say_complete_for_five_kinds_and_no_other(client: Client) -> None:
    complete = {
        (row["year"], kind)
        for row in get_csv(client, "/data/editions.csv")
        for kind in ("online", "physical")
        if row[f"complete_{kind}"] == "true"
    }
    assert complete == {("2010", "physical")} | {(str(year), "online") for year in range(2019, 2023)}


@pytest.mark.parametrize(
    "name",
    [
        *("timeline", "listings", "recommendations", "responses", "response_points", "claims", "operations"),
        *("aliases", "watch_list_eu", "nominations", "filings", "history_statements", "sources"),
    ],
)
def test_no_file_holds_a_working_note(client: Client, name: str) -> None:
    cited = {" ".join(each.text.split()) for each in Citation.objects.all()}
    for row in get_csv(client, f"/data/{name}.csv"):
        assert row["source"] in cited, row
        for note in ("branch archive", "(contents)", "GitHub file id", "memory"):
            assert note not in row["source"], row
        assert "./" not in row.get("source_url", "").removeprefix("https://").split("/")[0] + "/"


def test_the_timeline_joins_the_sister_lists(client: Client) -> None:
    found = {(row["year"], row["market"]): row for row in get_csv(client, "/data/timeline.csv")}
    of_2016 = found["2016", "taobao"]
    assert of_2016["nominated_by"] == "AAFA"
    assert of_2016["country_codes"] == "CN"
    assert of_2016["special_301_statuses"] == "priority_watch_list"
    listed = {
        (row["market"], row["eu_year"])
        for row in get_csv(client, "/data/watch_list_eu.csv")
        if row["status"] == "listed"
    }
    for (_, market), row in found.items():
        assert set(row["eu_watch_list_years"].split()) == {year for of, year in listed if of == market}


def test_files_mark_the_countries_of_a_market_that_its_entry_does_not_print(client: Client) -> None:
    for name in ("timeline", "listings"):
        rows = {(row["year"], row["market"]): row for row in get_csv(client, f"/data/{name}.csv")}
        ours = rows["2018", "taobao"]
        assert (ours["country_codes"], ours["inferred_country_codes"]) == ("", "CN")
        printed = rows["2017", "taobao"]
        assert (printed["country_codes"], printed["inferred_country_codes"]) == ("CN", "")


def test_files_say_when_a_market_closed_and_who_says_so(client: Client) -> None:
    rows = {row["market"]: row for row in get_csv(client, "/data/markets.csv")}
    assert rows["megaupload"]["closed_on"] == "2012"
    assert rows["megaupload"]["closed_source"].startswith("USTR, Press release")
    assert rows["megaupload"]["closed_source_url"].startswith("https://ustr.gov/")
    assert rows["taobao"]["closed_on"] == rows["taobao"]["closed_source"] == ""
