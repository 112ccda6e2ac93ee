"""Quotations held against the documents that they cite."""

from __future__ import annotations

from django.db import transaction

from markets.ingest.pages import Unreadable, read_pages
from markets.models import Snapshot
from responses.models import Response
from responses.quotations import check

NOT_HELD = "not_held"
"""Where no document is held, or what is held cannot be read as text: nothing was checked."""


def text_of(snapshot: Snapshot) -> str | None:
    """The running text of a document, a line for a line; None where it cannot be read."""
    try:
        pages = read_pages(bytes(snapshot.content))
    except Unreadable:
        return None
    return "\n".join(line.text for page in pages for line in page.lines)


@transaction.atomic
def check_quotations(response: Response) -> dict[int, str]:
    """Checks every quotation of a response against its snapshot, and keeps the verdicts.

    To be called whenever a response or its points were saved. Returns {ordinal of the point: verdict}, "" for
    a point without a quotation.
    """
    points = list(response.points.select_for_update())
    text = None
    if response.snapshot is not None and any(point.quote for point in points):
        text = text_of(response.snapshot)
    for point in points:
        verdict = NOT_HELD if text is None else check(point.quote, text).status
        wanted = verdict if point.quote.strip() else ""
        if point.quote_check != wanted:
            point.quote_check = wanted
            point.save(update_fields=["quote_check"])
    return {point.ordinal: point.quote_check for point in points}
