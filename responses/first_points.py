"""What a response says first, for lists of responses."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery

from responses.models import Response, ResponsePoint


def annotate_first_summary(responses: QuerySet[Response]) -> QuerySet[Response]:
    """Add `first_summary`: our summary of the first public point; None where there is none."""
    points = ResponsePoint.objects.public().filter(response=OuterRef("pk")).order_by("ordinal")
    return responses.annotate(first_summary=Subquery(points.values("summary")[:1]))
