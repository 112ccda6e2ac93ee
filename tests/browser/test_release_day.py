"""Release day in a browser: from a PDF to the public page, with every click counted."""

from typing import Any

import pytest

from markets import tasks
from markets.models import Edition, Evidence, Job, Listing, Market, Stage
from tests.browser.clicks import CountedPage
from tests.browser.conftest import SignIn
from tests.path.conftest import report

pytestmark = [pytest.mark.browser, pytest.mark.wide, pytest.mark.django_db(transaction=True)]


def upload_report(editor: CountedPage, content: bytes) -> None:
    """Upload, let the worker read, and be led to the release screen."""
    editor.click("text=Upload a report")
    editor.choose_file("[name=report]", "report.pdf", content, "application/pdf")
    editor.click("button:text-is('Upload')")
    editor.page.wait_for_url("**then=desk**")
    tasks.work(Job.objects.latest("asked_at").pk)
    editor.page.wait_for_url("**/desk/", timeout=20_000)


def match_names(editor: CountedPage) -> None:
    """Exact matches and new markets are chosen already: choose for what is left at once, and save all."""
    if editor.page.locator("[data-choose-rest]").count():
        editor.click("[data-choose-rest]")
    editor.click("text=Save matches")


def review_draft(reviewer: CountedPage, edition: Edition) -> None:
    reviewer.click(f".drafts a:has-text('{edition.year}')")
    reviewer.click("button:has-text('Mark all listings as reviewed')")


def know_edition(expected: dict[str, Any], unknown: int = 3) -> None:
    """The edition is known from the press: all but a few of its entries, beside those of the record that it lacks."""
    year = expected["edition"]["year"]
    Edition.objects.filter(year=year).update(complete_online=False, complete_physical=False)
    edition = Edition.objects.get(year=year)
    for number, entry in enumerate(expected["listings"][:-unknown]):
        market = Market.objects.create(slug=f"known-{number}", name=entry["name"], kind=entry["kind"])
        Listing.objects.create(
            edition=edition, market=market, kind=entry["kind"], printed_name=entry["name"],
            evidence=Evidence.SECONDARY, stage=Stage.PUBLISHED, source="https://example.org/ (a newspaper)",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("seed", "sizes", "known", "most"),
    [
        pytest.param(35, (34, 26), False, 10, id="new edition"),
        pytest.param(7, (0, 0), True, 12, id="known edition"),
    ],
)
def test_an_edition_is_published_in_few_clicks(
    site: str, sign_in: SignIn, seed: int, sizes: tuple[int, int], known: bool, most: int
) -> None:
    made = report(seed, "since-2017", *sizes)
    assert len(made.expected["listings"]) == sum(sizes) or known
    year = made.expected["edition"]["year"]
    assert Edition.objects.public().filter(year=year).exists() == known
    if known:
        know_edition(made.expected)
    editor, reviewer = sign_in("ed", "editor"), sign_in("cora", "curator")
    upload_report(editor, made.content)
    match_names(editor)
    edition = Edition.objects.get(year=year)
    reviewer.page.reload()
    review_draft(reviewer, edition)
    editor.page.reload()
    if editor.page.locator("#accept-reason").count():
        editor.type("#accept-reason", "Compared with the PDF.")
    editor.click("button:text-is('Publish now')")
    clicks = editor.clicks + reviewer.clicks
    print(f"{year}: {editor.clicks} clicks by the editor, {reviewer.clicks} by the reviewer")
    assert clicks <= most
    listed = {each["name"] for each in made.expected["listings"]}
    public = Listing.objects.public().filter(edition=edition, evidence="official")
    assert set(public.values_list("printed_name", flat=True)) == listed
    editor.page.click(".desk a:text-is('the edition')")
    assert editor.page.url == f"{site}/editions/{year}/"
    shown = editor.page.inner_text("main")
    assert all(name in shown for name in listed)
