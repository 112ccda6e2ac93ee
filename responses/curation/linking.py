"""What a point answers, as a curator decides it."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from markets.curation.refusal import Refusal, action
from markets.models import Edition, Market, Recommendation
from responses.models import Answer, Response, ResponsePoint
from responses.tracker.status import is_said_after


@action("responses.add_answer", public=True)
def link_answer(
    point: ResponsePoint,
    *,
    recommendation: Recommendation | None = None,
    edition: Edition | None = None,
    market: Market | None = None,
    nominator: str = "",
    inferred: bool = True,
    by: User,
) -> Answer:
    """Says that `point` answers a recommendation; or an entry (edition and market), a List, or a nominator.

    The same link again changes only whether it is `inferred`, and brings back one that was taken back. Raises
    Refusal where the response came before the edition that it would answer, or where nothing is named.
    """
    response = point.response
    if recommendation is not None:
        if edition or market or nominator:
            raise Refusal("A link names one thing: a recommendation, or an entry, or a List, or a nominator.")
        asked = recommendation.edition
        if not is_said_after(response, asked.released_on, asked.released_precision):
            raise Refusal(
                f"{response} was said on {response.said}, before the {asked} came out on {asked.released}: "
                "it cannot answer it."
            )
    answer = Answer(
        point=point,
        to=_describe_target(recommendation, edition, market, nominator),
        recommendation=recommendation,
        edition=edition,
        market=market,
        nominator=nominator.strip(),
        inferred=inferred,
        decided_by=by,
    )
    known = Answer.objects.select_for_update().filter(
        point=point, to=answer.to, recommendation=recommendation, edition=edition, market=market,
        nominator=answer.nominator,
    ).first()  # fmt: skip
    if known is not None:
        known.inferred, known.decided_by, known.withdrawn_at = inferred, by, None
        known.save(update_fields=["inferred", "decided_by", "withdrawn_at"])
        return known
    try:
        answer.full_clean()
    except ValidationError as problem:
        raise Refusal(" ".join(problem.messages)) from problem
    answer.save()
    return answer


@action("responses.change_answer", public=True)
def unlink_answer(answer: Answer, *, by: User) -> Answer:
    """Takes a link back: the row stays and says so, and readers see it no more. Raises Refusal if it was already."""
    row = Answer.objects.select_for_update().get(pk=answer.pk)
    if row.withdrawn_at is not None:
        raise Refusal("This link was taken back already.")
    row.withdrawn_at, row.decided_by = timezone.now(), by
    row.save(update_fields=["withdrawn_at", "decided_by"])
    return row


def _describe_target(
    recommendation: Recommendation | None, edition: Edition | None, market: Market | None, nominator: str
) -> Answer.To:
    if recommendation is not None:
        return Answer.To.RECOMMENDATION
    if nominator.strip():
        return Answer.To.NOMINATION
    if edition is None:
        raise Refusal("Say what the point answers: a recommendation, an entry, a List or a nominator.")
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
    """One sentence that names them; empty where there are none."""
    links = find_early_links(response)
    if not links:
        return ""
    named = ", ".join(sorted({str(link.recommendation) for link in links}))
    return (
        f"A response of {response.said} cannot answer {named}, which came out later. "
        "Remove these links, or correct the date."
    )
