"""A map of listings by country, only of an edition whose list of a kind is complete."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe

from markets.countries import get_country_name
from markets.grid import Grid
from markets.listing_values import ROLLUPS, read_listing_values

SHAPE = re.compile(
    r'<(?P<tag>path|circle) id="map-(?P<code>[A-Z]{2})" class="(?P<css>land|dot)" (?P<rest>[^>]*)/>'
)
SHADES = ((10, "n3"), (4, "n2"), (1, "n1"))
"""From how many listings on a country has each shade."""


@dataclass(frozen=True, slots=True)
class CountryMap:
    """`without`: listings of the edition without a known country; `off_map`: countries that are not drawn."""

    year: int
    kind: str
    counts: Counter[str]
    without: int
    drawing: SafeString
    off_map: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its name in addresses."""
        return f"{self.year}-{self.kind}"


def list_mappable_lists(grid: Grid) -> dict[str, tuple[int, str]]:
    """{`2022-online`: its year and kind} of each list that is complete here, the latest first."""
    complete = sorted((key for key, cover in grid.coverage.items() if cover.complete), reverse=True)
    return {f"{year}-{kind}": (year, kind) for year, kind in complete}


def draw_country_map(year: int, kind: str) -> CountryMap:
    """Return the map of one edition's list of a kind, which is complete."""
    counts: Counter[str] = Counter()
    without = 0
    for each in read_listing_values():
        if (each.year, each.kind) == (year, kind):
            counts.update(ROLLUPS["countries"].values_of(each))
            without += not each.countries
    title = f"{kind.capitalize()} markets on the {year} List, by country"
    off_map = tuple(sorted(get_country_name(code) for code in counts.keys() - get_drawn_codes()))
    return CountryMap(year, kind, counts, without, draw_map(counts, title), off_map)


def draw_map(counts: Counter[str], title: str) -> SafeString:
    """Return the map with a shade, a link and a number for each country that has listings."""

    def shade(found: re.Match[str]) -> str:
        number = counts[found["code"]]
        css = next((name for least, name in SHADES if number >= least), "")
        shape = f'<{found["tag"]} class="{found["css"]} {css}" {found["rest"]}'
        if not number:
            return f"{shape}/>"
        words = f"{escape(get_country_name(found['code']))}: {number}"
        address = f"/countries/{found['code'].lower()}/"
        return f'<a href="{address}" aria-label="{words}">{shape}><title>{words}</title></{found["tag"]}></a>'

    drawing = SHAPE.sub(shade, read_world()).replace(
        'role="img"', f'role="group" aria-label="{escape(title)}"'
    )
    return mark_safe(drawing)  # noqa: S308 - names are escaped; the rest is a file of ours


@cache
def read_world() -> str:
    """Return the map without data, as `make_map` wrote it."""
    return Path(__file__).with_name("world.svg").read_text(encoding="utf-8")


@cache
def get_drawn_codes() -> frozenset[str]:
    """Return the countries that the map shows."""
    return frozenset(found["code"] for found in SHAPE.finditer(read_world()))


def draw_sparkline(values: list[tuple[int, int, bool]]) -> SafeString:
    """(year, listings, whether all are known), as small bars: pale ones are minimums."""
    highest = max((count for _, count, _ in values), default=0) or 1
    bars = []
    for number, (_year, count, known) in enumerate(values):
        high = 18 * count / highest
        if count:
            css = "known" if known else "least"
            bars.append(
                f'<rect class="{css}" x="{number * 7}" y="{20 - high:.1f}" width="6" height="{high:.1f}"/>'
            )
    words = ", ".join(f"{year}: {count}{'' if known else '+'}" for year, count, known in values if count)
    return mark_safe(  # noqa: S308 - numbers and words of ours
        f'<svg class="spark" viewBox="0 0 {7 * len(values)} 20" preserveAspectRatio="none" role="img" '
        f'aria-label="{words}"><title>{words}</title>{"".join(bars)}</svg>'
    )
