"""From a reading to a draft: rows that are beside what is public until an editor publishes them."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from markets.advisory_lock import lock_edition
from markets.ingest.proposal import propose_rows
from markets.matching import NO_DECISION, find_decisions
from markets.models import (
    Edition,
    Evidence,
    Listing,
    Market,
    PrintedName,
    Reading,
    Recommendation,
    Stage,
    TextMode,
)
from markets.proposals import compute_similarity
from markets.system_acts import system_act
from markets.text.counts import format_count
from markets.text.keys import name_key

DIVIDED = "the entry was decided to name several markets"
CONFIRMS = 0.45  # how alike two texts of one market and edition must be for one to be the other's wording


class WrongYear(Exception):
    """The report says another year than the one asked for."""


@transaction.atomic
def draft_reading(reading: Reading, *, by: User | None, tell: Callable[[str], None]) -> Reading:
    """Make the listings of `reading` a draft of its edition; an earlier draft of it is discarded."""
    parsed = reading.parsed or {}
    year = parsed["edition"]["year"]
    lock_edition(year)
    reading = Reading.objects.select_for_update().get(pk=reading.pk)
    if reading.state != Reading.State.READ:
        return reading
    with system_act("draft report", reason=f"the {year} List", user=by.pk if by else None):
        edition = _edition(parsed["edition"])
        proposal = propose_rows(edition, parsed["listings"])
        for earlier in Reading.objects.filter(edition=edition, state=Reading.State.DRAFTED):
            discard_reading(earlier)
        reading.edition, reading.state = edition, Reading.State.DRAFTED
        reading.save(update_fields=["edition", "state"])
        _draft_listings(reading, edition, parsed["listings"])
    tell(f"Compared with what is public: {proposal}.")
    unmatched = Listing.objects.filter(reading=reading, market__isnull=True).count()
    tell(f"Drafted: the {year} List; {format_count(unmatched, 'name')} to match to a market.")
    return reading


def discard_reading(reading: Reading) -> None:
    """Take a draft out of the way; its rows stay, as history."""
    Recommendation.objects.filter(listing__reading=reading, stage=Stage.DRAFT).update(stage=Stage.SUPERSEDED)
    Listing.objects.filter(reading=reading, stage=Stage.DRAFT).update(stage=Stage.SUPERSEDED)
    reading.state = Reading.State.DISCARDED
    reading.save(update_fields=["state"])


def read_release_date(published: str | None) -> tuple[datetime.date | None, str]:
    """Return a printed date as (date, precision): `2018-01` is a month."""
    if not published:
        return None, "day"
    parts = [int(part) for part in published.split("-")]
    return datetime.date(*(parts + [1, 1])[:3]), {1: "year", 2: "month", 3: "day"}[len(parts)]


def _edition(printed: dict[str, Any]) -> Edition:
    """Return the edition, made where there is none; one known from its notice alone learns its title and day."""
    edition = Edition.objects.filter(year=printed["year"]).first() or Edition(year=printed["year"])
    if edition.pk is None or (edition.published_at is None and edition.released_on is None):
        edition.title = printed["title"]
        edition.released_on, edition.released_precision = read_release_date(printed["published"])
        edition.save()
    return edition


def _draft_listings(reading: Reading, edition: Edition, rows: Sequence[dict[str, Any]]) -> None:
    """The listings of a draft with their recommendations, in a number of queries that does not grow with them."""
    decisions = find_decisions((row["name"], row["kind"]) for row in rows)
    meant = [decisions.get((name_key(row["name"]), row["kind"]), NO_DECISION) for row in rows]
    known = _known([decision.market for each in meant for decision in each if decision])
    entries = [
        [_listing(reading, edition, ordinal, row, decision, known) for decision in each]
        for ordinal, (row, each) in enumerate(zip(rows, meant, strict=True), 1)
    ]
    for parts in entries:
        for part in parts if len(parts) > 1 else ():
            part.entry, part.match_reason = part.printed_name[:200], DIVIDED
    Listing.objects.bulk_create(part for parts in entries for part in parts)
    listings = [parts[0] for parts in entries]  # the recommendations of an entry are with its first market
    Recommendation.objects.bulk_create(
        Recommendation(
            edition=edition,
            market=listing.market,
            listing=listing,
            kind=Recommendation.Kind.RECOMMENDATION,
            ordinal=number,
            text=ask["text"],
            text_mode=TextMode.VERBATIM,
            page=ask["page"],
            start=ask["start"],
            end=ask["end"],
            evidence=Evidence.OFFICIAL,
            snapshot=reading.snapshot,
        )
        for listing, row in zip(listings, rows, strict=True)
        for number, ask in enumerate(row["recommendations"], 1)
    )
    for listing, row in zip(listings, rows, strict=True):
        if listing.market and row["recommendations"]:
            find_confirmed(listing)


def _known(markets: Iterable[Market]) -> dict[int, Listing]:
    """Return the latest listing of each market."""
    latest = Listing.objects.filter(market__in=set(markets)).order_by("market_id", "-edition__year")
    return {listing.market_id: listing for listing in latest.distinct("market_id") if listing.market_id}


def _listing(
    reading: Reading,
    edition: Edition,
    ordinal: int,
    row: dict[str, Any],
    decision: PrintedName | None,
    known: dict[int, Listing],
) -> Listing:
    market = decision.market if decision else None
    before = known.get(market.pk) if market else None
    return Listing(
        edition=edition,
        reading=reading,
        snapshot=reading.snapshot,
        ordinal=ordinal,
        kind=row["kind"],
        printed_name=row["name"],
        page=row["page"],
        country_printed=row["country"] or "",
        country_codes=row["country_codes"],
        country_basis=Evidence.OFFICIAL if row["country"] else "",
        city_printed=row["city"] or "",
        city_basis=Evidence.OFFICIAL if row["city"] else "",
        domains_printed=row["domains"],
        domains_basis=Evidence.OFFICIAL if row["domains"] else "",
        text=row["text"],
        text_mode=TextMode.VERBATIM,
        evidence=Evidence.OFFICIAL,
        market=market,
        match_reason=f"“{decision.name}” was decided to mean {market}" if decision else "",
        category=before.category if before else "",
        harm=before.harm if before else "",
    )


def find_confirmed(listing: Listing) -> None:
    """Tie the draft's recommendations to those we hold of the same market and edition in other words."""
    kept = list(
        Recommendation.objects.exclude(public_id=None).filter(
            edition=listing.edition, market=listing.market, kind=Recommendation.Kind.RECOMMENDATION
        )
    )
    drafts = list(listing.recommendations.filter(stage=Stage.DRAFT).order_by("ordinal"))
    scored = sorted(
        ((compute_similarity(each.text, other.text), each.pk, other.pk) for each in drafts for other in kept),
        reverse=True,
    )
    confirmed: dict[int, int] = {}
    for score, each, other in scored:
        if score >= CONFIRMS and each not in confirmed and other not in confirmed.values():
            confirmed[each] = other
    for ask in drafts:
        ask.market, ask.confirms_id = listing.market, confirmed.get(ask.pk)
        ask.save(update_fields=["market", "confirms"])
