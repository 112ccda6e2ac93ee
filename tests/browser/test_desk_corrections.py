"""Undoing and correcting at the desk in a browser, and finding out who did what, with every click counted."""

import datetime

import pytest
from pghistory.models import Context

from markets.curation.listings import make_market, review_listing
from markets.curation.publishing import accept_problems, publish_edition
from markets.models import Edition, Listing, Reading, Stage
from tests.browser.conftest import DRAFTED, SignIn, draft_edition

pytestmark = [pytest.mark.browser, pytest.mark.wide, pytest.mark.django_db(transaction=True)]

NEVER_PUBLIC = 2026


def publish_draft(sign_in: SignIn) -> tuple[Edition, SignIn]:
    """An edition that is known from its report alone, published by two people."""
    cora, ed = sign_in("cora", "curator"), sign_in("ed", "editor")
    edition = draft_edition(NEVER_PUBLIC)
    for listing in Listing.objects.filter(edition=edition, stage=Stage.DRAFT):
        if listing.market is None:
            make_market(listing, by=cora.person)
            listing.refresh_from_db()
        review_listing(listing, by=cora.person)
    accept_problems(Reading.objects.get(edition=edition), reason="Compared with the PDF.", by=ed.person)
    publish_edition(edition, by=ed.person)
    return edition, ed


def test_an_edition_is_withdrawn_and_published_again_in_four_clicks(site: str, sign_in: SignIn) -> None:
    edition, ed = publish_draft(sign_in)
    ed.click("nav[aria-label=Desk] a:text-is('Editions')")
    ed.click(f"tr:has(th a:text-is('{NEVER_PUBLIC}')) a:text-is('Release')")
    ed.type("#withdraw-reason", "The wrong file was published.")
    ed.click("button:text-is('Withdraw')")
    ed.page.wait_for_selector("text=Not public")
    assert ed.page.request.get(f"{site}/editions/{NEVER_PUBLIC}/").status == 404
    assert "The wrong file was published." in ed.page.request.get(f"{site}/corrections/").text()
    ed.click("button:text-is('Publish again')")
    ed.page.wait_for_selector("text=Public since")
    print(f"withdraw and publish again: {ed.clicks}")
    assert ed.clicks <= 4
    page = ed.page.request.get(f"{site}/editions/{NEVER_PUBLIC}/")
    assert page.status == 200
    public = Listing.objects.public().filter(edition=edition).values_list("printed_name", flat=True)
    assert set(public) == set(DRAFTED)
    assert "withdrawn" in ed.page.request.get(f"{site}/corrections/").text()


def test_a_withdrawn_report_is_drafted_and_published_again(site: str, sign_in: SignIn) -> None:
    edition, ed = publish_draft(sign_in)
    ed.page.goto(f"{site}/admin/markets/edition/{edition.pk}/desk/")
    ed.type("#withdraw-reason", "One name is misread.")
    ed.click("button:text-is('Withdraw')")
    ed.click("button:text-is('Draft it again')")
    assert "Ready to publish." in ed.page.inner_text("section.publish")  # matches and reviews are kept
    ed.click("button:text-is('Publish now')")
    ed.page.wait_for_selector("text=Public since")
    assert ed.clicks == 3
    assert Listing.objects.public().filter(edition=edition).count() == len(DRAFTED)


def test_a_country_is_proposed_by_a_curator_and_accepted_by_an_editor(site: str, sign_in: SignIn) -> None:
    listing = Listing.objects.public().get(edition__year=2017, printed_name="Silk Market")
    address = f"{site}{listing.get_absolute_url()}"
    assert listing.country_codes != ["MX"]
    cora, ed = sign_in("cora", "curator"), sign_in("ed", "editor")
    cora.click("nav[aria-label=Desk] a:text-is('Listings')")
    cora.type("#searchbar", "Silk Market 2017")
    cora.page.keyboard.press("Enter")
    cora.click("#result_list tbody th a")
    cora.type("[name=country_codes]", "MX")
    cora.type("[name=country_printed]", "Mexico")
    cora.type("[name=why]", "The source says Mexico.")
    cora.type("[name=why-source]", "https://example.org/silk-market")
    cora.click("[name=_save]")
    assert "Nothing has changed yet" in cora.page.inner_text(".messagelist")
    assert "Mexico" not in ed.page.request.get(address).text()
    ed.page.reload()
    ed.click("#queue-changes a")
    shown = ed.page.inner_text("table.queue")
    for said in ("The source says Mexico.", "https://example.org/silk-market", "China", "Mexico"):
        assert said in shown
    ed.click("table.queue button:has-text('Accept')")
    ed.page.wait_for_selector(".messagelist .success")
    print(f"a country: {cora.clicks} by the curator, {ed.clicks} by the editor")
    assert cora.clicks + ed.clicks <= 5
    assert "Mexico" in ed.page.request.get(address).text()
    corrections = ed.page.request.get(f"{site}/corrections/").text()
    assert "The source says Mexico." in corrections
    assert "MX" in corrections


def test_excluded_rows_are_seen_and_restored_in_six_clicks(site: str, sign_in: SignIn) -> None:
    cora = sign_in("cora", "curator")
    edition = draft_edition()
    drafts = Listing.objects.filter(edition=edition, stage=Stage.DRAFT)
    cora.page.reload()
    cora.click(".drafts a")
    for name in DRAFTED[:2]:
        cora.check(f"#rows tr:has-text('{name}') [name=row]")
    cora.click("button:has-text('Exclude selected rows')")
    assert cora.page.inner_text("#excluded summary") == "Excluded from this draft: 2"
    assert drafts.count() == 1
    cora.click("#excluded summary")
    cora.click("button:text-is('Restore all')")
    cora.page.wait_for_selector(".messagelist .success")
    print(f"restore excluded rows: {cora.clicks}")
    assert cora.clicks <= 6
    assert drafts.count() == len(DRAFTED)
    assert set(drafts.values_list("reviewed_by", flat=True)) == {None}


def test_what_a_person_changed_yesterday_is_found_in_two_clicks(site: str, sign_in: SignIn) -> None:
    cora, ed = sign_in("cora", "curator"), sign_in("ed", "editor")
    edition = draft_edition()
    matched = Listing.objects.get(edition=edition, stage=Stage.DRAFT, printed_name=DRAFTED[-1])
    make_market(matched, by=cora.person)
    day = datetime.timedelta(days=1)
    for act in Context.objects.filter(metadata__user=cora.person.pk):
        Context.objects.filter(pk=act.pk).update(created_at=act.created_at - day)
    today = Listing.objects.get(edition=edition, stage=Stage.DRAFT, printed_name=DRAFTED[0])
    review_listing(today, by=cora.person)
    ed.page.reload()
    ed.click("nav[aria-label=Desk] a:text-is('Audit log')")
    ed.click("p:has-text('Yesterday') a:text-is('cora')")
    print(f"what cora changed yesterday: {ed.clicks}")
    assert ed.clicks <= 3
    shown = ed.page.inner_text("table.history")
    for said in ("make market", DRAFTED[-1], "cora"):
        assert said in shown
    assert "review listing" not in shown
