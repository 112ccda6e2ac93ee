"""Taking a response off the public record, and putting it back. No row is lost either way."""

from __future__ import annotations

import pghistory
from django.contrib.auth.models import User
from django.utils import timezone

from markets.curation.refusal import Refusal, action
from markets.models import DataVersion
from responses.models import Response


@action("responses.change_response")
def withdraw_response(response: Response, reason: str, *, by: User) -> Response:
    """Readers see it no more, nor what hangs on it. The reason is kept in the history."""
    return _set(response, reason, withdrawn=True)


@action("responses.change_response")
def restore_response(response: Response, reason: str, *, by: User) -> Response:
    """Readers see it again."""
    return _set(response, reason, withdrawn=False)


def _set(response: Response, reason: str, withdrawn: bool) -> Response:
    if not reason.strip():
        raise Refusal("Say why: the reason is kept.")
    row = Response.objects.select_for_update().get(pk=response.pk)
    if (row.withdrawn_at is not None) == withdrawn:
        raise Refusal(f"{row} is {'withdrawn already' if withdrawn else 'not withdrawn'}.")
    with pghistory.context(reason=reason.strip()):
        row.withdrawn_at = timezone.now() if withdrawn else None
        row.save(update_fields=["withdrawn_at"])
    DataVersion.advance()
    return row
