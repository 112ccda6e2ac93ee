"""No public page breaks a rule of WCAG 2.2 AA that axe-core can look at."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser

from tests.browser.axe import violations
from tests.browser.places import PUBLIC, REFUSED

pytestmark = [pytest.mark.browser, pytest.mark.wide]


def test_what_is_wrong_is_seen(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content(
        '<html lang="en"><title>wrong</title><h1>Wrong</h1><img src="x.png"><input>'
        '<p style="color: #999; background: #fff">pale</p><p>not pale</p>'
        '<a href="/a" style="display: block; height: 9px">a</a><a href="/b" style="display: block">b</a></html>'
    )
    problems = "\n".join(violations(page))
    page.close()
    for rule in ("image-alt", "label", "color-contrast", "target-size"):
        assert rule in problems


def test_no_public_page_breaks_a_rule_in_either_theme_at_either_width(chromium: Browser, site: str) -> None:
    page = chromium.new_page()
    problems = []
    for address in (*PUBLIC, *REFUSED):
        answer = page.goto(f"{site}{address}")
        assert answer and "default-src 'none'" in answer.headers["content-security-policy"]
        problems += violations(page)
    page.close()
    assert not problems, "\n".join(problems)


def test_the_page_of_an_error_of_ours_breaks_no_rule(chromium: Browser, live_server: Any) -> None:
    page = chromium.new_page()
    body = render_to_string("500.html")
    page.route("**/broken", lambda route: route.fulfill(body=body, content_type="text/html", status=500))
    page.goto(f"{live_server.url}/broken")
    problems = violations(page)
    page.close()
    assert not problems, "\n".join(problems)
