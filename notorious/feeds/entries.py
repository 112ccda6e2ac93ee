"""What the feeds tell: an entry is dated by the day on which its substance came to be, or was corrected.

An edition counts from its release; a response from the day it was said. What was only recorded here later is
dated so too: a reader of the feed sees it where it belongs, and a mere saving of a row makes nothing new.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from functools import cached_property

from markets.alike import FIRST, alike, first_of
from markets.changes import CHANGE_WORDS, Change
from markets.grid import Row, frame, grid
from markets.models import Edition, Market
from notorious.feeds.atom import Entry, at_noon
from notorious.tables.corrections import corrections
from responses.models import Response

UNKNOWN = datetime.date(2010, 1, 1)
TOLD = (Change.FIRST_LISTED, Change.NEW, Change.RELISTED, Change.NO_LONGER_LISTED)
"""Changes of which a feed tells; that a market is still listed is no news, and what is unknown neither."""

MOST = 5000
"""Changes that one feed tells of."""


class Story:
    """Everything that feeds are made of, read once."""

    @cached_property
    def corrected(self) -> Mapping[tuple[str, str], datetime.datetime]:
        """{(kind of row, its public id): when its substance was last corrected}."""
        latest: dict[tuple[str, str], datetime.datetime] = {}
        for each in corrections():
            # What a response says in its points and their numbers is its substance.
            inside = each.table in ("responsepoint", "claim")
            key = ("response", each.row_id.rpartition("-P")[0]) if inside else (each.table, each.row_id)
            latest[key] = each.corrected_at
        return latest

    def _when(self, day: datetime.date | None, kind: str, row_id: str) -> datetime.datetime:
        said = at_noon(day or UNKNOWN)
        return max(said, self.corrected.get((kind, row_id), said))

    def editions(self) -> list[Entry]:
        """One entry per edition."""
        return [
            Entry(
                f"editions/{edition.year}",
                f"The {edition.year} List: {edition.title}",
                edition.get_absolute_url(),
                self._when(edition.released_on, "edition", str(edition.year)),
                _release(edition),
            )
            for edition in frame().editions
        ]

    def changes(self) -> list[Entry]:
        """One entry per edition and market that came, came back, or went.

        Where they are too many to be known by name, the first of the latest edition that has any:
        `/data/changes.csv` has them all.
        """
        years = frame().years
        told = [(year, each) for year in years for each in alike() if each.course.change(year) in TOLD]
        if sum(each.count for _, each in told) > MOST or any(each.count > FIRST for _, each in told):
            latest = max(year for year, _ in told)
            told = [(year, each) for year, each in told if year == latest]
            named = set(first_of([each for _, each in told], FIRST))
        else:
            named = {key for _, each in told for _, key in each.first}
        found = grid(Market.objects.filter(pk__one_of=list(named)))
        of = {year for year, _ in told}
        editions = [edition for edition in found.editions if edition.year in of]
        return [entry for row in found.rows for entry in _changes_of(editions, row)]

    def responses(self, of: Market | None = None) -> list[Entry]:
        """One entry per public response; `of` one market alone."""
        public = Response.objects.public().select_related("party", "edition").order_by()
        found = public if of is None else public.filter(market__in=of.members)
        return [
            Entry(
                f"responses/{each.public_id}",
                f"{each.party.name}: {each.title}",
                each.get_absolute_url(),
                self._when(each.said_on, "response", each.public_id),
                f"{each.get_kind_display().capitalize()} of {each.party.name} on the {each.edition.year} List"
                + (f", said {each.said}." if each.said else "."),
            )
            for each in found
        ]

    def market(self, market: Market) -> list[Entry]:
        """Everything about one market: listings, changes, responses."""
        alone = grid([market])
        (row,) = alone.rows
        return [
            *_changes_of(alone.editions, row),
            *self._listings_of(alone.editions, row),
            *self.responses(market),
        ]

    def _listings_of(self, editions: Iterable[Edition], row: Row) -> Iterable[Entry]:
        for edition in editions:
            cell = row.cells[edition.year]
            if cell.listing_id is None:
                continue
            key = f"{edition.year}-{row.market.slug}"
            yield Entry(
                f"listings/{key}",
                f"{row.market.name} in the {edition.year} List",
                f"/editions/{edition.year}/{row.market.slug}/",
                self._when(edition.released_on, "listing", key),
                f"Printed as “{cell.printed_name}”; {cell.words}.",
            )


def _changes_of(editions: Iterable[Edition], row: Row) -> Iterable[Entry]:
    for edition in editions:
        change = row.change(edition.year)
        if change not in TOLD:
            continue
        key = f"{edition.year}-{row.market.slug}"
        cell = row.cells[edition.year]
        yield Entry(
            # The change is part of the id: another assessment about the same pair is another entry. So what is
            # corrected in a listing that is listed all the same does not date its change anew.
            f"changes/{key}/{change}",
            f"{row.market.name}: {CHANGE_WORDS[change]} in {edition.year}",
            f"/editions/{edition.year}/changes/",
            at_noon(edition.released_on or UNKNOWN),
            cell.absence or f"{row.market.name} is {cell.words} in the {edition.year} List.",
        )


def _release(edition: Edition) -> str:
    when = f"released {edition.released}" if edition.released else "the date of release is not known"
    return f"USTR's review of {edition.year}, {when}."
