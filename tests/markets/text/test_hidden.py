"""Elements that nobody sees."""

import pytest
from bs4 import BeautifulSoup

from markets.text.hidden import drop_hidden


@pytest.mark.parametrize(
    ("page", "seen"),
    [
        ('<p>one <span style="color:#fff">two</span></p>', "one"),
        ('<p>one <span style="font-size:9px; color: White">two</span></p>', "one"),
        ('<p>one <span style="background-color:white">two</span></p>', "one two"),
        ('<div style="background:#024"><p>one <b style="color:white">two</b></p></div>', "one two"),
        ('<table bgcolor="navy"><tr><td>one <b style="color:#FFFFFF">two</b></td></tr></table>', "one two"),
    ],
)
def test_white_text_is_seen_on_a_background_only(page: str, seen: str) -> None:
    soup = BeautifulSoup(page, "html.parser")
    drop_hidden(soup)
    assert soup.get_text().strip() == seen
