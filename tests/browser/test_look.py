"""`make look`: a picture of every page at three widths in both themes, and of three on paper, for a person to look at.

What a program can see is said: a page that is wider than its window.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.places import EMPTY, PUBLIC, REFUSED, of_the_desk

pytestmark = [pytest.mark.browser, pytest.mark.look]

FOLDER = Path(settings.BASE_DIR) / "var" / "screenshots"
WIDTHS, THEMES = (360, 768, 1280), ("light", "dark")
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PAPER = ("/markets/", "/markets/taobao/", "/editions/2017/", "/recommendations/2017-R1/")


def take(page: Page, name: str) -> list[str]:
    """Six pictures of the page as it is; returns where it is too wide."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wide = []
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=FOLDER / f"{name}-{width}-{theme}.png", full_page=True)
            if (over := page.evaluate(OVER)) > 0:
                wide.append(f"{page.url} at {width} is {over} pixels too wide")
    return wide


def named(address: str) -> str:
    return address.strip("/").translate(str.maketrans("/?&=%", "_____")) or "home"


def test_every_public_page(chromium: Browser, site: str) -> None:
    page, wide = chromium.new_page(), []
    for address in (*PUBLIC, *REFUSED):
        page.goto(f"{site}{address}")
        wide += take(page, named(address))
    for address in PAPER:
        page.goto(f"{site}{address}")
        page.pdf(path=FOLDER / f"{named(address)}.pdf", prefer_css_page_size=True)
    page.close()
    assert not wide, "\n".join(wide)


def test_every_page_where_nothing_is_published(chromium: Browser, live_server) -> None:
    page, wide = chromium.new_page(), []
    for address in EMPTY:
        page.goto(f"{live_server.url}{address}")
        wide += take(page, f"empty_{named(address)}")
    page.close()
    assert not wide, "\n".join(wide)


def test_the_page_of_an_error_of_ours(chromium: Browser, live_server) -> None:
    page = chromium.new_page()
    body = render_to_string("500.html")
    page.route("**/broken", lambda route: route.fulfill(body=body, content_type="text/html", status=500))
    page.goto(f"{live_server.url}/broken")
    wide = take(page, "error")
    page.close()
    assert not wide, "\n".join(wide)


def test_every_page_of_the_desk(site: str, at_the_desk: Callable[..., BrowserContext]) -> None:
    page, wide = at_the_desk().new_page(), []
    for name, address in of_the_desk().items():
        page.goto(f"{site}{address}")
        wide += take(page, f"desk_{named(name)}".replace(" ", "_"))
    page.context.clear_cookies()
    page.goto(f"{site}/admin/")
    wide += take(page, "desk_sign_in")
    assert not wide, "\n".join(wide)
