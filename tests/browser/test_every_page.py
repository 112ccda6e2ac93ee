"""Every kind of page on a telephone and on a desk: no sideways scrolling, no error, one heading, no script needed."""

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Request

from tests.browser.places import PUBLIC, REFUSED

pytestmark = [pytest.mark.browser, pytest.mark.wide]

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

WIDTHS = (1280, 360, 320)


def test_a_page_fits_and_has_one_heading_and_no_error(chromium: Browser, site: str) -> None:
    wrong: list[str] = []
    page = chromium.new_page()

    def heard(message: ConsoleMessage) -> None:
        # The browser itself reports the status of an answer that refuses.
        if message.type == "error" and "Failed to load resource" not in message.text:
            wrong.append(f"{page.url}: {message.text}")

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # so ends what the next page no longer needs
            wrong.append(f"{page.url}: {request.url}: {request.failure}")

    page.on("console", heard)
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on("requestfailed", failed)
    for address in (*PUBLIC, *REFUSED):
        answer = page.goto(f"{site}{address}")
        if answer is None or answer.status != REFUSED.get(address, 200):
            wrong.append(f"{address}: answered {answer and answer.status}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if (over := page.evaluate(OVERFLOW)) > 0:
                wrong.append(f"{address}: {over} px too wide at {width}")
        if (headings := page.evaluate("document.querySelectorAll('h1').length")) != 1:
            wrong.append(f"{address}: {headings} h1")
    page.close()
    assert not wrong, "\n".join(wrong)


def test_without_script_a_page_says_the_same(chromium: Browser, site: str) -> None:
    with_script, without = chromium.new_context(), chromium.new_context(java_script_enabled=False)
    one, other = with_script.new_page(), without.new_page()
    different = []
    for address in PUBLIC[::3]:  # the site has no script: a few of its pages would show one that crept in
        for page in (one, other):
            page.goto(f"{site}{address}")
        if one.inner_text("body") != other.inner_text("body"):
            different.append(address)
    with_script.close()
    without.close()
    assert not different


def test_without_script_a_list_is_filtered_and_a_search_narrowed(chromium: Browser, site: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/markets/")
    page.select_option("#f-kind", "physical")
    page.click("form.filters button")
    page.wait_for_url("**kind=physical**")
    page.goto(f"{site}/search/?q=taobao")
    page.locator(".facets a").first.click()
    page.wait_for_url("**kind=listing**")
    page.locator(".chips a").first.click()
    page.wait_for_url(lambda address: "kind=" not in address)
    context.close()
