"""The values that filters take, as far as they depend on the data."""

from collections.abc import Iterable

from markets.consistent_read import once_per_revision
from markets.models import Edition, Listing, Market, MarketAlias, WatchListEntry
from markets.tables.columns import spell_word


@once_per_revision
def known_markets() -> dict[str, str]:
    """{id: name} of all markets that have a page, with or without a known listing."""
    return dict(Market.objects.with_pages().order_by().values_list("slug", "name"))


@once_per_revision
def read_merged_ids() -> dict[str, str]:
    """{id of a market that was merged: that of the market it was merged into}"""
    merged = Market.objects.filter(merged_into__isnull=False).order_by()
    return dict(merged.values_list("slug", "merged_into__slug"))


@once_per_revision
def known_years() -> list[str]:
    """Return the years of the public editions."""
    return [str(year) for year in Edition.objects.public().order_by("year").values_list("year", flat=True)]


@once_per_revision
def known_categories() -> list[str]:
    """Return the categories of public listings."""
    found = Listing.objects.public().exclude(category="").order_by("category")
    return list(found.values_list("category", flat=True).distinct())


@once_per_revision
def known_scripts() -> list[str]:
    """Return the scripts of public aliases, as files have them."""
    return _spell_words(MarketAlias.objects.public().values_list("script", flat=True))


@once_per_revision
def known_eu_categories() -> list[str]:
    """Return the categories of the EU's Watch List, as files have them."""
    return _spell_words(WatchListEntry.objects.public().values_list("category", flat=True))


def _spell_words(values: Iterable[str]) -> list[str]:
    return sorted({spell_word(value) for value in values if value})
