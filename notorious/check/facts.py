"""What an answer says of one market: its editions, printed domains, operators, sister lists and sources."""

import enum
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markets.cells import ListingHistory
from markets.grid import build_grid
from markets.models import Evidence, Listing, Market, WatchListEntry
from markets.runs import Status
from markets.text.years import format_years
from responses.models import Operation

SOURCES_SHOWN = 3


class ListStatus(enum.StrEnum):
    """What the record knows of a query or a market, for the latest edition."""

    LISTED = "listed"
    FORMERLY_LISTED = "formerly_listed"
    UNKNOWN = "unknown"
    NO_LISTING = "no_listing"
    SEVERAL_MARKETS = "several_markets"
    NOT_IN_RECORD = "not_in_record"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class NamedLink:
    """A text with the page behind it; `url` is empty where a source is named and not linked."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class PrintedDomain:
    """A host that editions print for a market. `official`: the report itself was read."""

    host: str
    years: tuple[int, ...]
    official: bool


@dataclass(frozen=True, slots=True)
class OperatorFacts:
    """A company that a source says operates a market, with the years that the source gives. `party`: its key."""

    party: int
    name: str
    path: str
    from_year: int | None
    to_year: int | None

    @property
    def years(self) -> str:
        if self.from_year and self.to_year:
            return f"{self.from_year}–{self.to_year}"
        if self.from_year:
            return f"since {self.from_year}"
        return f"until {self.to_year}" if self.to_year else ""


@dataclass(frozen=True, slots=True)
class SisterListFacts:
    """One entry of the EU's Watch List."""

    year: int
    printed_name: str
    status: str

    @property
    def text(self) -> str:
        return f"EU Watch List {self.year}: {self.status.replace('_', ' ')} as “{self.printed_name}”"


@dataclass(frozen=True)
class MarketFacts:
    """One market as answers describe it. It is shared by all answers of a revision."""

    market: Market
    status: ListStatus
    sentence: str
    listed_years: tuple[int, ...]
    domains: tuple[PrintedDomain, ...]
    operators: tuple[OperatorFacts, ...]
    sister_lists: tuple[SisterListFacts, ...]
    sources: tuple[NamedLink, ...]

    @property
    def path(self) -> str:
        return self.market.get_absolute_url()


def read_market_facts() -> dict[int, MarketFacts]:
    """{market: its facts} of every market with a page: a constant number of queries."""
    grid = build_grid()
    listings, operators, entries = _read_listings(), _read_operators(), _read_entries()
    found = {}
    for market in Market.objects.with_pages().order_by("pk"):
        row = grid.by_market.get(market.pk)
        status, sentence = describe_status(row, grid.years)
        found[market.pk] = MarketFacts(
            market,
            status,
            sentence,
            row.listed_years if row else (),
            _collect_domains(listings[market.pk]),
            tuple(operators[market.pk]),
            tuple(entries[market.pk]),
            _collect_sources(listings[market.pk]),
        )
    return found


def describe_status(row: ListingHistory | None, years: Sequence[int]) -> tuple[ListStatus, str]:
    """Return the status for the latest edition, and one or two sentences that say no more than the cells."""
    if not years:
        return ListStatus.UNKNOWN, "No edition is published in this record yet."
    latest = years[-1]
    if row is None or not row.listed_years:
        return ListStatus.NO_LISTING, f"No edition is known to list it. {_say_latest(row, latest)}"
    status = row.statuses[latest]
    if status is Status.LISTED:
        return ListStatus.LISTED, f"On the {latest} List."
    listed = format_years(row.listed_years)
    later = [year for year in years if year > row.listed_years[-1]]
    off = [year for year in later if row.statuses[year] is Status.NOT_LISTED]
    if off:
        known = f"Was listed in {listed}, not on the {off[-1]} List."
        return ListStatus.FORMERLY_LISTED, known if off[
            -1
        ] == latest else f"{known} {_say_latest(row, latest)}"
    return ListStatus.UNKNOWN, f"{_say_latest(row, latest)} It was listed in {listed}."


def _say_latest(row: ListingHistory | None, latest: int) -> str:
    status = row.statuses[latest] if row else Status.UNKNOWN
    if status is Status.NOT_LISTED:
        return f"It is not on the {latest} List."
    if status is Status.OUT_OF_SCOPE:
        return f"The {latest} List does not cover markets of this kind."
    return f"Unknown for {latest}: our copy of that edition is incomplete."


def _read_listings() -> defaultdict[int, list[Listing]]:
    rows = Listing.objects.public().select_related("edition", "market").defer("text")
    found: defaultdict[int, list[Listing]] = defaultdict(list)
    for listing in rows.prefetch_related("citations").order_by("edition__year"):
        if listing.market:
            found[listing.market.canonical_id].append(listing)
    return found


def _collect_domains(listings: Iterable[Listing]) -> tuple[PrintedDomain, ...]:
    years: dict[str, list[int]] = {}
    official: set[str] = set()
    for listing in listings:
        for host in listing.domains:
            years.setdefault(host, []).append(listing.edition.year)
            if listing.domains_basis == Evidence.OFFICIAL:
                official.add(host)
    return tuple(
        PrintedDomain(host, tuple(dict.fromkeys(known)), host in official) for host, known in years.items()
    )


def _collect_sources(listings: Sequence[Listing]) -> tuple[NamedLink, ...]:
    """Return the sources of the latest listing."""
    if not listings:
        return ()
    cited = [each for each in listings[-1].citations.all() if each.withdrawn_at is None]
    return tuple(NamedLink(each.text, each.link) for each in cited[:SOURCES_SHOWN])


def _read_operators() -> defaultdict[int, list[OperatorFacts]]:
    found: defaultdict[int, list[OperatorFacts]] = defaultdict(list)
    rows = Operation.objects.public().select_related("party", "market")
    for each in rows.order_by("from_year", "party__name"):
        party = each.party
        found[each.market.canonical_id].append(
            OperatorFacts(party.pk, party.name, party.get_absolute_url(), each.from_year, each.to_year)
        )
    return found


def _read_entries() -> defaultdict[int, list[SisterListFacts]]:
    found: defaultdict[int, list[SisterListFacts]] = defaultdict(list)
    rows = WatchListEntry.objects.public().filter(market__isnull=False).select_related("edition", "market")
    for each in rows.order_by("edition__year"):
        if each.market:
            market = each.market.canonical_id
            found[market].append(SisterListFacts(each.edition.year, each.printed_name, each.status))
    return found
