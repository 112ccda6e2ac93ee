"""Pages that turn unconfirmed listings into proposals: one source for one listing or several, and a new listing."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from markets.admin.queue_places import lead_on
from markets.admin.rules import get_person
from markets.curation.confirming import FoundSource, find_open_proposal, propose_confirmation, propose_listing
from markets.curation.draft_names import find_market
from markets.curation.refusal import Refusal
from markets.models import KINDS, Citation, Edition, Evidence, Listing, Stage
from markets.text.counts import format_count
from markets.unused import exclude_unused

SEARCH = "https://duckduckgo.com/?"
UNCONFIRMED = (Evidence.UNCONFIRMED, Evidence.LEAD)


class SourceForm(forms.Form):
    """What a researcher found."""

    address = forms.CharField(label="Web address", max_length=600, widget=forms.URLInput(attrs={"size": 80}))
    publisher = forms.CharField(max_length=160, help_text="The newspaper, agency or organization.")
    published_on = forms.DateField(
        label="Date", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    kind = forms.ChoiceField(
        label="Kind of source", choices=Citation.Kind.choices, initial=Citation.Kind.PRESS, required=False
    )
    quotation = forms.CharField(
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80}),
        help_text="The sentence that names the market, in the words of the source.",
    )
    names_market = forms.BooleanField(label="The source names the market", required=False)
    names_edition = forms.BooleanField(label="The source names the edition", required=False)

    def read_source(self) -> FoundSource:
        """Return the source as the form has it."""
        values = self.cleaned_data
        return FoundSource(
            address=values["address"].strip(),
            publisher=values["publisher"],
            published_on=values["published_on"],
            quotation=values["quotation"],
            names_market=values["names_market"],
            names_edition=values["names_edition"],
            kind=values["kind"] or Citation.Kind.PRESS,
        )


class NewListingForm(SourceForm):
    """A listing that the record lacks, with its source."""

    edition = forms.ModelChoiceField(exclude_unused(Edition.objects.order_by("-year")))
    market = forms.CharField(
        max_length=200,
        help_text="Its slug or name.",
        widget=forms.TextInput(attrs={"list": "markets"}),
    )
    market_kind = forms.ChoiceField(label="Online or physical", choices=KINDS)
    printed_name = forms.CharField(
        label="Name in the source",
        max_length=300,
        required=False,
        help_text="If it differs from the market's.",
    )
    field_order = ("edition", "market", "market_kind", "printed_name")


def list_unconfirmed() -> Any:
    """Return every unconfirmed listing and lead, by edition."""
    rows = Listing.objects.filter(evidence__in=UNCONFIRMED, stage=Stage.PUBLISHED)
    return rows.select_related("edition", "market").order_by("edition__year", "kind", "printed_name", "pk")


def make_search_address(listing: Listing) -> str:
    """Return a search of the press for the market and the edition."""
    year = listing.edition.year
    words = f'"{listing.printed_name}" "notorious markets" USTR {year} OR {year + 1}'
    return SEARCH + urlencode({"q": words})


@permission_required("markets.add_proposedchange", raise_exception=True)
def show_confirmation(request: HttpRequest) -> HttpResponse:
    """`/admin/confirm/?row=17&row=18`: one source for the listings named in the address."""
    keys = [int(each) for each in request.GET.getlist("row") if each.isdigit()]
    listings = list(list_unconfirmed().filter(pk__in=keys))
    form = SourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _propose_all(request, form, listings):
        return lead_on(request) or HttpResponseRedirect(reverse("queue-of", args=["listing-leads"]))
    context = {
        **admin.site.each_context(request),
        "title": "Confirm with a source",
        "listings": [
            (listing, make_search_address(listing), find_open_proposal(listing)) for listing in listings
        ],
        "form": form,
    }
    return TemplateResponse(request, "admin/markets/confirm.html", context)


def _propose_all(request: HttpRequest, form: SourceForm, listings: list[Listing]) -> bool:
    """Propose the source for every listing, or for none; say what came of it."""
    try:
        with transaction.atomic():
            for listing in listings:
                propose_confirmation(listing, form.read_source(), by=get_person(request))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    count = format_count(len(listings), "listing")
    messages.success(request, f"The source is proposed for {count}. An editor decides.")
    return bool(listings)


@permission_required("markets.add_proposedchange", raise_exception=True)
def show_new_listing(request: HttpRequest) -> HttpResponse:
    """`/admin/new-listing/?edition=2014&market=taobao`: propose a listing that the record lacks."""
    initial: dict[str, Any] = {name: request.GET.get(name, "") for name in ("market", "market_kind")}
    year = request.GET.get("edition", "")
    if year.isdigit():
        initial["edition"] = get_object_or_404(Edition, year=year)
    form = NewListingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            market = find_market(values["market"], values["market_kind"])
            propose_listing(
                values["edition"], market, values["printed_name"], form.read_source(), by=get_person(request)
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{market} in {values['edition']} is proposed. An editor decides.")
            return HttpResponseRedirect(request.get_full_path())
    context = {**admin.site.each_context(request), "title": "Add a listing", "form": form}
    return TemplateResponse(request, "admin/markets/confirm.html", context)
