"""The brief of an edition: derived facts in fixed wording, and silence where nothing is established."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from markets.changes import Change
from markets.countries import country_name
from markets.grid import Grid, Row
from markets.models import PUBLIC, Edition
from markets.sentences import Part, Sentence, cardinal, editions, entry, listed, ordinal, sentence

RECENT_RETURN = 3  # editions: a return is told of while it is that young
LONGEST = 3  # markets named among the longest spells


def edition_brief(
    grid: Grid, edition: Edition, countries: Mapping[int, Collection[str]]
) -> tuple[Sentence, ...]:
    """What can be said of `edition`, in a fixed order. `grid` holds all public markets.

    `countries`: {year: ISO codes of that edition's public listings}.
    """
    return (
        *_focus(edition),
        *_held(grid, edition),
        *_arrivals(grid, edition),
        *_returns(grid, edition),
        *_young_returns(grid, edition),
        *_stays(grid, edition),
        *_departures(grid, edition),
        *_asked(grid, edition),
        *_longest(grid, edition),
        *_new_countries(grid, edition, countries),
    )


def _with_change(grid: Grid, year: int, *changes: Change) -> list[Row]:
    found = [row for row in grid.rows if row.change(year) in changes]
    return sorted(found, key=lambda row: (row.market.kind, row.market.name.casefold()))


def complete(grid: Grid, edition: Edition) -> bool:
    """Whether we hold every listing of every kind that the edition covers."""
    return all(grid.coverage[edition.year, kind].complete for kind in edition.covers)


def _focus(edition: Edition) -> list[Sentence]:
    if not edition.issue_focus or edition.issue_focus_basis not in PUBLIC:
        return []
    return [sentence("Its issue focus is ", Part(edition.issue_focus, "/issue-focus/"), ".")]


def _held(grid: Grid, edition: Edition) -> list[Sentence]:
    found = []
    for kind in edition.covers:
        cover, here = grid.coverage[edition.year, kind], f"/editions/{edition.year}/#{kind}"
        if cover.stated is None:
            text = f"{cover.held} {kind} listings are in this record; how many there are in all is not established"
            found.append(sentence(Part(text, here), "."))
        elif cover.complete:
            found.append(
                sentence(
                    Part(f"All {cover.stated} {kind} listings that USTR stated", here), " are in this record."
                )
            )
        else:
            whole = f"Of the {cover.stated} {kind} listings that USTR stated, {cover.held}"
            found.append(sentence(Part(whole, here), " are in this record; the others are not established."))
    return found


def _arrivals(grid: Grid, edition: Edition) -> list[Sentence]:
    year = edition.year
    first = _with_change(grid, year, Change.FIRST_LISTED)
    new = _with_change(grid, year, Change.NEW)
    found = []
    if first:
        names = listed([entry(row, year) for row in first])
        found.append(sentence(names, " are" if len(first) > 1 else " is", " listed for the first time."))
    if new:
        names = listed([entry(row, year) for row in new])
        before = grid.years[grid.years.index(year) - 1]
        were, they = ("were", "they were") if len(new) > 1 else ("was", "it was")
        found.append(sentence(names, f" {were} added: {they} not on the {before} List."))
    return found


def _returns(grid: Grid, edition: Edition) -> list[Sentence]:
    year = edition.year
    found = []
    for row in _with_change(grid, year, Change.LISTED_AGAIN):
        off = row.editions_off(year)
        after = f"{editions(off)} off it" if off else "an absence whose length is not established"
        found.append(sentence(entry(row, year), f" is listed again, after {after}."))
    return found


def _young_returns(grid: Grid, edition: Edition) -> list[Sentence]:
    """Markets that stay after a recent return: the return is part of the news."""
    year = edition.year
    found = []
    for row in _with_change(grid, year, Change.STILL_LISTED):
        length = row.spell_at(year)
        start = grid.years[grid.years.index(year) - length + 1]
        off = row.editions_off(start)
        if off and length <= RECENT_RETURN:
            found.append(
                sentence(
                    entry(row, year),
                    f" stays on the List for the {ordinal(length)} edition in a row: it was ",
                    Part(f"listed again in {start}", f"/editions/{start}/{row.market.slug}/"),
                    f" after an absence of {editions(off)}.",
                )
            )
    return found


def _stays(grid: Grid, edition: Edition) -> list[Sentence]:
    """How many of the listings held were on the List before too: a count of what is established, never a share."""
    count = len(_with_change(grid, edition.year, Change.STILL_LISTED))
    if not count:
        return []
    before = grid.years[grid.years.index(edition.year) - 1]
    here = f"/editions/{edition.year}/changes/#still_listed"
    markets = "market is" if count == 1 else "markets are"
    return [
        sentence(
            Part(f"{cardinal(count).capitalize()} {markets}", here),
            f" known to be on this List and on that of {before}.",
        )
    ]


def _departures(grid: Grid, edition: Edition) -> list[Sentence]:
    gone = _with_change(grid, edition.year, Change.NOT_LISTED)
    if not gone:
        return []
    before = grid.years[grid.years.index(edition.year) - 1]
    names = listed([entry(row, edition.year) for row in gone])
    were = "were" if len(gone) > 1 else "was"
    not_listed = "are not listed" if len(gone) > 1 else "is not listed"
    return [sentence(names, f" {were} on the {before} List and {not_listed} in this one.")]


def _asked(grid: Grid, edition: Edition) -> list[Sentence]:
    found = []
    for row in grid.rows:
        count = row.cell(edition.year).recommendations
        if count:
            things = "one thing" if count == 1 else f"{cardinal(count)} things"
            here = f"/editions/{edition.year}/{row.market.slug}/#recommendations"
            found.append(sentence("USTR asks ", Part(things, here), " of ", entry(row, edition.year), "."))
    return found


def _longest(grid: Grid, edition: Edition) -> list[Sentence]:
    """The longest spells, for each kind of which every listing of the edition is held."""
    found = []
    for kind in edition.covers:
        if not grid.coverage[edition.year, kind].complete:
            continue
        running = [
            (row.spell_at(edition.year), row)
            for row in grid.rows
            if row.market.kind == kind and row.spell_at(edition.year) > 2
        ]
        top = sorted(running, key=lambda each: (-each[0], each[1].market.name.casefold()))[:LONGEST]
        if top:
            names = [
                Part(f"{row.market.name} ({_length(row, length)})", row.market.get_absolute_url())
                for length, row in top
            ]
            found.append(
                sentence(f"Among the longest on the List without a break, {kind}: ", listed(names), ".")
            )
    return found


def _length(row: Row, length: int) -> str:
    spell = next(spell for spell in reversed(row.spells) if spell.editions >= length)
    return f"{'' if spell.since_known else 'at least '}{editions(length)}"


def _new_countries(grid: Grid, edition: Edition, countries: Mapping[int, Collection[str]]) -> list[Sentence]:
    """Countries for the first time: only where this and every earlier edition is wholly held."""
    upto = [each for each in grid.editions if each.year <= edition.year]
    if len(upto) < 2 or not all(complete(grid, each) for each in upto):
        return []
    before = {code for each in upto[:-1] for code in countries.get(each.year, ())}
    new = sorted(set(countries.get(edition.year, ())) - before, key=country_name)
    if not new:
        return []
    names = listed([Part(country_name(code), f"/countries/{code.lower()}/") for code in new])
    return [sentence(names, " ", "have" if len(new) > 1 else "has", " a listing for the first time.")]
