"""Matches the rows of a draft that exactly one market fits, by its name or its domain."""

from collections import defaultdict

from django.db.models import QuerySet

from markets.models import Listing, Market, MarketAlias, PrintedName, Reading, Stage
from markets.text.keys import name_key
from markets.unused import exclude_unused


def find_exact_candidates(reading: Reading) -> dict[int, int]:
    """{unmatched listing of the draft: the only market of its kind that has exactly its name or one of its domains}.

    A name and a domain that lead to two markets lead to none. Nor does a market that the draft has already.
    """
    drafted = list(Listing.objects.filter(reading=reading, stage=Stage.DRAFT))
    taken = {listing.market_id for listing in drafted if listing.market_id}
    named, hosts = _index_names(), _index_domains()
    known = set(exclude_unused(Market.objects.all()).values_list("pk", flat=True))
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
        fitting = set(named[key]).union(*(hosts[each, listing.kind] for each in listing.domains_printed))
        markets = {market for market in fitting & known if (*key, market) not in ruled_out}
        if len(markets) == 1 and not markets & taken:
            found[listing.pk] = markets.pop()
    doubles = [market for market in found.values() if list(found.values()).count(market) > 1]
    return {listing: market for listing, market in found.items() if market not in doubles}


def match_exact_candidates(reading: Reading) -> int:
    """Give each of them its market; a person reviews it with the draft. Returns how many there were."""
    found = find_exact_candidates(reading)
    for listing in Listing.objects.filter(pk__in=found):
        listing.market_id = found[listing.pk]
        listing.match_reason = "the only market of exactly this name or domain"
        listing.save(update_fields=["market", "match_reason"])
    return len(found)


def _index_names() -> defaultdict[tuple[str, str], set[int]]:
    """{(key of a name, kind): markets that have it}; a merged market counts as the one that it was merged into."""
    into = dict(Market.objects.values_list("pk", "merged_into"))
    kinds = dict(Market.objects.values_list("pk", "kind"))
    named: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    pairs = [
        *Market.objects.values_list("name", "pk"),
        *PrintedName.objects.filter(means=True, undone_at__isnull=True).values_list("name", "market_id"),
        *MarketAlias.objects.public().values_list("name", "market_id"),
        *_matched_listings().values_list("printed_name", "market_id"),
    ]
    for name, market in pairs:
        named[name_key(name), kinds[market]].add(into[market] or market)
    return named


def _index_domains() -> defaultdict[tuple[str, str], set[int]]:
    """{(domain, kind): markets for which it was printed}."""
    into = dict(Market.objects.values_list("pk", "merged_into"))
    hosts: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for domains, kind, market in _matched_listings().values_list("domains_printed", "kind", "market_id"):
        for domain in domains:
            hosts[domain, kind].add(into[market] or market)
    return hosts


def _matched_listings() -> QuerySet[Listing]:
    """Return those that are or were public: drafts are not evidence for themselves."""
    return Listing.objects.filter(market__isnull=False).exclude(stage=Stage.DRAFT).order_by()
