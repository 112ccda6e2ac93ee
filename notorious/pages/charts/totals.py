"""The chart of the front page: what USTR stated, edition by edition, with what is identified filled in front."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

from markets.grid import Coverage, Grid
from notorious.pages.charts.axis import choose_axis_step
from notorious.pages.charts.counted import describe_stated

KIND_ORDER = ("online", "physical")


@dataclass(frozen=True, slots=True)
class ChartSize:
    """Measures in units of the drawing. `every`: of how many editions one has its year below it."""

    width: int
    height: int
    every: int
    css: str


WIDE, NARROW = ChartSize(700, 216, 1, "wide-chart"), ChartSize(293, 200, 5, "narrow-chart")
LEFT_EDGE, TOP_EDGE, BOTTOM_EDGE = 26, 8, 22


def draw_totals(grid: Grid) -> SafeString:
    """Two drawings, one for narrow screens; the stylesheet shows one of them and gives the colors."""
    return mark_safe(_draw(grid, WIDE) + _draw(grid, NARROW))  # noqa: S308 - numbers, and words of ours


def _draw(grid: Grid, size: ChartSize) -> str:
    covers = {(year, kind): grid.coverage.get((year, kind)) for year in grid.years for kind in KIND_ORDER}
    most = max((max(each.identified, each.stated or 0) for each in covers.values() if each), default=0)
    ticks = choose_axis_step(most)
    top = ticks[-1]
    room, base = size.height - TOP_EDGE - BOTTOM_EDGE, size.height - BOTTOM_EDGE
    drawn = []
    for value in ticks:
        y = base - room * value / top
        drawn.append(f'<path d="M{LEFT_EDGE} {y:.1f}H{size.width}"/>')
        drawn.append(f'<text x="{LEFT_EDGE - 6}" y="{y + 4:.1f}" text-anchor="end">{value}</text>')
    slot = (size.width - LEFT_EDGE) / len(grid.years)
    for number, year in enumerate(grid.years):
        left = LEFT_EDGE + number * slot + slot * 0.12
        for place, kind in enumerate(KIND_ORDER):
            if cover := covers[year, kind]:
                x = left + place * slot * 0.39
                drawn.append(_draw_bar(cover, year, kind, x, slot * 0.36, base, room / top))
        if number % size.every == 0 or number == len(grid.years) - 1:
            short = str(year) if number == 0 or size.every > 1 else f"’{year % 100:02}"
            x = LEFT_EDGE + (number + 0.5) * slot
            anchor = "end" if size.every > 1 and number == len(grid.years) - 1 else "middle"
            x = size.width if anchor == "end" else x
            drawn.append(f'<text x="{x:.1f}" y="{size.height - 5}" text-anchor="{anchor}">{short}</text>')
    label = escape(f"Markets by edition, {grid.years[0]} to {grid.years[-1]}. {describe_stated(grid)}")
    return (
        f'<svg class="home-chart {size.css}" viewBox="0 0 {size.width} {size.height}" role="img" '
        f'aria-label="{label}">{"".join(drawn)}</svg>'
    )


def _draw_bar(cover: Coverage, year: int, kind: str, x: float, width: float, base: float, unit: float) -> str:
    stated = "total not stated" if cover.stated is None else f"{cover.stated} stated by USTR"
    bars = [
        f'<rect class="{name} {kind}" x="{x:.1f}" y="{base - unit * value:.1f}" width="{width:.1f}" '
        f'height="{unit * value:.1f}"/>'
        for name, value in (("stated", cover.stated or 0), ("identified", cover.identified))
        if value
    ]
    return f"<g><title>{year}, {kind}: {stated}, {cover.identified} identified</title>{''.join(bars)}</g>"
