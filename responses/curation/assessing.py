"""Our own conclusions."""

import pghistory
from django.contrib.auth.models import User

from markets.curation.refusal import Refusal, action, ask_others
from markets.curation.row_changes import find_authors
from markets.models import DataVersion
from responses.models import (
    Assessment,
    AssessmentAcceptance,
    AssessmentEvidence,
    AssessmentWithdrawal,
)

ACCEPT = "responses.accept_assessment"


@action(ACCEPT, public=True)
def accept_assessment(assessment: Assessment, *, by: User) -> AssessmentAcceptance:
    """Make another person's assessment public; it replaces an earlier one. Raise Refusal for its own author."""
    authors = {assessment.signed_by_id, *find_authors(assessment)}
    if by.pk in authors:
        ask = ask_others(ACCEPT, authors)
        raise Refusal(f"You wrote this assessment, or part of it: another editor accepts it. {ask}")
    if AssessmentAcceptance.objects.filter(assessment=assessment).exists():
        raise Refusal(f"The assessment on {assessment} is accepted already.")
    accepted = AssessmentAcceptance.objects.create(assessment=assessment, accepted_by=by)
    DataVersion.advance()
    return accepted


@action("responses.sign_assessment")
def delete_assessment(assessment: Assessment, *, by: User) -> None:
    """Delete one's own assessment before it is accepted; its history stays. Raise Refusal for others."""
    if AssessmentAcceptance.objects.filter(assessment=assessment).exists():
        raise Refusal(f"The assessment on {assessment} was accepted: an editor can withdraw it.")
    if assessment.signed_by_id != by.pk:
        raise Refusal("Only its author deletes an assessment.")
    AssessmentEvidence.objects.filter(assessment=assessment).delete()
    assessment.delete()


@action(ACCEPT, public=True)
def withdraw_assessment(assessment: Assessment, *, reason: str, by: User) -> AssessmentWithdrawal:
    """Withdraw an accepted assessment, with a reason; it stays in the history. Raise Refusal."""
    if not reason.strip():
        raise Refusal("Give a reason. The history keeps it, and readers of the corrections see it.")
    if not Assessment.objects.public().filter(pk=assessment.pk).exists():
        raise Refusal(f"The assessment on {assessment} is not public.")
    pghistory.context(reason=reason.strip())
    made = AssessmentWithdrawal.objects.create(assessment=assessment, reason=reason.strip(), done_by=by)
    DataVersion.advance()
    return made


@action(ACCEPT, public=True)
def restore_assessment(assessment: Assessment, *, by: User) -> AssessmentWithdrawal:
    """Undo the withdrawal of an assessment. Raise Refusal."""
    row = assessment.withdrawals.select_for_update().filter(undone_at__isnull=True).first()
    if row is None:
        raise Refusal(f"The assessment on {assessment} is not withdrawn.")
    row.undo(by)
    DataVersion.advance()
    return row
