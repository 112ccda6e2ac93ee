"""Entering a response: its document is stored first, then the form makes a draft."""

import re
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from markets.admin.documents import refuse_large_file
from markets.admin.rules import get_person, run_act
from markets.curation.discovered import mark_handled
from markets.curation.refusal import Refusal
from markets.ingest.pipeline import store_snapshot
from markets.models import DiscoveredDocument, Snapshot
from responses.admin.entry_initial import fill_in, find_discovered, read_snapshot_value
from responses.curation.entering import enter_response
from responses.curation.quoting import read_with_doubts
from responses.models import Response
from responses.models.response import NOTHING_SAID

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p|br|h1|ul)\b", re.IGNORECASE)


class EnterForm(forms.ModelForm):
    """What is known of a response, and its document: pasted, uploaded, or stored already."""

    url = forms.URLField(label="Web address", required=False, max_length=600, assume_scheme="https")
    pasted = forms.CharField(
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "cols": 100}),
        label="The statement, pasted",
        help_text="Text or HTML, unchanged.",
    )
    document = forms.FileField(
        required=False,
        label="Or as a file",
        help_text="Text, HTML or PDF. The file is stored unchanged.",
        validators=[refuse_large_file],
    )
    date_unknown = forms.BooleanField(required=False, label="The date is unknown")
    snapshot = forms.ModelChoiceField(
        Snapshot.objects.all(), required=False, to_field_name="sha256", widget=forms.HiddenInput
    )

    field_order = (
        *("party", "role", "edition", "market", "kind", "title", "url"),
        *("said_on", "said_precision", "date_unknown"),
    )

    class Meta:
        model = Response
        fields = (
            *("party", "role", "edition", "market", "kind", "title", "url", "said_on", "said_precision"),
            *("fetched_on", "language", "docket_id", "comment_id", "held", "excerpt", "excerpt_mode"),
            *("source", "evidence"),
        )
        widgets = {
            "said_on": forms.DateInput(attrs={"type": "date"}),
            "fetched_on": forms.DateInput(attrs={"type": "date"}),
            "excerpt": forms.Textarea(attrs={"rows": 3, "cols": 100}),
            "source": forms.Textarea(attrs={"rows": 2, "cols": 100}),
        }
        labels = {
            "url": "Web address",
            "said_on": "Date of statement",
            "said_precision": "Date precision",
            "fetched_on": "Fetched on",
            "held": "How much of the text we have",
            "comment_id": "Comment number in the docket",
        }

    def clean(self) -> dict[str, Any] | None:
        values = super().clean() or {}
        nothing_said = values.get("kind") in NOTHING_SAID
        if not values.get("said_on") and not values.get("date_unknown") and not nothing_said:
            self.add_error(
                "said_on", "Enter the date of the statement, or select “Date unknown”. The id carries it."
            )
        given = [name for name in ("pasted", "document", "snapshot") if values.get(name)]
        if len(given) > 1:
            raise forms.ValidationError("Paste the statement or upload it, not both.")
        if values.get("held") == Response.Held.WHOLE and not given:
            raise forms.ValidationError("We have the whole text only if it is pasted or uploaded here.")
        if values.get("document"):
            self.content = values["document"].read()
            if detect_media_type(self.content) is None:
                self.add_error("document", "The file is neither text nor HTML nor a PDF.")
        elif values.get("pasted"):
            self.content = values["pasted"].replace("\r\n", "\n").encode()
        else:
            self.content = b""
        return values


def detect_media_type(content: bytes) -> str | None:
    """Return what a document is, by its bytes; None for what is neither text nor HTML nor a PDF."""
    if b"%PDF-" in content[:1024]:
        return "application/pdf"
    if b"\0" in content:
        return None
    try:
        content.decode()
    except UnicodeDecodeError:
        return "text/html" if _HTML.search(content) else None
    return "text/html" if _HTML.search(content) else "text/plain"


@permission_required("responses.add_response", raise_exception=True)
def show_entry_form(request: HttpRequest) -> HttpResponse:
    """Return the form, and what it makes: a stored document and a draft, whose desk comes next."""
    discovered = find_discovered(request)
    initial = fill_in(request, discovered)
    form = EnterForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            response = enter_response(
                form.save(commit=False), _read_document(request, form), by=get_person(request)
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"{response} is a draft. Nothing is public yet.")
            if discovered is not None and discovered.state == DiscoveredDocument.State.NEW:
                run_act(request, "The document is marked as handled.", mark_handled, discovered)
            desk = reverse("admin:responses_response_desk", args=[response.pk])
            return HttpResponseRedirect(
                f"{desk}?{request.GET.urlencode()}" if "queue" in request.GET else desk
            )
    context = {
        **admin.site.each_context(request),
        "title": "Enter a response",
        "form": form,
        "document": read_snapshot_value(initial),
        "running": read_with_doubts(stored) if (stored := read_snapshot_value(initial)) else None,
    }
    return TemplateResponse(request, "admin/responses/enter.html", context)


def _read_document(request: HttpRequest, form: EnterForm) -> Snapshot | None:
    """Keep the bytes before anyone reads them."""
    values = form.cleaned_data
    if not form.content:
        return values.get("snapshot")
    name = values["document"].name[:300] if values.get("document") else "pasted"
    return store_snapshot(
        form.content,
        media_type=detect_media_type(form.content) or "",
        by=get_person(request),
        file_name=name,
        url=values.get("url") or "",
    )
