"""The names of a draft, several at a time: exact matches, new markets, and entries that name several markets."""

from collections.abc import Mapping, Sequence

from django.contrib.auth.models import User

from markets.curation.listings import REVIEW, decide_name, make_market, match_listing, undo_division
from markets.curation.refusal import Refusal, action
from markets.exact_match import find_exact_candidates
from markets.matching import find_candidates
from markets.models import Listing, Market, Reading, Stage
from markets.text.casing import normalize_case
from markets.text.keys import name_key
from markets.unused import exclude_unused


@action(REVIEW)
def match_exact_names(reading: Reading, *, by: User) -> int:
    """Match every row of a draft that fits exactly one market by name or domain; return how many."""
    found = find_exact_candidates(reading)
    markets = Market.objects.in_bulk(found.values())
    for listing in Listing.objects.filter(pk__in=found).select_related("edition"):
        match_listing(listing, markets[found[listing.pk]], reason="the only exact match", by=by)
    return len(found)


def find_new_names(reading: Reading) -> list[Listing]:
    """Return the unmatched rows that no known market resembles, in the report's order."""
    rows = list(
        Listing.objects.filter(reading=reading, stage=Stage.DRAFT, market__isnull=True)
        .select_related("edition")
        .order_by("ordinal")
    )
    offered = find_candidates(rows) if rows else {}
    return [listing for listing in rows if not offered[listing.pk]]


@action(REVIEW)
def create_new_markets(reading: Reading, names: Mapping[int, str], *, by: User) -> int:
    """Create a market for every row that resembles no known market, under the name that was typed."""
    rows = find_new_names(reading)
    for listing in rows:
        name = names.get(listing.pk, "").strip() or normalize_case(listing.printed_name)
        make_market(listing, name=name, by=by)
    return len(rows)


@action(REVIEW, public=True)
def split_entry(listing: Listing, markets: Sequence[Market], *, by: User) -> list[Listing]:
    """Match an entry that names several markets: one listing each, which together count as one entry.

    The recommendations stay with the first. Later drafts divide an entry of this name in the same way.
    """
    if len({market.pk for market in markets}) < 2:
        raise Refusal(f"{listing}: name at least two different markets, separated by commas.")
    for market in markets:
        if market.kind != listing.kind:
            raise Refusal(f"{market} is {market.kind}, and the listing is {listing.kind}.")
        if market.merged_into:
            raise Refusal(f"{market} is merged into {market.merged_into}: name that market.")
    if listing.stage != Stage.DRAFT or listing.entry:
        raise Refusal(f"{listing} is not an undivided draft: restore the entry first.")
    rows = [listing]
    for _ in markets[1:]:
        copy = Listing.objects.get(pk=listing.pk)
        copy.pk = None
        copy._state.adding = True
        rows.append(copy)
    for row, market in zip(rows, markets, strict=True):
        row.entry, row.market = listing.printed_name[:200], market
        row.match_reason = f"the entry names several markets, as {by.get_username()} decided"
        row.reviewed_at = row.reviewed_by = None
        row.save()
        decide_name(row, market, reason="one of several markets", by=by)
    listing.recommendations.filter(stage=Stage.DRAFT).update(market=markets[0])
    return rows


@action(REVIEW, public=True)
def join_entry(listing: Listing, *, by: User) -> None:
    """Undo the division of an entry: it is one unmatched row again."""
    if listing.stage != Stage.DRAFT or not listing.entry:
        raise Refusal(f"{listing} was not divided.")
    parts = Listing.objects.filter(
        reading=listing.reading, stage=Stage.DRAFT, entry=listing.entry, ordinal=listing.ordinal
    ).order_by("pk")
    first = parts[0]
    undo_division(name_key(first.printed_name), first.kind)
    parts.exclude(pk=first.pk).update(stage=Stage.SUPERSEDED, market=None, entry="")
    first.entry, first.market, first.match_reason = "", None, ""
    first.save(update_fields=["entry", "market", "match_reason"])
    first.recommendations.filter(stage=Stage.DRAFT).update(market=None, confirms=None)


def find_market(typed: str, kind: str) -> Market:
    """Return the market of this kind with the slug or exactly the name that was typed. Raises Refusal."""
    typed = typed.strip()
    known = exclude_unused(Market.objects.filter(kind=kind, merged_into__isnull=True))
    found = known.filter(slug=typed).first() or known.filter(name__iexact=typed).first()
    if found is None:
        raise Refusal(f"There is no {kind} market “{typed}”. Choose one from the list of names.")
    return found
