"""What became of nominations: whether the edition under review then listed the market."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from markets.grid import Coverage, Grid, build_grid
from markets.models import Edition, Market
from markets.models.market import CANONICAL
from markets.runs import Status
from markets.text.counts import format_count
from responses.models import Filing, Nomination

KINDS_SEEN: dict[str, tuple[str, ...]] = {"whole": ("online", "physical"), "online": ("online",)}
"""The kinds of which all names of a filing are known, by what is said of its completeness."""


@dataclass(frozen=True, slots=True)
class NamedMarket:
    """One name of a filing, and what the edition under review says of it."""

    nomination: Nomination
    market: Market | None
    status: Status

    @property
    def words(self) -> str:
        return self.status.label


@dataclass(frozen=True)
class FilingOutcome:
    """A filing with its names. A rate needs the whole filing and a complete edition."""

    filing: Filing
    names: tuple[NamedMarket, ...]
    rated_kinds: tuple[str, ...]

    @cached_property
    def counts(self) -> Counter[Status]:
        return Counter(each.status for each in self.names)

    @property
    def listed(self) -> int | None:
        return self._count(Status.LISTED)

    @property
    def not_listed(self) -> int | None:
        return self._count(Status.NOT_LISTED)

    @property
    def unknown(self) -> int:
        return len(self.names) - self.counts[Status.LISTED] - self.counts[Status.NOT_LISTED]

    def _count(self, status: Status) -> int | None:
        """0 where no name has the status; None where none is known to, and some are unknown."""
        return self.counts[status] or (None if self.unknown or not self.names else 0)

    @property
    def words(self) -> str:
        """`26%, 23 not listed`, or `5 of 9 known names, 4 unknown`; nothing where no name is known."""
        known = format_count(len(self.names), "known name")
        listed = f"{self.rate}%" if self.rate is not None else f"{self.listed} of {known}"
        parts = [
            listed if self.listed is not None else "",
            f"{self.not_listed} not listed" if self.not_listed else "",
            f"{self.unknown} unknown" if self.unknown else "",
        ]
        return ", ".join(filter(None, parts))

    @property
    def rate(self) -> int | None:
        """Percent of the names that the edition lists; None where either side is not whole."""
        rated = [each for each in self.names if each.nomination.kind in self.rated_kinds]
        if not rated:
            return None
        return round(100 * sum(each.status is Status.LISTED for each in rated) / len(rated))


def find_filings(edition: Edition | None = None) -> list[FilingOutcome]:
    """Return every public filing, or those of an edition, the latest first: two queries and the matrix."""
    filings = Filing.objects.public().select_related("edition", "party")
    names = Nomination.objects.public().select_related("market__merged_into", "filing__edition")
    if edition is not None:
        filings, names = filings.filter(edition=edition), names.filter(filing__edition=edition)
    described: defaultdict[int, list[NamedMarket]] = defaultdict(list)
    for each in describe_names(names.order_by("name")):
        described[each.nomination.filing_id].append(each)
    coverage = build_grid().coverage
    return [
        describe_filing(filing, described[filing.pk], coverage)
        for filing in filings.order_by("-edition__year", "filer", "role")
    ]


def describe_filing(
    filing: Filing, names: Iterable[NamedMarket], coverage: Mapping[tuple[int, str], Coverage]
) -> FilingOutcome:
    """Return one filing with the status of each name in its edition."""
    year = filing.edition.year
    kinds = [kind for kind in KINDS_SEEN.get(filing.complete, ()) if (year, kind) in coverage]
    rated = tuple(kind for kind in kinds if coverage[year, kind].complete)
    return FilingOutcome(filing, tuple(names), rated if filing.role == Filing.Role.NOMINATION else ())


def describe_names(nominations: Iterable[Nomination]) -> list[NamedMarket]:
    """Return each name with what the List of its review says of it, in the same order."""
    named = [(each, each.market and each.market.canonical) for each in nominations]
    grid = build_grid({market for _, market in named if market})
    return [NamedMarket(each, market, _find_status(each, market, grid)) for each, market in named]


def _find_status(name: Nomination, market: Market | None, grid: Grid) -> Status:
    """Return what the List says; of a name without a market: not listed where that List is complete, else unknown."""
    year = name.filing.edition.year
    if market:
        return grid.by_market[market.pk].cell(year).status
    cover = grid.coverage.get((year, name.kind))
    return Status.NOT_LISTED if cover and cover.complete else Status.UNKNOWN


def read_nominators() -> dict[tuple[int, int], list[str]]:
    """{(market's key, year): who is known to have asked for its listing}: one query."""
    asked = Nomination.objects.public().filter(filing__role=Filing.Role.NOMINATION, market__isnull=False)
    rows = asked.annotate(of=CANONICAL).order_by("filing__filer")
    found: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for market, year, filer in rows.values_list("of", "filing__edition__year", "filing__filer").distinct():
        found[market, year].append(filer)
    return dict(found)


def find_nominations_of(market: Market) -> list[NamedMarket]:
    """Return who asked for the market's listing or objected, and whether it was then listed; the latest first."""
    rows = Nomination.objects.public().filter(market__in=market.members)
    related = rows.select_related("filing__edition", "filing__party", "market__merged_into")
    return describe_names(related.order_by("-filing__edition__year", "filing__filer"))
