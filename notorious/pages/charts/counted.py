"""What the charts count. A count of a partial edition is "at least", and is never drawn as a total."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from markets.cells import ListingHistory
from markets.grid import Grid
from markets.listing_values import ROLLUPS, ListingValues, Rollup
from markets.tables.filters import label_value
from notorious.pages.charts.scene import Bar, Chart, Panel

ACROSS = "Edition, by the year under review"
LONGEST_BAR = 8  # runs of this many editions or more share a bar
ValueSets = Mapping[tuple[int, str, tuple[str, ...]], int]
"""{(year, kind, values): listings that have them}"""
SOLID, HATCHED = "identified, list complete", "identified, list incomplete (at least)"


def chart_listings(grid: Grid) -> Chart:
    """Listings per edition, online and physical, with the counts that USTR stated as outlines."""
    panels = tuple(
        Panel(f"{kind.capitalize()} listings", tuple(_make_bar(grid, year, kind) for year in grid.years))
        for kind in ("online", "physical")
    )
    whole = [
        f"{each.year} ({kind})"
        for each in grid.editions
        for kind in each.covers
        if _is_complete(grid, each.year, kind)
    ]
    return Chart(
        "listings",
        "Markets on each Notorious Markets List",
        f"{describe_stated(grid)} The line shows the totals that USTR stated; bars show the markets we have "
        f"identified. Our lists are complete for {', '.join(whole) or 'no edition'}.",
        ACROSS,
        panels,
        SOLID,
        HATCHED,
        "stated by USTR",
    )


def describe_stated(grid: Grid) -> str:
    """`USTR stated 21 online markets in 2016, a peak of 42 in 2021, and 37 in 2025.`, and the same of physical ones."""
    totals = []
    for kind in ("online", "physical"):
        stated = {
            year: cover.stated
            for year in grid.years
            if (cover := grid.coverage.get((year, kind))) and cover.stated is not None
        }
        if stated:
            top = max(stated, key=lambda year: stated[year])
            totals.append(
                f"USTR stated {stated[min(stated)]} {kind} markets in {min(stated)}, "
                f"a peak of {stated[top]} in {top}, and {stated[max(stated)]} in {max(stated)}."
            )
    return " ".join(totals)


def _is_complete(grid: Grid, year: int, kind: str) -> bool:
    return (year, kind) in grid.coverage and grid.coverage[year, kind].complete


def _make_bar(grid: Grid, year: int, kind: str) -> Bar:
    cover = grid.coverage.get((year, kind))
    if cover is None:
        return Bar(str(year), 0, True)
    return Bar(str(year), cover.identified, cover.complete, cover.stated)


def count_value_sets(rollup: Rollup, listings: Iterable[ListingValues]) -> ValueSets:
    """Return how many listings of each edition and kind have the same values."""
    return Counter((each.year, each.kind, tuple(rollup.values_of(each))) for each in listings)


def chart_value(grid: Grid, rollup: Rollup, value: str, sets: ValueSets) -> Chart:
    """Listings per edition of one country, category or harm. `sets`: of all public listings."""
    counted: Counter[int] = Counter()
    without: Counter[tuple[int, str]] = Counter()
    kinds: set[str] = set()
    for (year, kind, values), count in sets.items():
        if value in values:
            counted[year] += count
            kinds.add(kind)
        elif not values:
            without[year, kind] += count
    # Physical markets have a category of their own; a country may have markets of both kinds.
    relevant = kinds if rollup.name == "category" else {"online", "physical"}
    bars = tuple(
        Bar(
            str(each.year),
            counted[each.year],
            _is_established(grid, each.year, relevant & set(each.covers), without),
        )
        for each in grid.editions
    )
    words = label_value(rollup.name, value)
    known = [bar.label for bar in bars if bar.established]
    return Chart(
        f"{rollup.name}/{rollup.slug(value)}",
        f"Listings per edition: {words}{' (our classification)' if rollup.ours else ''}",
        f"Listings with the {rollup.word} {words} that we have identified. Counts are complete for "
        f"{', '.join(known) or 'no edition'}. Other counts are minimums.",
        ACROSS,
        (Panel(f"Listings: {words}", bars),),
        SOLID,
        HATCHED,
    )


def _is_established(grid: Grid, year: int, kinds: Iterable[str], without: Counter[tuple[int, str]]) -> bool:
    return all(_is_complete(grid, year, kind) and not without[year, kind] for kind in kinds)


def chart_runs(rows: Sequence[ListingHistory]) -> Chart:
    """Return how long listings last: runs by their length, those known from end to end apart from the others."""
    panels = []
    ended_runs = []
    for kind in ("online", "physical"):
        whole, open_ = _count_lengths(row for row in rows if row.market.kind == kind)
        ended, all_of_them = sum(whole.values()), sum(whole.values()) + sum(open_.values())
        ended_runs.append(f"{ended} of {all_of_them} {kind} runs")
        panels += [
            _make_panel(f"{kind.capitalize()} markets, start and end known", whole, True),
            _make_panel(f"{kind.capitalize()} markets, at least this long", open_, False),
        ]
    return Chart(
        "runs",
        "How long listings last",
        f"A run is a number of editions in a row. We know the start and end of {' and '.join(ended_runs)}."
        " The other lengths are minimums.",
        "Length in editions",
        tuple(panels),
        "start and end known",
        "at least this long",
    )


def _make_panel(title: str, lengths: Counter[int], known: bool) -> Panel:
    bars = []
    for length in range(1, LONGEST_BAR + 1):
        name = str(length) if known and length < LONGEST_BAR else f"{length}+"
        bars.append(Bar(name, lengths[length], known, exact=True))
    return Panel(f"{title}: {sum(lengths.values())} runs", tuple(bars))


def _count_lengths(rows: Iterable[ListingHistory]) -> tuple[Counter[int], Counter[int]]:
    whole: Counter[int] = Counter()
    open_: Counter[int] = Counter()
    for row in rows:
        for run in row.runs:
            length = min(run.editions, LONGEST_BAR)
            (whole if run.since_known and run.ended else open_)[length] += 1
    return whole, open_


def find_rollup(name: str) -> Rollup | None:
    """Return the roll-up of a chart's address: country, category or harm."""
    return next((rollup for rollup in ROLLUPS.values() if rollup.name == name), None)
