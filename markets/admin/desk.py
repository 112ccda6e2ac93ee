"""The desk of an edition: its draft in one table, with every named action on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from markets.admin.acts import DeskActs
from markets.admin.rules import get_person, run_act
from markets.admin.second_look import find_field_changes
from markets.curation.listings import (
    keep_listing,
    make_market,
    match_listing,
    reject_match,
    review_listing,
    set_listing_aside,
)
from markets.curation.publishing import accept_problems, find_obstacle, publish_edition, withdraw_edition
from markets.curation.refusal import Refusal
from markets.ingest.proposal import DraftProposal, propose
from markets.matching import Candidate, find_candidates
from markets.models import Edition, Listing, Market, Reading, Stage

NEW = "new"

acts = DeskActs()


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One draft listing with what it may be, and how many recommendations it holds."""

    listing: Listing
    candidates: list[Candidate]
    asks: int


def read_draft_rows(reading: Reading) -> list[DraftRow]:
    """The rows of a draft, in the report's order, in a constant number of queries."""
    listings = list(
        Listing.objects.filter(reading=reading, stage=Stage.DRAFT)
        .select_related("market", "reviewed_by", "edition")
        .prefetch_related("recommendations")
        .order_by("ordinal")
    )
    offered = find_candidates([listing for listing in listings if listing.market is None])
    return [
        DraftRow(listing, offered.get(listing.pk, []), len(listing.recommendations.all()))
        for listing in listings
    ]


def show_edition_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows the desk of an edition, and carries out the action whose button was pressed."""
    if not request.user.has_perm("markets.view_edition"):
        raise PermissionDenied
    edition = get_object_or_404(Edition, pk=pk)
    reading = (
        Reading.objects.filter(edition=edition, state=Reading.State.DRAFTED)
        .select_related("snapshot")
        .first()
    )
    if request.method == "POST":
        acts.run(request, edition, reading)
        return HttpResponseRedirect(request.path)
    proposal: DraftProposal | None = None
    if reading and reading.parsed:
        proposal = propose(edition, reading.parsed["listings"])
    context = {
        **admin.site.each_context(request),
        "title": f"Desk of the {edition}",
        "edition": edition,
        "reading": reading,
        "proposal": proposal,
        "changes": list(find_field_changes(proposal)),
        "rows": read_draft_rows(reading) if reading else [],
        "obstacle": find_obstacle(reading),
        "public": Listing.objects.public()
        .filter(edition=edition)
        .select_related("market")
        .order_by("kind", "printed_name"),
        "markets": Market.objects.filter(merged_into__isnull=True).only("pk", "name", "slug"),
        "NEW": NEW,
    }
    return TemplateResponse(request, "admin/markets/desk.html", context)


def _read_chosen_rows(request: HttpRequest, reading: Reading | None) -> Iterable[Listing]:
    """The draft rows that were selected; all of them where `all` was."""
    rows = Listing.objects.filter(reading=reading, stage=Stage.DRAFT).select_related("edition", "market")
    return rows if request.POST.get("which") == "all" else _read_selected(request, "row", rows)


def _read_selected(request: HttpRequest, name: str, rows: QuerySet[Listing]) -> Iterable[Listing]:
    """Those of `rows` that the checkboxes of this name select."""
    field = forms.ModelMultipleChoiceField(rows, required=False)
    try:
        return field.clean(request.POST.getlist(name))
    except forms.ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return []


@acts.register("match")
def _match_rows(request: HttpRequest, edition: Edition, reading: Reading | None) -> None:
    """Match every row in which a market was chosen, selected or not."""
    done = 0
    for listing in Listing.objects.filter(reading=reading, stage=Stage.DRAFT, market__isnull=True):
        choice = request.POST.get(f"market-{listing.pk}", "")
        typed = request.POST.get(f"other-{listing.pk}", "").strip()
        try:
            if typed:
                market = Market.objects.get(slug=typed)
                match_listing(listing, market, by=get_person(request))
            elif choice == NEW:
                make_market(listing, by=get_person(request))
            elif choice.isdigit():
                match_listing(listing, Market.objects.get(pk=int(choice)), by=get_person(request))
            else:
                continue
        except Market.DoesNotExist:
            messages.error(request, f"{listing.printed_name}: there is no market “{typed or choice}”.")
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            done += 1
    messages.success(request, f"{done} listings matched.")


@acts.register("new")
def _make_new_markets(request: HttpRequest, edition: Edition, reading: Reading | None) -> None:
    """Makes a market of its own for each row that none of those we know resembles."""
    rows = read_draft_rows(reading) if reading else []
    fresh = [row.listing for row in rows if row.listing.market is None and not row.candidates]
    for listing in fresh:
        run_act(request, f"{listing.printed_name} is a new market.", make_market, listing)
    if not fresh:
        messages.info(request, "Every unmatched listing resembles a market that we know: choose for each.")


@acts.register("unmatch")
def _unmatch_rows(request: HttpRequest, edition: Edition, reading: Reading | None) -> None:
    for listing in _read_chosen_rows(request, reading):
        if listing.market is not None:
            run_act(
                request,
                f"{listing.printed_name} does not mean {listing.market}: kept, and not offered again.",
                reject_match,
                listing,
                listing.market,
                reason="said at the desk",
            )


@acts.register("review")
def _review_rows(request: HttpRequest, edition: Edition, reading: Reading | None) -> None:
    done = 0
    for listing in _read_chosen_rows(request, reading):
        try:
            review_listing(listing, by=get_person(request))
            done += 1
        except Refusal as refusal:
            messages.error(request, str(refusal))
    messages.success(request, f"{done} listings reviewed.")


@acts.register("aside")
def _set_rows_aside(request: HttpRequest, edition: Edition, reading: Reading | None) -> None:
    for listing in _read_chosen_rows(request, reading):
        run_act(request, f"{listing.printed_name} is left out of the draft.", set_listing_aside, listing)


@acts.register("keep")
def _keep_public(request: HttpRequest, edition: Edition, reading: Reading | None) -> None:
    if reading is None:
        return
    rows = Listing.objects.public().filter(edition=edition).select_related("edition")
    for listing in _read_selected(request, "keep", rows):
        run_act(request, f"{listing.printed_name} stays public.", keep_listing, listing, reading)


@acts.register("accept")
def _accept_problems(request: HttpRequest, edition: Edition, reading: Reading | None) -> None:
    if reading is not None:
        reason = request.POST.get("reason", "")
        run_act(request, "The problems are accepted.", accept_problems, reading, reason=reason)


@acts.register("publish")
def _publish_draft(request: HttpRequest, edition: Edition, reading: Reading | None) -> None:
    run_act(request, f"The {edition} is public.", publish_edition, edition)


@acts.register("withdraw")
def _withdraw_publication(request: HttpRequest, edition: Edition, reading: Reading | None) -> None:
    reason = request.POST.get("reason", "")
    run_act(
        request,
        f"The last publication of the {edition} is withdrawn.",
        withdraw_edition,
        edition,
        reason=reason,
    )
