"""The address of a source is judged when it is saved, not only when it is first checked."""

import html

import pytest

from markets.models import ProposedChange, Source
from tests.people import make_person, sign_in

pytestmark = pytest.mark.django_db

FORM = {
    "slug": "shop",
    "name": "A shop",
    "kind": "newsroom",
    "enabled": "on",
    "every_minutes": 60,
    "why": "x",
}


def post_source(url: str, **more: str) -> str:
    client = sign_in(make_person("cora", "curator"))
    answer = client.post("/admin/markets/source/add/", {**FORM, "url": url, **more}, follow=True)
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://shop.example/news", "is not https"),
        ("https://10.0.0.1/", "is a private address"),
        ("https://127.0.0.1/", "is a loopback address"),
        ("https://[::1]:8222/", "names no plain host"),
        ("https://ustr.gov@127.0.0.1/", "carries a user name"),
        ("https://shop.example:22/", "only the usual one is allowed"),
    ],
)
def test_an_address_that_no_check_would_ask_is_refused(url: str, why: str) -> None:
    assert why in post_source(url)
    assert not ProposedChange.objects.exists()


def test_a_source_of_ustr_is_on_its_own_hosts() -> None:
    assert "is not on the list of hosts" in post_source("https://shop.example/", kind="ustr_page")


def test_a_newsroom_may_be_on_any_host() -> None:
    assert "Proposed: A shop" in post_source("https://shop.example/news")
    assert ProposedChange.objects.get().adds
    assert not Source.objects.filter(slug="shop").exists()
