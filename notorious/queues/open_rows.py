"""What is to be done: the rows of the queues that need more than one condition."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from markets.admin.confirming import list_unconfirmed
from markets.models import (
    DiscoveredDocument,
    Edition,
    Listing,
    ProposedChange,
    Reading,
    Recommendation,
    RecommendationLink,
)
from responses.models import Answer, Assessment, Claim, Response, ResponsePoint
from responses.tracker.status import NOTHING_SAID


def list_open_changes() -> QuerySet[ProposedChange]:
    """Changes that wait for an editor, the oldest first."""
    rows = ProposedChange.objects.filter(state=ProposedChange.State.PROPOSED)
    return rows.select_related("proposed_by", "citation").order_by("pk")


def list_discovered() -> QuerySet[DiscoveredDocument]:
    """New documents; `read_for` is the edition for which the document was read, if it was."""
    readings = Reading.objects.filter(snapshot=OuterRef("snapshot"), edition__isnull=False)
    rows = DiscoveredDocument.objects.filter(state=DiscoveredDocument.State.NEW)
    rows = rows.select_related("source", "snapshot").defer("snapshot__content")
    return rows.annotate(read_for=Subquery(readings.values("edition")[:1]))


def list_live_points() -> QuerySet[ResponsePoint]:
    """Points that were not removed, of responses that were not withdrawn."""
    rows = ResponsePoint.objects.filter(withdrawn_at__isnull=True)
    return rows.exclude(response__stage=Response.Stage.WITHDRAWN).select_related("response")


def list_unlinked_points() -> QuerySet[ResponsePoint]:
    """Points that answer nothing yet."""
    links = Answer.objects.filter(point=OuterRef("pk"), withdrawn_at__isnull=True)
    return list_live_points().exclude(response__kind__in=NOTHING_SAID).filter(~Exists(links))


def list_without_follow_up() -> QuerySet[Recommendation]:
    """Public recommendations with a later edition, of which no accepted follow-up is recorded."""
    later = Edition.objects.public().filter(year__gt=OuterRef("edition__year"))
    links = RecommendationLink.objects.filter(earlier=OuterRef("pk"), decision="accepted")
    return Recommendation.objects.public().filter(~Exists(links), Exists(later)).select_related("edition")


def list_unanswered() -> QuerySet[Recommendation]:
    """Public recommendations that no point answers."""
    links = Answer.objects.filter(recommendation=OuterRef("pk"), withdrawn_at__isnull=True)
    return (
        Recommendation.objects.public().without_criticisms().filter(~Exists(links)).select_related("edition")
    )


def list_claims_without_period() -> QuerySet[Claim]:
    """Figures whose time period is not recorded."""
    rows = Claim.objects.filter(period="", withdrawn_at__isnull=True, point__in=list_live_points().order_by())
    return rows.select_related("point__response").order_by("point", "ordinal")


def list_doubtful_readings() -> QuerySet[Reading]:
    """Documents that could not be read, and drafts with problems that nobody accepted."""
    doubtful = Q(state=Reading.State.DRAFTED, accepted_at__isnull=True, problems__len__gt=0)
    rows = Reading.objects.filter(doubtful | Q(state=Reading.State.REFUSED))
    known = rows.select_related("edition", "snapshot").prefetch_related("snapshot__fetches")
    return known.defer("parsed", "snapshot__content")


def list_assessments() -> QuerySet[Assessment]:
    """Signed and not accepted, unless a later one on the same recommendation was accepted."""
    later = Assessment.objects.public().filter(
        recommendation=OuterRef("recommendation"), signed_at__gt=OuterRef("signed_at")
    )
    rows = Assessment.objects.filter(acceptance__isnull=True).filter(~Exists(later))
    return rows.select_related("recommendation")


def list_unproposed() -> QuerySet[Listing]:
    """Unconfirmed listings for which no source is proposed yet."""
    proposed = ProposedChange.objects.filter(
        table="markets.listing", state=ProposedChange.State.PROPOSED
    ).values("row")
    return list_unconfirmed().exclude(pk__in=proposed)
