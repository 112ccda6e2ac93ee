"""A chart as shapes: what SVG and PNG are both drawn from."""

from __future__ import annotations

import enum
import textwrap
from dataclasses import dataclass

WIDTH = 760  # units of the drawing; the page scales it
PANEL = 210
LEFT, TOP, BOTTOM = 44, 64, 46
ROW, HEAD = 36, 34  # of a bar that lies, and of its panel's heading
LONGEST_LABEL = 104  # letters of a label that lies above its bar; the table has the whole


class Fill(enum.StrEnum):
    """How a shape is filled: distinguishable without color."""

    SOLID = "solid"
    HATCHED = "hatched"
    OUTLINE = "outline"
    GRID = "grid"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. `established`: nothing about it is a lower bound; a count that is one ends in +.

    `whole`: the count that USTR stated, drawn as an outline where more is stated than held.
    `exact`: the count is exact all the same (what is "at least" is then said by the label).
    """

    label: str
    value: int
    established: bool
    whole: int | None = None
    exact: bool = False

    @property
    def figure(self) -> str:
        return str(self.value) if self.established or self.exact else f"{self.value}+"


@dataclass(frozen=True, slots=True)
class Panel:
    """One row of bars under its own heading."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """`slug` is its address below /charts/. `solid` and `hatched` say what these mean here.

    `lying`: the bars lie, each under its label, for labels too long to stand below a bar.
    """

    slug: str
    title: str
    description: str
    across: str
    panels: tuple[Panel, ...]
    solid: str
    hatched: str
    outline: str = ""
    footer: str = ""
    lying: bool = False

    @property
    def height(self) -> int:
        return TOP + sum(self.room(panel) for panel in self.panels) + BOTTOM

    def room(self, panel: Panel) -> int:
        """How high a panel is."""
        return HEAD + ROW * len(panel.bars) if self.lying else PANEL


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Measured in units of the drawing from its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    fill: Fill


@dataclass(frozen=True, slots=True)
class ChartText:
    """`anchor`: start, middle or end; `y` is the base line."""

    x: float
    y: float
    text: str
    size: int = 12
    anchor: str = "start"
    bold: bool = False


Shape = Rectangle | ChartText


def lay_out_chart(chart: Chart) -> list[Shape]:
    """The chart as shapes, those in front last."""
    drawn: list[Shape] = [ChartText(LEFT, 22, chart.title, 16, bold=True), *_lay_out_key(chart)]
    foot = TOP
    for panel in chart.panels:
        drawn += _lay_out_lying(panel, foot) if chart.lying else _lay_out_panel(panel, foot)
        foot += chart.room(panel)
    drawn.append(ChartText(LEFT, foot + 16, chart.across, 11))
    drawn.append(ChartText(LEFT, foot + 34, chart.footer, 10))
    return drawn


def _lay_out_key(chart: Chart) -> list[Shape]:
    drawn: list[Shape] = []
    x = float(LEFT)
    for fill, words in (
        (Fill.SOLID, chart.solid),
        (Fill.HATCHED, chart.hatched),
        (Fill.OUTLINE, chart.outline),
    ):
        if words:
            drawn += [Rectangle(x, 36, 12, 12, fill), ChartText(x + 18, 46, words, 11)]
            x += 34 + 6.2 * len(words)
    return drawn


def _lay_out_panel(panel: Panel, top: float) -> list[Shape]:
    base, room = top + PANEL - 34, PANEL - 70
    most = max((max(bar.value, bar.whole or 0) for bar in panel.bars), default=0) or 1
    step = (WIDTH - LEFT - 12) / max(len(panel.bars), 1)
    drawn: list[Shape] = [
        ChartText(LEFT, top + 14, panel.title, 12, bold=True),
        Rectangle(LEFT, base, WIDTH - LEFT - 12, 1, Fill.GRID),
    ]
    for number, bar in enumerate(panel.bars):
        x, width = LEFT + number * step + step * 0.16, step * 0.68
        middle = x + width / 2
        high = room * bar.value / most
        if bar.value:
            drawn.append(
                Rectangle(x, base - high, width, high, Fill.SOLID if bar.established else Fill.HATCHED)
            )
        drawn += _lay_out_figures(bar, base, middle, high, room * (bar.whole or 0) / most, x, width)
        drawn.append(ChartText(middle, base + 16, bar.label, 11, "middle"))
    return drawn


def _lay_out_lying(panel: Panel, top: float) -> list[Shape]:
    most = max((max(bar.value, bar.whole or 0) for bar in panel.bars), default=0) or 1
    room = WIDTH - LEFT - 90
    drawn: list[Shape] = [ChartText(LEFT, top + 14, panel.title, 12, bold=True)]
    for number, bar in enumerate(panel.bars):
        y = top + HEAD + number * ROW
        label = textwrap.shorten(bar.label, LONGEST_LABEL, placeholder=" …")
        drawn.append(ChartText(LEFT, y, label, 11))
        long, whole = room * bar.value / most, room * (bar.whole or 0) / most
        if bar.value:
            drawn.append(Rectangle(LEFT, y + 5, long, 12, Fill.SOLID if bar.established else Fill.HATCHED))
        figure = bar.figure
        if whole > long:
            drawn.append(Rectangle(LEFT, y + 5, whole, 12, Fill.OUTLINE))
            figure = f"{bar.figure} of {bar.whole}"
        drawn.append(ChartText(LEFT + max(long, whole) + 6, y + 15, figure, 11))
    return drawn


def _lay_out_figures(
    bar: Bar, base: float, middle: float, high: float, outline: float, x: float, width: float
) -> list[Shape]:
    """The bar's figure above it, and the outline of what was stated; in one line where there is no room."""
    if bar.whole is None or outline <= high:
        return [ChartText(middle, base - high - 4, bar.figure, 11, "middle")]
    frame = Rectangle(x, base - outline, width, outline, Fill.OUTLINE)
    if outline - high < 16:
        return [frame, ChartText(middle, base - outline - 4, f"{bar.figure}/{bar.whole}", 10, "middle")]
    return [
        frame,
        ChartText(middle, base - outline - 4, f"of {bar.whole}", 10, "middle"),
        ChartText(middle, base - high - 4, bar.figure, 11, "middle"),
    ]
