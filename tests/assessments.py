"""Assessments for tests, written as the desk's form writes them."""

from django.contrib.auth.models import User
from django.db import transaction

from markets.curation.refusal import own_context
from markets.models import Recommendation
from responses.models import Assessment, ResponsePoint


def write_assessment(
    asked: Recommendation,
    conclusion: str = "open",
    text: str = "Cannot be said.",
    *,
    by: User,
    point: ResponsePoint | None = None,
    citation: str = "",
) -> Assessment:
    """Return a signed assessment with one piece of evidence: the point or the citation, else a source."""
    assessment = Assessment(recommendation=asked, conclusion=conclusion, text=text)
    assessment.signed_by, assessment.signed_as = by, by.get_full_name() or by.get_username()
    with transaction.atomic(), own_context(user=by.pk):
        assessment.save()
        assessment.evidence.create(point=point, citation=citation or ("" if point else "BNA"))
    return assessment
