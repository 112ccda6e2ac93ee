"""The public edition that an address names, for pages and files."""

from django.http import Http404

from markets.grid import Grid
from markets.models import Edition


def find_edition(whole: Grid, year: int) -> Edition:
    """Return the public edition of that year under review; else 404 with a sentence that helps."""
    found = next((edition for edition in whole.editions if edition.year == year), None)
    if found is None:
        raise Http404(_explain_missing_edition(whole, year))
    return found


def _explain_missing_edition(whole: Grid, year: int) -> str:
    """Return why there is no page for `year`, in one sentence or two."""
    if not whole.years:
        return "No edition is published in this record yet."
    if year < whole.years[0]:
        return (
            f"There is no {year} edition: the List has appeared by itself since the review of {whole.years[0]}. "
            "Before that, notorious markets were a section of the Special 301 Report."
        )
    return (
        f"There is no {year} edition in this record. An edition is known by the year under review: "
        "the List of 2017 came out in January 2018."
    )
