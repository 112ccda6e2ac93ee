"""The JSON of `manage.py parse`."""

from collections.abc import Sequence
from typing import Any

from markets.ingest.records import ParsedEdition, ParsedListing


def as_json(edition: ParsedEdition, problems: Sequence[str]) -> dict[str, Any]:
    """{"edition": {…}, "listings": [{…}], "problems": […]}; `docs/data.md` describes each field."""
    counts = edition.stated_counts
    return {
        "edition": {
            "year": edition.year,
            "title": edition.title,
            "published": edition.published,
            "issue_focus": edition.issue_focus,
            "docket": edition.docket,
            "stated_counts": {"online": counts.online, "physical": counts.physical} if counts else None,
        },
        "listings": [_listing(listing) for listing in edition.listings],
        "problems": list(problems),
    }


def _listing(listing: ParsedListing) -> dict[str, Any]:
    return {
        "name": listing.name,
        "kind": listing.kind,
        "country": listing.country,
        "country_codes": list(listing.country_codes),
        "city": listing.city,
        "domains": list(listing.domains),
        "page": listing.page,
        "text": listing.text,
        "recommendations": [
            {"text": ask.text, "page": ask.page, "start": ask.start, "end": ask.end}
            for ask in listing.recommendations
        ],
    }
