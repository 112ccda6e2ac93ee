"""The brief of an edition: derived facts in fixed wording, and silence where nothing is established."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from django.utils.text import capfirst

from markets.cells import ListingHistory
from markets.changes import Change
from markets.countries import get_country_name
from markets.grid import Coverage, Grid
from markets.models import Edition
from markets.news import EditionNews
from markets.sentences import (
    LinkedSentence,
    Part,
    count_editions,
    join_parts,
    link_entry,
    write_cardinal,
    write_ordinal,
    write_sentence,
)

MOST_NAMED = 30  # markets: of more, a sentence names the first by name and counts the others

Rows = Sequence[ListingHistory]


def describe_edition_news(
    news: EditionNews, countries: Mapping[int, Collection[str]]
) -> tuple[LinkedSentence, ...]:
    """What can be said of an edition, in a fixed order. `countries`: {year: ISO codes of its public listings}."""
    return (
        *_say_focus(news.edition),
        *_say_coverage(news.grid, news.edition),
        *_say_arrivals(news),
        *_say_returns(news),
        *_say_recent_returns(news),
        *_say_stays(news),
        *_say_departures(news),
        *_say_asked(news),
        *_say_longest(news),
        *_say_new_countries(news.grid, news.edition, countries),
    )


def _list_names(news: EditionNews, change: Change) -> list[Part]:
    """`A, B and 12 others`: each with what the edition says of it, the others with all that do the same."""
    rows, year = news.changed[change], news.edition.year
    others = len(rows) - MOST_NAMED
    rest = [Part(f"{others:,} others", _make_changes_address(news, change))] if others > 0 else []
    return join_parts([*(link_entry(row, year) for row in rows[:MOST_NAMED]), *rest])


def _make_changes_address(news: EditionNews, change: Change) -> str:
    return f"/compare/{_get_previous_year(news)}/{news.edition.year}/#{change}"


def _count_others(rows: Rows, href: str) -> Part:
    others = len(rows) - MOST_NAMED
    return Part(f"{others:,} other market{'' if others == 1 else 's'}", href)


def _get_previous(news: EditionNews) -> Edition:
    return news.grid.editions[news.grid.years.index(news.edition.year) - 1]


def _get_previous_year(news: EditionNews) -> int:
    return _get_previous(news).year


def _say_focus(edition: Edition) -> list[LinkedSentence]:
    if not edition.topic:
        return []
    unseen = " (we have not seen the exact title)" if edition.topic_only else ""
    return [write_sentence("Its focus is ", Part(edition.topic, "/issue-focus/"), f"{unseen}.")]


def _say_coverage(grid: Grid, edition: Edition) -> list[LinkedSentence]:
    found = []
    for kind in edition.covers:
        cover, here = grid.coverage[edition.year, kind], f"/editions/{edition.year}/#{kind}"
        if cover.stated is None:
            text = f"We have identified {cover.identified} {kind} markets"
            found.append(write_sentence(Part(text, here), ". USTR gave no total."))
        elif cover.complete:
            found.append(
                write_sentence(
                    f"USTR listed {cover.stated} {kind} markets. We have identified ",
                    Part("all of them", here),
                    ".",
                )
            )
        else:
            names = str(cover.identified) if cover.exceeds else f"{cover.identified} of them"
            found.append(
                write_sentence(
                    f"USTR listed {cover.stated} {kind} markets. We have identified ",
                    Part(names, here),
                    f"{_explain_doubt(cover)}.",
                )
            )
    return found


def _explain_doubt(cover: Coverage) -> str:
    if cover.exceeds:
        return ", more than stated: one entry of the List can name several markets"
    return ", but have no complete list to check them against" if cover.identified == cover.stated else ""


def _say_arrivals(news: EditionNews) -> list[LinkedSentence]:
    first, new = len(news.changed[Change.FIRST_LISTED]), len(news.changed[Change.NEW])
    found = []
    if first:
        names = _list_names(news, Change.FIRST_LISTED)
        found.append(
            write_sentence(names, " are" if first > 1 else " is", " on the List for the first time.")
        )
    if new:
        names = _list_names(news, Change.NEW)
        are, they = ("are", "they were") if new > 1 else ("is", "it was")
        found.append(write_sentence(names, f" {are} new: {they} not on the {_get_previous_year(news)} List."))
    return found


def _say_returns(news: EditionNews) -> list[LinkedSentence]:
    year, rows = news.edition.year, news.changed[Change.RELISTED]
    found = []
    together: defaultdict[int | None, list[ListingHistory]] = defaultdict(list)
    for row in rows[:MOST_NAMED]:
        together[row.editions_absent(year)].append(row)
    for off, same in together.items():
        is_one = len(same) == 1
        unknown = "an absence of unknown length" if is_one else "absences of unknown length"
        after = f"{count_editions(off)} off the List" if off else unknown
        names = join_parts([link_entry(row, year) for row in same])
        found.append(write_sentence(names, f" {'is' if is_one else 'are'} relisted after {after}."))
    if len(rows) > MOST_NAMED:
        are = "is" if len(rows) == MOST_NAMED + 1 else "are"
        found.append(
            write_sentence(
                _count_others(rows, _make_changes_address(news, Change.RELISTED)), f" {are} relisted."
            )
        )
    return found


def _say_recent_returns(news: EditionNews) -> list[LinkedSentence]:
    """Markets that stay after a recent return: the return is part of the news."""
    year, rows = news.edition.year, news.returned
    found = []
    for row in rows[:MOST_NAMED]:
        length = row.run_at(year)
        start = row.years[row.years.index(year) - length + 1]
        found.append(
            write_sentence(
                link_entry(row, year),
                f" is on the List for the {write_ordinal(length)} edition in a row. It was ",
                Part(f"relisted in {start}", f"/editions/{start}/{row.market.slug}/"),
                f" after {count_editions(row.editions_absent(start) or 0)} off the List.",
            )
        )
    if len(rows) > MOST_NAMED:
        stay = "stays" if len(rows) == MOST_NAMED + 1 else "stay"
        others = _count_others(rows, _make_changes_address(news, Change.CONTINUED))
        found.append(write_sentence(others, f" {stay} on the List after a recent return."))
    return found


def _say_stays(news: EditionNews) -> list[LinkedSentence]:
    """How many of the listings here were on the List before too: a count of what is established, never a share."""
    count = len(news.changed[Change.CONTINUED])
    if not count:
        return []
    exact = all(news.grid.is_complete(each) for each in (news.edition, _get_previous(news)))
    least = "" if exact else "at least "
    markets = "market was" if count == 1 else "markets were"
    said = f"{least}{write_cardinal(count)} {markets}"
    return [
        write_sentence(
            Part(capfirst(said), _make_changes_address(news, Change.CONTINUED)),
            f" also on the {_get_previous_year(news)} List.",
        )
    ]


def _say_departures(news: EditionNews) -> list[LinkedSentence]:
    gone = len(news.changed[Change.NO_LONGER_LISTED])
    if not gone:
        return []
    names = _list_names(news, Change.NO_LONGER_LISTED)
    are = "are" if gone > 1 else "is"
    return [write_sentence(names, f" {are} no longer listed since the {_get_previous_year(news)} List.")]


def _say_asked(news: EditionNews) -> list[LinkedSentence]:
    year, found = news.edition.year, []
    for row in news.asked[:MOST_NAMED]:
        count = row.cell(year).recommendations
        things = "one thing" if count == 1 else f"{write_cardinal(count)} things"
        here = f"/editions/{year}/{row.market.slug}/#recommendations"
        found.append(write_sentence("USTR asks ", link_entry(row, year), " to do ", Part(things, here), "."))
    if len(news.asked) > MOST_NAMED:
        others = _count_others(news.asked, f"/recommendations/?year={year}&kind=recommendation")
        found.append(write_sentence("USTR also makes recommendations to ", others, "."))
    return found


def _say_longest(news: EditionNews) -> list[LinkedSentence]:
    """Return the longest runs, for each kind of which every listing of the edition is identified."""
    found = []
    for kind, rows in news.longest.items():
        names = [
            Part(
                f"{row.market.name} ({_say_length(row, row.run_at(news.edition.year))})",
                row.market.get_absolute_url(),
            )
            for row in rows
        ]
        if names:
            found.append(
                write_sentence(
                    f"Among the longest on the List without a break, {kind}: ", join_parts(names), "."
                )
            )
    return found


def _say_length(row: ListingHistory, length: int) -> str:
    run = next(run for run in reversed(row.runs) if run.editions >= length)
    return f"{'' if run.since_known else 'at least '}{count_editions(length)}"


def _say_new_countries(
    grid: Grid, edition: Edition, countries: Mapping[int, Collection[str]]
) -> list[LinkedSentence]:
    """Countries for the first time: only where this and every earlier edition is complete."""
    upto = [each for each in grid.editions if each.year <= edition.year]
    if len(upto) < 2 or not all(grid.is_complete(each) for each in upto):
        return []
    before = {code for each in upto[:-1] for code in countries.get(each.year, ())}
    new = sorted(set(countries.get(edition.year, ())) - before, key=get_country_name)
    if not new:
        return []
    names = join_parts([Part(get_country_name(code), f"/countries/{code.lower()}/") for code in new])
    return [write_sentence(names, " ", "have" if len(new) > 1 else "has", " a listing for the first time.")]
