"""No page of the desk breaks a rule of WCAG 2.2 AA that axe-core can look at.

Apart from the public pages, so that the two run side by side: each takes a minute and more.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.axe import violations
from tests.browser.places import of_the_desk

pytestmark = [pytest.mark.browser, pytest.mark.wide]


def test_no_page_of_the_desk_breaks_a_rule(site: str, at_the_desk: Callable[..., BrowserContext]) -> None:
    page = at_the_desk().new_page()
    problems = []
    for name, address in of_the_desk().items():
        answer = page.goto(f"{site}{address}")
        assert answer and answer.status == 200, name
        assert "login" not in page.url
        problems += violations(page)
    page.context.clear_cookies()
    page.goto(f"{site}/admin/")
    assert "login" in page.url
    problems += violations(page)
    assert not problems, "\n".join(problems)


def test_an_id_in_a_list_is_on_one_line(site: str, at_the_desk: Callable[..., BrowserContext]) -> None:
    page = at_the_desk(viewport={"width": 900, "height": 700}).new_page()
    for column, address in (("public_id", "recommendation"), ("earlier", "recommendationlink")):
        page.goto(f"{site}/admin/markets/{address}/")
        lines = page.evaluate(
            "(name) => [...document.querySelectorAll(`#result_list tbody .field-${name}`)].map((cell) => {"
            "const text = document.createRange();"
            "text.selectNodeContents(cell.querySelector('a') ?? cell); return text.getClientRects().length})",
            column,
        )
        assert lines and set(lines) == {1}, address
