"""A second look at an edition that is public: the desk shows what would change before anything does."""

import re

import pytest
from django.urls import reverse

from markets.curation.listings import make_market
from markets.curation.publishing import publish_edition
from markets.models import Listing
from tests.markets.curation.conftest import row

OLD = "The site sells copies of films. Its operator does not answer notices."
NEW = "The site sells copies of films and series. Its operator does not answer notices."


@pytest.fixture
def second(drafted, editor):
    """A public edition of two listings, and a draft of it with one changed, one dropped and one added."""
    first = drafted(2031, [row("Alpha", text=OLD), row("Gone Mall")])
    for listing in Listing.objects.filter(reading=first):
        make_market(listing, by=editor)
    publish_edition(first.edition, by=editor)
    return drafted(2031, [row("Alpha", text=NEW, domains=["alpha.example"]), row("Beta")])


def page(client, editor, edition) -> str:
    client.force_login(editor)
    return client.get(reverse("admin:markets_edition_desk", args=[edition.pk])).content.decode()


def test_a_changed_text_is_shown_as_a_word_diff(client, editor, second):
    shown = page(client, editor, second.edition)
    cell = re.search(r'<td colspan="2" class="diff">(.*?)</td>', shown, re.S)
    assert cell is not None
    assert re.findall(r"<(ins|del)>\s*(.*?)\s*</", cell[1]) == [("ins", "and series")]
    assert "Its operator does not answer notices." in cell[1]
    assert " style=" not in cell[1]


def test_a_field_that_is_no_text_is_shown_as_stored_and_as_read(client, editor, second):
    shown = " ".join(page(client, editor, second.edition).split())
    assert ">domains</td>" in shown
    assert ">nothing</td>" in shown.partition(">domains</td>")[2].partition("</tr>")[0]
    assert ">alpha.example</td>" in shown.partition(">domains</td>")[2].partition("</tr>")[0]


def test_rows_that_would_be_added_and_dropped_are_named(client, editor, second):
    shown = page(client, editor, second.edition)
    adds = shown[shown.index('id="adds"') : shown.index('id="changes"')]
    assert "Beta (online, page 3)" in adds
    assert "Alpha" not in adds
    drops = shown[shown.index('id="missing"') : shown.index('id="rows"')]
    assert "Gone Mall" in drops


def test_looking_changes_nothing(client, editor, second):
    before = list(Listing.objects.order_by("pk").values("pk", "text", "stage"))
    page(client, editor, second.edition)
    assert list(Listing.objects.order_by("pk").values("pk", "text", "stage")) == before


def test_a_first_draft_has_nothing_to_be_compared_with(client, editor, drafted):
    shown = page(client, editor, drafted(2032, [row("Alpha")]).edition)
    assert 'id="adds"' not in shown
    assert 'id="changes"' not in shown
