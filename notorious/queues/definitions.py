"""The to-do queues: one for each kind of work, each row with the page where it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from markets.models import (
    DiscoveredDocument,
    Edition,
    Evidence,
    Listing,
    Reading,
    Recommendation,
    RecommendationLink,
    Snapshot,
    Stage,
)
from notorious.models import Assignment
from responses.models import Answer, Assessment, Claim, Response, ResponsePoint
from responses.tracker.status import NOTHING_SAID

TO_VERIFY = (Evidence.LEAD, Evidence.UNCONFIRMED)
NOT_EXACT = ("respelled", "elided", "altered", "not_found")


@dataclass(frozen=True, slots=True)
class Queue:
    """One kind of work. `rows` gives what waits; `url` is the page where a row is done."""

    name: str
    title: str
    rows: Callable[[], QuerySet[Any]]
    describe: Callable[[Any], str]
    url: Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class QueueCount:
    """How many rows of a queue wait, how many have an owner, and how many are the user's own."""

    queue: Queue
    count: int
    owned: int
    mine: int


def count_queues(user: User) -> list[QueueCount]:
    """Return every queue with its counts. One query for each."""
    found = []
    for queue in QUEUES.values():
        assigned = Assignment.objects.filter(queue=queue.name, owner__isnull=False)
        counts = (
            queue.rows()
            .order_by()
            .aggregate(
                count=Count("pk"),
                owned=Count("pk", filter=Q(pk__in=assigned.values("row"))),
                mine=Count("pk", filter=Q(pk__in=assigned.filter(owner=user).values("row"))),
            )
        )
        found.append(QueueCount(queue, **counts))
    return found


def _change_url(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def _response_url(response: Response, fragment: str = "") -> str:
    return reverse("admin:responses_response_desk", args=[response.pk]) + fragment


def _edition_url(edition: Edition) -> str:
    return reverse("admin:markets_edition_desk", args=[edition.pk])


def _live_points() -> QuerySet[ResponsePoint]:
    rows = ResponsePoint.objects.filter(withdrawn_at__isnull=True)
    return rows.exclude(response__stage=Response.Stage.WITHDRAWN).select_related("response")


def _unlinked_points() -> QuerySet[ResponsePoint]:
    links = Answer.objects.filter(point=OuterRef("pk"), withdrawn_at__isnull=True)
    return _live_points().exclude(response__kind__in=NOTHING_SAID).filter(~Exists(links))


def _without_follow_up() -> QuerySet[Recommendation]:
    """Public asks with a later List, of which no accepted link says what it did with them."""
    later = Edition.objects.public().filter(year__gt=OuterRef("edition__year"))
    links = RecommendationLink.objects.filter(earlier=OuterRef("pk"), decision="accepted")
    return Recommendation.objects.public().filter(~Exists(links), Exists(later)).select_related("edition")


def _unanswered() -> QuerySet[Recommendation]:
    links = Answer.objects.filter(recommendation=OuterRef("pk"), withdrawn_at__isnull=True)
    return (
        Recommendation.objects.public().without_criticisms().filter(~Exists(links)).select_related("edition")
    )


def _claims_without_period() -> QuerySet[Claim]:
    rows = Claim.objects.filter(period="", withdrawn_at__isnull=True, point__in=_live_points().order_by())
    return rows.select_related("point__response").order_by("point", "ordinal")


def _readings() -> QuerySet[Reading]:
    doubtful = Q(state=Reading.State.DRAFTED, accepted_at__isnull=True, problems__len__gt=0)
    return Reading.objects.filter(doubtful | Q(state=Reading.State.REFUSED)).select_related(
        "edition", "snapshot"
    )


def _assessments() -> QuerySet[Assessment]:
    """Signed and not accepted, and not overtaken by a later one that was."""
    later = Assessment.objects.public().filter(
        recommendation=OuterRef("recommendation"), signed_at__gt=OuterRef("signed_at")
    )
    rows = Assessment.objects.filter(acceptance__isnull=True).filter(~Exists(later))
    return rows.select_related("recommendation")


def _describe_quotation(point: ResponsePoint) -> str:
    return f"{point} ({point.quote_check.replace('_', ' ')}): {point.quote[:120]}"


def _reading_url(reading: Reading) -> str:
    return _edition_url(reading.edition) if reading.edition else _change_url(reading)


QUEUES: dict[str, Queue] = {
    queue.name: queue
    for queue in (
        Queue(
            "finds",
            "New finds of the sources",
            lambda: DiscoveredDocument.objects.filter(state=DiscoveredDocument.State.NEW).select_related(
                "source"
            ),
            lambda row: f"{row} ({row.source})",
            _change_url,
        ),
        Queue(
            "snapshots",
            "New snapshots that nobody has read or cited",
            lambda: Snapshot.objects.filter(readings=None, response=None),
            lambda row: f"{row}, {row.media_type}, {row.size} bytes, {row.stored_at:%Y-%m-%d}",
            _change_url,
        ),
        Queue(
            "readings",
            "Readings with problems",
            _readings,
            lambda row: f"{row}: {row.sentence or '; '.join(row.problems[:1])}",
            _reading_url,
        ),
        Queue(
            "names",
            "Names in drafts that mean no market yet",
            lambda: Listing.objects.filter(stage=Stage.DRAFT, market=None).select_related("edition"),
            str,
            lambda row: _edition_url(row.edition),
        ),
        Queue(
            "drafts",
            "Responses to be reviewed",
            lambda: Response.objects.filter(stage=Response.Stage.DRAFT).select_related("party"),
            lambda row: f"{row}: {row.title}",
            _response_url,
        ),
        Queue(
            "reviewed",
            "Responses to be published",
            lambda: Response.objects.filter(stage=Response.Stage.REVIEWED).select_related("party"),
            lambda row: f"{row}: {row.title}",
            _response_url,
        ),
        Queue(
            "points",
            "Points that are linked to nothing",
            _unlinked_points,
            lambda row: f"{row}: {row.summary[:120]}",
            lambda row: _response_url(row.response, f"#point{row.ordinal}"),
        ),
        Queue(
            "unanswered",
            "Recommendations that no point answers",
            _unanswered,
            lambda row: f"{row}: {row.text[:120]}",
            _change_url,
        ),
        Queue(
            "without_follow_up",
            "Asks not linked to a later List",
            _without_follow_up,
            lambda row: f"{row}: {row.text[:120]}",
            _change_url,
        ),
        Queue(
            "links",
            "Proposed links between editions to be decided",
            lambda: RecommendationLink.objects.filter(decision="proposed").select_related(
                "earlier", "later", "edition"
            ),
            str,
            _change_url,
        ),
        Queue(
            "quotations",
            "Quotations that are not exact",
            lambda: _live_points().filter(quote_check__in=NOT_EXACT),
            _describe_quotation,
            lambda row: _response_url(row.response, f"#point{row.ordinal}"),
        ),
        Queue(
            "periods",
            "Claims that miss a period",
            _claims_without_period,
            lambda row: f"{row.point}: {row} ({row.metric})",
            lambda row: _change_url(row.point.response),
        ),
        Queue(
            "assessments",
            "Assessments to be accepted",
            _assessments,
            lambda row: f"{row}, signed by {row.signed_as}",
            _change_url,
        ),
        Queue(
            "response-leads",
            "Responses to verify: leads and probable ones",
            lambda: Response.objects.filter(evidence__in=TO_VERIFY).exclude(stage="withdrawn"),
            lambda row: f"{row} ({row.evidence}): {row.title}",
            _response_url,
        ),
        Queue(
            "listing-leads",
            "Listings to verify: leads and probable ones",
            lambda: Listing.objects.filter(evidence__in=TO_VERIFY, stage=Stage.PUBLISHED).select_related(
                "edition"
            ),
            lambda row: f"{row} ({row.evidence})",
            _change_url,
        ),
    )
}
