"""The searches of the desk find the rows of a market by any of its names, and those of a country by any of its."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import smart_split, unescape_string_literal

from markets.countries import find_country_names, get_all_countries
from markets.listing_values import read_market_countries
from markets.models import Listing, Market, MarketAlias
from markets.search.names import ALIAS_NAMES, LISTING_NAMES, LONGEST_NAME, MARKET_NAMES
from markets.search.sql import filter_by_key
from markets.text.keys import name_key

NAME_OF_MARKET = "market__name"


class MarketSearchAdmin(admin.ModelAdmin):
    """Wherever `search_fields` hold the name of a market, its other names find the row too."""

    def get_market_paths(self) -> list[str]:
        """Return where a row of this table names a market."""
        if self.model is Market:
            return ["pk"]
        return [
            field.removesuffix("__name")
            for field in map(str, self.search_fields)
            if field.endswith(NAME_OF_MARKET)
        ]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Return the rows in which each word, or all of them together, is a field's or a name's."""
        found, duplicates = super().get_search_results(request, queryset, search_term)
        looking_up = request.path == reverse("admin:autocomplete")
        if not search_term.strip():
            return found, duplicates
        every = Q()
        for word in map(_unquote, smart_split(search_term)):
            by_field, _ = super().get_search_results(request, queryset, word)
            every &= Q(pk__in=by_field.order_by().values("pk")) | self._make_name_condition(word, looking_up)
        return queryset.filter(every | self._make_name_condition(search_term, looking_up)), False

    def _make_name_condition(self, text: str, looking_up: bool) -> Q:
        """In look-ups a country is no name: all its markets would hide the one that is meant."""
        markets = find_market_keys(text)
        codes = set() if looking_up else find_country_codes(text)
        if codes:
            markets |= {pk for pk, of in read_market_countries().items() if codes & set(of)}
        condition = Q(pk__in=[])
        for path in self.get_market_paths() if markets else []:
            rows = self.model._default_manager.filter(**{f"{path}__in": markets}).order_by()
            condition |= Q(pk__in=rows.values("pk"))
        fields = {field.name for field in self.model._meta.get_fields()}
        if codes and "country_codes" in fields:
            condition |= Q(country_codes__overlap=sorted(codes))
        if codes and "country_code" in fields:
            condition |= Q(country_code__in=codes)
        if codes and "country" in fields:
            condition |= Q(country__in=find_country_names(text))
        return condition


def find_market_keys(text: str) -> set[int]:
    """Return the markets that have the letters in one of their names, and those that they were merged with."""
    key = name_key(text)
    if not key or len(key) > LONGEST_NAME:
        return set()
    found = set(filter_by_key(Market.objects.order_by(), MARKET_NAMES, key).values_list("pk", flat=True))
    for rows, column in (
        (MarketAlias.objects.filter(withdrawn_at__isnull=True), ALIAS_NAMES),
        (Listing.objects.filter(market__isnull=False), LISTING_NAMES),
    ):
        found |= set(filter_by_key(rows.order_by(), column, key).values_list("market", flat=True))
    into = Market.objects.filter(pk__in=found, merged_into__isnull=False).order_by()
    found |= set(into.values_list("merged_into", flat=True))
    return set(Market.objects.with_merged(found).values_list("pk", flat=True))


def find_country_codes(text: str) -> set[str]:
    """Return the codes of the country that the whole text names: `TR` for Türkiye and for Turkey."""
    names = find_country_names(text)
    return {code for code, name in get_all_countries().items() if name in names}


def _unquote(word: str) -> str:
    """Return a word of a search; what is in quotes is one word, as in Django's own searches."""
    quoted = word[0] in "\"'" and word[0] == word[-1] and len(word) > 1
    return unescape_string_literal(word) if quoted else word
