"""Filters act as the reader types or chooses, and the address follows; without script a button does it."""

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

NAMES = "table.matrix th[scope=row] a"


def count_names(page: Page, name: str) -> int:
    return page.locator(NAMES, has_text=name).count()


def test_the_list_follows_what_is_typed_and_the_back_button(chromium: Browser, site: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{site}/markets/")
    page.locator("#f-q").press_sequentially("taob")
    page.wait_for_url("**/markets/?q=taob")
    expect(page.locator(NAMES)).to_have_count(1)
    expect(page.locator("#f-q")).to_be_focused()
    page.fill("#f-q", "")
    page.wait_for_url("**/markets/")
    page.select_option("#f-country", "ID")
    page.wait_for_url("**/markets/?country=ID")
    expect(page.locator(NAMES, has_text="Bukalapak")).to_have_count(1)
    page.go_back()
    page.wait_for_url("**/markets/")
    expect(page.locator(NAMES, has_text="Taobao")).to_have_count(1)
    expect(page.locator("#f-country")).to_have_value("")
    page.close()


@pytest.mark.parametrize(
    ("path", "field", "value", "rows"),
    [
        ("/responses/", "#f-role", "government", "table.stack tbody tr"),
        ("/claims/", "#f-party", "alibaba-group", "#results tbody tr"),
    ],
)
def test_other_lists_follow_what_is_chosen_too(
    chromium: Browser, site: str, path: str, field: str, value: str, rows: str
) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{site}{path}")
    page.evaluate("window.sameDocument = true")
    before = page.locator("[role=status]").inner_text()
    count = page.locator(rows).count()
    page.locator(field).evaluate("field => field.closest('details')?.setAttribute('open', '')")
    page.select_option(field, value)
    page.wait_for_url(f"**{path}?{field[3:]}={value}")
    expect(page.locator(".chips")).to_be_visible()
    assert page.locator("[role=status]").inner_text() != before
    page.go_back()
    page.wait_for_url(f"**{path}")
    expect(page.locator("[role=status]")).to_have_text(before)
    expect(page.locator(rows)).to_have_count(count)
    expect(page.locator(field)).to_have_value("")
    assert page.evaluate("window.sameDocument"), "the page was never loaded again"
    page.close()


def test_the_next_page_of_a_list_is_read_from_its_top(chromium: Browser, site: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{site}/markets/")
    page.locator("a[rel=next]").click()
    page.wait_for_url("**/markets/?page=2")
    expect(page.locator("#results")).to_be_focused()
    expect(page.locator("#results [role=status]")).to_be_in_viewport()
    page.close()


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_the_filters_open_over_the_list(chromium: Browser, site: str, script: bool) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{site}/markets/")
    expect(page.locator("#f-country")).to_be_hidden()
    expect(page.locator(NAMES).nth(1)).to_be_in_viewport()
    page.get_by_role("button", name="Filters").click()
    page.select_option("#f-country", "ID")
    if not script:
        page.get_by_role("button", name="Filter", exact=True).click()
    page.wait_for_url("**country=ID**")
    expect(page.locator(NAMES, has_text="Bukalapak")).to_have_count(1)
    context.close()


def test_without_script_the_button_filters_and_headings_sort(chromium: Browser, site: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/markets/")
    page.fill("#f-q", "taobao")
    page.get_by_role("button", name="Filter").click()
    page.wait_for_url("**q=taobao**")
    assert count_names(page, "Taobao") == 1
    page.goto(f"{site}/markets/?kind=online")
    page.locator("table.matrix thead a", has_text="Market").click()
    page.wait_for_url("**sort=name**")
    context.close()
