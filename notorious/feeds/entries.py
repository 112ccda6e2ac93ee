"""The entries of the feeds, dated by the day of their substance or of its last correction.

An edition is dated by its release and a response by the day it was made, also if it was recorded here later.
Saving a row without a change makes no entry newer.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from functools import cached_property

from markets.cells import ListingHistory
from markets.changes import CHANGE_WORDS, Change
from markets.grid import build_grid
from markets.models import Edition, Market
from notorious.feeds.rendering import UNKNOWN_DATE, FeedEntry, at_noon
from notorious.tables.changed import corrections
from responses.models import Response

REPORTED_CHANGES = (Change.FIRST_LISTED, Change.NEW, Change.RELISTED, Change.NO_LONGER_LISTED)
"""The other changes are no news: continued listings and unknowns."""


class FeedSource:
    """The entries of all feeds; corrections are read once."""

    @cached_property
    def corrected(self) -> Mapping[tuple[str, str], datetime.datetime]:
        """Return {(table, public id): when its substance was last corrected}."""
        latest: dict[tuple[str, str], datetime.datetime] = {}
        for each in corrections():
            # The points of a response and their claims are part of its substance.
            inside = each.row_kind in ("responsepoint", "claim")
            key = ("response", each.row_id.rpartition("-P")[0]) if inside else (each.row_kind, each.row_id)
            latest[key] = each.corrected_at
        return latest

    def _when(self, day: datetime.date | None, kind: str, row_id: str) -> datetime.datetime:
        said = at_noon(day or UNKNOWN_DATE)
        return max(said, self.corrected.get((kind, row_id), said))

    def editions(self) -> list[FeedEntry]:
        """Return an entry for each edition."""
        return [
            FeedEntry(
                f"editions/{edition.year}",
                f"The {edition.year} List: {edition.title}",
                edition.get_absolute_url(),
                self._when(edition.released_on, "edition", str(edition.year)),
                _release(edition),
            )
            for edition in build_grid().editions
        ]

    def changes(self) -> list[FeedEntry]:
        """Return an entry for each market and edition in which it was new, relisted or no longer listed."""
        whole = build_grid()
        return [entry for row in whole.rows for entry in _changes_of(whole.editions, row)]

    def responses(self, of: Market | None = None) -> list[FeedEntry]:
        """Return an entry for each public response, or for those about one market."""
        public = Response.objects.public().select_related("party", "edition").order_by()
        found = public if of is None else public.filter(market__in=of.members)
        return [
            FeedEntry(
                f"responses/{each.public_id}",
                f"{each.party.name}: {each.title}",
                each.get_absolute_url(),
                self._when(each.said_on, "response", each.public_id),
                f"{each.get_kind_display().capitalize()} of {each.party.name} on the {each.edition.year} List"
                + (f", said {each.said}." if each.said else "."),
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
                self._when(edition.released_on, "listing", key),
                f"Printed as “{cell.printed_name}”; {cell.words}.",
            )


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
            f"{row.market.name}: {CHANGE_WORDS[change]} in {edition.year}",
            f"/editions/{edition.year}/changes/",
            at_noon(edition.released_on or UNKNOWN_DATE),
            cell.absence or f"{row.market.name} is {cell.words} in the {edition.year} List.",
        )


def _release(edition: Edition) -> str:
    when = f"released {edition.released}" if edition.released else "the date of release is not known"
    return f"USTR's review of {edition.year}, {when}."
