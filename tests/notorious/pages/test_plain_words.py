"""No public page uses the words that readers had to translate, outside of quotations and names."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.browser.places import PUBLIC, REFUSED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record"), pytest.mark.wide]

FORMER_WORDS = re.compile(
    r"\b(stands|stood|held|spells?|treats|treated|mend(?:s|ed)?|one before|anew|of late|told apart|"
    r"not recovered|(?:not|is|are|was) established|wholly|ledger|in its course|so many|"
    r"whoever|blames another|sidesteps it|searched and none)\b",
    re.IGNORECASE,
)
QUOTED = ("blockquote", "q", "pre", "code", "script", "style", ".title", ".voice p", "cite")
"""Where others speak, or machines."""


def find_former_words(client: Client, path: str) -> list[str]:
    """Each word with the text around it, from all of a page but its quotations."""
    page = BeautifulSoup(client.get(path).content, "html.parser")
    for quotation in page.select(", ".join(QUOTED)):
        quotation.decompose()
    for link in page.select('a[href^="/responses/"]'):
        link.decompose()  # the titles of statements are their authors'
    words = " ".join(page.get_text(" ").split())
    titles = " ".join(str(each["title"]) for each in page.select("[title]"))
    return [
        f"{path}: …{text[max(0, found.start() - 40) : found.end() + 40]}…"
        for text in (words, titles)
        for found in FORMER_WORDS.finditer(text)
    ]


def test_no_page_uses_the_former_words(client: Client) -> None:
    found = [line for path in (*PUBLIC, *REFUSED) for line in find_former_words(client, path)]
    assert not found, "\n".join(found)
