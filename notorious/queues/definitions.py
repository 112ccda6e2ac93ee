"""The to-do queues: one for each kind of work, each row with the page where it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Q, QuerySet

from markets.admin.confirming import UNCONFIRMED
from markets.models import (
    Listing,
    Reading,
    RecommendationLink,
    Snapshot,
    Stage,
)
from notorious.models import Assignment, QueueDismissal
from notorious.queues.details import (
    Detail,
    describe_quotation,
    describe_reading,
    list_assessment_details,
    list_change_details,
    list_link_details,
)
from notorious.queues.open_rows import (
    list_assessments,
    list_claims_without_period,
    list_discovered,
    list_doubtful_readings,
    list_live_points,
    list_open_changes,
    list_unanswered,
    list_unlinked_points,
    list_unproposed,
    list_without_follow_up,
)
from notorious.queues.places import (
    locate_confirmation,
    locate_discovered,
    locate_document,
    locate_edition,
    locate_follow_up,
    locate_new_response,
    locate_point,
    locate_reading,
    locate_response,
    locate_row,
)
from notorious.reply.models import Reply
from responses.models import Response

NOT_EXACT = ("respelled", "elided", "altered", "not_found")


@dataclass(frozen=True, slots=True)
class Queue:
    """One kind of work. `rows` gives what is open; `url` is the page where a row is done.

    `kind` and `edition` are lookups by which the queue can be filtered, where it can.
    """

    name: str
    title: str
    rows: Callable[[], QuerySet[Any]]
    describe: Callable[[Any], str]
    url: Callable[[Any], str]
    kind: str = ""
    edition: str = ""
    detail: Callable[[Any], Detail] = lambda row: []

    def open_rows(self, dismissed: bool = False) -> QuerySet[Any]:
        """Return what is open, without what was dismissed; or only that."""
        gone = QueueDismissal.objects.filter(queue=self.name, undone_at__isnull=True).values("row")
        return self.rows().filter(pk__in=gone) if dismissed else self.rows().exclude(pk__in=gone)


@dataclass(frozen=True, slots=True)
class QueueCount:
    """How many rows of a queue are open, how many are assigned, and how many to the user."""

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
            queue.open_rows()
            .order_by()
            .aggregate(
                count=Count("pk"),
                owned=Count("pk", filter=Q(pk__in=assigned.values("row"))),
                mine=Count("pk", filter=Q(pk__in=assigned.filter(owner=user).values("row"))),
            )
        )
        found.append(QueueCount(queue, **counts))
    return found


QUEUES: dict[str, Queue] = {
    queue.name: queue
    for queue in (
        Queue(
            "releases",
            "Drafts of editions to review and publish",
            lambda: Reading.objects.filter(state=Reading.State.DRAFTED).select_related("edition"),
            lambda row: f"{row.edition}, read {row.read_at:%Y-%m-%d}",
            locate_reading,
            edition="edition__year",
        ),
        Queue(
            "changes",
            "Proposed changes to decide",
            list_open_changes,
            lambda row: f"{row}, proposed by {row.proposed_by}",
            locate_row,
            kind="table",
            detail=list_change_details,
        ),
        Queue(
            "finds",
            "Discovered documents",
            list_discovered,
            lambda row: f"{row} ({row.source})",
            locate_discovered,
            kind="kind",
        ),
        Queue(
            "replies",
            "Replies from readers and companies",
            lambda: Reply.objects.filter(state=Reply.State.RECEIVED),
            lambda row: f"{row}: {row.concerns}, received {row.received_at:%Y-%m-%d}",
            locate_row,
            kind="kind",
        ),
        Queue(
            "snapshots",
            "Stored documents not used yet",
            lambda: Snapshot.objects.filter(readings=None, response=None),
            lambda row: f"{row}, {row.media_type}, {row.size} bytes, {row.stored_at:%Y-%m-%d}",
            locate_document,
        ),
        Queue(
            "readings",
            "Reports with problems",
            list_doubtful_readings,
            describe_reading,
            locate_reading,
            kind="state",
            edition="edition__year",
        ),
        Queue(
            "names",
            "Names to match",
            lambda: Listing.objects.filter(stage=Stage.DRAFT, market=None).select_related("edition"),
            str,
            lambda row: f"{locate_edition(row.edition_id)}#names",
            kind="kind",
            edition="edition__year",
        ),
        Queue(
            "drafts",
            "Responses to be reviewed",
            lambda: Response.objects.filter(stage=Response.Stage.DRAFT).select_related("party"),
            lambda row: f"{row}: {row.title}",
            locate_response,
            kind="kind",
            edition="edition__year",
        ),
        Queue(
            "reviewed",
            "Responses to be published",
            lambda: Response.objects.filter(stage=Response.Stage.REVIEWED).select_related("party"),
            lambda row: f"{row}: {row.title}",
            locate_response,
            kind="kind",
            edition="edition__year",
        ),
        Queue(
            "points",
            "Points not linked to any recommendation",
            list_unlinked_points,
            lambda row: f"{row}: {row.summary[:120]}",
            locate_point,
            kind="response__kind",
            edition="response__edition__year",
        ),
        Queue(
            "unanswered",
            "Recommendations that no point answers",
            list_unanswered,
            lambda row: f"{row}: {row.text[:120]}",
            locate_new_response,
            edition="edition__year",
        ),
        Queue(
            "without_follow_up",
            "Recommendations without a follow-up in a later edition",
            list_without_follow_up,
            lambda row: f"{row}: {row.text[:120]}",
            locate_follow_up,
            kind="kind",
            edition="edition__year",
        ),
        Queue(
            "links",
            "Proposed follow-ups to be decided",
            lambda: RecommendationLink.objects.filter(decision="proposed").select_related(
                "earlier__edition", "later", "edition"
            ),
            str,
            lambda row: locate_follow_up(row.earlier),
            kind="follow_up",
            edition="edition__year",
            detail=list_link_details,
        ),
        Queue(
            "quotations",
            "Quotations that are not exact",
            lambda: list_live_points().filter(quote_check__in=NOT_EXACT),
            describe_quotation,
            locate_point,
            kind="quote_check",
            edition="response__edition__year",
        ),
        Queue(
            "periods",
            "Figures without a time period",
            list_claims_without_period,
            lambda row: f"{row.point}: {row} ({row.metric})",
            lambda row: locate_point(row.point),
            edition="point__response__edition__year",
        ),
        Queue(
            "assessments",
            "Assessments to be accepted",
            lambda: list_assessments().prefetch_related("evidence"),
            lambda row: f"{row}, signed by {row.signed_as}",
            locate_row,
            kind="conclusion",
            edition="recommendation__edition__year",
            detail=list_assessment_details,
        ),
        Queue(
            "response-leads",
            "Unconfirmed responses",
            lambda: Response.objects.filter(evidence__in=UNCONFIRMED).exclude(stage="withdrawn"),
            lambda row: f"{row} ({row.evidence}): {row.title}",
            locate_response,
            kind="kind",
            edition="edition__year",
        ),
        Queue(
            "listing-leads",
            "Unconfirmed listings",
            list_unproposed,
            lambda row: f"{row}: {row.kind}, {row.get_evidence_display()}",
            locate_confirmation,
            kind="kind",
            edition="edition__year",
        ),
    )
}
