"""Everything that queries are compared with, in memory: built once per data revision."""

import enum
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from markets.consistent_read import once_per_revision
from markets.grid import build_grid
from markets.models import IdentifierScheme, Listing, Market, MarketAlias, MarketIdentifier, WatchListEntry
from markets.text.keys import name_key
from notorious.check.facts import MarketFacts, SisterListFacts, read_market_facts
from notorious.check.known_hosts import HostRole, KnownHost, read_known_hosts, read_operated
from notorious.check.reading import encode_host, find_registrable, find_suffix, split_name_labels
from notorious.check.similar_names import SimilarNames
from responses.models import PartyIdentifier
from responses.parties import public_parties

_LEGAL_FORM = re.compile(
    r"(?:[\s,]+(?:holdings?|group|limited|ltd|inc|incorporated|corp|corporation|company|co|llc|llp|plc|gmbh|ag|"
    r"s\.?a|b\.?v|n\.?v|pte|pty|jsc|ooo|oao|pjsc|tbk)\.?)+$",
    re.IGNORECASE,
)


class NameRole(enum.StrEnum):
    """Where a name comes from."""

    PRINTED = "printed"
    RECORD = "record"
    ALIAS = "alias"
    PART = "part"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name of a market, or of a company that operates it (`company`)."""

    text: str
    market: int
    role: NameRole
    company: str = ""


@dataclass(frozen=True)
class CheckIndex:
    """All that a query is compared with. Nobody may change it: it is shared.

    `below` has, for each parent of a host up to what is registered, the hosts below it. `printed_labels` has the
    hosts that editions print, by the name before the ending.
    """

    latest: int
    identified: str
    facts: Mapping[int, MarketFacts]
    names: Mapping[str, list[KnownName]]
    hosts: Mapping[str, list[KnownHost]]
    below: Mapping[str, list[KnownHost]]
    registered: Mapping[str, list[KnownHost]]
    printed_labels: Mapping[str, list[KnownHost]]
    identifiers: Mapping[str, list[KnownName]]
    companies: Mapping[str, str]
    unmatched_entries: Mapping[str, list[SisterListFacts]]
    similar: SimilarNames = field(repr=False)


@once_per_revision
def build_check_index() -> CheckIndex:
    """Read the record into an index: a constant number of queries."""
    facts = read_market_facts()
    names: defaultdict[str, list[KnownName]] = defaultdict(list)
    known_names = [*_read_names(facts), *_read_aliases(facts), *_read_companies(facts)]
    for name in known_names:
        for key in _list_keys(name):
            if key and name not in names[key]:
                names[key].append(name)
    every = read_known_hosts(facts)
    hosts, below, registered, labels = (defaultdict[str, list[KnownHost]](list) for _ in range(4))
    for known in every:
        hosts[known.host].append(known)
        top = find_registrable(known.host)
        if top:
            registered[top].append(known)
            for parent in _list_parents(known.host, top):
                below[parent].append(known)
        if known.role is HostRole.PRINTED:
            for label in split_name_labels(known.host)[-1:]:
                labels[label].append(known)
    grid = build_grid()
    latest = grid.editions[-1] if grid.editions else None
    identified = ", ".join(
        f"{grid.coverage[latest.year, kind]} {kind} listings"
        for kind in (latest.covers if latest else ())
        if latest and not grid.coverage[latest.year, kind].complete
    )
    return CheckIndex(
        latest.year if latest else 0,
        identified,
        facts,
        dict(names),
        dict(hosts),
        dict(below),
        dict(registered),
        dict(labels),
        _read_identifiers(facts),
        {name_key(party.name): party.get_absolute_url() for party in public_parties()},
        _read_unmatched_entries(),
        SimilarNames.build(_list_similar(known_names, every)),
    )


def _list_keys(name: KnownName) -> set[str]:
    """Return the key of a name; that of a company also without its legal form. A domain is found as a host alone."""
    if name.role is NameRole.COMPANY:
        return {name_key(name.text), strip_legal_form(name.text)}
    return set() if find_suffix(encode_host(name.text)) else {name_key(name.text)}


def strip_legal_form(text: str) -> str:
    """The key of a company's name without `Group`, `Limited` and the like; the whole key where nothing is left."""
    return name_key(_LEGAL_FORM.sub("", text)) or name_key(text)


def _list_parents(host: str, top: str) -> Iterator[str]:
    while host != top:
        host = host.partition(".")[2]
        yield host


def _read_names(facts: Mapping[int, MarketFacts]) -> Iterator[KnownName]:
    """Yield what editions print, and what this record calls the markets; a merged market's names are its heir's."""
    of = dict(Market.objects.values_list("pk", "merged_into"))
    printed = Listing.objects.public().order_by().values_list("market", "printed_name")
    for market, name in printed.distinct():
        if (own := of[market] or market) in facts:
            yield KnownName(name, own, NameRole.PRINTED)
    for market, name in Market.objects.order_by("pk").values_list("pk", "name"):
        if (own := of[market] or market) in facts:
            yield KnownName(name, own, NameRole.RECORD)


def _read_aliases(facts: Mapping[int, MarketFacts]) -> Iterator[KnownName]:
    """Names that sources give. A short form of a printed name may mean something wider, so it is only a part."""
    printed: defaultdict[int, set[str]] = defaultdict(set)
    for name in _read_names(facts):
        printed[name.market].add(name_key(name.text))
    rows = MarketAlias.objects.public().exclude(kind=MarketAlias.Kind.DOMAIN_FAMILY)
    for alias in rows.select_related("market").order_by("pk"):
        market, key = alias.market.canonical_id, name_key(alias.name)
        if market not in facts:
            continue
        if alias.kind == MarketAlias.Kind.COMPANY_NAME:
            yield KnownName(alias.name, market, NameRole.COMPANY, alias.name)
        elif (
            any(key in longer and key != longer for longer in printed[market]) and key not in printed[market]
        ):
            yield KnownName(alias.name, market, NameRole.PART)
        else:
            yield KnownName(alias.name, market, NameRole.ALIAS)


def _read_companies(facts: Mapping[int, MarketFacts]) -> Iterator[KnownName]:
    for market, each in facts.items():
        for operator in each.operators:
            yield KnownName(operator.name, market, NameRole.COMPANY, operator.name)


def _read_identifiers(facts: Mapping[int, MarketFacts]) -> dict[str, list[KnownName]]:
    """{Wikidata item or ticker in lower case: the markets that it leads to, by themselves or by who operates them}."""
    found: defaultdict[str, list[KnownName]] = defaultdict(list)
    rows = MarketIdentifier.objects.public().exclude(scheme=IdentifierScheme.WEBSITE).select_related("market")
    for each in rows.order_by("pk"):
        market = each.market.canonical_id
        if market in facts:
            found[each.value.casefold()].append(KnownName(each.value, market, NameRole.RECORD))
    operated = read_operated(facts)
    of_parties = PartyIdentifier.objects.public().exclude(scheme=IdentifierScheme.WEBSITE)
    for number in of_parties.select_related("party").order_by("pk"):
        for market in operated[number.party_id]:
            name = KnownName(number.value, market, NameRole.COMPANY, number.party.name)
            found[number.value.casefold()].append(name)
    return dict(found)


def _read_unmatched_entries() -> dict[str, list[SisterListFacts]]:
    """{key of a name: entries of the EU's Watch List that have no market in this record}."""
    found: defaultdict[str, list[SisterListFacts]] = defaultdict(list)
    rows = WatchListEntry.objects.public().filter(market__isnull=True).select_related("edition")
    for each in rows.order_by("edition__year", "pk"):
        entry = SisterListFacts(each.edition.year, each.printed_name, each.status)
        found[name_key(each.printed_name)].append(entry)
    return dict(found)


def _list_similar(names: list[KnownName], hosts: list[KnownHost]) -> Iterator[tuple[str, str, int]]:
    """(key, text, market) of everything that a query may be similar to."""
    for name in names:
        if name.role is not NameRole.COMPANY:
            yield name_key(name.text), name.text, name.market
    for host in hosts:
        if host.role is not HostRole.OPERATOR:
            for label in split_name_labels(host.host)[-1:]:
                yield name_key(label), host.host, host.market
