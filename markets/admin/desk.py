"""The release screen of an edition: its draft, what publishing it would do, and every act on it."""

from collections import Counter
from dataclasses import dataclass

from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from markets.admin.desk_acts import NEW, acts
from markets.admin.queue_places import lead_on
from markets.admin.release import read_release
from markets.admin.rules import get_person
from markets.curation.publishing import PUBLISH_EDITION, find_obstacle
from markets.curation.redrafting import find_excluded_rows, find_redraftable
from markets.curation.scheduling import TIME_ZONES
from markets.exact_match import find_exact_candidates
from markets.matching import Candidate, find_candidates
from markets.models import Edition, Fetch, Listing, Market, Reading, ScheduledPublication, Stage
from markets.text.casing import normalize_case
from markets.unused import exclude_unused

LEADING_ON = ("match", "exact", "new", "accept")
"""Acts that finish an item of a queue. After publishing one stays, to see what readers see."""


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One draft listing with the markets that it may be, and a name for a new market."""

    listing: Listing
    candidates: list[Candidate]
    asks: int
    exact: int | None
    new_name: str


def read_draft_rows(reading: Reading) -> list[DraftRow]:
    """Return the rows of a draft, in the report's order, in a constant number of queries."""
    listings = list(
        Listing.objects.filter(reading=reading, stage=Stage.DRAFT)
        .select_related("market", "reviewed_by", "edition")
        .prefetch_related("recommendations")
        .order_by("ordinal", "pk")
    )
    unmatched = [listing for listing in listings if listing.market is None]
    offered = find_candidates(unmatched) if unmatched else {}
    exact = find_exact_candidates(reading) if unmatched else {}
    return [
        DraftRow(
            listing,
            offered.get(listing.pk, []),
            len(listing.recommendations.all()),
            exact.get(listing.pk),
            normalize_case(listing.printed_name),
        )
        for listing in listings
    ]


@permission_required("markets.view_edition", raise_exception=True)
def show_edition_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the release screen, and carries out the act whose button was pressed."""
    edition = get_object_or_404(Edition.objects.select_related("published_by"), pk=pk)
    reading = (
        Reading.objects.filter(edition=edition, state=Reading.State.DRAFTED)
        .select_related("snapshot", "accepted_by")
        .first()
    )
    if request.method == "POST":
        place = acts.run(request, edition, reading)
        onward = lead_on(request, if_done=True) if request.POST.get("action") in LEADING_ON else None
        return HttpResponseRedirect(f"{onward.url if onward else request.get_full_path()}{place}")
    context = {
        **admin.site.each_context(request),
        "title": f"Release of the {edition}" if reading else f"{edition}",
        "edition": edition,
        "reading": reading,
        "public": Listing.objects.public()
        .filter(edition=edition)
        .select_related("market")
        .order_by("kind", "printed_name"),
        **(read_draft_context(edition, reading, get_person(request)) if reading else {}),
        "redraftable": None if reading else find_redraftable(edition),
    }
    return TemplateResponse(request, "admin/markets/desk.html", context)


def read_draft_context(edition: Edition, reading: Reading, by: User) -> dict[str, object]:
    """Return what the release screen shows of a draft."""
    rows = read_draft_rows(reading)
    unmatched = [row for row in rows if row.listing.market is None]
    reviewers = Counter(row.listing.reviewed_by.username for row in rows if row.listing.reviewed_by)
    return {
        "rows": rows,
        "unmatched": unmatched,
        "exact_count": sum(row.exact is not None for row in unmatched),
        "new_count": sum(not row.candidates for row in unmatched),
        "open_count": sum(bool(row.candidates) and row.exact is None for row in unmatched),
        "release": read_release(edition, reading),
        "printed": (reading.parsed or {})["edition"],
        "fetch": Fetch.objects.filter(snapshot=reading.snapshot).first(),
        "is_pdf": reading.snapshot.media_type == "application/pdf",
        "obstacle": find_obstacle(reading, by if by.has_perm(PUBLISH_EDITION) else None),
        "excluded": find_excluded_rows(reading),
        "reviewers": sorted(reviewers.items()),
        "unreviewed": sum(row.listing.reviewed_at is None for row in rows),
        "scheduled": ScheduledPublication.objects.filter(reading=reading)
        .select_related("scheduled_by")
        .first(),
        "zones": TIME_ZONES,
        "markets": exclude_unused(Market.objects.filter(merged_into__isnull=True)).only(
            "pk", "name", "slug", "kind"
        )
        if unmatched
        else (),
        "NEW": NEW,
    }
