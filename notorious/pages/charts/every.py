"""All charts there are, and how they are kept with a version of the data: what is counted, and not how it is drawn."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace

from django.conf import settings

from markets.grid import Grid, grid
from markets.tables.entries import Entry, entries
from notorious.pages.charts.counted import by_kind, by_value, counted_listings, lasting, rollup_named
from notorious.pages.charts.focus import by_focus
from notorious.pages.charts.scene import Bar, Chart, Panel
from notorious.pages.rollup import ROLLUPS, Rollup

PLAIN: dict[str, Callable[[Grid], Chart]] = {
    "listings": by_kind,
    "spells": lasting,
    "issue-focus": lambda whole: by_focus(whole.editions, whole.coverage),
}
FILE = "charts.json"
"""Under this name they stand in the package of a version."""


def every_chart() -> Iterator[Chart]:
    """All of them, from one state of the database."""
    whole = grid()
    yield from (count(whole) for count in PLAIN.values())
    known, listings = entries(whole), counted_listings()
    for rollup in ROLLUPS.values():
        yield from (by_value(whole, rollup, value, listings) for value in _values(rollup, known))


def chart_named(slug: str) -> Chart | None:
    """The chart of an address below /charts/, as the data are now; None where nothing is counted."""
    name, _, part = slug.partition("/")
    rollup = rollup_named(name)
    if slug not in PLAIN and rollup is None:
        return None
    whole = grid()
    if rollup is None:
        return PLAIN[slug](whole)
    values = _values(rollup, entries(whole))
    return next((by_value(whole, rollup, each) for each in values if rollup.slug(each) == part), None)


def _values(rollup: Rollup, known: tuple[Entry, ...]) -> list[str]:
    return sorted({value for entry in known for value in rollup.of(entry)})


def signed(chart: Chart, version: str) -> Chart:
    """The chart with the line under it that says where it is from, and of which version of the data."""
    where = f"{settings.SITE_URL}/charts/{chart.slug}/"
    return replace(chart, footer=f"Notorious, data version {version}, {where}")


def to_json() -> bytes:
    """Every chart, a line for each."""
    lines = (json.dumps(asdict(chart), ensure_ascii=False) for chart in every_chart())
    return ('{"charts": [\n' + ",\n".join(lines) + "\n]}\n").encode()


def from_json(content: bytes, slug: str) -> Chart | None:
    """One of the charts that `to_json` wrote."""
    found = next((each for each in json.loads(content)["charts"] if each["slug"] == slug), None)
    if found is None:
        return None
    panels = tuple(
        Panel(panel["title"], tuple(Bar(**bar) for bar in panel["bars"])) for panel in found["panels"]
    )
    return Chart(**{**found, "panels": panels})
