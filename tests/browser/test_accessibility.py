"""No page, public or of the desk, breaks a rule of WCAG 2.2 AA that axe-core can look at."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.axe import violations
from tests.browser.places import PUBLIC, REFUSED, of_the_desk

pytestmark = pytest.mark.browser


def test_what_is_wrong_is_seen(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content(
        '<html lang="en"><title>wrong</title><h1>Wrong</h1><img src="x.png"><input>'
        '<p style="color: #999; background: #fff">pale</p><p>not pale</p>'
        '<a href="/a" style="display: block; height: 9px">a</a><a href="/b" style="display: block">b</a></html>'
    )
    told = "\n".join(violations(page))
    page.close()
    for rule in ("image-alt", "label", "color-contrast", "target-size"):
        assert rule in told


def test_no_public_page_breaks_a_rule_in_either_theme_at_either_width(chromium: Browser, site: str) -> None:
    page = chromium.new_page()
    told = []
    for address in (*PUBLIC, *REFUSED):
        answer = page.goto(f"{site}{address}")
        assert answer and "default-src 'none'" in answer.headers["content-security-policy"]
        told += violations(page)
    page.close()
    assert not told, "\n".join(told)


def test_no_page_of_the_desk_breaks_a_rule(site: str, at_the_desk: Callable[..., BrowserContext]) -> None:
    page = at_the_desk().new_page()
    told = []
    for name, address in of_the_desk().items():
        answer = page.goto(f"{site}{address}")
        assert answer and answer.status == 200, name
        assert "login" not in page.url
        told += violations(page)
    page.context.clear_cookies()
    page.goto(f"{site}/admin/")
    assert "login" in page.url
    told += violations(page)
    assert not told, "\n".join(told)
