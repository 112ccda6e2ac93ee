"""What was asked of a market, and the responses about it, altogether or under one edition."""

from django.db.models import Q

from markets.models import Market, Recommendation
from responses.first_points import annotate_points
from responses.models import Answer, Response
from responses.tracker import RecommendationRow, build_tracker


def find_responses(market: Market, year: int | None = None) -> list[Response]:
    """Public responses that name the market (or one merged into it), the latest first.

    `year`: those under that edition, and those that answer what it says of the market; what the timeline counts.
    """
    which = Q(market__in=market.members)
    if year is not None:
        entry = Q(to=Answer.To.ENTRY, market__in=market.members, edition__year=year)
        asked = Q(recommendation__market__in=market.members, recommendation__edition__year=year)
        answering = Answer.objects.public().filter(entry | asked).order_by().values("point__response")
        which = Q(which, edition__year=year) | Q(pk__in=answering)
    found = annotate_points(Response.objects.public().filter(which))
    found = found.select_related("party", "edition", "market__merged_into")
    return list(found.order_by("-said_on", "public_id"))


def find_asked(market: Market, year: int | None = None) -> list[RecommendationRow]:
    """Return what USTR asked of it and what came of it."""
    asked = Recommendation.objects.filter(market__in=market.members)
    return build_tracker(asked.filter(edition__year=year) if year is not None else asked)
