"""The daily work of the desk in a browser, with every click counted."""

import csv
import io

import pytest

from markets.ingest.pipeline import store_snapshot
from markets.models import (
    DiscoveredDocument,
    Listing,
    ProposedChange,
    Recommendation,
    RecommendationLink,
    Source,
)
from responses.models import Assessment, Response
from tests.assessments import write_assessment
from tests.browser.conftest import SignIn
from tests.notorious.desk.statements import MADE_UP
from tests.notorious.desk.test_confirming import SOURCE, fill_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.wide
def test_one_listing_is_confirmed_by_form_in_six_clicks(site: str, sign_in: SignIn) -> None:
    cora, ed = sign_in("cora", "curator"), sign_in("ed", "editor")
    cora.page.goto(f"{site}/admin/queue/listing-leads/?edition=2014")
    cora.click("table.queue td a")
    for name in ("address", "publisher", "published_on", "quotation"):
        cora.type(f"[name={name}]", SOURCE[name])
    cora.check("[name=names_market]")
    cora.check("[name=names_edition]")
    cora.click("text=Propose this source")
    assert "/admin/confirm/" in cora.page.url  # at the next item
    ed.page.reload()
    ed.click("#queue-changes a")
    ed.click("table.queue button:has-text('Accept')")
    change = ProposedChange.objects.get()
    assert change.state == "accepted"
    assert Listing.objects.public().filter(pk=change.row).exists()
    print(f"confirm by form: {cora.clicks} by the curator, {ed.clicks} by the editor")
    assert cora.clicks + ed.clicks <= 6


@pytest.mark.wide
def test_fifty_listings_are_confirmed_by_csv(site: str, sign_in: SignIn) -> None:
    cora, ed = sign_in("cora", "curator"), sign_in("ed", "editor")
    cora.click("#queue-listing-leads a")
    with cora.page.expect_download() as download:
        cora.click("text=Export as CSV")
    exported = download.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(exported)))[:50]
    cora.click("text=Import a filled-in CSV file")
    cora.choose_file("[name=file]", "filled-in.csv", fill_in(rows).encode(), "text/csv")
    cora.click("text=Check the file")
    assert "50 rows can be imported" in cora.page.inner_text(".desk")
    cora.click("text=Propose 50 sources")
    assert ProposedChange.objects.count() == 50
    ed.page.reload()
    ed.click("#queue-changes a")
    ed.check("[data-select-all=row]")
    ed.click("text=Accept selected")
    assert ProposedChange.objects.filter(state="accepted").count() == 50
    assert Listing.objects.public().filter(pk__in=[row["id"] for row in rows]).count() == 50
    print(f"50 by CSV: {cora.clicks} by the curator, {ed.clicks} by the editor")
    assert cora.clicks + ed.clicks <= 10


@pytest.mark.wide
def test_a_found_statement_is_entered_and_published_by_another_in_thirty_five_clicks(
    site: str, sign_in: SignIn
) -> None:
    source = Source.objects.create(
        slug="newsroom", name="Alibaba Group newsroom", kind="newsroom", url="https://example.org/"
    )
    DiscoveredDocument.objects.create(
        source=source, url="https://example.org/statement", title="A statement on the List",
        kind="statement", published_on="2018-01-13", snapshot=store_snapshot(MADE_UP.encode(), media_type="text/plain"),
    )  # fmt: skip
    cora, cory, ed = (sign_in("cora", "curator"), sign_in("cory", "curator"), sign_in("ed", "editor"))
    cora.click("#queue-finds a")
    cora.click("table.queue a:has-text('A statement on the List')")
    assert "97% of all takedown requests" in cora.page.inner_text(".desk .text")
    assert cora.page.input_value("[name=title]") == "A statement on the List"
    cora.choose("[name=market]", label="Taobao")
    cora.click("text=Save as a draft")
    assert "Already public from Alibaba Group" in cora.page.inner_text(".warnings")
    cora.check("[data-select-all=claim]")
    cora.click("text=Add selected figures")
    for number in (1, 2):
        cora.click(f"#point{number} .likely button:has-text('The party says so')")
    periods = cora.page.locator("#point2 select[name^=period]")
    for number in range(periods.count()):
        cora.clicks += 1
        periods.nth(number).select_option("2017")
    cora.click("#point2 >> text=Save metrics and periods")
    made = Response.objects.get(entered_by__username="cora")
    assert made.said == "2018-01-13"
    cory.page.reload()
    cory.click("#queue-drafts a")
    cory.click(f"table.queue a:has-text('{made.public_id}')")
    cory.click("text=Confirm: matches the document")
    ed.page.reload()
    ed.click("#queue-reviewed a")
    ed.click(f"table.queue a:has-text('{made.public_id}')")
    ed.click("button:text-is('Publish')")
    assert Response.objects.public().filter(pk=made.pk).exists()
    assert DiscoveredDocument.objects.get().state == "handled"
    print(f"statement: {cora.clicks} + {cory.clicks} + {ed.clicks}")
    assert cora.clicks + cory.clicks + ed.clicks <= 35


@pytest.mark.wide
def test_an_assessment_is_accepted_from_its_queue_in_two_clicks(site: str, sign_in: SignIn) -> None:
    cora, ed = sign_in("cora", "curator"), sign_in("ed", "editor")
    ask = Recommendation.objects.get(public_id="2017-R2")
    by = cora.person
    write_assessment(ask, by=by)
    ed.page.reload()
    ed.click("#queue-assessments a")
    assert "Cannot be said." in ed.page.inner_text("table.queue")
    ed.click("table.queue button:has-text('Accept')")
    assert Assessment.objects.public().exists()
    assert ed.clicks <= 2


@pytest.mark.wide
def test_a_follow_up_is_recorded_with_evidence(site: str, sign_in: SignIn) -> None:
    cora, ed = sign_in("cora", "curator"), sign_in("ed", "editor")
    cora.click("#queue-without_follow_up a")
    cora.click("table.queue td a")
    asked = cora.page.url.split("/follow-up/")[1].split("/")[0]
    cora.choose("[name=later]", value="")
    cora.choose("[name=follow_up]", value="credited")
    cora.type("[name=note]", "Page 3 welcomes the step.")
    cora.click("text=Propose this follow-up")
    assert f"/follow-up/{asked}/" not in cora.page.url  # at the next item
    ed.page.reload()
    ed.click("#queue-links a")
    ed.click("tr:has-text('Page 3 welcomes the step.') button:has-text('Accept')")
    link = RecommendationLink.objects.get(earlier__public_id=asked, note="Page 3 welcomes the step.")
    assert link.decision == "accepted"
    print(f"follow-up: {cora.clicks} by the curator, {ed.clicks} by the editor")
