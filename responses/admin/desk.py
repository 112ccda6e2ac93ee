"""The desk of a response: the document beside the work on it, with every named action as a button."""

from collections.abc import Callable
from functools import partial

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from markets.admin.acts import DeskActs, get_posted_row
from markets.admin.queue_places import lead_on
from markets.admin.rules import get_person, run_act
from markets.curation.refusal import ask_others
from markets.models import Recommendation
from markets.text.counts import format_count
from responses.admin.entry_initial import list_similar
from responses.admin.reading import read_desk
from responses.claims.register import BY_KEY, METRICS
from responses.curation.entering import (
    add_point,
    describe_claim,
    list_periods,
    take_claims,
    withdraw_claim,
    withdraw_point,
)
from responses.curation.linking import explain_early_links, link_answer, unlink_answer
from responses.curation.publishing import (
    PUBLISH_RESPONSE,
    explain_own_response,
    publish_response,
    restore_response,
    review_response,
    withdraw_response,
)
from responses.models import Answer, Claim, Response, ResponsePoint, Stance

OPEN_STAGES = (Response.Stage.DRAFT, Response.Stage.REVIEWED)

OWN_QUEUES = ("drafts", "reviewed", "points", "quotations", "periods", "response-leads")
"""The queues whose items are done at this desk."""

acts = DeskActs()


@permission_required("responses.view_response", raise_exception=True)
def show_response_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the desk of a response, and carries out the action whose button was pressed."""
    rows = Response.objects.select_related(
        "party", "market__merged_into", "edition", "entered_by", "reviewed_by", "published_by"
    )
    response = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        place = acts.run(request, response)
        onward = lead_on(request, if_done=True) if request.GET.get("queue") in OWN_QUEUES else None
        return HttpResponseRedirect(f"{onward.url if onward else request.get_full_path()}{place}")
    context = {
        **admin.site.each_context(request),
        "title": f"Response {response}",
        "response": response,
        "desk": read_desk(response),
        "stances": Stance.choices,
        "similar": list_similar(response) if response.stage in OPEN_STAGES else [],
        "early": explain_early_links(response),
        "own": explain_own_response(response, get_person(request))
        if response.stage == Response.Stage.DRAFT
        else "",
        "publishers": ask_others(PUBLISH_RESPONSE, ()) if response.stage == Response.Stage.REVIEWED else "",
        "metrics": METRICS,
        "metric_keys": BY_KEY,
        "periods": list_periods(response.edition.year),
    }
    return TemplateResponse(request, "admin/responses/desk.html", context)


@acts.register("take")
def _take_claims(request: HttpRequest, response: Response) -> str:
    numbers = {int(each) for each in request.POST.getlist("claim") if each.isdigit()}
    starts = [each for each in request.POST if each.startswith("summary-") and each[8:].isdigit()]
    run_act(
        request,
        f"{format_count(len(numbers), 'figure')} added.",
        take_claims,
        response,
        numbers,
        {int(each[8:]): request.POST[each] for each in starts},
        {int(each[8:]): request.POST.get(f"stance-{each[8:]}", "") for each in starts},
    )
    return "#points"


@acts.register("add")
def _add_point(request: HttpRequest, response: Response) -> str:
    given = [request.POST.get(name, "") for name in ("summary", "quote", "stance")]
    run_act(request, "The point is added.", add_point, response, *given)
    return "#points"


def _link_point(request: HttpRequest, response: Response, which: str, *, inferred: bool) -> str:
    """`which` is `17-204`, a point and a recommendation; or `17-entry`, `17-edition`."""
    first, _, second = which.partition("-")
    point = get_posted_row(ResponsePoint, first, response=response)
    link: Callable[..., object] = partial(
        link_answer, point, inferred=inferred, reason=request.POST.get("why", "")
    )
    if second == "entry":
        act = partial(link, edition=response.edition, market=response.market)
    elif second == "edition":
        act = partial(link, edition=response.edition)
    else:
        asked = get_posted_row(Recommendation, second)
        act = partial(link, recommendation=asked)
    run_act(request, f"Point {point.ordinal} is linked.", act)
    return f"#point{point.ordinal}"


@acts.register("own")
def _link_own_answer(request: HttpRequest, response: Response, which: str = "") -> str:
    return _link_point(request, response, which, inferred=False)


@acts.register("inferred")
def _link_inferred_answer(request: HttpRequest, response: Response, which: str = "") -> str:
    return _link_point(request, response, which, inferred=True)


@acts.register("unlink")
def _unlink_answer(request: HttpRequest, response: Response, which: str = "") -> str:
    answer = get_posted_row(Answer, which, point__response=response)
    run_act(request, "The link is removed.", unlink_answer, answer, reason=request.POST.get("why", ""))
    return f"#point{answer.point.ordinal}"


@acts.register("describe")
def _describe_claims(request: HttpRequest, response: Response, which: str = "") -> str:
    """Save the metrics and periods that were chosen for the figures of a point."""
    point = get_posted_row(ResponsePoint, which, response=response)
    for claim in point.claims.filter(withdrawn_at__isnull=True):
        metric = request.POST.get(f"metric-{claim.pk}", claim.metric)
        period = request.POST.get(f"period-{claim.pk}", claim.period)
        if (metric, period) != (claim.metric, claim.period):
            run_act(
                request,
                f"{claim}: saved.",
                describe_claim,
                claim,
                metric=metric,
                period=period,
                reason=request.POST.get("why", ""),
            )
    return f"#point{point.ordinal}"


@acts.register("withdraw-point")
def _withdraw_point(request: HttpRequest, response: Response, which: str = "") -> str:
    point = get_posted_row(ResponsePoint, which, response=response)
    run_act(
        request,
        f"Point {point.ordinal} is removed.",
        withdraw_point,
        point,
        reason=request.POST.get("why", ""),
    )
    return "#points"


@acts.register("withdraw-claim")
def _withdraw_claim(request: HttpRequest, response: Response, which: str = "") -> str:
    claim = get_posted_row(Claim, which, point__response=response)
    run_act(request, "The claim is removed.", withdraw_claim, claim, reason=request.POST.get("why", ""))
    return "#points"


@acts.register("review")
def _review_response(request: HttpRequest, response: Response) -> str:
    run_act(request, f"{response} is reviewed.", review_response, response)
    return "#stage"


@acts.register("publish")
def _publish_response(request: HttpRequest, response: Response) -> str:
    run_act(request, f"{response} is public.", publish_response, response)
    return "#stage"


@acts.register("withdraw")
def _withdraw_response(request: HttpRequest, response: Response) -> str:
    reason = request.POST.get("reason", "")
    run_act(request, f"{response} is withdrawn.", withdraw_response, response, reason)
    return "#stage"


@acts.register("restore")
def _restore_response(request: HttpRequest, response: Response) -> str:
    reason = request.POST.get("reason", "")
    run_act(request, f"{response} is back.", restore_response, response, reason)
    return "#stage"
