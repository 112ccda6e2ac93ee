"""A response's whole journey in a browser: entered, claims taken, linked, reviewed, published, seen, taken away."""

import csv
import io
import urllib.request
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from notorious.roles import ensure_roles
from responses.models import Response
from tests.notorious.desk.statements import MADE_UP, SEEDS, seed
from tests.people import PASSWORD, make_person
from tests.record import put_record

pytestmark = [pytest.mark.browser, pytest.mark.wide, pytest.mark.django_db(transaction=True)]
SignIn = Callable[[str], Page]


@pytest.fixture
def site(live_server) -> str:
    put_record()
    ensure_roles()
    for name, role in (("ada", "curator"), ("bob", "curator"), ("ed", "editor")):
        make_person(name, role)
    return live_server.url


@pytest.fixture
def sign_in(site: str, chromium: Browser) -> Iterator[SignIn]:
    """A browser of somebody's own; at the end nothing may have been refused by the content security policy."""
    contexts, refused = [], []

    def enter(name: str) -> Page:
        context = chromium.new_context(viewport={"width": 1280, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: "Content Security" in said.text and refused.append(said.text))
        page.goto(f"{site}/admin/")
        page.fill("[name=username]", name)
        page.fill("[name=password]", PASSWORD)
        page.click("[type=submit]")
        return page

    yield enter
    for context in contexts:
        context.close()
    assert not refused


def fill_in(page: Page, site: str, statement: str) -> None:
    page.click("text=Enter a response")
    page.select_option("[name=party]", label="Alibaba Group")
    page.select_option("[name=role]", "company")
    page.select_option("[name=edition]", label="2017 List")
    page.select_option("[name=market]", label="Taobao")
    page.select_option("[name=kind]", "press_statement")
    page.fill("[name=title]", "A statement on the List of 2017")
    page.fill("[name=said_on]", "2018-01-12")
    page.select_option("[name=held]", "whole")
    page.fill("[name=source]", "the statement itself")
    page.select_option("[name=evidence]", "secondary")
    page.fill("[name=pasted]", statement)
    page.click("text=Save as a draft")


def journey(site: str, sign_in: SignIn, statement: str, figures: int) -> None:
    ada = sign_in("ada")
    fill_in(ada, site, statement)
    boxes = ada.locator("input[name=claim]")
    assert boxes.count() == figures
    for box in boxes.all():
        box.check()
    ada.click("text=Add selected figures")
    points = ada.locator("article.point").count()
    for number, ask in ((1, "2017-R2"), (2, "2017-R5")):  # two clicks each
        ada.click(f"#point{number} details.linking summary")
        row = ada.locator(f"#point{number} details.linking tr", has=ada.locator(f"th:text-is('{ask}')"))
        row.get_by_text("The party says so").click()
        assert ask in ada.locator(f"#point{number} .links").inner_text()
    assert ada.get_by_text("Confirm: matches the document").count() == 0  # not her own
    made = Response.objects.get(entered_by__username="ada")
    assert ada.goto(f"{site}{made.get_absolute_url()}").status == 404
    desk = f"{site}/admin/responses/response/{made.pk}/desk/"
    bob = sign_in("bob")
    bob.click("#queue-drafts a")
    bob.click(f"table.queue a:has-text('{made.public_id}')")
    bob.click("text=Confirm: matches the document")
    assert bob.locator("button:text-is('Publish')").count() == 0  # he is no editor
    ed = sign_in("ed")
    ed.goto(desk)
    ed.click("button:text-is('Publish')")
    ed.goto(f"{site}/recommendations/2017-R2/")
    assert made.public_id in ed.content()
    ed.goto(f"{site}/recommendations/?market=taobao&year=2017")
    assert made.public_id in ed.content()
    ed.goto(f"{site}{made.get_absolute_url()}")
    assert ed.locator("article.ask").count() == points
    with urllib.request.urlopen(f"{site}/data/claims.csv") as file:
        rows = csv.DictReader(io.TextIOWrapper(file, "utf-8-sig"))
        assert sum(made.public_id in row.values() for row in rows) == figures
    with urllib.request.urlopen(f"{site}/data/answers.csv") as file:
        mine = [
            row for row in csv.reader(io.TextIOWrapper(file, "utf-8-sig")) if made.public_id in " ".join(row)
        ]
    assert {cell for row in mine for cell in row if cell.startswith("2017-R")} == {"2017-R2", "2017-R5"}


def test_a_statement_goes_from_the_form_to_the_tracker_and_the_csv(site, sign_in) -> None:
    """The statement of January 2018 where we hold it, else one of our own making."""
    if SEEDS.exists():
        journey(site, sign_in, seed("alibaba-statement-2018-01.txt"), figures=8)
    else:
        journey(site, sign_in, MADE_UP, figures=3)


def test_the_desk_can_be_used_at_360_pixels(site, sign_in) -> None:
    page = sign_in("ada")
    page.set_viewport_size({"width": 360, "height": 740})
    fill_in(page, site, MADE_UP)
    wide = """() => [...document.querySelectorAll(".desk *")]
        .filter(each => each.getBoundingClientRect().right > 361 && !each.closest("table, .text"))
        .map(each => each.outerHTML.slice(0, 80))"""
    assert page.evaluate(wide) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
