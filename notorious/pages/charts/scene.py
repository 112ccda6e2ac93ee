"""A chart as shapes: what SVG and PNG are both drawn from."""

import enum
import textwrap
from dataclasses import dataclass

from notorious.pages.charts.axis import choose_axis_step

WIDTH = 760  # units of the drawing; the page scales it
PANEL = 210
LEFT, TOP, BOTTOM = 44, 64, 46
ROW, HEAD, HIGH = 40, 34, 13  # of a bar that lies, of its panel's heading, and the bar itself
LONGEST_BAR_LABEL = 92  # letters of a label that lies above its bar; the table has the whole
LINE_HEIGHT = 17


class Fill(enum.StrEnum):
    """How a shape is filled: distinguishable without color."""

    SOLID = "solid"
    HATCHED = "hatched"
    STATED = "stated"
    GRID = "grid"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. `established`: nothing about it is a lower bound; a count that is one ends in +.

    `whole`: the count that USTR stated, drawn as a line across all bars.
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

    `lying`: the bars lie, each under its label, for labels too long to be below a bar.
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
    def row_heading(self) -> str:
        """What a row of its table is: `Edition`, or `Length in editions`."""
        return self.across.partition(",")[0]

    @property
    def has_coverage(self) -> bool:
        """Whether rows of one table differ in coverage. In the tables of runs they do not: their headings say it."""
        return not any(bar.exact for panel in self.panels for bar in panel.bars)

    @property
    def is_readable(self) -> bool:
        """Whether enough of it is complete. Otherwise bars would show our coverage as if it were a trend."""
        bars = [bar for panel in self.panels for bar in panel.bars]
        return bool(self.outline) or sum(bar.established or bar.exact for bar in bars) * 4 >= len(bars)

    @property
    def refusal(self) -> str:
        """The sentence in place of the bars of a chart that is not readable."""
        bars = [bar for panel in self.panels for bar in panel.bars]
        known = sum(bar.established for bar in bars)
        return (
            f"No chart: our data are complete for {known} of {len(bars)} editions, too few to show a trend. "
            "The table gives what we have identified."
        )

    @property
    def height(self) -> int:
        if not self.is_readable:
            return TOP + 2 * LINE_HEIGHT + BOTTOM
        return TOP + sum(self.room(panel) for panel in self.panels) + BOTTOM

    def room(self, panel: Panel) -> int:
        """Return how high a panel is."""
        return HEAD + ROW * len(panel.bars) if self.lying else PANEL


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Measured in units of the drawing from its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    fill: Fill
    hint: str = ""
    """What a pointer over it shows."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight part of the line of what USTR stated."""

    x: float
    y: float
    to_x: float
    to_y: float


@dataclass(frozen=True, slots=True)
class ChartText:
    """`anchor`: start, middle or end; `y` is the base line."""

    x: float
    y: float
    text: str
    size: int = 13
    anchor: str = "start"
    bold: bool = False
    inside: bool = False
    """On a filled bar."""


Shape = Rectangle | Segment | ChartText


def lay_out_chart(chart: Chart) -> list[Shape]:
    """Return the chart as shapes, those in front last."""
    drawn: list[Shape] = [ChartText(LEFT, 22, chart.title, 17, bold=True)]
    if not chart.is_readable:
        lines = textwrap.wrap(chart.refusal, 100)
        drawn += [ChartText(LEFT, 50 + LINE_HEIGHT * number, line) for number, line in enumerate(lines)]
        return [*drawn, ChartText(LEFT, chart.height - 12, chart.footer, 12)]
    drawn += lay_out_key(chart, LEFT, 36)
    foot = TOP
    for panel in chart.panels:
        drawn += _lay_out_lying(panel, foot) if chart.lying else _lay_out_panel(panel, foot)
        foot += chart.room(panel)
    drawn.append(ChartText(LEFT, foot + 16, chart.across, 12))
    drawn.append(ChartText(LEFT, foot + 34, chart.footer, 12))
    return drawn


def lay_out_key(chart: Chart, x: float, y: float, stacked: bool = False) -> list[Shape]:
    """Return what each fill means: in one line, or each in its own."""
    drawn: list[Shape] = []
    for fill, words in (
        (Fill.SOLID, chart.solid),
        (Fill.HATCHED, chart.hatched),
        (Fill.STATED, chart.outline),
    ):
        if words:
            high, down = (3, 5) if fill is Fill.STATED else (12, 0)
            drawn += [Rectangle(x, y + down, 14, high, fill), ChartText(x + 20, y + 11, words, 12)]
            x, y = (x, y + LINE_HEIGHT) if stacked else (x + 38 + 6.6 * len(words), y)
    return drawn


def describe_bar(bar: Bar) -> str:
    """`2021: 42 identified, 42 stated by USTR`; `2 editions: 8 runs`, where runs are counted."""
    if bar.exact:
        ends = "" if bar.label == "1" else "s", "" if bar.value == 1 else "s"
        return f"{bar.label} edition{ends[0]}: {bar.figure} run{ends[1]}"
    stated = f", {bar.whole} stated by USTR" if bar.whole is not None else ""
    return f"{bar.label}: {bar.figure} identified{stated}"


def find_highest(panel: Panel) -> int:
    """Return the largest number that the panel shows, stated ones included; at least 1."""
    return max((max(bar.value, bar.whole or 0) for bar in panel.bars), default=0) or 1


def _lay_out_panel(panel: Panel, top: float) -> list[Shape]:
    base, room = top + PANEL - 34, PANEL - 70
    ticks = choose_axis_step(find_highest(panel))
    scale, right = room / ticks[-1], WIDTH - 12
    drawn: list[Shape] = [ChartText(LEFT, top + 14, panel.title, 13, bold=True)]
    for tick in ticks:
        drawn.append(Rectangle(LEFT, base - scale * tick, right - LEFT, 0.5, Fill.GRID))
        drawn.append(ChartText(LEFT - 6, base - scale * tick + 4, str(tick), 12, "end"))
    step = (right - LEFT) / max(len(panel.bars), 1)
    before: tuple[float, float] | None = None
    line: list[Shape] = []
    for number, bar in enumerate(panel.bars):
        x, width = LEFT + number * step + step * 0.16, step * 0.68
        middle, high = x + width / 2, scale * bar.value
        if bar.value:
            fill = Fill.SOLID if bar.established else Fill.HATCHED
            drawn.append(Rectangle(x, base - high, width, high, fill, describe_bar(bar)))
        drawn += _lay_out_figures(bar, base, middle, scale)
        drawn.append(ChartText(middle, base + 16, bar.label, 12, "middle"))
        point = (middle, base - scale * bar.whole) if bar.whole is not None else None
        if point:
            start = before or (x, point[1])
            line.append(Segment(*start, *point))
        before = point
    return drawn + line


def _lay_out_figures(bar: Bar, base: float, middle: float, scale: float) -> list[Shape]:
    """What USTR stated above the line; what is identified within the bar, or above it where nothing is stated."""
    if bar.whole is None or bar.whole < bar.value:
        return [ChartText(middle, base - scale * bar.value - 5, bar.figure, 12, "middle")]
    drawn: list[Shape] = [
        ChartText(middle, base - scale * bar.whole - 6, str(bar.whole), 12, "middle", bold=True)
    ]
    if bar.established and scale * bar.value > LINE_HEIGHT:
        drawn.append(ChartText(middle, base - 5, bar.figure, 12, "middle", inside=True))
    elif not bar.established and scale * (bar.whole - bar.value) > 2 * LINE_HEIGHT:
        drawn.append(ChartText(middle, base - scale * bar.value - 4, bar.figure, 12, "middle"))
    return drawn


def _lay_out_lying(panel: Panel, top: float) -> list[Shape]:
    room, most = WIDTH - LEFT - 110, find_highest(panel)
    drawn: list[Shape] = [ChartText(LEFT, top + 14, panel.title, 13, bold=True)]
    for number, bar in enumerate(panel.bars):
        y = top + HEAD + number * ROW
        drawn.append(ChartText(LEFT, y, textwrap.shorten(bar.label, LONGEST_BAR_LABEL, placeholder=" …"), 12))
        drawn += lay_out_row(bar, LEFT, y + 5, room / most)
    return drawn


def lay_out_row(bar: Bar, x: float, y: float, scale: float) -> list[Shape]:
    """Return a bar that lies, with its figure behind it and a mark at what USTR stated."""
    drawn: list[Shape] = []
    if bar.value:
        fill = Fill.SOLID if bar.established else Fill.HATCHED
        drawn.append(Rectangle(x, y, scale * bar.value, HIGH, fill, describe_bar(bar)))
    figure = bar.figure
    if bar.whole is not None:
        drawn.append(Rectangle(x + scale * bar.whole - 3, y - 2, 3, HIGH + 4, Fill.STATED))
        figure = f"{bar.figure} of {bar.whole}"
    end = scale * max(bar.value, bar.whole or 0)
    return [*drawn, ChartText(x + end + 6, y + HIGH - 2, figure, 12)]
