"""Corrections told to readers: entered by a curator, published by an editor, never deleted."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.utils import timezone

from markets.curation.refusal import Refusal, action
from notorious.models import CorrectionNotice

PUBLISH = "notorious.publish_correctionnotice"


@action(PUBLISH)
def publish_notice(notice: CorrectionNotice, *, by: User) -> CorrectionNotice:
    """Readers see the notice under /corrections/. Raises Refusal where they see it already."""
    return _set(notice, by, public=True)


@action(PUBLISH)
def withdraw_notice(notice: CorrectionNotice, *, by: User) -> CorrectionNotice:
    """Readers see the notice no more; who had published it stays in the history. Raises Refusal."""
    return _set(notice, by, public=False)


def _set(notice: CorrectionNotice, by: User, *, public: bool) -> CorrectionNotice:
    row = CorrectionNotice.objects.select_for_update().get(pk=notice.pk)
    if (row.published_at is not None) == public:
        raise Refusal(f"“{row}” is {'published already' if public else 'not public'}.")
    row.published_at, row.published_by = (timezone.now(), by) if public else (None, None)
    row.save(update_fields=["published_at", "published_by"])
    return row
