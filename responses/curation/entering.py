"""Entering what a party said: the document first, then a draft; then its points, with the numbers in them."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone

from markets.curation.proposing import correct_row, withdraw_row
from markets.curation.refusal import Refusal, action
from markets.models import ProposedChange, Snapshot, TextMode
from responses.claims import ProposedClaim, propose_claims
from responses.claims.register import BY_KEY, label_of
from responses.claims.written import in_words
from responses.curation.publishing import revise_response
from responses.curation.quoting import check_quotations, read_text
from responses.models import Claim, Response, ResponsePoint, Stance

Withdrawn = TypeVar("Withdrawn", ResponsePoint, Claim)


@action("responses.add_response")
def enter_response(response: Response, snapshot: Snapshot | None, *, by: User) -> Response:
    """Save a response as a draft, with a permanent id and its document.

    Raises Refusal where a rule of the model is broken.
    """
    same = {name: getattr(response, name) for name in ("party", "edition", "market", "title", "said_on")}
    known = Response.objects.filter(**same, snapshot=snapshot).exclude(stage=Response.Stage.WITHDRAWN).first()
    if known is not None:
        raise Refusal(f"This response is entered already: {known}.")
    response.public_id = make_next_id(response)
    response.snapshot, response.entered_by, response.stage = snapshot, by, Response.Stage.DRAFT
    if snapshot is not None and response.fetched_on is None:
        response.fetched_on = timezone.now().date()
    if snapshot is None and response.held == Response.Held.WHOLE:
        raise Refusal("We have the whole text only if its document is stored. Paste or upload it.")
    _save_rows(response)
    return response


def make_next_id(response: Response) -> str:
    """`2018-01-12-alibaba-group-4`: the next number that was never given, whatever became of the others."""
    prefix = f"{response.said or response.edition.year}-{response.party.slug}-"
    given = Response.objects.filter(public_id__regex=rf"^{re.escape(prefix)}\d+$")
    numbers = [int(each.rpartition("-")[2]) for each in given.values_list("public_id", flat=True)]
    return f"{prefix}{max(numbers, default=0) + 1}"


@action("responses.add_responsepoint")
def add_point(
    response: Response, summary: str, quote: str = "", stance: str = "", *, by: User
) -> ResponsePoint:
    """Add a point to a response: our summary, and a quotation. Raise Refusal."""
    revise_response(response, by=by)
    if stance and stance not in Stance.values:
        raise Refusal(f"“{stance}” is not a stance.")
    if not summary.strip():
        raise Refusal("Summarize the point in our own words.")
    point = _make_point(response, summary.strip(), quote.strip(), stance)
    check_quotations(response)
    point.refresh_from_db()
    return point


@action("responses.add_claim")
def take_claims(
    response: Response,
    numbers: Collection[int],
    summaries: Mapping[int, str] | None = None,
    stances: Mapping[int, str] | None = None,
    *,
    by: User,
) -> list[ResponsePoint]:
    """Add figures that were proposed from a document; `numbers` are their places in its text.

    Claims of one sentence are one point, which quotes it; `summaries` and `stances` go by the sentence's place.
    A claim is taken once. Raises Refusal for an empty choice or one that was not proposed.
    """
    revise_response(response, by=by)
    text = read_text(response.snapshot) if response.snapshot else None
    chosen = [claim for claim in propose_claims(text or "") if claim.number_start in set(numbers)]
    if not chosen or len(chosen) != len(set(numbers)):
        raise Refusal("Choose claims that are proposed from the document.")
    if any(claim.value_to is not None for claim in chosen):
        raise Refusal("A range is two figures. Add both under “All fields”.")
    touched = []
    for start in dict.fromkeys(claim.start for claim in chosen):
        claims = [claim for claim in chosen if claim.start == start]
        quote = claims[0].quote.strip()
        point = response.points.filter(quote=quote, withdrawn_at__isnull=True).first()
        if point is None:
            summary = (summaries or {}).get(start, "").strip() or summarize_claims(claims)
            point = _make_point(response, summary, quote, (stances or {}).get(start, ""))
        _add_claims(point, claims)
        touched.append(point)
    check_quotations(response)
    return touched


def summarize_claims(claims: Iterable[ProposedClaim]) -> str:
    """Return what a point with these claims says, as a first draft of our own words."""
    said = (f"{label_of(each.metric)}: {in_words(replace(each, value=each.signed))}" for each in claims)
    return f"Gives figures. {'; '.join(said)}."


def _make_point(response: Response, summary: str, quote: str, stance: str) -> ResponsePoint:
    last = response.points.aggregate(last=Max("ordinal"))["last"] or 0
    point = ResponsePoint(
        response=response, ordinal=last + 1, summary=summary, quote=quote, stance=stance,
        quote_mode=TextMode.VERBATIM if quote else "",
        source=response.source, evidence=response.evidence,
    )  # fmt: skip
    _save_rows(point)
    return point


def _add_claims(point: ResponsePoint, claims: Iterable[ProposedClaim]) -> None:
    ordinal = point.claims.aggregate(last=Max("ordinal"))["last"] or 0
    for each in claims:
        same = point.claims.filter(metric=each.metric, value=each.signed, unit=each.unit)
        if same.filter(withdrawn_at__isnull=True).exists():
            continue
        ordinal += 1
        _save_rows(
            Claim(
                point=point,
                ordinal=ordinal,
                metric=each.metric,
                value=each.signed,
                unit=each.unit,
                qualifier=each.qualifier,
                period=each.period,
                period_kind=each.period_kind,
                base=each.base,
                comparison=each.comparison,
                said_by=each.said_by,
                quote=each.quote.strip(),
            )  # fmt: skip
        )


def _save_rows(row: Response | ResponsePoint | Claim) -> None:
    try:
        row.full_clean()
    except ValidationError as problem:
        said = "; ".join(f"{name}: {' '.join(why)}" for name, why in problem.message_dict.items())
        raise Refusal(f"It cannot be saved ({said}).") from problem
    row.save()


@action("responses.change_claim")
def describe_claim(
    claim: Claim, *, metric: str, period: str, reason: str = "", by: User
) -> Claim | ProposedChange:
    """Record what a figure measures and for which period; in a public response, with a reason. Raise Refusal."""
    if metric != claim.metric and metric not in BY_KEY:
        raise Refusal(f"“{metric}” is not a metric of the register.")
    kind = classify_period(period)
    if period and period != claim.period and not kind:
        raise Refusal(f"“{period}” is not a period. Choose one from the list.")
    if (metric, period) == (claim.metric, claim.period):
        return claim
    if claim.point.response.stage == Response.Stage.PUBLISHED:
        values = {"metric": metric, "period": period, "period_kind": kind or claim.period_kind}
        return correct_row(claim, values, reason=reason, by=by)
    revise_response(claim.point.response, by=by)
    claim.metric, claim.period = metric, period
    claim.period_kind = kind or claim.period_kind
    claim.save(update_fields=["metric", "period", "period_kind"])
    return claim


def classify_period(period: str) -> str:
    """Return the kind of a period as it is chosen: `2017`, `2017-01 to 2017-06`, `12 months to 2017-08`; else empty."""
    if re.fullmatch(r"(19|20)\d\d", period):
        return "calendar year"
    if re.fullmatch(r"12 months to (19|20)\d\d-(0[1-9]|1[0-2])", period):
        return "12 months"
    if re.fullmatch(r"(19|20)\d\d-(01|07) to (19|20)\d\d-(06|12)", period):
        return "6 months"
    return ""


def list_periods(year: int) -> list[str]:
    """Return the periods that can be chosen for a response to the edition of a year, latest first."""
    years = range(year + 1, year - 4, -1)
    halves = [f"{each}-{half}" for each in years for half in (f"07 to {each}-12", f"01 to {each}-06")]
    months = [f"12 months to {each}-{month:02}" for each in years for month in (12, 9, 8, 6, 3)]
    return [*map(str, years), *halves, *months]


@action("responses.change_responsepoint")
def withdraw_point(point: ResponsePoint, *, reason: str = "", by: User) -> ResponsePoint | ProposedChange:
    """Withdraw a point with its figures and links; in a public response, with a reason. Raise Refusal."""
    row = ResponsePoint.objects.select_for_update().get(pk=point.pk)
    return _withdraw(row, point.response, reason, by)


@action("responses.change_claim")
def withdraw_claim(claim: Claim, *, reason: str = "", by: User) -> Claim | ProposedChange:
    """Withdraw a figure; in a public response, with a reason. The row stays. Raise Refusal."""
    row = Claim.objects.select_for_update().get(pk=claim.pk)
    return _withdraw(row, claim.point.response, reason, by)


def _withdraw(row: Withdrawn, response: Response, reason: str, by: User) -> Withdrawn | ProposedChange:
    if row.withdrawn_at is not None:
        raise Refusal(f"{row} was removed already.")
    if response.stage == Response.Stage.PUBLISHED:
        return withdraw_row(row, reason=reason, by=by)
    revise_response(response, by=by)
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    return row
