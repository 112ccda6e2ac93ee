"""Which market a printed name means: decided by curators, else proposed with reasons. Nothing is matched in doubt."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markets.models import Listing, Market, PrintedName
from markets.text.keys import name_key
from markets.unused import exclude_unused

NO_DECISION: tuple[None] = (None,)
"""The set of decisions on a name where there is none."""

OFFERED = 5  # markets for one entry
NAMES_ALIKE = 0.35  # share of common trigrams from which a name is worth showing to a curator


def find_decisions(printed: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[PrintedName]]:
    """{(key of the name, kind): what a curator has said that it means}, in one query.

    An entry that names several markets has a decision for each. A merged market leads to the one that it was
    merged into.
    """
    keys = {name_key(name) for name, _ in printed}
    found: defaultdict[tuple[str, str], list[PrintedName]] = defaultdict(list)
    confirmed = PrintedName.objects.filter(key__in=keys, means=True, undone_at__isnull=True)
    for decision in confirmed.select_related("market__merged_into").order_by("pk"):
        found[decision.key, decision.kind].append(decision)
    # Of a division that lost all parts but one, nobody said that the rest is all.
    return {
        name: _follow_mergers(decisions)
        for name, decisions in found.items()
        if len(decisions) > 1 or not decisions[0].part
    }


def _follow_mergers(decisions: list[PrintedName]) -> list[PrintedName]:
    """Return one decision for each market."""
    of: dict[int, PrintedName] = {}
    for decision in decisions:
        decision.market = decision.market.canonical
        of.setdefault(decision.market.pk, decision)
    return list(of.values())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A market that a listing may be, with the reasons that a curator is shown."""

    market: Market
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class KnownMarket:
    """What speaks for a market: the names and domains printed for it, and its countries."""

    market: Market
    names: dict[str, set[str]]  # name → its trigrams
    domains: dict[str, int]  # domain → the first edition that printed it
    countries: set[str]


def find_candidates(listings: Sequence[Listing]) -> dict[int, list[Candidate]]:
    """{listing id: markets that it may be, best first}, in a constant number of queries.

    What a curator has ruled out is not offered again.
    """
    known = _read_known_markets({listing.kind for listing in listings})
    keys = {name_key(listing.printed_name) for listing in listings}
    out = PrintedName.objects.filter(key__in=keys, means=False, undone_at__isnull=True)
    ruled_out = set(out.values_list("key", "kind", "market_id"))
    found: dict[int, list[Candidate]] = {}
    for listing in listings:
        key, name = name_key(listing.printed_name), split_trigrams(listing.printed_name)
        candidates = (
            _score_candidate(listing, name, each)
            for each in known
            if each.market.kind == listing.kind and (key, listing.kind, each.market.pk) not in ruled_out
        )
        ranked = sorted(
            (each for each in candidates if each), key=lambda each: (-each.score, each.market.slug)
        )
        found[listing.pk] = ranked[:OFFERED]
    return found


def _read_known_markets(kinds: set[str]) -> list[KnownMarket]:
    markets = exclude_unused(Market.objects.filter(kind__in=kinds, merged_into__isnull=True))
    known = {
        market.pk: KnownMarket(market, {market.name: split_trigrams(market.name)}, {}, set())
        for market in markets
    }
    names = PrintedName.objects.filter(means=True, undone_at__isnull=True, market__in=known)
    for market_id, name in names.values_list("market_id", "name"):
        known[market_id].names[name] = split_trigrams(name)
    rows = Listing.objects.filter(market__in=known).order_by("edition__year")
    for market_id, year, domains, codes in rows.values_list(
        "market_id", "edition__year", "domains_printed", "country_codes"
    ):
        known[market_id].countries.update(codes)
        for domain in domains:
            known[market_id].domains.setdefault(domain, year)
    return list(known.values())


def _score_candidate(listing: Listing, name: set[str], known: KnownMarket) -> Candidate | None:
    """Return the listing compared with one market; the country tells candidates apart, and alone it makes none."""
    score, reasons = 0.0, []
    for domain in listing.domains_printed:
        if domain in known.domains:
            score += 1.0
            reasons.append(f"same domain as in {known.domains[domain]} ({domain.replace('.', '[.]')})")
    alike, closest = max(
        (_compute_likeness(name, others), printed) for printed, others in known.names.items()
    )
    if alike >= NAMES_ALIKE:
        score += alike
        reasons.append(_by_name(closest, listing.printed_name))
    if not reasons:
        return None
    if shared := sorted(known.countries.intersection(listing.country_codes)):
        score += 0.2
        reasons.append(f"same country ({', '.join(shared)})")
    return Candidate(known.market, round(score, 2), tuple(reasons))


def split_trigrams(name: str) -> set[str]:
    """Runs of three letters of a name's key, its edges marked."""
    key = f"  {name_key(name)} "
    return {key[at : at + 3] for at in range(len(key) - 2)}


def _compute_likeness(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other)


def _by_name(known: str, printed: str) -> str:
    if known == printed:
        return "same name"
    if known.casefold() == printed.casefold():
        return "name differs by case"
    if name_key(known) == name_key(printed):
        return "name differs by spaces, dots or accents"
    return f"name is like “{known}”"
