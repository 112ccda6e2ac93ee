"""The values that filters take, as far as they depend on the data."""

from __future__ import annotations

from django.db.models import Q

from markets.models import Edition, Listing, Market
from markets.models.version import once_per_revision


@once_per_revision
def known_markets() -> dict[str, str]:
    """{id: name} of public markets, and of those that were merged into them."""
    public = Market.objects.public()
    rows = Market.objects.filter(Q(pk__in=public.values("pk")) | Q(merged_into__in=public.values("pk")))
    return dict(rows.order_by().values_list("slug", "name"))


@once_per_revision
def known_years() -> list[str]:
    """The years of the public editions."""
    return [str(year) for year in Edition.objects.public().order_by("year").values_list("year", flat=True)]


@once_per_revision
def known_categories() -> list[str]:
    """The categories of public listings."""
    found = Listing.objects.public().exclude(category="").order_by("category")
    return list(found.values_list("category", flat=True).distinct())
