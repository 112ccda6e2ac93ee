"""Years in a few characters."""

from collections.abc import Iterable


def format_years(years: Iterable[int]) -> str:
    """`2010–2012, 2016`: years in order, those in a row as a range."""
    ranges: list[list[int]] = []
    for year in sorted(set(years)):
        if ranges and ranges[-1][-1] == year - 1:
            ranges[-1] = [ranges[-1][0], year]
        else:
            ranges.append([year])
    return ", ".join("–".join(map(str, each)) for each in ranges)
