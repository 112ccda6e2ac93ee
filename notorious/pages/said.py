"""The responses about a market, or about its entry in one edition."""

from __future__ import annotations

from django.db.models import Q

from markets.models import Market
from responses.models import Response


def responses_to(market: Market, year: int | None = None) -> list[Response]:
    """Public responses that name the market (or one merged into it), the latest first; `year`: to that edition."""
    its_own = Q(market=market) | Q(market__merged_into=market)
    found = (
        Response.objects.public()
        .filter(its_own)
        .select_related("party", "edition")
        .order_by("-said_on", "public_id")
    )
    return list(found if year is None else found.filter(edition__year=year))
