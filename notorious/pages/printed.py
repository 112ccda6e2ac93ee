"""Names and domains with the years in which they were printed."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrintedValue:
    """A value and the editions that print it, in order."""

    value: str
    years: tuple[int, ...]


def list_printed_values(printed: Iterable[tuple[int, str]]) -> tuple[PrintedValue, ...]:
    """Return the values in the order of their first years."""
    found: dict[str, list[int]] = {}
    for year, value in printed:
        years = found.setdefault(value, [])
        if year not in years:
            years.append(year)
    ordered = sorted((min(years), value) for value, years in found.items())
    return tuple(PrintedValue(value, tuple(sorted(found[value]))) for _, value in ordered)
