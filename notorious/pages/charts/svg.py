"""A chart as SVG: an image with a title and a description, of attributes alone, as the site's policy wants."""

from __future__ import annotations

from html import escape

from notorious.pages.charts.palette import EDGE, INK, LISTED, WHITE
from notorious.pages.charts.scene import WIDTH, Chart, ChartText, Fill, Shape, lay_out_chart

FILLS = {
    Fill.SOLID: f'fill="{LISTED}" stroke="{LISTED}"',
    Fill.HATCHED: f'fill="url(#hatch)" stroke="{LISTED}"',
    Fill.OUTLINE: f'fill="none" stroke="{EDGE}" stroke-dasharray="3 2"',
    Fill.GRID: f'fill="{EDGE}"',
}
HATCH = (
    '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse">'
    f'<rect width="6" height="6" fill="{WHITE}"/>'
    f'<path d="M-1 1l2 -2M0 6l6 -6M5 7l2 -2" stroke="{LISTED}" stroke-width="1.4"/></pattern>'
)


def draw_svg(chart: Chart) -> str:
    """The whole drawing; readers of the page get title and description, and the table beside it."""
    drawn = "".join(_draw_shape(shape) for shape in lay_out_chart(chart))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {chart.height}" width="{WIDTH}" '
        f'height="{chart.height}" role="img" aria-labelledby="chart-title chart-desc" '
        'font-family="system-ui, DejaVu Sans, Arial, sans-serif">'
        f'<title id="chart-title">{escape(chart.title)}</title>'
        f'<desc id="chart-desc">{escape(chart.description)}</desc>'
        f'<defs>{HATCH}</defs><rect width="{WIDTH}" height="{chart.height}" fill="{WHITE}"/>{drawn}</svg>'
    )


def _draw_shape(shape: Shape) -> str:
    if isinstance(shape, ChartText):
        weight = ' font-weight="600"' if shape.bold else ""
        return (
            f'<text x="{shape.x:.1f}" y="{shape.y:.1f}" font-size="{shape.size}" text-anchor="{shape.anchor}" '
            f'fill="{INK}"{weight}>{escape(shape.text)}</text>'
        )
    return (
        f'<rect x="{shape.x:.1f}" y="{shape.y:.1f}" width="{shape.width:.1f}" height="{shape.height:.1f}" '
        f"{FILLS[shape.fill]}/>"
    )
