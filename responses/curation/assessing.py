"""Our own conclusions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User

from markets.curation.refusal import Refusal, action
from markets.models import DataVersion, Recommendation, Snapshot
from responses.models import Assessment, AssessmentAcceptance, AssessmentEvidence, Conclusion, ResponsePoint


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


@action("responses.sign_assessment")
def sign_assessment(
    recommendation: Recommendation,
    conclusion: str,
    text: str,
    evidence: Sequence[AssessmentGround],
    *,
    signed_as: str = "",
    by: User,
) -> Assessment:
    """Adds an assessment, signed with the person's name and dated now. It is public once another person accepts it.

    Raises Refusal without evidence or text, with an unknown conclusion, or on what is not public.
    """
    if not Recommendation.objects.public().filter(pk=recommendation.pk).exists():
        raise Refusal(f"{recommendation} is not public, so there is nothing to find about it yet.")
    if conclusion not in Conclusion.values:
        raise Refusal(f"“{conclusion}” is no conclusion: one of {', '.join(Conclusion.values)}.")
    if not text.strip():
        raise Refusal("An assessment says in words what was found.")
    if not evidence or not all(each.something for each in evidence):
        raise Refusal(
            "An assessment needs at least one piece of evidence: a point, a recommendation, a document or a source."
        )
    assessment = Assessment.objects.create(
        recommendation=recommendation,
        conclusion=conclusion,
        text=text.strip(),
        signed_by=by,
        signed_as=signed_as.strip() or by.get_full_name() or by.get_username(),
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


@action("responses.accept_assessment", public=True)
def accept_assessment(assessment: Assessment, *, by: User) -> AssessmentAcceptance:
    """Makes an assessment public; an earlier one stays and no longer counts. Raises Refusal for its own author."""
    if assessment.signed_by_id == by.pk:
        raise Refusal("Whoever signed an assessment may not accept it: another editor has to.")
    if AssessmentAcceptance.objects.filter(assessment=assessment).exists():
        raise Refusal(f"The assessment on {assessment} is accepted already.")
    accepted = AssessmentAcceptance.objects.create(assessment=assessment, accepted_by=by)
    DataVersion.advance()
    return accepted
