"""The body of the matrix as HTML, built from strings: a template takes fifty times as long for its cells.

Every value from the record goes through `escape`; glyphs and words are ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from markets.cells import Cell, ListingHistory
from markets.grid import Coverage, Grid
from markets.runs import Status
from markets.tables.entries import MarketEntry

HEADINGS = {"online": "Online markets", "physical": "Physical markets"}


def format_matrix(
    grid: Grid, groups: Mapping[str, Sequence[MarketEntry]], counts: Mapping[str, int] | None = None
) -> SafeString:
    """`<thead>` and one `<tbody>` for each kind, for a `<table class="matrix">` that gives the caption.

    `counts`: how many markets of each kind the whole list has, where this is a page of it.
    """
    counts = counts or {kind: len(group) for kind, group in groups.items()}
    bodies = "".join(_format_body(grid, kind, group, counts[kind]) for kind, group in groups.items())
    return mark_safe(_format_head(grid) + bodies)  # noqa: S308 - every value was escaped where it was put in


def _format_head(grid: Grid) -> str:
    years = "".join(f'<th scope=col><a href="/editions/{year}/">{year}</a></th>' for year in grid.years)
    figures = "<th scope=col>Editions</th><th scope=col>Longest run</th>"
    return f"<thead><tr><th scope=col>Market</th>{years}{figures}</tr></thead>"


def _format_body(grid: Grid, kind: str, group: Sequence[MarketEntry], count: int) -> str:
    span = len(grid.years) + 3
    head = f"<tr class=group><th colspan={span} scope=rowgroup id={kind}>{HEADINGS[kind]} ({count})</th></tr>"
    rows = "".join(_format_row(entry.row, grid.years) for entry in group)
    return f"<tbody>{head}{_format_coverage_row(grid, kind)}{rows}</tbody>"


def _format_coverage_row(grid: Grid, kind: str) -> str:
    cells = "".join(_format_coverage(year, grid.coverage.get((year, kind))) for year in grid.years)
    return (
        f"<tr class=held><th scope=row>Listings held, of those USTR stated</th>{cells}<td></td><td></td></tr>"
    )


def _format_coverage(year: int, cover: Coverage | None) -> str:
    if cover is None:
        return f"<td data-y={year}>–<i> out of scope</i></td>"
    stated = "?" if cover.stated is None else str(cover.stated)
    sign = "<b>✓</b>" if cover.complete else ""
    words = (
        "complete" if cover.complete else "the number is not stated" if cover.stated is None else "partial"
    )
    return f"<td data-y={year}>{cover.held}<i> of </i><span aria-hidden=true>/</span>{stated}{sign}<i> {words}</i></td>"


def _format_row(row: ListingHistory, years: Sequence[int]) -> str:
    slug, market = escape(row.market.slug), escape(row.market.name)
    cells = "".join(_link_cell(row.cells[year], slug) for year in years)
    more = any(status is Status.UNKNOWN for status in row.statuses.values())
    longest = next((run.at_least for run in row.runs if run.editions == row.longest), False)
    return (
        f'<tr><th scope=row><a href="/markets/{slug}/">{market}</a></th>{cells}'
        f'<td class=t data-t="editions">{_format_figure(len(row.listed_years), more)}</td>'
        f'<td class=t data-t="longest run">{_format_figure(row.longest, longest)}</td></tr>'
    )


def _format_figure(number: int, more: bool) -> str:
    return f"{number}<i> or more</i>+" if more else str(number)


def _link_cell(cell: Cell, slug: str) -> str:
    html, linked = _format_cell(
        cell.status, cell.again, bool(cell.recommendations), bool(cell.absence), cell.closed
    )
    if not linked:
        return html % cell.year
    return html % (cell.year, cell.year, slug)


@lru_cache(maxsize=64)
def _format_cell(status: Status, again: bool, asked: bool, stated: bool, closed: bool) -> tuple[str, bool]:
    """The cell of one state, with gaps for year and slug, and whether it links to a page."""
    cell = Cell(0, status, recommendations=int(asked), again=again, closed=closed)
    glyph = cell.glyph.replace("%", "%%")
    if status is Status.LISTED or stated or asked:
        return (
            f'<td class={cell.css} data-y=%d><a href="/editions/%d/%s/">{glyph}<i> {cell.words}</i></a></td>',
            True,
        )
    return f"<td class={cell.css} data-y=%d>{glyph}<i> {cell.words}</i></td>", False
