"""The acts of an edition's release screen: one function for each button."""

from collections.abc import Iterable

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest

from markets.admin.acts import DeskActs
from markets.admin.rules import get_person, run_act
from markets.curation.draft_names import (
    create_new_markets,
    find_market,
    join_entry,
    match_exact_names,
    split_entry,
)
from markets.curation.listings import (
    drop_listing,
    keep_listing,
    make_market,
    match_listing,
    reject_match,
    review_listing,
    set_listing_aside,
)
from markets.curation.lost_domains import choose_domains
from markets.curation.publishing import accept_problems, publish_edition, withdraw_edition
from markets.curation.redrafting import (
    draft_again,
    find_excluded_rows,
    find_redraftable,
    restore_listing,
)
from markets.curation.refusal import Refusal
from markets.curation.scheduling import cancel_publication, schedule_publication
from markets.models import Edition, Listing, Market, Reading, Stage
from markets.text.counts import format_count

NEW = "new"

acts = DeskActs()


def _read_chosen_rows(request: HttpRequest, reading: Reading | None) -> Iterable[Listing]:
    """Return the draft rows that were selected; all of them where `all` was."""
    rows = Listing.objects.filter(reading=reading, stage=Stage.DRAFT).select_related("edition", "market")
    return rows if request.POST.get("which") == "all" else _read_selected(request, "row", rows)


def _read_selected(request: HttpRequest, name: str, rows: QuerySet[Listing]) -> Iterable[Listing]:
    """Return those of `rows` that the checkboxes of this name select."""
    field = forms.ModelMultipleChoiceField(rows, required=False)
    try:
        return field.clean(request.POST.getlist(name))
    except forms.ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return []


@acts.register("match")
def _match_rows(request: HttpRequest, edition: Edition, reading: Reading | None) -> str:
    """Match every row in which a market was chosen or named."""
    done = 0
    rows = Listing.objects.filter(reading=reading, stage=Stage.DRAFT, market__isnull=True)
    for listing in rows.select_related("edition"):
        try:
            done += _match_row(request, listing)
        except Refusal as refusal:
            messages.error(request, f"{listing.printed_name}: {refusal}")
    messages.success(request, f"{format_count(done, 'listing')} matched.")
    return "#names"


def _match_row(request: HttpRequest, listing: Listing) -> bool:
    choice = request.POST.get(f"market-{listing.pk}", "")
    typed = request.POST.get(f"other-{listing.pk}", "").strip()
    by = get_person(request)
    if "," in typed:
        split_entry(listing, [find_market(each, listing.kind) for each in typed.split(",")], by=by)
    elif typed:
        match_listing(listing, find_market(typed, listing.kind), by=by)
    elif choice == NEW:
        make_market(listing, name=request.POST.get(f"name-{listing.pk}", "").strip(), by=by)
    elif choice.isdigit():
        market = Market.objects.filter(pk=int(choice)).first()
        if market is None:
            raise Refusal(f"There is no market “{choice}” any more. Reload the page.")
        match_listing(listing, market, by=by)
    else:
        return False
    return True


@acts.register("exact")
def _match_exact_names(request: HttpRequest, edition: Edition, reading: Reading | None) -> str:
    if reading is not None:
        done = match_exact_names(reading, by=get_person(request))
        messages.success(request, f"{format_count(done, 'listing')} matched to the only exact match.")
    return "#names"


@acts.register("new")
def _create_new_markets(request: HttpRequest, edition: Edition, reading: Reading | None) -> str:
    if reading is not None:
        names = {
            int(key[5:]): str(value)
            for key, value in request.POST.items()
            if key.startswith("name-") and key[5:].isdigit()
        }
        done = create_new_markets(reading, names, by=get_person(request))
        messages.success(request, f"{format_count(done, 'market')} created.")
    return "#names"


@acts.register("join")
def _join_entry(request: HttpRequest, edition: Edition, reading: Reading | None, which: str = "") -> str:
    rows = Listing.objects.filter(reading=reading, stage=Stage.DRAFT, pk=which if which.isdigit() else 0)
    for listing in rows.select_related("edition"):
        run_act(request, f"{listing.printed_name} is one entry again.", join_entry, listing)
    return "#names"


@acts.register("unmatch")
def _unmatch_rows(request: HttpRequest, edition: Edition, reading: Reading | None) -> None:
    for listing in _read_chosen_rows(request, reading):
        if listing.market is not None:
            run_act(
                request,
                f"{listing.printed_name} is not matched to {listing.market}, which is not offered again.",
                reject_match,
                listing,
                listing.market,
                reason="decided at the desk",
            )


@acts.register("review")
def _review_rows(request: HttpRequest, edition: Edition, reading: Reading | None) -> str:
    done = 0
    for listing in _read_chosen_rows(request, reading):
        try:
            review_listing(listing, by=get_person(request))
            done += 1
        except Refusal as refusal:
            messages.error(request, str(refusal))
    messages.success(request, f"{format_count(done, 'listing')} reviewed.")
    return "#publish"


@acts.register("aside")
def _set_rows_aside(request: HttpRequest, edition: Edition, reading: Reading | None) -> None:
    chosen = list(_read_chosen_rows(request, reading))
    drafted = Listing.objects.filter(reading=reading, stage=Stage.DRAFT).count()
    if len(chosen) == drafted > 1 and request.POST.get("all-rows") != "yes":
        messages.warning(
            request,
            f"You selected all {drafted} listings, and nothing was excluded. "
            "To exclude the whole draft, also tick “exclude even if these are all rows”.",
        )
        return
    for listing in chosen:
        run_act(request, f"{listing.printed_name} is excluded from the draft.", set_listing_aside, listing)


@acts.register("restore-row")
def _restore_row(request: HttpRequest, edition: Edition, reading: Reading | None, which: str = "") -> str:
    """Return one excluded row, or all of them where none is named."""
    rows = find_excluded_rows(reading) if reading else Listing.objects.none()
    for listing in rows.filter(pk=which) if which.isdigit() else rows:
        run_act(request, f"{listing.printed_name} is in the draft again.", restore_listing, listing)
    return "#draft"


@acts.register("draft-again")
def _draft_again(request: HttpRequest, edition: Edition, reading: Reading | None) -> None:
    """The latest report that was withdrawn or discarded."""
    found = find_redraftable(edition)
    if found is None:
        messages.error(request, "There is no report of this edition to draft again.")
    else:
        run_act(
            request, f"The {edition} has a draft again, with its matches and reviews.", draft_again, found
        )


@acts.register("keep")
def _keep_public(request: HttpRequest, edition: Edition, reading: Reading | None) -> str:
    """Return the selected rows stay public, and the others do not."""
    if reading is None:
        return ""
    rows = Listing.objects.public().filter(edition=edition).select_related("edition")
    chosen = {listing.pk for listing in _read_selected(request, "keep", rows)}
    offered = {int(each) for each in request.POST.getlist("offered") if each.isdigit()}
    for listing in rows.filter(pk__in=offered):
        if listing.pk in chosen and listing.pk not in reading.kept:
            run_act(request, f"{listing.printed_name} stays public.", keep_listing, listing, reading)
        elif listing.pk not in chosen and listing.pk in reading.kept:
            run_act(request, f"{listing.printed_name} will be removed.", drop_listing, listing, reading)
    return "#missing"


@acts.register("domains")
def _choose_domains(request: HttpRequest, edition: Edition, reading: Reading | None) -> str:
    """Return the selected domains are kept, and the others are not."""
    if reading is not None:
        chosen = request.POST.getlist("domain")
        run_act(request, f"Domains to keep: {len(chosen)}.", choose_domains, reading, chosen)
    return "#lost"


@acts.register("accept")
def _accept_problems(request: HttpRequest, edition: Edition, reading: Reading | None) -> None:
    if reading is not None:
        reason = request.POST.get("reason", "")
        run_act(request, "The warnings are accepted.", accept_problems, reading, reason=reason)


def _accept_given_reason(request: HttpRequest, reading: Reading | None) -> bool:
    """Accept the warnings where the same form gives the reason; return whether nothing failed."""
    reason = request.POST.get("reason", "").strip()
    if reading is None or not reading.problems or reading.accepted_at is not None or not reason:
        return True
    return run_act(request, "The warnings are accepted.", accept_problems, reading, reason=reason)


@acts.register("publish")
def _publish_draft(request: HttpRequest, edition: Edition, reading: Reading | None) -> None:
    if _accept_given_reason(request, reading):
        run_act(request, f"The {edition} is public.", publish_edition, edition)


@acts.register("schedule")
def _schedule_publication(request: HttpRequest, edition: Edition, reading: Reading | None) -> str:
    if reading is not None and _accept_given_reason(request, reading):
        at, zone = request.POST.get("at", ""), request.POST.get("zone", "")
        done = f"The {edition} will be published at {at.replace('T', ' ')} {zone}."
        run_act(request, done, schedule_publication, reading, at, zone)
    return "#publish"


@acts.register("unschedule")
def _cancel_publication(request: HttpRequest, edition: Edition, reading: Reading | None) -> str:
    if reading is not None:
        run_act(request, "The scheduled publication is cancelled.", cancel_publication, reading)
    return "#publish"


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
