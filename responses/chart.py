"""A series of company figures as marks in a drawing 340 units wide: one line per figure, from zero to its value."""

from dataclasses import dataclass
from decimal import Decimal

from markets.text.counts import format_count
from responses.claims.written import format_period
from responses.company_figures import FigureSeries, SeriesEntry
from responses.figures import split_figure

SERIES_WIDTH, SERIES_LEFT, RIGHT = 340, 8, 332
SERIES_ROW, BREAK = 40, 24


@dataclass(frozen=True, slots=True)
class ChartMark:
    """One figure. `qualifier` gives its shape; `number` is that of the reason for the break above it, or 0."""

    entry: SeriesEntry
    y: int
    x: float
    zero: float
    number: int = 0

    @property
    def words(self) -> str:
        return split_figure(self.entry.claim)[0]

    @property
    def caption(self) -> str:
        claim = self.entry.claim
        return format_period(claim.period) or f"said {claim.point.response.said_in_words}"

    @property
    def line_y(self) -> int:
        return self.y + 12

    @property
    def break_y(self) -> int:
        return self.y - 26

    @property
    def arrow(self) -> str:
        """The corners of an arrow beside the dot, where the figure is a floor or a ceiling; else nothing."""
        way = {"over": 1, "nearly": -1, "under": -1}.get(self.entry.claim.qualifier)
        if way is None:
            return ""
        tip, base = self.x + way * 13, self.x + way * 6
        return f"{base:.1f},{self.line_y - 4} {tip:.1f},{self.line_y} {base:.1f},{self.line_y + 4}"


@dataclass(frozen=True, slots=True)
class SeriesChart:
    """What a template needs to draw a series."""

    series: FigureSeries
    marks: tuple[ChartMark, ...]
    height: int
    width: int = SERIES_WIDTH

    @property
    def description(self) -> str:
        """The drawing in one sentence, for those who do not see it."""
        said = "; ".join(
            f"{mark.caption}: {mark.words}, {mark.entry.claim.point.response.party.name}"
            for mark in self.marks
        )
        count = len(self.series.breaks)
        broken = f" {format_count(count, 'break')} where figures are not comparable." if count else ""
        return f"{said}.{broken}"


def make_series_chart(series: FigureSeries) -> SeriesChart:
    """Return the drawing of a series; its scale always holds zero, so that a length is a size."""
    values = [entry.claim.value for entry in series.entries]
    low, high = min(*values, Decimal(0)), max(*values, Decimal(0))
    span = (high - low) or Decimal(1)

    def place(value: Decimal) -> float:
        # room for an arrow on both sides
        return float(SERIES_LEFT + 14 + (value - low) / span * (RIGHT - SERIES_LEFT - 28))

    marks: list[ChartMark] = []
    y = 18
    reasons = series.reasons
    for entry in series.entries:
        if entry.broken:
            y += BREAK
        number = reasons.index(entry.step) + 1 if entry.broken else 0
        marks.append(ChartMark(entry, y, place(entry.claim.value), place(Decimal(0)), number))
        y += SERIES_ROW
    return SeriesChart(series, tuple(marks), y - 6)
