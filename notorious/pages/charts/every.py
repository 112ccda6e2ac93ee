"""All charts there are, and how they are kept with a version of the data: what is counted, and not how it is drawn."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace

from django.conf import settings

from markets.grid import Grid, build_grid
from markets.listing_values import ROLLUPS, find_value, find_values, read_listing_values
from notorious.pages.charts.counted import (
    chart_listings,
    chart_runs,
    chart_value,
    count_value_sets,
    find_rollup,
)
from notorious.pages.charts.focus import chart_issue_focus
from notorious.pages.charts.scene import Bar, Chart, Panel

PLAIN: dict[str, Callable[[Grid], Chart]] = {
    "listings": chart_listings,
    "runs": lambda grid: chart_runs(grid.rows),
    "issue-focus": lambda grid: chart_issue_focus(grid.editions, grid.coverage),
}
CHARTS_FILE = "charts.json"
"""Their file in the package of a version."""


def make_charts() -> Iterator[Chart]:
    """Yield all of them, from one state of the database."""
    grid, listings = build_grid(), read_listing_values()
    yield from (count(grid) for count in PLAIN.values())
    for rollup in ROLLUPS.values():
        sets = count_value_sets(rollup, listings)
        yield from (chart_value(grid, rollup, value, sets) for value in find_values(rollup, listings))


def make_chart(slug: str) -> Chart | None:
    """Return the chart of an address below /charts/, as the data are now; None where nothing is counted."""
    name, _, part = slug.partition("/")
    rollup = find_rollup(name)
    if slug not in PLAIN and rollup is None:
        return None
    if rollup is None:
        return PLAIN[slug](build_grid())
    value = find_value(rollup, part)
    if not value:
        return None
    return chart_value(build_grid(), rollup, value, count_value_sets(rollup, read_listing_values()))


def sign_chart(chart: Chart, version: str) -> Chart:
    """Return the chart with the line under it that says where it is from, and of which version of the data."""
    where = f"{settings.SITE_URL}/charts/{chart.slug}/"
    return replace(chart, footer=f"Source: USTR. Notorious Markets {version}, CC BY 4.0, {where}")


def write_charts() -> bytes:
    """Return every chart, a line for each."""
    lines = (json.dumps(asdict(chart), ensure_ascii=False) for chart in make_charts())
    return ('{"charts": [\n' + ",\n".join(lines) + "\n]}\n").encode()


def read_chart(content: bytes, slug: str) -> Chart | None:
    """Return one of the charts that `to_json` wrote."""
    found = next((each for each in json.loads(content)["charts"] if each["slug"] == slug), None)
    if found is None:
        return None
    panels = tuple(
        Panel(panel["title"], tuple(Bar(**bar) for bar in panel["bars"])) for panel in found["panels"]
    )
    return Chart(**{**found, "panels": panels})
