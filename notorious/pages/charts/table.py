"""The numbers behind a chart, as a table."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markets.tables import shared
from markets.tables.columns import Column, Table, Type
from markets.tables.scope import Scope
from notorious.pages.charts.scene import Bar, Chart


@dataclass(frozen=True)
class ChartBar:
    """A bar of a chart, and the version of the data."""

    scope: Scope
    chart: Chart
    panel: str
    bar: Bar


CHART_TABLE = Table(
    name="chart",
    title="The numbers of a chart",
    about="One row per bar. A file of its own for each chart: /charts/listings.csv.",
    columns=(
        Column("chart", Type.ID, "The chart.", "listings", lambda record: record.chart.slug),
        Column("panel", Type.TEXT, "The panel of the chart.", "Online listings"),
        Column("label", Type.TEXT, "What the bar is about.", "2017", lambda record: record.bar.label),
        Column("value", Type.INTEGER, "How many we identified.", "25", lambda record: record.bar.value),
        Column(
            "established",
            Type.WORD,
            "Whether this is the whole number, or a lower bound because an edition is not complete.",
            "yes",
            lambda record: "yes" if record.bar.established else "no",
            words=(("yes", "the whole number"), ("no", "a lower bound")),
        ),
        Column(
            "stated",
            Type.INTEGER,
            "How many USTR states.",
            "25",
            lambda record: record.bar.whole,
            empty="no number that we know is stated",
        ),
        shared.DATA_VERSION,
    ),
    key=("chart", "panel", "label"),
    records=lambda scope: (),
)


def list_bars(charts: Iterable[Chart], scope: Scope) -> Iterator[ChartBar]:
    """Yield the records of these charts."""
    for chart in charts:
        for panel in chart.panels:
            for bar in panel.bars:
                yield ChartBar(scope, chart, panel.title, bar)
