"""Our own conclusions."""

from collections.abc import Sequence
from dataclasses import dataclass

import pghistory
from django.contrib.auth.models import User

from markets.curation.refusal import Refusal, action, ask_others
from markets.curation.row_changes import find_authors
from markets.models import DataVersion, Recommendation, Snapshot
from responses.models import (
    Assessment,
    AssessmentAcceptance,
    AssessmentEvidence,
    AssessmentWithdrawal,
    Conclusion,
    ResponsePoint,
)

ACCEPT = "responses.accept_assessment"


@dataclass(frozen=True, slots=True)
class AssessmentGround:
    """One thing that an assessment rests on: one of the first three, or a citation; `page` where there is one."""

    point: ResponsePoint | None = None
    recommendation: Recommendation | None = None
    snapshot: Snapshot | None = None
    page: int | None = None
    citation: str = ""

    @property
    def something(self) -> bool:
        return bool(self.point or self.recommendation or self.snapshot or self.citation.strip())


def name_in_public(user: User) -> str:
    """Return the name under which an account signs: the full name of the account, else its user name."""
    return user.get_full_name() or user.get_username()


@action("responses.sign_assessment")
def sign_assessment(
    recommendation: Recommendation,
    conclusion: str,
    text: str,
    evidence: Sequence[AssessmentGround],
    *,
    by: User,
) -> Assessment:
    """Add an assessment, signed and dated. It becomes public when another person accepts it.

    Raises Refusal without evidence or text, with an unknown conclusion, or on what is not public.
    """
    if not Recommendation.objects.public().filter(pk=recommendation.pk).exists():
        raise Refusal(f"{recommendation} is not public, so it cannot be assessed yet.")
    if conclusion not in Conclusion.values:
        raise Refusal(f"“{conclusion}” is not a conclusion. Choose one of {', '.join(Conclusion.values)}.")
    if not text.strip():
        raise Refusal("Write the assessment in words.")
    if not evidence or not all(each.something for each in evidence):
        raise Refusal(
            "An assessment needs at least one piece of evidence: a point, a recommendation, a document or a source."
        )
    assessment = Assessment.objects.create(
        recommendation=recommendation,
        conclusion=conclusion,
        text=text.strip(),
        signed_by=by,
        signed_as=name_in_public(by),
    )
    AssessmentEvidence.objects.bulk_create(
        AssessmentEvidence(
            assessment=assessment,
            point=each.point,
            recommendation=each.recommendation,
            snapshot=each.snapshot,
            page=each.page,
            citation=each.citation.strip(),
        )
        for each in evidence
    )
    return assessment


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
