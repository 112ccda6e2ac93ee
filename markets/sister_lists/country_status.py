"""A country's Special 301 status on the day an edition came out."""

from markets.models import CountryStatus, Edition

EARLIEST_RELEASE = 4, 25
"""The report came out on 25 April at the earliest. The Lists of 2018 and 2019 came out with it, on the same day."""


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
    day = edition.released_on.month, edition.released_on.day
    return edition.released_on.year - (day < EARLIEST_RELEASE)
