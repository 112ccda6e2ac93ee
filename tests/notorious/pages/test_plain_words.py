"""No page, public or of the desk, uses the words that readers had to translate, outside of quotations and names."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from notorious.roles import ensure_roles
from tests.browser.conftest import draft_edition, fill_queues
from tests.browser.places import PUBLIC, REFUSED, of_the_desk
from tests.people import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record"), pytest.mark.wide]

FORMER_WORDS = re.compile(
    r"\b(stands|stood|held|spells?|treats|treated|mend(?:s|ed)?|one before|anew|of late|told apart|"
    r"not recovered|(?:not|is|are|was) established|wholly|ledger|in its course|so many|"
    r"whoever|blames another|sidesteps it|searched and none)\b",
    re.IGNORECASE,
)
QUOTED = (
    "blockquote",
    "q",
    "pre",
    "code",
    "script",
    "style",
    ".title",
    ".voice p",
    "cite",
    "textarea",
    "table.queue td a",
)
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


def test_no_page_of_the_desk_uses_the_former_words(client: Client) -> None:
    ensure_roles()
    editor = make_person("ed", "editor")
    draft_edition()
    fill_queues(make_person("cora", "curator"), editor)
    client.force_login(editor)
    found = [line for path in of_the_desk().values() for line in find_former_words(client, path)]
    assert not found, "\n".join(found)
