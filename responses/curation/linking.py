"""What a point answers, as a curator decides it."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from markets.curation.proposing import correct_row, propose_change
from markets.curation.refusal import Refusal, action
from markets.models import Edition, Market, ProposedChange, Recommendation
from responses.models import Answer, Response, ResponsePoint
from responses.tracker.status import is_said_after


@action("responses.add_answer")
def link_answer(
    point: ResponsePoint,
    *,
    recommendation: Recommendation | None = None,
    edition: Edition | None = None,
    market: Market | None = None,
    inferred: bool = True,
    reason: str = "",
    by: User,
) -> Answer | ProposedChange:
    """Link a point to what it answers: a recommendation, an entry, or a List.

    The same link again changes only whether it is `inferred`, and brings back one that was taken back. On a public
    response it is proposed. Raises Refusal where the response came before the edition that it would answer, or where
    nothing is named.
    """
    response = point.response
    if recommendation is not None:
        if edition or market:
            raise Refusal("A link names one thing: a recommendation, or an entry, or a List.")
        asked = recommendation.edition
        if not is_said_after(response, asked.released_on, asked.released_precision):
            raise Refusal(
                f"{response} was said on {response.said}, before the {asked} came out on {asked.released}: "
                "it cannot answer it."
            )
    answer = Answer(
        point=point,
        to=_describe_target(recommendation, edition, market),
        recommendation=recommendation,
        edition=edition,
        market=market,
        inferred=inferred,
        decided_by=by,
    )
    known = Answer.objects.select_for_update().filter(
        point=point, to=answer.to, recommendation=recommendation, edition=edition, market=market
    ).first()  # fmt: skip
    public = response.stage == Response.Stage.PUBLISHED
    reason = reason.strip() or "Linked at the desk of the response."
    if known is not None and public:
        values = {"inferred": inferred, "decided_by": by.pk, "withdrawn_at": None}
        return correct_row(known, values, reason=reason, by=by)
    if known is not None:
        known.inferred, known.decided_by, known.withdrawn_at = inferred, by, None
        known.save(update_fields=["inferred", "decided_by", "withdrawn_at"])
        return known
    try:
        answer.full_clean()
    except ValidationError as problem:
        raise Refusal(" ".join(problem.messages)) from problem
    if public:
        return propose_change(answer, {}, reason=reason, by=by)
    answer.save()
    return answer


@action("responses.change_answer")
def unlink_answer(answer: Answer, *, reason: str = "", by: User) -> Answer | ProposedChange:
    """Remove a link between a point and what it answers; the history keeps it. Raise Refusal if it is removed already.

    On a public response that needs a reason, and what a curator takes back is proposed.
    """
    row = Answer.objects.select_for_update().get(pk=answer.pk)
    if row.withdrawn_at is not None:
        raise Refusal("This link was removed already.")
    if row.point.response.stage == Response.Stage.PUBLISHED:
        return correct_row(row, {"withdrawn_at": timezone.now(), "decided_by": by.pk}, reason=reason, by=by)
    row.withdrawn_at, row.decided_by = timezone.now(), by
    row.save(update_fields=["withdrawn_at", "decided_by"])
    return row


def _describe_target(
    recommendation: Recommendation | None, edition: Edition | None, market: Market | None
) -> Answer.To:
    if recommendation is not None:
        return Answer.To.RECOMMENDATION
    if edition is None:
        raise Refusal("Say what the point answers: a recommendation, an entry or a List.")
    return Answer.To.EDITION if market is None else Answer.To.ENTRY


def find_early_links(response: Response) -> list[Answer]:
    """Links to recommendations of editions that came out after the response was said."""
    links = Answer.objects.filter(
        point__response=response, withdrawn_at__isnull=True, recommendation__isnull=False
    ).select_related("recommendation__edition")
    return [
        link
        for link in links
        if link.recommendation
        and not is_said_after(
            response,
            link.recommendation.edition.released_on,
            link.recommendation.edition.released_precision,
        )
    ]


def explain_early_links(response: Response) -> str:
    """Return one sentence that names them; empty where there are none."""
    links = find_early_links(response)
    if not links:
        return ""
    named = ", ".join(sorted({str(link.recommendation) for link in links}))
    return (
        f"A response of {response.said} cannot answer {named}, which came out later. "
        "Remove these links, or correct the date."
    )
