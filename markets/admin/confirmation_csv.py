"""The queue of unconfirmed listings as a CSV file: exported, filled in by a researcher, checked and imported."""

import datetime
from collections.abc import Mapping
from typing import Any

import tablib
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from import_export import fields, resources
from import_export.results import Result, RowResult
from tablib.exceptions import TablibException

from markets.admin.confirming import list_unconfirmed, make_search_address
from markets.admin.rules import get_person
from markets.curation.confirming import FoundSource, propose_confirmation
from markets.curation.refusal import Refusal
from markets.models import Listing
from markets.tables.guard import escape_code

FILLED_IN = ("address", "publisher", "date", "quotation", "names_market", "names_edition")
YES, NO = frozenset({"yes", "y", "true", "1", "x"}), frozenset({"", "no", "n", "false", "0"})
LARGEST_FILE = 2 * 1024 * 1024


class ConfirmationResource(resources.ModelResource):
    """One row per unconfirmed listing. Importing proposes a source for each row that was filled in, or for none."""

    edition = fields.Field(attribute="edition__year", readonly=True)
    market = fields.Field(attribute="market__name", readonly=True)
    claimed = fields.Field(readonly=True)
    search = fields.Field(readonly=True)
    address = fields.Field(readonly=True)
    publisher = fields.Field(readonly=True)
    date = fields.Field(readonly=True)
    quotation = fields.Field(readonly=True)
    names_market = fields.Field(readonly=True)
    names_edition = fields.Field(readonly=True)

    class Meta:
        model = Listing
        import_id_fields = ("id",)
        fields = ("id", "edition", "market", "kind", "printed_name", "claimed", "search", *FILLED_IN)
        export_order = fields
        use_transactions = True
        skip_diff = True
        store_instance = True

    def __init__(self, by: User | None = None) -> None:
        super().__init__()
        self.by = by

    def get_queryset(self) -> Any:
        return list_unconfirmed()

    def export_field(self, field: Any, instance: Any, **kwargs: Any) -> Any:
        """Return the value for a cell; text that a spreadsheet would take for a formula is escaped."""
        value = super().export_field(field, instance, **kwargs)
        return escape_code(value) if isinstance(value, str) else value

    def dehydrate_claimed(self, listing: Listing) -> str:
        return f"{listing.get_evidence_display()}: {listing.source}".strip(": ")

    def dehydrate_search(self, listing: Listing) -> str:
        return make_search_address(listing)

    def before_import(self, dataset: tablib.Dataset, **kwargs: Any) -> None:
        missing = [name for name in ("id", *FILLED_IN) if name not in (dataset.headers or [])]
        if missing:
            raise ValidationError(
                f"The file has no column {', '.join(missing)}. Export the queue for the columns."
            )

    def skip_row(
        self,
        instance: Listing,
        original: Listing,
        row: Mapping[str, Any],
        import_validation_errors: Any = None,
    ) -> bool:
        """Return a row in which nothing was filled in is left alone."""
        return not any(str(row.get(name) or "").strip() for name in FILLED_IN)

    def init_instance(self, row: Mapping[str, Any] | None = None) -> Listing:
        """Return a row that is not in the queue is an error, never a new listing; an empty one is skipped."""
        if row is not None and not self.skip_row(Listing(), Listing(), row):
            raise ValidationError(
                f"Row {row.get('id')} is not an unconfirmed listing. It may be confirmed already."
            )
        return Listing()

    def import_instance(self, instance: Listing, row: Mapping[str, Any], **kwargs: Any) -> None:
        """No column is written to the listing itself."""

    def save_instance(
        self, instance: Listing, is_create: bool, row: Mapping[str, Any], **kwargs: Any
    ) -> None:
        """Propose the source; in a dry run the library rolls everything back."""
        if self.by is None:
            raise ValidationError("Nobody is named as the person who proposes.")
        try:
            propose_confirmation(instance, read_source(row), by=self.by)
        except Refusal as refusal:
            raise ValidationError(str(refusal)) from refusal


def read_source(row: Mapping[str, Any]) -> FoundSource:
    """Return the source in a row. Raise ValidationError with the value that cannot be read."""
    text = {name: str(row.get(name) or "").strip() for name in FILLED_IN}
    try:
        day = datetime.date.fromisoformat(text["date"]) if text["date"] else None
    except ValueError:
        raise ValidationError(f"“{text['date']}” is not a date. Write it as 2014-02-12.") from None
    flags: dict[str, bool] = {}
    for name in ("names_market", "names_edition"):
        value = text[name].casefold()
        if value not in YES | NO:
            raise ValidationError(f"{name} is “{text[name]}”. Write yes or no.")
        flags[name] = value in YES
    return FoundSource(
        text["address"],
        text["publisher"],
        day,
        text["quotation"],
        names_market=flags["names_market"],
        names_edition=flags["names_edition"],
    )


def read_table(content: str) -> tablib.Dataset:
    """Return the rows of a CSV file. Raise ValidationError where it is none."""
    try:
        return tablib.Dataset().load(content.lstrip("\ufeff"), format="csv")
    except (TablibException, ValueError) as problem:
        raise ValidationError("The file is not a CSV file with the columns of the export.") from problem


def import_sources(table: tablib.Dataset, by: User, *, dry_run: bool) -> Result:
    """Propose the source of every row that was filled in; of none where one row has an error."""
    resource = ConfirmationResource(by)
    return resource.import_data(
        table, dry_run=dry_run, raise_errors=False, use_transactions=True, rollback_on_validation_errors=True
    )


def list_errors(result: Result) -> list[tuple[int, str]]:
    """(line of the file, what is wrong there), in order. Line 0 is the file as a whole."""
    found = [(0, str(error.error)) for error in result.base_errors]
    found += [(row.number + 1, " ".join(row.error.messages)) for row in result.invalid_rows]
    found += [
        (number + 1, " ".join(getattr(error.error, "messages", [str(error.error)])))
        for number, errors in result.row_errors()
        for error in errors
    ]
    return sorted(found)


class CsvForm(forms.Form):
    """A file to check, or the text of a checked file to import."""

    file = forms.FileField(required=False, label="CSV file")
    checked = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        upload = values.get("file")
        if upload and upload.size > LARGEST_FILE:
            raise ValidationError("The file is larger than 2 MB.")
        try:
            values["content"] = upload.read().decode("utf-8-sig") if upload else values.get("checked", "")
        except UnicodeDecodeError:
            raise ValidationError("The file is not UTF-8. Save it as “CSV UTF-8”.") from None
        if not values["content"].strip():
            raise ValidationError("Choose a CSV file.")
        values["table"] = read_table(values["content"])
        return values


@permission_required("markets.add_proposedchange", raise_exception=True)
def show_csv(request: HttpRequest) -> HttpResponse:
    """Upload, preview with the errors of each row, and import of all rows or none."""
    form = CsvForm(request.POST or None, request.FILES or None)
    context = {**admin.site.each_context(request), "title": "Confirm listings from a CSV file", "form": form}
    if request.method == "POST" and form.is_valid():
        by, table = get_person(request), form.cleaned_data["table"]
        final = "import" in request.POST
        result = import_sources(table, by, dry_run=not final)
        errors = list_errors(result)
        count = result.totals.get(RowResult.IMPORT_TYPE_UPDATE, 0)
        if final and not errors:
            messages.success(request, f"{count} sources are proposed. An editor decides.")
            return HttpResponseRedirect(reverse("queue-of", args=["listing-leads"]))
        context |= {
            "errors": errors,
            "count": count,
            "skipped": result.totals.get(RowResult.IMPORT_TYPE_SKIP, 0),
            "content": form.cleaned_data["content"],
            "rows": [
                row for row in table.dict if any(str(row.get(name) or "").strip() for name in FILLED_IN)
            ],
        }
    return TemplateResponse(request, "admin/markets/confirm_csv.html", context)


@permission_required("markets.add_proposedchange", raise_exception=True)
def send_queue_csv(request: HttpRequest) -> HttpResponse:
    """Return the queue as the CSV file that a researcher fills in."""
    response = HttpResponse(
        "\ufeff" + ConfirmationResource().export().csv, content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="unconfirmed-listings.csv"'
    return response
