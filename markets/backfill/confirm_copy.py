"""An editor confirms once that a copy from an archive or a mirror is USTR's report."""

from django.contrib.auth.models import User
from django.utils import timezone

from markets.backfill.result import BackfillResult
from markets.curation.publishing import PUBLISH_EDITION
from markets.curation.refusal import Refusal, action


@action(PUBLISH_EDITION)
def confirm_copy(result: BackfillResult | None, *, by: User) -> None:
    """Record who compared a copy of a report with the original. Raise Refusal where there is none."""
    if result is None or not result.copy_host:
        raise Refusal("There is no copy to confirm: the report is USTR's own, or its copy is confirmed.")
    result.copy_confirmed_by, result.copy_confirmed_at = by, timezone.now()
    result.save(update_fields=["copy_confirmed_by", "copy_confirmed_at"])
