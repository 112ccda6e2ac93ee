"""A query that stands gives what the queryset gives that is made anew, whatever the values."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from markets.models import Listing, Market
from markets.models.standing import Standing

OF_MARKETS = Standing(
    lambda own: Listing.objects.public().filter(market__one_of=own).select_related("edition")
)
BY_KIND = Standing(
    lambda kind, year: (
        Listing.objects.public().filter(kind=kind, edition__year=year).values_list("pk", "kind")
    )
)


@pytest.mark.usefixtures("record")
def test_rows_are_those_of_the_values_of_this_call() -> None:
    for slugs in (["taobao"], ["taobao", "dhgate"], [], ["taobao"]):
        own = list(Market.objects.filter(slug__in=slugs).values_list("pk", flat=True))
        plain = Listing.objects.public().filter(market__in=own).select_related("edition")
        found = OF_MARKETS(own)
        assert found == list(plain)
        assert [each.edition.year for each in found] == [each.edition.year for each in plain]


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    ("kind", "year"), [("online", 2017), ("physical", 2017), ("online", 2011), ("%s", 1)]
)
def test_texts_and_numbers_are_put_where_they_belong(kind: str, year: int) -> None:
    plain = Listing.objects.public().filter(kind=kind, edition__year=year).values_list("pk", "kind")
    assert BY_KIND(kind, year) == list(plain)


@pytest.mark.usefixtures("record")
def test_a_list_that_is_made_of_one_value_is_filled() -> None:
    listed = Standing(lambda code: Listing.objects.public().filter(country_codes__contains=[code]))
    assert listed("CN") == list(Listing.objects.public().filter(country_codes__contains=["CN"])) != []
    assert listed("ZZ") == []


@pytest.mark.usefixtures("record")
def test_a_value_that_is_not_compared_is_a_mistake_in_the_program() -> None:
    with pytest.raises(TypeError, match="has to compare something with each of its values"):
        Standing(lambda kind: Listing.objects.public())("online")


@pytest.mark.usefixtures("record")
def test_each_thread_asks_by_its_own_connection() -> None:
    """Another connection does not see what this one has not committed: the record."""
    names = Standing(lambda slug: Market.objects.filter(slug=slug).values_list("name", flat=True))
    found = [names("taobao")]

    def ask() -> None:
        found.append(names("taobao"))
        connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert found == [["Taobao"], []]
