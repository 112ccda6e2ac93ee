"""The chart of the front page: what USTR stated, edition by edition, with what is identified filled in front."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

from markets.grid import Coverage, Grid
from notorious.pages.charts.axis import choose_axis_step
from notorious.pages.charts.counted import describe_stated
from notorious.pages.charts.points import ChartPoint, draw_points

KIND_ORDER = ("online", "physical")


@dataclass(frozen=True, slots=True)
class ChartSize:
    """Measures in units of the drawing. `every`: of how many editions one has its year below it."""

    width: int
    height: int
    every: int
    css: str


WIDE, NARROW = ChartSize(700, 232, 1, "wide-chart"), ChartSize(293, 216, 5, "narrow-chart")
LEFT_EDGE, TOP_EDGE, BOTTOM_EDGE = 26, 24, 22
READOUT = 11  # the base line of the values of the year that a reader points at


def draw_totals(grid: Grid) -> SafeString:
    """Two drawings, one for narrow screens; the stylesheet shows one of them and gives the colors."""
    return mark_safe(_draw(grid, WIDE) + _draw(grid, NARROW))  # noqa: S308 - numbers, and words of ours


def _draw(grid: Grid, size: ChartSize) -> str:
    covers = {(year, kind): grid.coverage.get((year, kind)) for year in grid.years for kind in KIND_ORDER}
    most = max((max(each.identified, each.stated or 0) for each in covers.values() if each), default=0)
    ticks = choose_axis_step(most)
    top = ticks[-1]
    room, base = size.height - TOP_EDGE - BOTTOM_EDGE, size.height - BOTTOM_EDGE
    drawn: list[str] = []
    points = []
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
                drawn += _draw_bar(cover, kind, x, slot * 0.36, base, room / top)
        points.append(
            ChartPoint(
                LEFT_EDGE + number * slot,
                TOP_EDGE,
                slot,
                room,
                describe_year(year, {kind: covers[year, kind] for kind in KIND_ORDER}),
                f"{year}: " + ", ".join(_shorten(kind, covers[year, kind]) for kind in KIND_ORDER),
            )
        )
        if number % size.every == 0 or number == len(grid.years) - 1:
            short = str(year) if number == 0 or size.every > 1 else f"’{year % 100:02}"
            x = LEFT_EDGE + (number + 0.5) * slot
            anchor = "end" if size.every > 1 and number == len(grid.years) - 1 else "middle"
            x = size.width if anchor == "end" else x
            drawn.append(f'<text x="{x:.1f}" y="{size.height - 5}" text-anchor="{anchor}">{short}</text>')
    label = escape(f"Markets by edition, {grid.years[0]} to {grid.years[-1]}. {describe_stated(grid)}")
    return (
        f'<svg class="home-chart {size.css}" viewBox="0 0 {size.width} {size.height}" role="group" '
        f'aria-label="{label}"><g aria-hidden="true">{"".join(drawn)}</g>'
        f"{draw_points(points, size.width, READOUT)}</svg>"
    )


def describe_year(year: int, covers: Mapping[str, Coverage | None]) -> str:
    """`2021, online: 42 stated by USTR, 42 identified; physical: …`."""
    said = []
    for kind, cover in covers.items():
        if cover:
            stated = "total not stated" if cover.stated is None else f"{cover.stated} stated by USTR"
            said.append(f"{kind}: {stated}, {cover.identified} identified")
    return f"{year}, {'; '.join(said)}"


def _shorten(kind: str, cover: Coverage | None) -> str:
    if cover is None:
        return f"no {kind} list"
    return f"{kind} {cover.identified} of {'?' if cover.stated is None else cover.stated}"


def _draw_bar(cover: Coverage, kind: str, x: float, width: float, base: float, unit: float) -> list[str]:
    return [
        f'<rect class="{name} {kind}" x="{x:.1f}" y="{base - unit * value:.1f}" width="{width:.1f}" '
        f'height="{unit * value:.1f}"/>'
        for name, value in (("stated", cover.stated or 0), ("identified", cover.identified))
        if value
    ]
