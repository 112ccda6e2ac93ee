"""The body of the matrix as HTML, built from strings: a template takes fifty times as long for its cells.

Every value from the record goes through `escape`; marks and words are ours.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

from markets.cells import Cell, ListingHistory
from markets.citations import name_first_source
from markets.grid import Coverage, Grid
from markets.models.basis import Evidence
from markets.public_listings import read_public_listings
from markets.runs import Status
from markets.tables.entries import MarketEntry

HEADINGS = {"online": "Online markets", "physical": "Physical markets"}


@dataclass(frozen=True, slots=True)
class SortLink:
    """Where a heading leads, and how the list is sorted by it now (`ascending`, `descending` or not)."""

    query: str
    direction: str = ""


def format_matrix(
    grid: Grid,
    groups: Mapping[str, Sequence[MarketEntry]],
    counts: Mapping[str, int] | None = None,
    sorting: Mapping[str, SortLink] | None = None,
) -> SafeString:
    """`<thead>` and one `<tbody>` for each kind, for a `<table class="matrix">` that gives the caption.

    `counts`: how many markets of each kind the whole list has, where this is a page of it. `sorting`: what its
    headings lead to, by the name of the order.
    """
    counts = counts or {kind: len(group) for kind, group in groups.items()}
    bodies = "".join(_format_body(grid, kind, group, counts[kind]) for kind, group in groups.items())
    head = _format_head(grid, sorting)
    return mark_safe(head + bodies)  # noqa: S308 - every value was escaped where it was put in


def format_rows(grid: Grid, rows: Sequence[ListingHistory]) -> SafeString:
    """Return the same of a few markets, without headings between them."""
    sources = read_listing_sources(rows)
    body = "".join(_format_row(row, grid.years, sources) for row in rows)
    return mark_safe(f"{_format_head(grid)}<tbody>{body}</tbody>")  # noqa: S308 - as above


def _format_head(grid: Grid, sorting: Mapping[str, SortLink] | None = None) -> str:
    years = "".join(f'<th scope=col><a href="/editions/{year}/">{year}</a></th>' for year in grid.years)
    names = {"name": "Market", "total": "Editions", "longest": "Longest run"}
    first, *figures = (_format_heading(words, (sorting or {}).get(name)) for name, words in names.items())
    return f"<thead><tr>{first}{years}{''.join(figures)}</tr></thead>"


def _format_heading(words: str, link: SortLink | None) -> str:
    if link is None:
        return f"<th scope=col>{words}</th>"
    state = f" aria-sort={link.direction}" if link.direction else ""
    arrow = {"ascending": " ▲", "descending": " ▼"}.get(link.direction, "")
    return (
        f'<th scope=col{state}><a href="?{escape(link.query)}" title="Sort by {words.lower()}">'
        f"{words}<span aria-hidden=true>{arrow}</span></a></th>"
    )


def _format_body(grid: Grid, kind: str, group: Sequence[MarketEntry], count: int) -> str:
    span = len(grid.years) + 3
    head = f"<tr class=group><th colspan={span} scope=rowgroup id={kind}>{HEADINGS[kind]} ({count})</th></tr>"
    sources = read_listing_sources(entry.row for entry in group)
    rows = "".join(_format_row(entry.row, grid.years, sources) for entry in group)
    return f"<tbody>{head}{_format_coverage_row(grid, kind)}{rows}</tbody>"


def _format_coverage_row(grid: Grid, kind: str) -> str:
    cells = "".join(_format_coverage(year, grid.coverage.get((year, kind))) for year in grid.years)
    return (
        f"<tr class=held><th scope=row>Identified / total stated by USTR</th>{cells}<td></td><td></td></tr>"
    )


def _describe_coverage(cover: Coverage) -> str:
    if cover.stated is None:
        return "the number is not stated"
    return "complete" if cover.complete else "more than stated" if cover.exceeds else "partial"


def _format_coverage(year: int, cover: Coverage | None) -> str:
    if cover is None:
        return f"<td data-y={year}>–<i> out of scope</i></td>"
    stated = "?" if cover.stated is None else str(cover.stated)
    sign = "<b>✓</b>" if cover.complete else ""
    words = _describe_coverage(cover)
    counts = f"{cover.identified}<i> of </i><span aria-hidden=true>/</span>{stated}"
    return f"<td data-y={year}>{counts}{sign}<i> {words}</i></td>"


def _format_row(row: ListingHistory, years: Sequence[int], sources: Mapping[int, str]) -> str:
    slug, market = escape(row.market.slug), escape(row.market.name)
    cells = "".join(_link_cell(row.cells[year], slug, market, sources) for year in years)
    more = any(status is Status.UNKNOWN for status in row.statuses.values())
    longest = next((run.at_least for run in row.runs if run.editions == row.longest), False)
    return (
        f'<tr><th scope=row><a href="/markets/{slug}/">{market}</a></th>{cells}'
        f'<td class=t data-t="editions">{_format_figure(len(row.listed_years), more)}</td>'
        f'<td class=t data-t="longest run">{_format_figure(row.longest, longest)}</td></tr>'
    )


def _format_figure(number: int, more: bool) -> str:
    return f"{number}<i> or more</i>+" if more else str(number)


def _link_cell(cell: Cell, slug: str, market: str, sources: Mapping[int, str]) -> str:
    """Return a cell; it leads to the listing, or to the source of an absence, where there is one."""
    inside = f"{cell.mark}<i> {cell.words}</i>"
    if cell.status is not Status.LISTED and not cell.absence and not cell.recommendations:
        return f"<td class={cell.css} data-y={cell.year}>{inside}</td>"
    source = sources.get(cell.listing_id or 0, "") or name_first_source(cell.absence_source)
    tip = f"{market}, {cell.year}: {cell.words}{f'. Source: {escape(source)}' if source else ''}"
    return (
        f"<td class={cell.css} data-y={cell.year}>"
        f'<a href="/editions/{cell.year}/{slug}/" title="{tip}">{inside}</a></td>'
    )


def read_listing_sources(shown: Iterable[ListingHistory]) -> dict[int, str]:
    """{listing: where it is known from, in a few words}, for the listings of these rows."""
    listings = {cell.listing_id for row in shown for cell in row.cells.values() if cell.listing_id}
    return {
        each.pk: f"official report, p. {each.page}"
        if each.evidence == Evidence.OFFICIAL
        else name_first_source(each.source)
        for each in read_public_listings()
        if each.pk in listings
    }
