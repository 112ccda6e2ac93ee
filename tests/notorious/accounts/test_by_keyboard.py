"""A phone is added, and its code given, by keyboard alone on a narrow window."""

from base64 import b32decode
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from notorious.models import AccessRecord
from tests.browser.axe import violations
from tests.browser.test_keyboard import tab_to
from tests.notorious.accounts.conftest import FACTOR, PASSWORD, Person

pytestmark = pytest.mark.browser


def enter(page: Page) -> None:
    """Presses Enter, and waits for the page that it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def types_the_password(page: Page, site: str) -> None:
    page.goto(f"{site}/admin/")
    tab_to(page, "#id_username")
    page.keyboard.type("ann")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    enter(page)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.wide
@pytest.mark.django_db(transaction=True)
def test_a_phone_is_added_and_its_code_given_by_keyboard(
    live_server: Any, chromium: Browser, known: Callable[..., Person]
) -> None:
    ann, site, problems = known("ann", "editor"), live_server.url, []
    page = chromium.new_page(viewport={"width": 360, "height": 740})
    page.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
    types_the_password(page, site)
    tab_to(page, f".offered a[href='{FACTOR}']")
    enter(page)
    assert page.locator("img").evaluate("picture => picture.complete && picture.naturalWidth > 100")
    assert fits(page)
    ann.key = b32decode(page.locator("#secret").inner_text().replace(" ", ""))
    tab_to(page, "#code")
    page.keyboard.type("000000")
    enter(page)
    expect(page.get_by_role("alert")).to_contain_text("not the code")
    tab_to(page, "#code")
    page.keyboard.type(ann.code())
    enter(page)
    expect(page.locator(".codes li")).to_have_count(10)
    assert fits(page)
    tab_to(page, "main a[href='/admin/']")
    enter(page)
    tab_to(page, "#logout-form button")
    enter(page)
    types_the_password(page, site)
    expect(page.locator("#code")).to_be_focused()
    assert fits(page)
    page.keyboard.type(ann.code(1))  # the next one: that of now was given
    enter(page)
    expect(page.locator(".offered")).to_have_count(0)
    page.goto(f"{site}/admin/people/")
    assert fits(page)
    page.close()
    assert not problems, "\n".join(problems)
    assert AccessRecord.objects.get().who == "ann"


@pytest.mark.wide
@pytest.mark.django_db(transaction=True)
def test_no_page_of_signing_in_breaks_a_rule(live_server: Any, chromium: Browser, ed: Person) -> None:
    page = chromium.new_page()
    page.goto(f"{live_server.url}/admin/")
    page.fill("#id_username", "ed")
    page.fill("#id_password", PASSWORD)
    with page.expect_navigation():
        page.locator("input[type=submit]").click()
    page.wait_for_url("**/admin/code/**")
    problems = violations(page)
    page.fill("#code", "000000 is none")
    with page.expect_navigation():
        page.locator("input[type=submit]").click()
    problems += violations(page)
    expect(page.get_by_role("alert")).to_contain_text("not right")
    page.close()
    assert not problems, "\n".join(problems)
