"""A market, an edition or a download as we knew it that day, from the history."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from markets.models import Edition, Listing, Market
from notorious import past
from notorious.past import list_tracked_models
from notorious.tables import ALL

pytestmark = pytest.mark.django_db


def age_record() -> str:
    """Let the record be of the day before, and return it; since then a market was renamed, a listing taken down."""
    with connection.cursor() as cursor:
        for _, event in list_tracked_models():
            table = connection.ops.quote_name(event._meta.db_table)
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
            cursor.execute(f"UPDATE {table} SET pgh_created_at = pgh_created_at - interval '1 day'")
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
    Market.objects.filter(slug="taobao").update(name="Taobao Marketplace")
    Listing.objects.filter(edition__year=2017, market__slug="dhgate").update(stage="withdrawn")
    Edition.objects.filter(year=2017).update(title="Another title")
    return (timezone.now() - timedelta(days=1)).date().isoformat()


@pytest.fixture(scope="module")
def yesterday(loaded_record: None, django_db_blocker: DjangoDbBlocker) -> str:
    with django_db_blocker.unblock():
        return age_record()


def names(client: Client, query: str) -> set[tuple[str, str]]:
    content = client.get(f"/data/timeline.csv{query}").getvalue().decode()
    return {(row["year"], row["market"]) for row in csv.DictReader(io.StringIO(content))}


def test_what_was_corrected_since_is_in_no_file_of_corrections_of_that_day(
    client: Client, yesterday: str
) -> None:
    def corrected(query: str) -> int:
        return client.get(f"/data/corrections.csv{query}").getvalue().count(b"\n") - 1

    assert (corrected(""), corrected(f"?as_of={yesterday}")) == (3, 0)


def test_the_past_is_shown_as_it_was_and_the_present_as_it_is(client: Client, yesterday: str) -> None:
    then = client.get(f"/markets/taobao/?as_of={yesterday}")
    assert (
        "<h1>Taobao</h1>" in then.content.decode() and "As we knew it at the end of" in then.content.decode()
    )
    assert "Taobao Marketplace" in client.get("/markets/taobao/").content.decode()
    assert "Another title" not in client.get(f"/editions/2017/?as_of={yesterday}").content.decode()
    assert "Another title" in client.get("/editions/2017/").content.decode()
    today = timezone.now().date().isoformat()
    assert "Taobao Marketplace" in client.get(f"/markets/taobao/?as_of={today}").content.decode()


def test_a_download_of_the_past_holds_the_rows_of_the_past(client: Client, yesterday: str) -> None:
    assert names(client, f"?as_of={yesterday}") - names(client, "") == {("2017", "dhgate")}
    past, present = client.get(f"/data/timeline.csv?as_of={yesterday}"), client.get("/data/timeline.csv")
    assert past["ETag"] != present["ETag"] and past["As-Of"] == yesterday
    again = client.get(f"/data/timeline.csv?as_of={yesterday}", headers={"If-None-Match": present["ETag"]})
    assert again.status_code == 200


def test_a_day_that_cannot_be_shown_is_refused_with_a_sentence(client: Client, yesterday: str) -> None:
    unknown = {"2009-01-01": "begins on", "2999-01-01": "has not come yet"}
    for day, sentence in {**unknown, "yesterday": "a day", "2026-02-30": "a day", "": "a day"}.items():
        answer = client.get("/markets/taobao/", {"as_of": day})
        assert answer.status_code == (404 if day in unknown else 400), day
        assert sentence in answer.content.decode(), day


@pytest.mark.parametrize("label", ["^\x00", "\x00", "v2026.1\n", "v٢٠٢٦.1", ""])
def test_what_is_no_label_of_a_version_is_refused(label: str, client: Client) -> None:
    assert client.get("/api/v1/redirects", {"version": label}).status_code == 400


def test_the_search_shows_the_present_alone(client: Client, yesterday: str) -> None:
    assert client.get("/search/", {"q": "taobao", "as_of": yesterday}).status_code == 400


FEW = (
    "/responses/?party=alibaba-group",
    "/parties/alibaba-group/",
    "/data/",
    "/markets.csv?q=bay",
    "/data/recommendations_and_responses.csv",
)
EVERY = (
    *(
        "/",
        "/markets/",
        "/markets/?q=bay",
        "/markets/taobao/",
        "/editions/",
        "/editions/2017/",
        "/editions/2017/taobao/",
    ),
    *("/editions/2017/changes/", "/compare/2016/2017/", "/recommendations/", "/recommendations/2017-R1/"),
    *("/responses/", "/parties/", "/claims/"),
    *(
        "/countries/",
        "/countries/cn/",
        "/categories/",
        "/harms/",
        "/charts/",
        "/issue-focus/",
        "/corrections/",
    ),
    *("/about/", "/parties/alibaba-group.csv"),
    *(f"/data/{table.name}.csv" for table in ALL),
)
PRESENT = (
    "/data/notorious-markets.zip",
    "/data/notorious-markets.sqlite",
    "/data/datapackage.json",
    "/data/v2026.1/",
    "/embed/v2026.1/charts/listings/",
)


@pytest.mark.parametrize(
    "addresses", [FEW, pytest.param(EVERY, marks=pytest.mark.wide)], ids=["few", "every"]
)
def test_every_page_and_every_table_has_a_past(
    addresses: Sequence[str], client: Client, yesterday: str
) -> None:
    for address in addresses:
        asked = f"{address}{'&' if '?' in address else '?'}as_of={yesterday}"
        answer = client.get(asked)
        assert answer.status_code == 200 and answer["As-Of"] == yesterday, asked
    for address in PRESENT:
        assert client.get(f"{address}?as_of={yesterday}").status_code == 400, address


def test_a_row_of_the_past_cites_the_page_of_that_day(client: Client, yesterday: str) -> None:
    answer = client.get(f"/data/timeline.csv?market=dhgate&year=2017&as_of={yesterday}")
    (row,) = csv.DictReader(io.StringIO(answer.getvalue().decode()))
    assert row["data_version"] == answer["X-Data-Version"] == f"@{yesterday}", "no version was kept by then"
    assert row["permalink"].endswith(f"/editions/2017/dhgate/?as_of={yesterday}")
    assert row["permalink"] in row["cite_as"] and row["data_version"] in row["cite_as"]
    assert client.get(row["permalink"].removeprefix(settings.SITE_URL)).status_code == 200


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("/api/v1/timeline", "application/problem+json"),
        ("/data/timeline.csv", "text/plain"),
        ("/markets/", "text/html"),
        ("/data/2026.1/", "text/html"),
    ],
)
def test_a_refusal_comes_in_the_form_of_what_was_asked_for(address: str, form: str, client: Client) -> None:
    answer = client.get(f"{address}?as_of=yesterday")
    assert answer.status_code == 400 and answer["Content-Type"].startswith(form)


@pytest.mark.parametrize("day", ["20261121", "2026-W47-6", "2026-11-31", "2026-11-21T00:00"])
def test_a_day_has_one_address(day: str, client: Client) -> None:
    answer = client.get("/data/timeline.csv", {"as_of": day})
    assert answer.status_code == 400 and "a day such as 2026-11-21" in answer.content.decode()


@pytest.mark.parametrize("path", ["/charts/", "/charts/listings/", "/issue-focus/", "/countries/"])
def test_a_caption_of_the_past_names_the_version_of_the_past(
    path: str, client: Client, yesterday: str
) -> None:
    text = client.get(f"{path}?as_of={yesterday}").content.decode()
    assert set(re.findall(r"Notorious Markets (\S+), CC BY", text)) == {f"@{yesterday}"}
    footer = text.partition("<footer")[2]
    assert f"@{yesterday}</a>" in footer


def test_an_embedded_chart_of_the_past_names_its_version_and_leads_to_its_page(
    client: Client, yesterday: str
) -> None:
    text = client.get(f"/embed/charts/listings/?as_of={yesterday}").content.decode()
    assert f"data version @{yesterday}</figcaption>" in text
    assert f'href="{settings.SITE_URL}/charts/listings/?as_of={yesterday}"' in text
    assert f"Notorious Markets @{yesterday}, CC BY" in text
    assert f"as_of={yesterday}" in client.get(f"/embed/markets/taobao/?as_of={yesterday}").content.decode()


def test_what_is_asked_of_the_past_is_counted(
    client: Client, yesterday: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = timezone.now().date()
    monkeypatch.setattr(past, "check_rate_limit", lambda request, what: 7 if what == "export" else 0)
    for address in ("/markets/", "/data/timeline.csv"):
        answer = client.get(f"{address}?as_of={today}")
        assert (answer.status_code, answer["Retry-After"]) == (429, "7")
