"""Columns of the timeline from lists beside USTR's: the EU's Watch List, nominations and Special 301 statuses."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as replace_column

from markets.models import CountryStatus, Edition, WatchListEntry
from markets.models.market import CANONICAL
from markets.sister_lists.country_status import find_report_year
from markets.tables.columns import Column, Type

Nominators = Mapping[tuple[int, int], Sequence[str]]
"""{(market's key, year): who asked for the listing}; this app does not know filings."""
ReadNominators = Callable[[], Nominators]

_COLUMNS = (
    Column(
        "eu_watch_list_years",
        Type.INTEGERS,
        "Editions of the EU's Counterfeit and Piracy Watch List that are known to list the market.",
        "2018 2020",
        empty="no EU edition is known to list it; none of them is complete",
    ),
    Column(
        "nominated_by",
        Type.TEXTS,
        "Who is known to have asked USTR, in the review of this edition, to list the market.",
        "AAFA",
        empty="no nomination is known",
    ),
    Column(
        "special_301_statuses",
        Type.CODES,
        "The Special 301 statuses of these countries, in the order of `country_codes`. They are of the report in "
        "force on the edition's release.",
        "priority_watch_list",
        empty="no country is given, or no status is known",
    ),
)
SISTER_LIST_COLUMNS = tuple(replace_column(column, since="v2026.2") for column in _COLUMNS)


@dataclass(frozen=True)
class SisterLists:
    """All of them, read once: three queries."""

    eu_years: Mapping[int, Sequence[int]]
    nominators: Nominators
    statuses: Mapping[tuple[int, str], str]

    def find_statuses(self, edition: Edition, codes: Sequence[str]) -> Sequence[str]:
        """Return the statuses of these countries on the edition's release; none where all are unknown."""
        if not codes:
            return ()
        report = find_report_year(edition) or 0
        found = [self.statuses.get((report, code), "unknown") for code in codes]
        return found if set(found) - {"unknown"} else ()


def read_sister_lists(nominators: Nominators) -> SisterLists:
    """Return the public rows of the other lists."""
    years: defaultdict[int, list[int]] = defaultdict(list)
    listed = WatchListEntry.objects.public().filter(status=WatchListEntry.Status.LISTED, market__isnull=False)
    rows = listed.annotate(of=CANONICAL).order_by("edition__year").values_list("of", "edition__year")
    for market, year in rows.distinct():
        years[market].append(year)
    known = CountryStatus.objects.public().order_by().values_list("year", "country_code", "status")
    return SisterLists(years, nominators, {(year, code): status for year, code, status in known})
