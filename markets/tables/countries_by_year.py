"""Which countries each edition is known to name."""

from __future__ import annotations

from collections import defaultdict

from markets.models import PUBLIC, Listing


def countries_by_year() -> dict[int, frozenset[str]]:
    """{year: ISO codes of its public listings}, as far as their own basis is public: one query."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    rows = Listing.objects.public().filter(country_basis__in=PUBLIC).order_by()
    for year, codes in rows.values_list("edition__year", "country_codes"):
        found[year].update(codes)
    return {year: frozenset(codes) for year, codes in found.items()}
