"""The hosts of markets, and of companies that operate them: what queries for a domain are compared with."""

import enum
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from markets.models import Evidence, IdentifierScheme, Listing, MarketAlias, MarketIdentifier
from notorious.check.facts import MarketFacts, PrintedDomain
from notorious.check.reading import encode_host, find_suffix
from responses.models import PartyIdentifier


class HostRole(enum.StrEnum):
    """Where a host comes from; USTR printed only the first."""

    PRINTED = "printed"
    NAMED = "named"
    FAMILY = "family"
    WEBSITE = "website"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class KnownHost:
    """A host of a market, or of a company that operates it."""

    host: str
    market: int
    role: HostRole
    printed: PrintedDomain | None = None
    company: str = ""


def read_known_hosts(facts: Mapping[int, MarketFacts]) -> list[KnownHost]:
    """Return every host of the record."""
    return [
        *_list_printed_hosts(facts),
        *_list_named_hosts(facts),
        *_read_family_hosts(facts),
        *_read_operator_hosts(facts),
    ]


def _strip_www(host: str) -> str:
    """Return a site and its `www` are one; two labels at least stay."""
    bare = host.removeprefix("www.")
    return bare if "." in bare else host


def _list_printed_hosts(facts: Mapping[int, MarketFacts]) -> Iterator[KnownHost]:
    """The domains of listings, and the printed names that are domains: each once, with all editions that print it."""
    found: defaultdict[tuple[str, int], list[PrintedDomain]] = defaultdict(list)
    for market, each in facts.items():
        for domain in each.domains:
            found[_strip_www(encode_host(domain.host)), market].append(domain)
    rows = Listing.objects.public().filter(printed_name__contains=".").order_by("edition__year")
    for market, merged, year, name, evidence in rows.values_list(
        "market", "market__merged_into", "edition__year", "printed_name", "evidence"
    ):
        host = _strip_www(encode_host(name))
        if host and find_suffix(host) and (own := merged or market) in facts:
            official = evidence == Evidence.OFFICIAL
            found[host, own].append(PrintedDomain(name.lower(), (year,), official))
    for (host, market), domains in found.items():
        if host:
            years = sorted({year for domain in domains for year in domain.years})
            official = any(domain.official for domain in domains)
            printed = PrintedDomain(domains[0].host, tuple(years), official)
            yield KnownHost(host, market, HostRole.PRINTED, printed)


def _list_named_hosts(facts: Mapping[int, MarketFacts]) -> Iterator[KnownHost]:
    """Markets that this record calls by a domain: nominated ones, mostly."""
    for market, each in facts.items():
        host = _strip_www(encode_host(each.market.name))
        if host and find_suffix(host):
            yield KnownHost(host, market, HostRole.NAMED)


def _read_family_hosts(facts: Mapping[int, MarketFacts]) -> Iterator[KnownHost]:
    """Domains that sources name for a market, its website, and former names that are domains."""
    for alias in MarketAlias.objects.public().select_related("market").order_by("pk"):
        market = alias.market.canonical_id
        if market in facts and (host := _strip_www(encode_host(alias.name))):
            yield KnownHost(host, market, HostRole.FAMILY)
    rows = MarketIdentifier.objects.public().filter(scheme=IdentifierScheme.WEBSITE).select_related("market")
    for each in rows.order_by("pk"):
        market = each.market.canonical_id
        if market in facts and (host := _strip_www(encode_host(urlsplit(each.value).hostname or ""))):
            yield KnownHost(host, market, HostRole.WEBSITE)


def _read_operator_hosts(facts: Mapping[int, MarketFacts]) -> Iterator[KnownHost]:
    operated = read_operated(facts)
    sites = PartyIdentifier.objects.public().filter(scheme=IdentifierScheme.WEBSITE).select_related("party")
    for site in sites.order_by("pk"):
        host = _strip_www(encode_host(urlsplit(site.value).hostname or ""))
        for market in operated[site.party_id] if host else ():
            yield KnownHost(host, market, HostRole.OPERATOR, company=site.party.name)


def read_operated(facts: Mapping[int, MarketFacts]) -> defaultdict[int, list[int]]:
    """{party: the markets that it operates or operated}."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for market, each in facts.items():
        for operator in each.operators:
            found[operator.party].append(market)
    return found
