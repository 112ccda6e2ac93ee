"""A change of public data is proposed by one person and decided by another."""

from __future__ import annotations

import pytest

from markets.models import Market, ProposedChange
from tests.notorious.desk.test_two_people import fields

pytestmark = pytest.mark.usefixtures("record")


def save(client, row, **values):
    """Posts the change form of a row, with some values changed."""
    address = f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"
    return client.post(address, {**fields(client, address), **values}, follow=True)


def test_a_curators_save_of_a_public_row_becomes_a_proposal(ada, as_) -> None:
    market = Market.objects.get(slug="taobao")
    answer = save(as_(ada), market, name="Taobao Market", why="Its full name.")
    print([str(m) for m in answer.context["messages"]])
    market.refresh_from_db()
    assert market.name == "Taobao"
    change = ProposedChange.objects.get()
    assert change.fields == {"name": ["Taobao", "Taobao Market"]}
    assert (change.reason, change.proposed_by, change.publishes) == ("Its full name.", ada, False)
