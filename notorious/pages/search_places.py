"""Pages that a search leads to: countries, editions, pages of the site, and words that were meant."""

import difflib
import re
from dataclasses import dataclass
from functools import cache
from itertools import chain

from markets.cells import ListingHistory
from markets.consistent_read import once_per_revision
from markets.countries import find_country_names, get_all_countries, get_country_name
from markets.grid import Grid, build_grid
from markets.listing_values import ROLLUPS, find_values, read_listing_values
from markets.models import Listing, Recommendation
from markets.search.names import NameMatch
from markets.text.counts import format_count
from markets.text.keys import name_key
from notorious.pages.site import SITE_MAP
from responses.models import Response, ResponsePoint
from responses.parties import public_parties

ADJECTIVES = {"american": "US", "brazilian": "BR", "british": "GB", "canadian": "CA", "chinese": "CN",
              "dutch": "NL", "french": "FR", "german": "DE", "indian": "IN", "indonesian": "ID",
              "mexican": "MX", "russian": "RU", "singaporean": "SG", "swedish": "SE", "thai": "TH",
              "turkish": "TR", "ukrainian": "UA", "vietnamese": "VN"}  # fmt: skip
ALIKE, NEAR = 0.8, 0.55  # of difflib: a word with a letter too few; a name that somebody may have meant
SHORTEST_WORD = 4  # letters


@dataclass(frozen=True, slots=True)
class FoundPage:
    """`about` says in a few words what the page has."""

    title: str
    path: str
    about: str = ""


def find_places(q: str) -> list[tuple[str, list[FoundPage]]]:
    """(heading, pages) for each kind of page that the words name."""
    grid = build_grid()
    groups = [
        ("Countries", find_countries(q)),
        ("Editions", find_editions(q, grid)),
        ("Pages", find_pages(q)),
    ]
    return [(heading, pages) for heading, pages in groups if pages]


def find_countries(q: str) -> list[FoundPage]:
    """Countries with listings that the words name, by any of their names, by adjective or nearly."""
    names = _read_country_keys()
    keys = [name_key(q), *(name_key(word) for word in q.split())]
    codes = {names[key] for key in keys if key in names}
    if not codes and len(keys[0]) >= SHORTEST_WORD:
        codes = {names[key] for key in difflib.get_close_matches(keys[0], names, 1, ALIKE)}
    if not codes:
        return []
    rollup, listings = ROLLUPS["countries"], read_listing_values()
    listed = codes & set(find_values(rollup, listings))
    return [
        FoundPage(get_country_name(code), rollup.address(code), f"{count} listings identified")
        for code in sorted(listed, key=get_country_name)
        if (count := sum(code in each.countries for each in listings))
    ]


@cache
def _read_country_keys() -> dict[str, str]:
    """Return {key of each name or adjective: code of the country}."""
    countries = get_all_countries().items()
    return {
        name_key(each): code for code, name in countries for each in find_country_names(name)
    } | ADJECTIVES


def find_editions(q: str, grid: Grid) -> list[FoundPage]:
    """Editions whose year is among the words, or whose issue focus has the words."""
    years = {int(year) for year in re.findall(r"\b20\d\d\b", q)}
    words = q.casefold().replace('"', "")
    found = []
    for edition in grid.editions:
        topic = edition.topic
        if edition.year in years or (len(words) >= SHORTEST_WORD and words in topic.casefold()):
            about = f"Issue focus: {topic}" if topic else ""
            found.append(FoundPage(f"{edition.year} edition", edition.get_absolute_url(), about))
    return found


def find_pages(q: str) -> list[FoundPage]:
    """Pages of the site whose title has all the words."""
    words = set(re.findall(r"\w+", q.casefold()))
    pages = dict(chain.from_iterable(pages for _, pages in SITE_MAP))
    return [
        FoundPage(title, path)
        for path, title in pages.items()
        if words and all(_has_word(title.casefold(), word) for word in words)
    ]


def _has_word(title: str, word: str) -> bool:
    return any(each == word or each.rstrip("s") == word.rstrip("s") for each in re.findall(r"\w+", title))


def describe_markets(named: list[NameMatch]) -> list[NameMatch]:
    """Return the same, markets with their status on the latest List and their longest run."""
    paths = {each.path for each in named}
    rows = {path: row for row in build_grid().rows if (path := row.market.get_absolute_url()) in paths}
    return [
        NameMatch(each.name, each.path, f"{each.about} · {describe_row(rows[each.path])}", each.close)
        if each.path in rows
        else each
        for each in named
    ]


def describe_row(row: ListingHistory) -> str:
    """`listed in 2025 · longest run 10 editions`."""
    latest = row.years[-1]
    status = {"listed": f"on the {latest} List", "not_listed": f"not listed in {latest}"}.get(
        str(row.statuses[latest].value), f"{latest}: unknown"
    )
    least = any(run.at_least for run in row.runs if run.editions == row.longest)
    if not row.longest:
        return status
    return f"{status} · longest run {'at least ' if least else ''}{format_count(row.longest, 'edition')}"


def suggest_words(q: str) -> str:
    """Return the search with each unknown word replaced by the most similar one; empty where none is similar."""
    known = read_vocabulary()
    words = []
    for word in re.findall(r"\w+", q.casefold()):
        alike = (
            [word]
            if word in known or len(word) < SHORTEST_WORD
            else difflib.get_close_matches(word, known, 1, ALIKE)
        )
        words.append(alike[0] if alike else word)
    suggested = " ".join(words)
    return suggested if suggested != " ".join(re.findall(r"\w+", q.casefold())) else ""


def find_nearest_names(q: str) -> list[FoundPage]:
    """Markets and parties whose names are most like what was looked for."""
    pages = {name_key(row.market.name): FoundPage(row.market.name, row.market.get_absolute_url(), "market")
             for row in build_grid().rows}  # fmt: skip
    pages |= {
        name_key(each.name): FoundPage(each.name, each.get_absolute_url(), "party")
        for each in public_parties()
    }
    return [pages[key] for key in difflib.get_close_matches(name_key(q), pages, 5, NEAR)]


@once_per_revision
def read_vocabulary() -> frozenset[str]:
    """Return every longer word of the public texts."""
    texts = chain(
        Listing.objects.public().values_list("text", flat=True),
        Recommendation.objects.public().values_list("text", flat=True),
        Response.objects.public().values_list("title", flat=True),
        ResponsePoint.objects.public().values_list("summary", flat=True),
    )
    return frozenset(word for text in texts for word in re.findall(r"\w{4,}", (text or "").casefold()))
