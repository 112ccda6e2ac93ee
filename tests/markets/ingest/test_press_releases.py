"""A reading against the stored press releases."""

import datetime

import pytest

from markets.ingest.pages import read_pdf_in_process
from markets.ingest.parsers import parse_report
from markets.ingest.pipeline import ingest_snapshot, store_snapshot
from markets.ingest.press_releases import find_contradictions
from markets.models import DiscoveredDocument, Source
from tests.reports.build import build

pytestmark = pytest.mark.django_db

RELEASE = """<!doctype html><html><body><h1>USTR Releases 2031 Review of Notorious Markets for Counterfeiting and
Piracy</h1><p>January 20, 2032</p><p>Today the Office of the United States Trade Representative published its List. The
2031 Review identifies 38 online markets (down from 39 last year) and 33 physical markets.</p></body></html>"""


def reading(year: int, online: int) -> dict[str, object]:
    edition = {"year": year, "published": "2032-01-20", "issue_focus": None}
    listings = [{"kind": "online"}] * online + [{"kind": "physical"}] * 33
    return {"edition": edition, "listings": listings}


@pytest.fixture
def release() -> DiscoveredDocument:
    source = Source.objects.create(slug="press", name="Press", url="https://ustr.gov/", enabled=False)
    return DiscoveredDocument.objects.create(
        source=source,
        url="https://ustr.gov/a",
        kind="press_release",
        published_on=datetime.date(2032, 1, 20),
        snapshot=store_snapshot(RELEASE.encode(), media_type="text/html"),
    )


def test_a_release_that_counts_otherwise_is_a_problem(release: DiscoveredDocument) -> None:
    assert find_contradictions(reading(2031, 38)) == []
    said = find_contradictions(reading(2031, 37))
    assert said == ["the press release states 38 online markets and 37 were found"]


def test_a_release_about_another_year_is_left_aside(release: DiscoveredDocument) -> None:
    assert find_contradictions(reading(2030, 37)) == []


def test_what_a_release_says_differently_is_a_problem_of_the_draft(release: DiscoveredDocument) -> None:
    content = build(7, "since-2017", stated=False).content
    year = parse_report(read_pdf_in_process(content)).year
    release.published_on = datetime.date(year + 1, 1, 20)
    release.snapshot = store_snapshot(RELEASE.replace("2031", str(year)).encode(), media_type="text/html")
    release.save()
    drafted = ingest_snapshot(store_snapshot(content, media_type="application/pdf"))
    assert any(each.startswith("the press release states 38 online markets") for each in drafted.problems)


def test_a_release_that_names_its_year_behind_the_list_is_compared(release: DiscoveredDocument) -> None:
    body = RELEASE.replace("2031 Review of Notorious Markets", "Review of Notorious Markets for 2031")
    release.snapshot = store_snapshot(body.replace("2031 Review", "review").encode(), media_type="text/html")
    release.save()
    assert find_contradictions(reading(2031, 37)) == [
        "the press release states 38 online markets and 37 were found"
    ]
