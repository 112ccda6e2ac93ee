"""Matches the names of a draft that exactly one market has."""

from __future__ import annotations

from collections import defaultdict

from markets.models import Listing, Market, MarketAlias, PrintedName, Reading, Stage
from markets.text.keys import name_key


def find_exact_candidates(reading: Reading) -> dict[int, int]:
    """{unmatched listing of the draft: the only market of its kind that has exactly its name}."""
    drafted = list(Listing.objects.filter(reading=reading, stage=Stage.DRAFT))
    taken = {listing.market_id for listing in drafted if listing.market_id}
    named = _index_names()
    ruled_out = set(
        PrintedName.objects.filter(means=False, undone_at__isnull=True).values_list(
            "key", "kind", "market_id"
        )
    )
    found: dict[int, int] = {}
    for listing in drafted:
        if listing.market_id is not None:
            continue
        key = name_key(listing.printed_name), listing.kind
        markets = {market for market in named[key] if (*key, market) not in ruled_out}
        if len(markets) == 1 and not markets & taken:
            found[listing.pk] = markets.pop()
    doubles = [market for market in found.values() if list(found.values()).count(market) > 1]
    return {listing: market for listing, market in found.items() if market not in doubles}


def match_exact_candidates(reading: Reading) -> int:
    """Gives each of them its market; a person reviews it with the draft. Returns how many there were."""
    found = find_exact_candidates(reading)
    for listing in Listing.objects.filter(pk__in=found):
        listing.market_id = found[listing.pk]
        listing.match_reason = "the only market of exactly this name"
        listing.save(update_fields=["market", "match_reason"])
    return len(found)


def _index_names() -> defaultdict[tuple[str, str], set[int]]:
    """{(key of a name, kind): markets that have it}; a merged market stands for what it was merged into."""
    into = dict(Market.objects.values_list("pk", "merged_into"))
    kinds = dict(Market.objects.values_list("pk", "kind"))
    named: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    pairs = [
        *Market.objects.values_list("name", "pk"),
        *PrintedName.objects.filter(means=True, undone_at__isnull=True).values_list("name", "market_id"),
        *MarketAlias.objects.public().values_list("name", "market_id"),
    ]
    for name, market in pairs:
        named[name_key(name), kinds[market]].add(into[market] or market)
    return named
