"""Quotations compared with the documents that they cite."""

import re
from typing import Any

from bs4.dammit import UnicodeDammit
from django.db import transaction
from django.dispatch import receiver

from markets.curation.proposing import row_changed
from markets.ingest.pages import Unreadable
from markets.models import Snapshot
from responses.claims import plain_text
from responses.curation.document_lines import RunningText, read_lines
from responses.models import Response, ResponsePoint
from responses.quotations import check_quotation

NOT_HELD = "not_held"
"""Where no document is held, or what is held cannot be read as text: nothing was checked."""

LARGEST_PAGE = 2 * 1024 * 1024  # bytes of HTML that are read here; what is larger is read under limits
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


def read_text(snapshot: Snapshot) -> str | None:
    """Return the running text of a document, with its paragraphs; None where it cannot be read.

    Places of proposed claims and of quotations count in this text.
    """
    return read_with_doubts(snapshot).text


def read_with_doubts(snapshot: Snapshot) -> RunningText:
    """Return the same, with what makes the reading of a PDF doubtful."""
    content = bytes(snapshot.content)
    media_type = snapshot.media_type.partition(";")[0].strip().casefold()
    if media_type == "text/plain":
        return RunningText(_clean_text(content.decode("utf-8-sig", "replace")))
    if media_type == "text/html" and len(content) <= LARGEST_PAGE:
        return RunningText(_clean_text(plain_text(UnicodeDammit(content, is_html=True).unicode_markup or "")))
    try:
        read = read_lines(content)
    except Unreadable:
        return RunningText(None)
    return RunningText(_clean_text(read.text or ""), tuple(map(_clean_text, read.doubts)))


def _clean_text(text: str) -> str:
    """Without what a database or a page cannot hold: control characters, and marks that turn the reading."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


@receiver(row_changed, sender=Response)
@receiver(row_changed, sender=ResponsePoint)
def _check_after_change(row: Response | ResponsePoint, **signal: Any) -> None:
    check_quotations(row.response if isinstance(row, ResponsePoint) else row)


@transaction.atomic
def check_quotations(response: Response) -> dict[int, str]:
    """Checks every quotation of a response against its snapshot, and keeps the verdicts.

    To be called whenever a response or its points were saved. Returns {ordinal of the point: verdict}, "" for
    a point without a quotation.
    """
    points = list(response.points.select_for_update())
    text = None
    if response.snapshot is not None and any(point.quote for point in points):
        text = read_text(response.snapshot)
    for point in points:
        verdict = NOT_HELD if text is None else check_quotation(point.quote, text).status
        wanted = verdict if point.quote.strip() else ""
        if point.quote_check != wanted:
            point.quote_check = wanted
            point.save(update_fields=["quote_check"])
    return {point.ordinal: point.quote_check for point in points}
