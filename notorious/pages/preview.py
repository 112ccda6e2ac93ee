"""The public pages as they would be after publishing a draft, for the people of the desk."""

import re

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse

from markets.curation.preview import preview_publication
from markets.models import Edition, Listing, Reading, Stage
from notorious.revision import request_version

PREVIEWED = (
    "",
    "editions/",
    "markets/",
    "recommendations/",
    "countries/",
    "categories/",
    "compare/",
    "corrections/",
)
_LINK = re.compile(rb'(href|action)="/(?!static/|admin/|data/|api/|feeds/|search/|/)')

_MAIN = re.compile(rb"<main[^>]*>")


@permission_required("markets.view_edition", raise_exception=True)
def show_preview(request: HttpRequest, pk: str, page: str) -> HttpResponseBase:
    """Publish the draft in a transaction, render the page in it, and roll back. Links lead to further previews."""
    edition = get_object_or_404(Edition, pk=pk)
    reading = Reading.objects.filter(edition=edition, state=Reading.State.DRAFTED).first()
    open_names = Listing.objects.filter(reading=reading, stage=Stage.DRAFT, market__isnull=True)
    if reading is None or open_names.exists():
        raise Http404("There is a preview once every name of the draft has a market.")
    if page and not page.startswith(PREVIEWED[1:]):
        raise Http404("This page has no preview.")
    try:
        found = resolve(f"/{page}")
    except Resolver404:
        raise Http404("This page has no preview.") from None
    request_version(request)  # looked up now: caches must never see the revision that is rolled back
    with preview_publication(edition, reading):
        answer = found.func(request, *found.args, **found.kwargs)
        if hasattr(answer, "render") and not getattr(answer, "is_rendered", True):
            answer.render()
    if not isinstance(answer, HttpResponse):
        return answer
    note = render_to_string("admin/markets/release/preview_note.html", {"edition": edition}, request)
    base = reverse("release-preview", args=[pk, ""]).encode()
    content = _LINK.sub(rb'\1="' + base, answer.content)
    answer.content = _MAIN.sub(lambda main: main[0] + note.encode(), content, count=1)
    answer["Cache-Control"] = "private, no-store"
    return answer
