"""What a response says first and in how many points, for lists of responses."""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from responses.models import Response, ResponsePoint


def annotate_points(responses: QuerySet[Response]) -> QuerySet[Response]:
    """Add `point_count` of public points, and `first_summary`: ours of the first of them, None where there is none."""
    public = ResponsePoint.objects.public()
    first = public.filter(response=OuterRef("pk")).order_by("ordinal")
    return responses.annotate(
        point_count=Count("points", filter=Q(points__in=public)),
        first_summary=Subquery(first.values("summary")[:1]),
    )
