"""The entries of the feeds: `published` is the event, `updated` when it was recorded here or last corrected.

Rows of the bundled record are dated by their event, so that two installations agree.
Saving a row without a change makes no entry newer.
"""

import datetime
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from functools import cached_property

from markets.cells import ListingHistory
from markets.changes import Change
from markets.citations import name_first_source
from markets.grid import build_grid
from markets.models import Edition, Market
from markets.tables.entries import read_entries
from notorious.feeds.rendering import UNKNOWN_DATE, FeedEntry, at_noon
from notorious.tables.changed import Correction, list_corrections
from responses.models import Party, Response, ResponsePoint
from responses.operators import read_operators
from responses.titles import write_full_title

REPORTED_CHANGES = (Change.FIRST_LISTED, Change.NEW, Change.RELISTED, Change.NO_LONGER_LISTED)
"""The other changes are no news: continued listings and unknowns."""


class FeedSource:
    """The entries of all feeds; corrections are read once."""

    @cached_property
    def corrections(self) -> list[Correction]:
        """Return all corrections, oldest first."""
        return list_corrections()

    @cached_property
    def corrected(self) -> Mapping[tuple[str, str], datetime.datetime]:
        """Return {(table, public id): when its substance was last corrected}."""
        latest: dict[tuple[str, str], datetime.datetime] = {}
        for each in self.corrections:
            # The points of a response and their claims are part of its substance.
            inside = each.row_kind in ("responsepoint", "claim")
            key = ("response", each.row_id.rpartition("-P")[0]) if inside else (each.row_kind, each.row_id)
            latest[key] = each.corrected_at
        return latest

    def changed_at(self, kinds: Container[str], market: str = "") -> datetime.datetime | None:
        """Return when a row of these tables, or one about a market, was last corrected or withdrawn."""
        found = (
            each.corrected_at
            for each in self.corrections
            if each.row_kind in kinds and market in ("", each.market)
        )
        return max(found, default=None)

    def _when(
        self, day: datetime.date | None, kind: str, row_id: str, recorded: datetime.datetime | None = None
    ) -> datetime.datetime:
        said = at_noon(day or UNKNOWN_DATE)
        return max(said, recorded or said, self.corrected.get((kind, row_id), said))

    def editions(self) -> list[FeedEntry]:
        """Return an entry for each edition."""
        return [
            FeedEntry(
                f"editions/{edition.year}",
                f"The {edition.year} List: {edition.title}",
                edition.get_absolute_url(),
                self._when(edition.released_on, "edition", str(edition.year), _recorded(edition)),
                _release(edition),
                _event(edition.released_on),
            )
            for edition in build_grid().editions
        ]

    def changes(self) -> list[FeedEntry]:
        """Return an entry for each market and edition in which it was new, relisted or no longer listed."""
        return _collect_changes(build_grid().rows)

    def country(self, code: str) -> list[FeedEntry]:
        """Return the changes of markets that name a country."""
        slugs = {each.market.slug for each in read_entries() if code in each.countries}
        return _collect_changes(row for row in build_grid().rows if row.market.slug in slugs)

    def party(self, party: Party) -> list[FeedEntry]:
        """Return what a party said, and the changes of the markets that it operates."""
        operators = read_operators()
        rows = (row for row in build_grid().rows if party.slug in operators.find(row.market.slug))
        return [*self.responses(party=party), *_collect_changes(rows)]

    def responses(self, of: Market | None = None, party: Party | None = None) -> list[FeedEntry]:
        """Return an entry for each public response, or for those about one market or of one party."""
        found = Response.objects.public().select_related("party", "edition", "market__merged_into").order_by()
        if of is not None:
            found = found.filter(market__in=of.members)
        if party is not None:
            found = found.filter(party=party)
        points: defaultdict[int, list[str]] = defaultdict(list)
        for response, words in (
            ResponsePoint.objects.public().order_by("ordinal").values_list("response", "summary")
        ):
            points[response].append(words)
        return [
            FeedEntry(
                f"responses/{each.public_id}",
                write_full_title(each),
                each.get_absolute_url(),
                self._when(each.said_on, "response", each.public_id, _recorded(each)),
                f"{each.get_kind_display().capitalize()} of {each.party.name} on the {each.edition.year} List"
                + (f", said {each.said}." if each.said else "."),
                _event(each.said_on),
                (
                    *([f"“{each.excerpt}”"] if each.excerpt else []),
                    *points[each.pk],
                    f"Source: {name_first_source(each.source) or each.url}",
                ),
            )
            for each in found
        ]

    def market(self, market: Market) -> list[FeedEntry]:
        """Return all entries of one market: changes, listings and responses."""
        grid = build_grid()
        row = grid.by_market[market.pk]
        return [
            *_changes_of(grid.editions, row),
            *self._listings_of(grid.editions, row),
            *self.responses(market),
        ]

    def _listings_of(self, editions: Iterable[Edition], row: ListingHistory) -> Iterable[FeedEntry]:
        for edition in editions:
            cell = row.cells[edition.year]
            if cell.listing_id is None:
                continue
            key = f"{edition.year}-{row.market.slug}"
            yield FeedEntry(
                f"listings/{key}",
                f"{row.market.name} in the {edition.year} List",
                f"/editions/{edition.year}/{row.market.slug}/",
                self._when(edition.released_on, "listing", key, _recorded(edition)),
                f"Printed as “{cell.printed_name}”; {cell.words}.",
                _event(edition.released_on),
            )


def _collect_changes(rows: Iterable[ListingHistory]) -> list[FeedEntry]:
    editions = build_grid().editions
    return [entry for row in rows for entry in _changes_of(editions, row)]


def _changes_of(editions: Iterable[Edition], row: ListingHistory) -> Iterable[FeedEntry]:
    for edition in editions:
        change = row.change(edition.year)
        if change not in REPORTED_CHANGES:
            continue
        key = f"{edition.year}-{row.market.slug}"
        cell = row.cells[edition.year]
        yield FeedEntry(
            # The change is part of the id, so that a corrected change is a new entry.
            f"changes/{key}/{change}",
            f"{row.market.name}: {change.label} in {edition.year}",
            f"/editions/{edition.year}/changes/",
            max(_event(edition.released_on), _recorded(edition) or _event(edition.released_on)),
            cell.absence or f"{row.market.name} is {cell.words} in the {edition.year} List.",
            _event(edition.released_on),
        )


def _event(day: datetime.date | None) -> datetime.datetime:
    return at_noon(day or UNKNOWN_DATE)


def _recorded(row: Edition | Response) -> datetime.datetime | None:
    """When a person published it here; None for a row of the bundled record, which is dated by its event."""
    return row.published_at if row.published_by_id else None


def _release(edition: Edition) -> str:
    when = f"released {edition.released}" if edition.released else "the date of release is not known"
    return f"USTR's review of {edition.year}, {when}."
