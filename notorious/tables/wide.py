"""Tables with one column per edition: markets, and countries. Their columns follow the public editions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from markets.cells import ListingHistory
from markets.countries import get_country_name, get_iso3
from markets.grid import build_grid
from markets.listing_values import ROLLUPS, count_listings, read_listing_values
from markets.models import Market
from markets.public_listings import read_public_listings
from markets.tables import shared
from markets.tables.columns import Column, Table, Type, spell_word
from markets.tables.entries import MarketEntry, read_entries
from markets.tables.known import known_years
from markets.tables.listings import LISTINGS
from markets.tables.markets import MARKETS
from markets.tables.scope import Scope, TableRecord
from markets.tables.timeline_columns import STATUS_VALUES
from responses.operators import read_operators

SINCE_WIDE = "v2026.2"
UNKNOWN = "unknown"


@dataclass(eq=False)
class WideMarket(TableRecord):
    """A market with what its listings say, and its cell in every edition."""

    entry: MarketEntry
    operators: dict[str, str]
    cities: tuple[str, ...]
    domains: tuple[str, ...]

    @property
    def row(self) -> ListingHistory:
        return self.entry.row

    @property
    def country_codes(self) -> list[str]:
        return sorted(self.entry.countries)

    @property
    def market(self) -> Market:
        return self.entry.market

    @property
    def path(self) -> str:
        return self.market.get_absolute_url()


_MARKET_COLUMNS = (
    shared.MARKET,
    shared.MARKET_NAME,
    shared.KIND,
    *(MARKETS.column(name) for name in ("country_codes", "country_iso3", "country_names")),
    Column(
        "cities", Type.TEXTS, "The cities that its listings name, as printed.", "Guangzhou", empty=UNKNOWN
    ),
    Column(
        "categories",
        Type.TEXTS,
        "What the market is, in our classification.",
        "e_commerce",
        lambda record: sorted(map(spell_word, record.entry.categories)),
        empty=shared.NOT_CLASSIFIED,
    ),
    Column(
        "harms",
        Type.TEXTS,
        "Piracy or counterfeiting, in our classification.",
        "trademark_counterfeiting",
        lambda record: sorted(map(spell_word, record.entry.harms)),
        empty=shared.NOT_CLASSIFIED,
    ),
    Column(
        "operators",
        Type.CODES,
        "Ids of the parties that operate or operated it, separated by spaces.",
        "alibaba-group",
        lambda record: list(record.operators),
        empty="no source that we know names one",
    ),
    replace(LISTINGS.column("domains"), value=None),
)


def _status_column(year: int) -> Column:
    return Column(
        str(year),
        Type.WORD,
        f"What the {year} edition says of the market.",
        "listed",
        lambda record: str(record.row.cells[year].status),
        since=SINCE_WIDE,
        words=STATUS_VALUES,
    )


@lru_cache(maxsize=4)
def _make_markets_by_edition(years: tuple[int, ...]) -> Table:
    return Table(
        name="markets-by-edition",
        title="Markets by edition",
        about="One row per market, one column per edition: a pivot of the timeline with absences.",
        columns=(
            *_MARKET_COLUMNS,
            *(_status_column(year) for year in years),
            shared.PERMALINK,
            shared.DATA_VERSION,
        ),
        key=("market",),
        records=lambda scope: _make_wide_markets(scope, read_entries()),
        records_beside=_make_wide_markets,
    )


def _make_wide_markets(scope: Scope, entries: Iterable[MarketEntry]) -> Iterator[WideMarket]:
    operators = read_operators()
    cities: dict[int, set[str]] = {}
    domains: dict[int, set[str]] = {}
    for listing in read_public_listings():
        domains.setdefault(listing.market_id, set()).update(listing.domains)
        cities.setdefault(listing.market_id, set()).update({listing.city} - {""})
    for entry in entries:
        key = entry.market.pk
        found = (tuple(sorted(values.get(key, ()))) for values in (cities, domains))
        yield WideMarket(scope, entry, operators.find(entry.market.slug), *found)


@dataclass(eq=False)
class WideCountry(TableRecord):
    """A country, with how many entries of each edition we identified there; None where that says nothing."""

    code: str
    counts: dict[int, int | None]

    @property
    def path(self) -> str:
        return f"/countries/{self.code.lower()}/"


_COUNTRY_COLUMNS = (
    Column("country", Type.ID, "ISO 3166 code of two letters.", "CN", lambda record: record.code),
    Column("iso3", Type.ID, "The code of three letters.", "CHN", lambda record: get_iso3(record.code)),
    Column("country_name", Type.TEXT, "Its name.", "China", lambda record: get_country_name(record.code)),
)


def _count_column(year: int) -> Column:
    return Column(
        str(year),
        Type.INTEGER,
        f"How many listings of the {year} edition we identified there. Where the edition is not complete, this is a "
        "lower bound.",
        "9",
        lambda record: record.counts[year],
        since=SINCE_WIDE,
        empty="we identified none, and our copy of the edition is not complete",
    )


@lru_cache(maxsize=4)
def _make_countries_by_edition(years: tuple[int, ...]) -> Table:
    return Table(
        name="countries-by-edition",
        title="Countries by edition",
        about="One row per country, one column per edition: how many of its listings we identified there. A listing "
        "in several countries counts in each of them.",
        columns=(
            *_COUNTRY_COLUMNS,
            *(_count_column(year) for year in years),
            shared.PERMALINK,
            shared.DATA_VERSION,
        ),
        key=("country",),
        records=_read_wide_countries,
    )


def _read_wide_countries(scope: Scope) -> Iterator[WideCountry]:
    grid = build_grid()
    complete = {edition.year: grid.is_complete(edition) for edition in grid.editions}
    for code, counts in count_listings(ROLLUPS["countries"], read_listing_values()).items():
        yield WideCountry(
            scope,
            code,
            {year: counts[year] or (0 if complete[year] else None) for year in grid.years},
        )


WIDE_TABLES = {
    "markets-by-edition": _make_markets_by_edition,
    "countries-by-edition": _make_countries_by_edition,
}


def find_wide_table(name: str) -> Table | None:
    """Return the table of this name, with a column for each public edition; None where there is none."""
    make = WIDE_TABLES.get(name)
    return make(tuple(int(year) for year in known_years())) if make else None


def all_wide_tables() -> Iterable[Table]:
    """Return all of them."""
    years = tuple(int(year) for year in known_years())
    return [make(years) for make in WIDE_TABLES.values()]
