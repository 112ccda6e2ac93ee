"""The desk's searches find a market by any of its names, and what is of a country by any of the country's."""

import pytest
from django.contrib import admin
from django.test import RequestFactory

from markets.admin.market_search import MarketSearchAdmin
from markets.models import (
    Absence,
    CountryStatus,
    Listing,
    Market,
    MarketAlias,
    PrintedName,
    Recommendation,
    WatchListEntry,
)
from responses.models import Filing, Nomination, Party, Response

pytestmark = pytest.mark.django_db


def search(model: type, text: str, path: str = "/admin/list/") -> list:
    request = RequestFactory().get(path)
    found, _ = admin.site.get_model_admin(model).get_search_results(request, model.objects.all(), text)
    return list(found)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        *(("淘宝", "taobao"), ("taobao.com", "taobao"), ("ВКонтакте", "vk"), ("VK", "vk")),
        *(("Pirate Bay", "the-pirate-bay"), ("THEPIRATEBAY", "the-pirate-bay"), ("pirate bay 2019", "")),
    ],
)
def test_listings_nominations_and_the_rest_are_found_by_any_name(record, text: str, slug: str) -> None:
    slug = slug or "the-pirate-bay"
    market = Market.objects.get(slug=slug)
    found = search(Listing, text)
    assert market.pk in {each.market_id for each in found}
    if text.endswith("2019"):
        assert {(each.market_id, each.edition.year) for each in found} == {(market.pk, 2019)}
        return
    assert market in search(Market, text)
    assert market in search(Market, text, "/admin/autocomplete/")
    for model in (Nomination, Recommendation, Response, Absence, WatchListEntry, PrintedName, MarketAlias):
        rows = model.objects.filter(market=market)
        assert set(rows) <= set(search(model, text)), model
    named = set(Filing.objects.filter(names__market=market))
    assert named <= set(search(Filing, text))


def test_a_company_is_found_by_the_names_of_its_markets(record) -> None:
    assert [each.slug for each in search(Party, "淘宝")] == ["alibaba-group"]


def test_a_country_is_found_by_any_of_its_names(record) -> None:
    turkish = set(Listing.objects.filter(country_codes__contains=["TR"]).values_list("pk", flat=True))
    assert turkish
    for text in ("Türkiye", "Turkey", "turkiye"):
        assert turkish <= {each.pk for each in search(Listing, text)}
        assert {each.country_code for each in search(CountryStatus, text)} == {"TR"}


def test_a_country_is_no_name_in_a_look_up(record) -> None:
    assert all("turk" in each.name.lower() for each in search(Market, "Turkey", "/admin/autocomplete/"))


def test_every_table_of_the_desk_in_which_a_market_is_meant_searches_its_names() -> None:
    for model, desk in admin.site._registry.items():
        named = any(field.name == "market" for field in model._meta.fields)
        if named and model._meta.app_label in ("markets", "responses") and desk.search_fields:
            assert isinstance(desk, MarketSearchAdmin), model
            assert desk.get_market_paths(), model


def test_a_word_that_is_no_name_finds_nothing(record) -> None:
    assert search(Listing, "淘宝 nosuchword") == []


@pytest.mark.parametrize("text", ['"', "'", '""', "\\", "%", "\0x"[1:], "a" * 500, "()", ".*"])
def test_any_text_can_be_searched(record, text: str) -> None:
    for model in (Listing, Market, Nomination):
        search(model, text)
