"""What USTR published, as it is searched: listings and recommendations."""

from collections.abc import Sequence
from functools import partial

from django.db.models import F

from markets.models import PUBLIC, Listing, Recommendation
from markets.models.market import CANONICAL
from markets.search.source import Hit, Match, SearchSource
from markets.search.sql import make_headline


def _match_listing(pk: int, year: int, codes: list[str], basis: str) -> Match:
    return Match("listing", pk, year, countries=tuple(codes) if basis in PUBLIC else ())


def _show_listings(keys: Sequence[int], q: str) -> dict[int, Hit]:
    rows = Listing.objects.public().filter(pk__in=keys).select_related("edition", "market__merged_into")
    rows = rows.annotate(marked=make_headline(F("text"), q)).defer("text")
    return {row.pk: _listing_hit(row, row.marked) for row in rows}


def _listing_hit(row: Listing, marked: str) -> Hit:
    market = row.market.canonical if row.market else None
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
        market="" if marked else market.name,
        year=row.edition.year,
    )


def _show_recommendations(keys: Sequence[int], q: str) -> dict[int, Hit]:
    rows = Recommendation.objects.public().filter(pk__in=keys)
    rows = rows.select_related("edition", "market__merged_into").annotate(marked=make_headline(F("text"), q))
    return {row.pk: _recommendation_hit(row, row.marked) for row in rows}


def _recommendation_hit(row: Recommendation, marked: str) -> Hit:
    market = row.market.canonical if row.market else ""
    return Hit(
        title=f"{row.public_id}: {row.get_kind_display()} about {market}",
        path=row.get_absolute_url(),
        anchor="",
        about=f"USTR, {row.edition}, {row.get_text_mode_display()}"
        + (f", p. {row.page}" if row.page else ""),
        marked=marked,
        public_id=row.public_id or "",
    )


LISTING_SOURCE = SearchSource(
    kind="listing",
    label="Listings",
    table="markets_listing",
    columns=("pk", "edition__year", "country_codes", "country_basis"),
    rows=lambda: Listing.objects.public(),
    match=_match_listing,
    show=_show_listings,
)
RECOMMENDATION_SOURCE = SearchSource(
    kind="recommendation",
    label="Recommendations and criticisms",
    table="markets_recommendation",
    columns=("pk", "edition__year", CANONICAL),
    rows=lambda: Recommendation.objects.public(),
    match=partial(Match, "recommendation"),
    show=_show_recommendations,
)
