"""Finds the passages that have the words, counts them by condition, and shows a page of them, the best first."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page

from markets.listing_values import read_market_countries
from markets.models import Market
from markets.paging import get_page
from markets.search.names import find_named_markets
from markets.search.source import Hit, Match, SearchSource
from markets.search.sql import filter_by_words
from markets.search.words import Search, add_country_names

HITS_PER_PAGE = 20
SHOWN_AT_ONCE = 100  # hits that are shown together where all are asked for

CONDITION_VALUES: dict[str, Callable[[Match], Iterable[str]]] = {
    "kind": lambda match: (match.kind,),
    "year": lambda match: (str(match.year),) if match.year else (),
    "country": lambda match: match.countries,
    "party": lambda match: (match.party,) if match.party else (),
}


@dataclass(frozen=True)
class SearchResults:
    """One page of hits, each with its kind.

    `counts` has for every condition its values, each with how many hits it leaves under the other conditions.
    """

    page: Page
    hits: tuple[tuple[str, Hit], ...]
    counts: Mapping[str, Mapping[str, int]]

    @property
    def total(self) -> int:
        return self.page.paginator.count


def find_page(sources: Sequence[SearchSource], search: Search, query: Mapping[str, str]) -> SearchResults:
    """Return the page that `query` names of what `sources` hold; to be called within `search_transaction`.

    The queries are as many as there are sources, whatever the number of hits. Raises BadFilter.
    """
    matches = _find_matches(sources, search)
    page = get_page(_choose_matches(matches, search), query, HITS_PER_PAGE)
    return SearchResults(page, _show_hits(sources, search, list(page)), _count_values(matches, search))


def find_all(sources: Sequence[SearchSource], search: Search) -> Iterator[tuple[str, Hit]]:
    """Yield all hits in the order of the pages; to be called within `search_transaction`."""
    chosen = _choose_matches(_find_matches(sources, search), search)
    for start in range(0, len(chosen), SHOWN_AT_ONCE):
        yield from _show_hits(sources, search, chosen[start : start + SHOWN_AT_ONCE])


def _find_matches(sources: Sequence[SearchSource], search: Search) -> list[Match]:
    """Return every public row that has the words, the best first, then the latest, then in the order of the sources."""
    found: list[Match] = []
    countries = read_market_countries()
    words = add_country_names(search.q)
    for source in sources:
        rows = filter_by_words(source.rows(), source.table, words).order_by("-pk")
        matches = []
        for *values, rank in rows.values_list(*source.columns, "rank"):
            match = source.match(*values)
            of = match.countries if match.market is None else countries.get(match.market, ())
            matches.append(match._replace(rank=rank, countries=of))
        found += [*matches, *_find_by_market_name(source, search, {match.pk for match in matches})]
    return sorted(found, key=lambda match: (-match.rank, -match.year))


def _find_by_market_name(source: SearchSource, search: Search, known: set[int]) -> list[Match]:
    """Listings of a market that has the name, however the edition prints it."""
    if source.kind != "listing":
        return []
    named = find_named_markets(search.name)
    if not named:
        return []
    rows = source.rows().filter(market__in=Market.objects.with_merged(named))
    return [
        match
        for values in rows.order_by("-pk").values_list(*source.columns)
        if (match := source.match(*values)).pk not in known
    ]


def _choose_matches(matches: Iterable[Match], search: Search, but: str = "") -> list[Match]:
    """Return those that pass every condition of the search, except the one named `but`."""
    tests = [
        (values, value)
        for name, values in CONDITION_VALUES.items()
        if name != but and (value := getattr(search, name))
    ]
    return [match for match in matches if all(value in values(match) for values, value in tests)]


def _count_values(matches: Sequence[Match], search: Search) -> dict[str, Counter[str]]:
    return {
        name: Counter(
            value for match in _choose_matches(matches, search, but=name) for value in values(match)
        )
        for name, values in CONDITION_VALUES.items()
    }


def _show_hits(
    sources: Sequence[SearchSource], search: Search, matches: Sequence[Match]
) -> tuple[tuple[str, Hit], ...]:
    hits: dict[tuple[str, int], Hit] = {}
    for source in sources:
        keys = [match.pk for match in matches if match.kind == source.kind]
        if keys:
            hits |= {(source.kind, pk): hit for pk, hit in source.show(keys, search.q).items()}
    # A row that stopped being public since it was found is not shown.
    return tuple(
        (match.kind, hits[match.kind, match.pk]) for match in matches if (match.kind, match.pk) in hits
    )
