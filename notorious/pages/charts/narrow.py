"""A chart for a phone: every bar lies in a row of its own, and letters are as large as on a wide screen."""

import textwrap

from notorious.pages.charts.scene import (
    LINE_HEIGHT,
    Chart,
    ChartText,
    Panel,
    Shape,
    find_highest,
    lay_out_key,
    lay_out_row,
)

NARROW_WIDTH = 293  # pixels of a card on a phone of 360
LETTERS = 41  # in a line of 12 pixels
FIGURE_ROOM = 74
LABEL_ROOM = 42


def lay_out_narrow(chart: Chart) -> tuple[list[Shape], float]:
    """Return the shapes, and how high they are."""
    drawn: list[Shape] = []
    y = 0.0
    for line in textwrap.wrap(chart.title, 32):
        y += 20
        drawn.append(ChartText(0, y - 3, line, 16, bold=True))
    if chart.is_readable:
        drawn += lay_out_key(chart, 0, y + 4, stacked=True)
        y += 8 + LINE_HEIGHT * sum(map(bool, (chart.solid, chart.hatched, chart.outline)))
        for panel in chart.panels:
            shapes, y = _lay_out_rows(chart, panel, y)
            drawn += shapes
    else:
        drawn += _lay_out_lines(chart.refusal, y)
        y += LINE_HEIGHT * len(textwrap.wrap(chart.refusal, LETTERS))
    drawn += (footer := _lay_out_lines(chart.footer, y))
    return drawn, y + LINE_HEIGHT * len(footer) + 8


def _lay_out_lines(text: str, y: float) -> list[Shape]:
    lines = textwrap.wrap(text, LETTERS, break_on_hyphens=False)
    return [ChartText(0, y + LINE_HEIGHT * (number + 1), line, 12) for number, line in enumerate(lines)]


def _lay_out_rows(chart: Chart, panel: Panel, y: float) -> tuple[list[Shape], float]:
    drawn: list[Shape] = []
    y += 8
    for line in textwrap.wrap(panel.title, 37):
        y += LINE_HEIGHT
        drawn.append(ChartText(0, y, line, 13, bold=True))
    y += 7
    left = 0 if chart.lying else LABEL_ROOM
    scale = (NARROW_WIDTH - left - FIGURE_ROOM) / find_highest(panel)
    for bar in panel.bars:
        if chart.lying:
            y += LINE_HEIGHT
            drawn.append(ChartText(0, y - 4, textwrap.shorten(bar.label, LETTERS, placeholder=" …"), 12))
        else:
            drawn.append(ChartText(0, y + 11, bar.label, 12))
        drawn += lay_out_row(bar, left, y, scale)
        y += LINE_HEIGHT + 3
    return drawn, y + 6
