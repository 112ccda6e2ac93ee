"""Merging at the desk: the other market is looked up, and only who may merge sees the way there."""

import pytest
from bs4 import BeautifulSoup

from markets.models import Market
from tests.html import get_page
from tests.people import sign_in

pytestmark = pytest.mark.usefixtures("record")


@pytest.fixture
def stray(record: None) -> Market:
    return Market.objects.create(slug="stray", name="Stray", kind="online")


def test_a_market_is_merged_into_one_that_is_looked_up(stray, ed) -> None:
    client, taobao = sign_in(ed), Market.objects.get(slug="taobao")
    asked = {"app_label": "markets", "model_name": "merger", "field_name": "into", "term": "taobao"}
    found = client.get("/admin/autocomplete/", asked).json()["results"]
    assert str(taobao.pk) in {each["id"] for each in found}
    address = f"/admin/markets/market/{stray.pk}/part/"
    page = get_page(client, address)
    assert page.select_one("select.admin-autocomplete[name=merge-into]")
    refused = client.post(address, {"merge": "1", "merge-into": taobao.pk, "merge-reason": ""})
    errors = BeautifulSoup(refused.content, "html.parser").select(".errorlist")
    assert len(errors) == 1  # the other form of the page is not filled in, and not wrong
    client.post(address, {"merge": "1", "merge-into": taobao.pk, "merge-reason": "One market."})
    stray.refresh_from_db()
    assert stray.merged_into == taobao


def test_a_curator_sees_no_link_to_what_only_editors_may_do(stray, ada, ed) -> None:
    for place in ("/admin/markets/market/", f"/admin/markets/market/{stray.pk}/change/"):
        assert "/part/" in sign_in(ed).get(place).content.decode()
        assert "/part/" not in sign_in(ada).get(place).content.decode()
