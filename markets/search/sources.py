"""What USTR published, as it is searched: listings and recommendations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from markets.models import PUBLIC, Listing, Recommendation
from markets.models.market import CANONICAL
from markets.models.standing import Standing
from markets.search.places import markets_in
from markets.search.source import Hit, Match, Source
from markets.search.sql import headline
from markets.search.words import Search


def _listings(search: Search) -> QuerySet[Listing]:
    rows = Listing.objects.public().order_by()
    if search.party:
        return rows.none()
    if search.year:
        rows = rows.filter(edition__year=int(search.year))
    if search.country:
        rows = rows.filter(country_basis__in=PUBLIC, country_codes__contains=[search.country])
    return rows


def _listing(row: tuple[Any, ...]) -> Match:
    pk, year, codes, basis = row
    return Match("listing", pk, year, countries=tuple(codes) if basis in PUBLIC else ())


def _marked_listings(ids: list[int], q: str) -> QuerySet[Any, Any]:
    rows = Listing.objects.public().filter(pk__one_of=ids).select_related("edition", "market__merged_into")
    return rows.annotate(marked=headline('"markets_listing"."text"', q)).defer("text")


_MARKED_LISTINGS = Standing(_marked_listings)


def _show_listings(ids: Sequence[int], q: str) -> dict[int, Hit]:
    return {row.pk: _listing_hit(row, row.marked) for row in _MARKED_LISTINGS(list(ids), q)}


def _listing_hit(row: Listing, marked: str) -> Hit:
    market = row.market.merged_into or row.market if row.market else None
    if market is None:  # a public listing has one: the database says so
        raise ValueError(f"listing {row.pk} has no market")
    known = [row.printed_name, row.city, *(domain.replace(".", "[.]") for domain in row.domains)]
    page = f", p. {row.page}" if row.page else ""
    return Hit(
        title=f"{market.name} in the {row.edition.year} edition",
        path=f"/editions/{row.edition.year}/{market.slug}/",
        anchor="text" if marked else "known",
        about=f"USTR, {row.edition}{page}",
        marked=marked,
        printed=" · ".join(dict.fromkeys(filter(None, known))),
        public_id=f"{row.edition.year}-{market.slug}",
    )


def _recommendations(search: Search) -> QuerySet[Recommendation]:
    rows = Recommendation.objects.public().order_by()
    if search.party:
        return rows.none()
    if search.year:
        rows = rows.filter(edition__year=int(search.year))
    if search.country:
        rows = rows.annotate(of=CANONICAL).filter(of__in=markets_in(search.country))
    return rows


def _recommendation(row: tuple[Any, ...]) -> Match:
    pk, year, market = row
    return Match("recommendation", pk, year, market)


def _marked_recommendations(ids: list[int], q: str) -> QuerySet[Any, Any]:
    rows = Recommendation.objects.public().filter(pk__one_of=ids)
    return rows.select_related("edition", "market__merged_into").annotate(
        marked=headline('"markets_recommendation"."text"', q)
    )


_MARKED_RECOMMENDATIONS = Standing(_marked_recommendations)


def _show_recommendations(ids: Sequence[int], q: str) -> dict[int, Hit]:
    return {row.pk: _recommendation_hit(row, row.marked) for row in _MARKED_RECOMMENDATIONS(list(ids), q)}


def _recommendation_hit(row: Recommendation, marked: str) -> Hit:
    market = row.market.merged_into or row.market if row.market else ""
    return Hit(
        title=f"{row.public_id}: {row.get_kind_display()} about {market}",
        path=row.get_absolute_url(),
        anchor="",
        about=f"USTR, {row.edition}, {row.get_text_mode_display()}"
        + (f", p. {row.page}" if row.page else ""),
        marked=marked,
        public_id=row.public_id or "",
    )


LISTINGS = Source(
    kind="listing",
    label="Listings",
    table="markets_listing",
    edition="edition",
    columns=("pk", "edition__year", "country_codes", "country_basis"),
    rows=_listings,
    match=_listing,
    show=_show_listings,
)
RECOMMENDATIONS = Source(
    kind="recommendation",
    label="Recommendations and criticisms",
    table="markets_recommendation",
    edition="edition",
    columns=("pk", "edition__year", CANONICAL),
    rows=_recommendations,
    match=_recommendation,
    show=_show_recommendations,
)
