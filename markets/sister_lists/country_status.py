"""A country's Special 301 status on the day an edition came out."""

from __future__ import annotations

from markets.models import CountryStatus, Edition

RELEASE_MONTH = 5
"""The report comes out in April or May; from May on, that of the year is in force."""


def find_statuses(edition: Edition) -> dict[str, CountryStatus]:
    """{country: its status}, by the report in force on the release day: one query."""
    year = find_report_year(edition)
    if year is None:
        return {}
    return {each.country_code: each for each in CountryStatus.objects.public().filter(year=year)}


def find_report_year(edition: Edition) -> int | None:
    """Return the year of the report in force on the release day; None where that day is not known."""
    if edition.released_on is None:
        return None
    return edition.released_on.year - (edition.released_on.month < RELEASE_MONTH)
