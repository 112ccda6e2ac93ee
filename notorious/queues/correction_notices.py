"""Correction notices: entered by a curator, published by an editor, never deleted."""

import pghistory
from django.contrib.auth.models import User
from django.utils import timezone

from markets.curation.refusal import Refusal, action, ask_others
from markets.curation.row_changes import find_authors
from notorious.models import CorrectionNotice

PUBLISH_NOTICE = "notorious.publish_correctionnotice"


@action(PUBLISH_NOTICE, public=True)
def publish_notice(notice: CorrectionNotice, *, by: User) -> CorrectionNotice:
    """Publish a correction notice on /corrections/. Raise Refusal if it is public already."""
    return _set_public(notice, by, public=True)


@action(PUBLISH_NOTICE, public=True)
def withdraw_notice(notice: CorrectionNotice, *, reason: str, by: User) -> CorrectionNotice:
    """Withdraw a correction notice, with a reason; the history keeps it and who published it. Raise Refusal."""
    if not reason.strip():
        raise Refusal("Give a reason for withdrawing the notice. The history keeps it.")
    pghistory.context(reason=reason.strip())
    return _set_public(notice, by, public=False)


def explain_own_notice(by: User) -> str:
    """Return why one who alone wrote a notice does not publish it, and who does."""
    ask = ask_others(PUBLISH_NOTICE, {by.pk})
    return f"You wrote this notice: another editor publishes it, or another person writes part of it. {ask}"


def _set_public(notice: CorrectionNotice, by: User, *, public: bool) -> CorrectionNotice:
    row = CorrectionNotice.objects.select_for_update().get(pk=notice.pk)
    if (row.published_at is not None) == public:
        raise Refusal(f"“{row}” is {'published already' if public else 'not public'}.")
    if public and not find_authors(row) - {by.pk}:
        raise Refusal(explain_own_notice(by))
    row.published_at, row.published_by = (timezone.now(), by) if public else (None, None)
    row.save(update_fields=["published_at", "published_by"])
    return row
