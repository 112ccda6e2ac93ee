"""Filters act as the reader types or chooses, and the address follows; without script a button does it."""

from __future__ import annotations

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


def test_without_script_the_button_filters_and_headings_sort(chromium: Browser, site: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/markets/")
    page.fill("#f-q", "taobao")
    page.get_by_role("button", name="Filter").click()
    assert "q=taobao" in page.url
    assert count_names(page, "Taobao") == 1
    page.goto(f"{site}/markets/?kind=online")
    page.locator("table.matrix thead a", has_text="Market").click()
    assert "sort=name" in page.url
    context.close()
