"""A chart as SVG: an image with a title and a description, of attributes alone, as the site's policy wants.

The attributes are for files; in a page the classes take the colors of the theme (static/charts.css).
"""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

from notorious.pages.charts.narrow import NARROW_WIDTH, lay_out_narrow
from notorious.pages.charts.palette import EDGE, INK, LISTED, STATED, WHITE
from notorious.pages.charts.points import draw_points, lay_out_points
from notorious.pages.charts.scene import (
    PANEL,
    TOP,
    WIDTH,
    Chart,
    ChartText,
    Fill,
    Segment,
    Shape,
    lay_out_chart,
)

FILLS = {
    Fill.SOLID: f'class="solid" fill="{LISTED}"',
    Fill.HATCHED: f'class="hatched" fill="url(#%hatch)" stroke="{LISTED}"',
    Fill.STATED: f'class="stated" fill="{STATED}"',
    Fill.GRID: f'class="grid" fill="{EDGE}"',
}
HATCH = (
    '<pattern id="%hatch" width="6" height="6" patternUnits="userSpaceOnUse">'
    f'<rect class="paper" width="6" height="6" fill="{WHITE}"/>'
    f'<path class="stripe" d="M-1 1l2 -2M0 6l6 -6M5 7l2 -2" stroke="{LISTED}" stroke-width="1.4"/></pattern>'
)


def draw_svg(chart: Chart) -> str:
    """Return the drawing for a wide screen, and for files."""
    name = _name_parts(chart, "")
    image = f'role="img" aria-labelledby="{name}title {name}desc"'
    title = f'<title id="{name}title">{escape(chart.title)}</title>'
    return _wrap(chart, lay_out_chart(chart), WIDTH, chart.height, name, image, title)


def draw_responsive(chart: Chart) -> SafeString:
    """Return the drawing twice, for wide and for narrow windows: the stylesheet shows one.

    The wide one has a value for each column. The narrow one has all figures beside its bars.
    """
    shapes, height = lay_out_narrow(chart)
    narrow = _wrap_group(chart, shapes, NARROW_WIDTH, height, "narrow-")
    panels = enumerate(lay_out_points(chart))
    points = "".join(draw_points(points, WIDTH - 12, TOP + number * PANEL + 14) for number, points in panels)
    wide = _wrap_group(chart, lay_out_chart(chart), WIDTH, chart.height, "", points)
    return mark_safe(  # noqa: S308 - every text was escaped where it was put in
        f'<div class="chart wide-chart">{wide}</div><div class="chart narrow-chart">{narrow}</div>'
    )


def _wrap_group(
    chart: Chart, shapes: Iterable[Shape], width: float, height: float, prefix: str, points: str = ""
) -> str:
    """Wrap a drawing with values: an image could have none. It has no title, which would hide them as a tooltip."""
    name = _name_parts(chart, prefix)
    role = "group" if points else "img"
    said = f'role="{role}" aria-label="{escape(chart.title)}" aria-describedby="{name}desc"'
    return _wrap(chart, shapes, width, height, name, said, "", points)


def _name_parts(chart: Chart, prefix: str) -> str:
    """Return how the ids of a drawing begin. `prefix` keeps two drawings in one page apart."""
    return f"{prefix}chart-{chart.slug.replace('/', '-')}-"


def _wrap(
    chart: Chart,
    shapes: Iterable[Shape],
    width: float,
    height: float,
    name: str,
    said: str,
    title: str,
    points: str = "",
) -> str:
    drawn = "".join(_draw_shape(shape) for shape in shapes)
    if points:
        drawn = f'<g aria-hidden="true">{drawn}</g>{points}'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:.0f}" width="{width}" '
        f'height="{height:.0f}" {said} font-family="system-ui, DejaVu Sans, Arial, sans-serif">{title}'
        f'<desc id="{name}desc">{escape(chart.description)}</desc>'
        f'<defs>{HATCH}</defs><rect class="paper" width="{width}" height="{height:.0f}" fill="{WHITE}"/>'
        f"{drawn}</svg>"
    ).replace("%hatch", f"{name}hatch")


def _draw_shape(shape: Shape) -> str:
    if isinstance(shape, ChartText):
        weight = ' font-weight="600"' if shape.bold else ""
        color = f'class="inside" fill="{WHITE}"' if shape.inside else f'fill="{INK}"'
        return (
            f'<text x="{shape.x:.1f}" y="{shape.y:.1f}" font-size="{shape.size}" text-anchor="{shape.anchor}" '
            f"{color}{weight}>{escape(shape.text)}</text>"
        )
    if isinstance(shape, Segment):
        return (
            f'<path class="line" d="M{shape.x:.1f} {shape.y:.1f}L{shape.to_x:.1f} {shape.to_y:.1f}" '
            f'stroke="{STATED}" stroke-width="2.5" stroke-linecap="round"/>'
        )
    hint = f"><title>{escape(shape.hint)}</title></rect>" if shape.hint else "/>"
    return (
        f'<rect x="{shape.x:.1f}" y="{shape.y:.1f}" width="{shape.width:.1f}" height="{shape.height:.1f}" '
        f"{FILLS[shape.fill]}{hint}"
    )
