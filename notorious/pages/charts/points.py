"""Values of a chart that show on its heading's line: under a pointer, by a tap, or by arrow keys (static/site.js)."""

from dataclasses import dataclass
from html import escape

from notorious.pages.charts.scene import LEFT, PANEL, TOP, WIDTH, Chart, describe_bar


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """An area of a drawing with its value in words. `short`: the words that show, if those for ears are longer."""

    x: float
    y: float
    width: float
    height: float
    words: str
    short: str = ""


def lay_out_points(chart: Chart) -> list[list[ChartPoint]]:
    """Return the columns of each panel with upright bars. A bar that lies has its figure beside it."""
    if chart.lying or not chart.is_readable:
        return []
    panels = []
    for number, panel in enumerate(chart.panels):
        top = TOP + number * PANEL
        step = (WIDTH - 12 - LEFT) / max(len(panel.bars), 1)
        panels.append(
            [
                ChartPoint(LEFT + place * step, top + 20, step, PANEL - 34, describe_bar(bar))
                for place, bar in enumerate(panel.bars)
            ]
        )
    return panels


def draw_points(points: list[ChartPoint], x: float, y: float) -> str:
    """Return the SVG of one panel's points. The words end at `x`, `y`. Tab reaches the first, arrow keys the others."""
    drawn = []
    for number, point in enumerate(points):
        words = escape(point.words)
        drawn.append(
            f'<g class="point" role="img" tabindex="{-1 if number else 0}" aria-label="{words}">'
            f'<rect x="{point.x:.1f}" y="{point.y:.1f}" width="{point.width:.1f}" height="{point.height:.1f}"/>'
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="end">{escape(point.short) or words}</text></g>'
        )
    return f'<g class="points">{"".join(drawn)}</g>'
