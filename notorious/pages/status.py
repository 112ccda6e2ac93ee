"""`/status/` and `/corrections/`: when each source was last seen, and what was mended."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from markets.models import DataVersion, Listing, Merger, Run, Source, Stage
from responses.models import Response

RUNS = 20  # looks at sources that are shown


def status(request: HttpRequest) -> HttpResponse:
    """When each source was last seen. Never kept: a look at a source is no change of public data."""
    shown = {
        "sources": Source.objects.all(),
        "runs": Run.objects.select_related("source")[:RUNS],
        "version": DataVersion.current(),
    }
    response = render(request, "pages/status.html", shown)
    response.headers["Cache-Control"] = "no-cache"
    return response


def corrections(request: HttpRequest) -> HttpResponse:
    """What was public once and was mended, taken back or found to be the same market."""
    mended = Listing.objects.filter(
        stage__in=(Stage.SUPERSEDED, Stage.WITHDRAWN),
        market__isnull=False,
        edition__published_at__isnull=False,
    )
    shown = {
        "listings": mended.select_related("edition", "market").order_by("-edition__year", "printed_name"),
        "responses": Response.objects.filter(withdrawn_at__isnull=False)
        .select_related("party")
        .order_by("-withdrawn_at"),
        "mergers": Merger.objects.filter(undone_at__isnull=True)
        .select_related("market", "into")
        .order_by("-done_at"),
    }
    return render(request, "pages/corrections.html", shown)
