"""What is known of a thing that somebody follows: {key: a fact with its page}. Changes are differences of these."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Q

from markets.countries import find_country_names, get_all_countries, get_country_name
from markets.grid import build_grid
from markets.listing_values import read_market_countries
from markets.models import Listing, Market, Recommendation
from markets.search.engine import find_all
from markets.search.sql import search_transaction
from markets.search.words import Search, normalize_query
from markets.tables.filtering import BadFilter
from markets.text.counts import format_count
from markets.text.keys import name_key
from notorious.alerts.models import Follow
from notorious.check.answers import open_checker
from notorious.check.facts import describe_status
from notorious.check.lookup import MatchLevel
from notorious.check.reading import QueryKind, read_query
from notorious.models import CorrectionNotice
from notorious.tables.hits import SEARCH_SOURCES
from responses.models import Party, Response
from responses.parties import public_parties

MOST_DOMAINS = 1_000


class BadFollow(ValueError):
    """A thing that cannot be followed; its text says why and what to enter."""


@dataclass(frozen=True, slots=True)
class FollowedFact:
    """One sentence and the page that it is on."""

    text: str
    path: str


Facts = Mapping[str, FollowedFact]


def read_followed(kind: str, text: str) -> str:
    """Return the value that is kept: a slug, a code, a year, words or hosts. Raises BadFollow."""
    value = " ".join(text.split()) if kind != Follow.Kind.DOMAINS else text
    if not value.strip():
        raise BadFollow("Enter what you want to follow.")
    return _READERS[kind](value)


def _read_market(text: str) -> str:
    found = Market.objects.with_pages().filter(slug=text.lower()).first()
    if found:
        return found.slug
    exact = open_checker().check(text).exact
    if len(exact) != 1:
        raise BadFollow(f"There is no market “{text[:80]}” in this record. Copy its name from its page.")
    return exact[0].facts.market.slug


def _read_party(text: str) -> str:
    found = public_parties().filter(Q(slug=text.lower()) | Q(name__iexact=text)).first()
    if found is None:
        raise BadFollow(f"There is no party “{text[:80]}” in this record. Copy its name from its page.")
    return found.slug


def _read_country(text: str) -> str:
    names = {name_key(name) for name in find_country_names(text)} | {name_key(text)}
    for code, name in get_all_countries().items():
        if code.lower() == text.lower() or name_key(name) in names:
            return code
    raise BadFollow(f"There is no country “{text[:80]}”. Enter its English name or its code of two letters.")


def _read_edition(text: str) -> str:
    years = build_grid().years
    if text not in map(str, years):
        raise BadFollow(f"There is no edition “{text[:20]}”. Enter a year from {years[0]} to {years[-1]}."
                        if years else "No edition is published yet.")  # fmt: skip
    return text


def _read_search(text: str) -> str:
    try:
        return normalize_query(text)
    except BadFilter as problem:
        raise BadFollow(str(problem)) from problem


def _read_domains(text: str) -> str:
    lines = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    if len(lines) > MOST_DOMAINS:
        raise BadFollow(
            f"A watch list has at most {MOST_DOMAINS:,} domains, and this one has {len(lines):,}."
        )
    hosts = []
    for line in lines:
        query = read_query(line)
        if query.kind is not QueryKind.DOMAIN:
            raise BadFollow(f"“{query.text[:80]}” is not a domain. Enter one domain a line.")
        hosts.append(query.host)
    return "\n".join(dict.fromkeys(hosts))


_READERS: dict[str, Callable[[str], str]] = {
    Follow.Kind.MARKET: _read_market,
    Follow.Kind.PARTY: _read_party,
    Follow.Kind.COUNTRY: _read_country,
    Follow.Kind.EDITION: _read_edition,
    Follow.Kind.SEARCH: _read_search,
    Follow.Kind.DOMAINS: _read_domains,
}


def name_followed(kind: str, value: str) -> str:
    """Return the thing in words, for pages and e-mails."""
    if kind == Follow.Kind.MARKET:
        market = Market.objects.at(value).first()
        return f"the market {market.name if market else value}"
    if kind == Follow.Kind.PARTY:
        party = Party.objects.filter(slug=value).first()
        return f"the party {party.name if party else value}"
    if kind == Follow.Kind.COUNTRY:
        return f"the country {get_country_name(value)}"
    if kind == Follow.Kind.EDITION:
        return f"the {value} edition"
    if kind == Follow.Kind.SEARCH:
        return f"the search “{value}”"
    return f"a watch list of {format_count(len(value.splitlines()), 'domain')}"


def collect_facts(kind: str, value: str) -> Facts:
    """Return all facts of a thing, as the public sees them now; in one snapshot of the database."""
    return dict(_COLLECTORS[kind](value))


def _collect_market(slug: str) -> Iterator[tuple[str, FollowedFact]]:
    market = Market.objects.at(slug).first()
    if market is None:
        return
    grid = build_grid()
    row, path = grid.by_market.get(market.pk), market.get_absolute_url()
    yield "status", FollowedFact(f"{market.name}: {describe_status(row, grid.years)[1]}", path)
    members = market.members
    yield from _collect_listings(Q(market__in=members))
    asked = Recommendation.objects.public().filter(market__in=members).select_related("edition")
    for each in asked:
        words = f"{each.public_id}, {each.get_kind_display()} about {market.name}: {each.text[:200]}"
        yield f"recommendation {each.public_id}", FollowedFact(words, each.get_absolute_url())
    yield from _collect_responses(Q(market__in=members))
    yield from _collect_notices(path)


def _collect_party(slug: str) -> Iterator[tuple[str, FollowedFact]]:
    party = public_parties().filter(slug=slug).first()
    if party is None:
        return
    operated = party.operations.public().select_related("market__merged_into")
    for each in operated:
        market = each.market.canonical
        text = f"A source says that {party.name} operates {market.name}"
        yield f"operation {each.pk}", FollowedFact(text, party.get_absolute_url())
    yield from _collect_responses(Q(party=party))
    yield from _collect_notices(party.get_absolute_url())


def _collect_country(code: str) -> Iterator[tuple[str, FollowedFact]]:
    markets = [pk for pk, codes in read_market_countries().items() if code in codes]
    yield from _collect_listings(Q(market__in=markets) | Q(market__merged_into__in=markets))


def _collect_edition(year: str) -> Iterator[tuple[str, FollowedFact]]:
    grid = build_grid()
    edition = next((each for each in grid.editions if str(each.year) == year), None)
    if edition is None:
        return
    path = edition.get_absolute_url()
    if edition.released:
        yield "released", FollowedFact(f"The {edition} was released: {edition.released}", path)
    for kind in edition.covers:
        coverage = grid.coverage[edition.year, kind]
        text = f"The {edition} has {coverage} {kind} listings in this record"
        yield f"coverage {kind}", FollowedFact(text, path)
    yield from _collect_listings(Q(edition=edition))
    yield from _collect_responses(Q(edition=edition))
    yield from _collect_notices(path)


def _collect_search(words: str) -> Iterator[tuple[str, FollowedFact]]:
    with search_transaction():
        for kind, hit in find_all(SEARCH_SOURCES, Search(q=words)):
            key = f"{kind} {hit.public_id or hit.path}"[:300]
            yield key, FollowedFact(f"{hit.title} ({hit.about})", hit.path)


def _collect_domains(hosts: str) -> Iterator[tuple[str, FollowedFact]]:
    checker = open_checker()
    for host in hosts.splitlines():
        answer = checker.check(host)
        sure = answer.level is MatchLevel.EXACT
        words = answer.sentence if sure else "no listing in this record has exactly this domain"
        related = ", ".join(each.facts.market.name for each in answer.related)
        more = f"; related to {related}" if related and not sure else ""
        shown = host.replace(".", "[.]")
        yield host, FollowedFact(f"{shown}: {words}{more}", f"/check/?q={host}")


_COLLECTORS: dict[str, Callable[[str], Iterator[tuple[str, FollowedFact]]]] = {
    Follow.Kind.MARKET: _collect_market,
    Follow.Kind.PARTY: _collect_party,
    Follow.Kind.COUNTRY: _collect_country,
    Follow.Kind.EDITION: _collect_edition,
    Follow.Kind.SEARCH: _collect_search,
    Follow.Kind.DOMAINS: _collect_domains,
}


def _collect_listings(where: Q) -> Iterator[tuple[str, FollowedFact]]:
    rows = Listing.objects.public().filter(where).select_related("edition", "market__merged_into")
    for each in rows.defer("text").order_by("edition__year", "pk"):
        market = each.market.canonical if each.market else None
        if market is not None:
            text = f"The {each.edition.year} edition lists {market.name} (“{each.printed_name}”)"
            path = f"/editions/{each.edition.year}/{market.slug}/"
            yield f"listing {each.edition.year} {market.slug}", FollowedFact(text, path)


def _collect_responses(where: Q) -> Iterator[tuple[str, FollowedFact]]:
    rows = Response.objects.public().filter(where).select_related("party")
    for each in rows.order_by("pk"):
        text = f"{each.party.name} responded: {each.title[:200]}"
        yield f"response {each.public_id}", FollowedFact(text, each.get_absolute_url())


def _collect_notices(path: str) -> Iterator[tuple[str, FollowedFact]]:
    for each in CorrectionNotice.objects.public().filter(concerns__startswith=path).order_by("pk"):
        yield f"correction {each.pk}", FollowedFact(f"Correction: {each.right[:300]}", "/corrections/")
