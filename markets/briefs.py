"""The brief of an edition: derived facts in fixed wording, and silence where nothing is established."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from markets.cells import Row
from markets.changes import Change
from markets.countries import country_name
from markets.grid import Grid
from markets.models import PUBLIC, Edition
from markets.news import News, Some
from markets.sentences import (
    LinkedSentence,
    Part,
    cardinal,
    editions,
    entry,
    listed,
    ordinal,
    sentence,
)

Rows = Mapping[int, Row]
Countries = Callable[[], Mapping[int, Collection[str]]]
"""{year: ISO codes of that edition's public listings}, counted where it is asked for."""


def edition_brief(news: News, rows: Rows, countries: Countries) -> tuple[LinkedSentence, ...]:
    """What can be said of an edition, in a fixed order. `rows`: {key: row} of the markets that the news name."""
    return (
        *_focus(news.edition),
        *_held(news.editions, news.edition),
        *_arrivals(news, rows),
        *_returns(news, rows),
        *_young_returns(news, rows),
        *_stays(news),
        *_departures(news, rows),
        *_asked(news, rows),
        *_longest(news, rows),
        *_new_countries(news.editions, news.edition, countries),
    )


def _names(news: News, rows: Rows, change: Change) -> list[Part]:
    """`A, B and 12 others`: each with what the edition says of it, the others with all that do the same."""
    some, year = news.changed[change], news.edition.year
    others = [Part(f"{some.others:,} others", _all(year, change))] if some.others else []
    return listed([*(entry(rows[key], year) for key in some.named), *others])


def _all(year: int, change: Change) -> str:
    return f"/editions/{year}/changes/#{change}"


def _others(some: Some, href: str) -> Part:
    return Part(f"{some.others:,} other market{'' if some.others == 1 else 's'}", href)


def _before(news: News) -> int:
    years = news.editions.years
    return years[years.index(news.edition.year) - 1]


def complete(grid: Grid, edition: Edition) -> bool:
    """Whether we hold every listing of every kind that the edition covers."""
    return all(grid.coverage[edition.year, kind].complete for kind in edition.covers)


def _focus(edition: Edition) -> list[LinkedSentence]:
    if not edition.issue_focus or edition.issue_focus_basis not in PUBLIC:
        return []
    return [sentence("Its issue focus is ", Part(edition.issue_focus, "/issue-focus/"), ".")]


def _held(grid: Grid, edition: Edition) -> list[LinkedSentence]:
    found = []
    for kind in edition.covers:
        cover, here = grid.coverage[edition.year, kind], f"/editions/{edition.year}/#{kind}"
        if cover.stated is None:
            text = f"{cover.held} {kind} listings are in this record; how many there are in all is unknown"
            found.append(sentence(Part(text, here), "."))
        elif cover.complete:
            found.append(
                sentence(
                    Part(f"All {cover.stated} {kind} listings that USTR stated", here),
                    " are in this record.",
                )
            )
        else:
            whole = f"Of the {cover.stated} {kind} listings that USTR stated, {cover.held}"
            found.append(sentence(Part(whole, here), " are in this record; the others are unknown."))
    return found


def _arrivals(news: News, rows: Rows) -> list[LinkedSentence]:
    first, new = news.changed[Change.FIRST_LISTED].count, news.changed[Change.NEW].count
    found = []
    if first:
        names = _names(news, rows, Change.FIRST_LISTED)
        found.append(sentence(names, " are" if first > 1 else " is", " listed for the first time."))
    if new:
        names = _names(news, rows, Change.NEW)
        were, they = ("were", "they were") if new > 1 else ("was", "it was")
        found.append(sentence(names, f" {were} added: {they} not on the {_before(news)} List."))
    return found


def _returns(news: News, rows: Rows) -> list[LinkedSentence]:
    year, some = news.edition.year, news.changed[Change.RELISTED]
    found = []
    for row in (rows[key] for key in some.named):
        off = row.editions_absent(year)
        after = f"{editions(off)} off it" if off else "an absence whose length is unknown"
        found.append(sentence(entry(row, year), f" is listed again, after {after}."))
    if some.others:
        are = "is" if some.others == 1 else "are"
        found.append(sentence(_others(some, _all(year, Change.RELISTED)), f" {are} listed again."))
    return found


def _young_returns(news: News, rows: Rows) -> list[LinkedSentence]:
    """Markets that stay after a recent return: the return is part of the news."""
    year, some = news.edition.year, news.young
    found = []
    for row in (rows[key] for key in some.named):
        length = row.run_at(year)
        start = row.years[row.years.index(year) - length + 1]
        found.append(
            sentence(
                entry(row, year),
                f" stays on the List for the {ordinal(length)} edition in a row: it was ",
                Part(f"listed again in {start}", f"/editions/{start}/{row.market.slug}/"),
                f" after an absence of {editions(row.editions_absent(start) or 0)}.",
            )
        )
    if some.others:
        stay = "stays" if some.others == 1 else "stay"
        others = _others(some, _all(year, Change.CONTINUED))
        found.append(sentence(others, f" {stay} on the List after a return as recent."))
    return found


def _stays(news: News) -> list[LinkedSentence]:
    """How many of the listings held were on the List before too: a count of what is established, never a share."""
    count = news.changed[Change.CONTINUED].count
    if not count:
        return []
    markets = "market is" if count == 1 else "markets are"
    return [
        sentence(
            Part(f"{cardinal(count).capitalize()} {markets}", _all(news.edition.year, Change.CONTINUED)),
            f" known to be on this List and on that of {_before(news)}.",
        )
    ]


def _departures(news: News, rows: Rows) -> list[LinkedSentence]:
    gone = news.changed[Change.NO_LONGER_LISTED].count
    if not gone:
        return []
    names = _names(news, rows, Change.NO_LONGER_LISTED)
    were = "were" if gone > 1 else "was"
    not_listed = "are not listed" if gone > 1 else "is not listed"
    return [sentence(names, f" {were} on the {_before(news)} List and {not_listed} in this one.")]


def _asked(news: News, rows: Rows) -> list[LinkedSentence]:
    year, found = news.edition.year, []
    for row in (rows[key] for key in news.asked.named):
        count = row.cell(year).recommendations
        things = "one thing" if count == 1 else f"{cardinal(count)} things"
        here = f"/editions/{year}/{row.market.slug}/#recommendations"
        found.append(sentence("USTR asks ", Part(things, here), " of ", entry(row, year), "."))
    if news.asked.others:
        others = _others(news.asked, f"/recommendations/?year={year}&kind=recommendation")
        found.append(sentence("USTR asks something of ", others, "."))
    return found


def _longest(news: News, rows: Rows) -> list[LinkedSentence]:
    """The longest runs, for each kind of which every listing of the edition is held."""
    found = []
    for kind, some in news.longest.items():
        names = [
            Part(
                f"{row.market.name} ({_length(row, row.run_at(news.edition.year))})",
                row.market.get_absolute_url(),
            )
            for row in (rows[key] for key in some.named)
        ]
        if names:
            found.append(
                sentence(f"Among the longest on the List without a break, {kind}: ", listed(names), ".")
            )
    return found


def _length(row: Row, length: int) -> str:
    run = next(run for run in reversed(row.runs) if run.editions >= length)
    return f"{'' if run.since_known else 'at least '}{editions(length)}"


def _new_countries(grid: Grid, edition: Edition, countries: Countries) -> list[LinkedSentence]:
    """Countries for the first time: only where this and every earlier edition is wholly held."""
    upto = [each for each in grid.editions if each.year <= edition.year]
    if len(upto) < 2 or not all(complete(grid, each) for each in upto):
        return []
    known = countries()
    before = {code for each in upto[:-1] for code in known.get(each.year, ())}
    new = sorted(set(known.get(edition.year, ())) - before, key=country_name)
    if not new:
        return []
    names = listed([Part(country_name(code), f"/countries/{code.lower()}/") for code in new])
    return [sentence(names, " ", "have" if len(new) > 1 else "has", " a listing for the first time.")]
