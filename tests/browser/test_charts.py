"""The values of a chart are reached by a pointer, by a tap and by keyboard; embedded pages fit the narrowest frame."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.places import PUBLIC

pytestmark = pytest.mark.browser

SHOWN = """() => [...document.querySelectorAll(".points text")].filter(
    (each) => getComputedStyle(each).visibility == "visible" && each.getClientRects().length
).map((each) => each.textContent)"""
FRAMES = [path for path in PUBLIC if path.startswith("/embed/")]


def read_values(page: Page) -> list[str]:
    return page.evaluate(SHOWN)


def test_arrow_keys_a_pointer_and_a_tap_show_the_value_of_a_year(chromium: Browser, site: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900}, has_touch=True)
    page.goto(f"{site}/charts/listings/")
    assert read_values(page) == []
    page.focus(".wide-chart .point")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    assert read_values(page) == ["2024: 27+ identified, 38 stated by USTR"]
    points = page.locator(".wide-chart .point rect")
    points.nth(11).hover()
    assert read_values(page) == ["2021: 42 identified, 42 stated by USTR"]
    points.nth(16).tap()
    assert read_values(page) == ["2010: 17 identified, 17 stated by USTR"]
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{site}/")
    page.locator(".narrow-chart .point rect").nth(11).tap()
    assert read_values(page) == ["2021: online 42 of 42, physical 23 of 35"]
    page.close()


@pytest.mark.parametrize("width", [200, 300, 640])
def test_an_embedded_page_fits_its_frame(chromium: Browser, site: str, width: int) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 600})
    wide = []
    for path in FRAMES:
        page.goto(f"{site}{path}")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)
    page.close()
    assert not wide and len(FRAMES) > 4


def test_all_of_an_embedded_table_is_reached_by_keyboard_without_script(chromium: Browser, site: str) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 760, "height": 600})
    page = context.new_page()
    page.goto(f"{site}/embed/recommendations/")
    page.keyboard.press("Tab")
    table = page.locator(".wide:focus")
    assert table.evaluate("(at) => at.scrollWidth > at.clientWidth")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)  # the browser scrolls smoothly; without script no function can wait for it
    assert table.evaluate("(at) => at.scrollLeft") > 0
    context.close()
