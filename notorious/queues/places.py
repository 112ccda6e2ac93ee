"""Where an item of a queue is done."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from markets.models import Listing, Reading, Recommendation, Snapshot, Source
from responses.models import Response, ResponsePoint


def locate_row(row: Any) -> str:
    """Return the row's own form."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def locate_response(response: Response) -> str:
    """Return the desk of a response."""
    return reverse("admin:responses_response_desk", args=[response.pk])


def locate_point(point: ResponsePoint) -> str:
    """Return a point at the desk of its response."""
    return f"{locate_response(point.response)}#point{point.ordinal}"


def locate_edition(edition: int) -> str:
    """Return the release screen of an edition."""
    return reverse("admin:markets_edition_desk", args=[edition])


def locate_reading(reading: Reading) -> str:
    """Return the release screen of what was read; the reading itself where no edition is known."""
    return locate_edition(reading.edition_id) if reading.edition_id else locate_row(reading)


def locate_document(snapshot: Snapshot) -> str:
    """Return the form that enters a stored document as a response."""
    return _locate_entry(snapshot=snapshot.sha256)


def locate_discovered(document: Any) -> str:
    """Return the release screen of a report, the entry form of a statement, else the document's own page."""
    if document.read_for:
        return locate_edition(document.read_for)
    if document.snapshot_id and document.source.kind in (Source.Kind.NEWSROOM, Source.Kind.REGULATIONS):
        return _locate_entry(discovered=document.pk)
    return locate_row(document)


def locate_follow_up(recommendation: Recommendation) -> str:
    """Return the page that records what a later edition does with a recommendation."""
    return reverse("follow-up", args=[recommendation.public_id])


def locate_new_response(recommendation: Recommendation) -> str:
    """Return the form that enters a response to a recommendation."""
    return _locate_entry(edition=recommendation.edition_id, market=recommendation.market_id or "")


def locate_confirmation(listing: Listing) -> str:
    """Return the form that confirms an unconfirmed listing with a source."""
    return f"{reverse('confirm')}?{urlencode({'row': listing.pk})}"


def _locate_entry(**known: Any) -> str:
    return f"{reverse('admin:responses_response_enter')}?{urlencode(known)}"


def add_queue(address: str, queue: str, at: int, row: int, filters: Mapping[str, str]) -> str:
    """Return the address with the place in the queue, so that one can go on to the next item."""
    page, _, fragment = address.partition("#")
    sign = "&" if "?" in page else "?"
    place = urlencode(
        {"queue": queue, "at": at, "row": row, **{f"q-{name}": value for name, value in filters.items()}}
    )
    return f"{page}{sign}{place}" + (f"#{fragment}" if fragment else "")
