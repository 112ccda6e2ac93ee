"""Our own conclusions in the admin: signed by one person, accepted by another, never changed."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from markets.admin.rules import NoteActionForm, ReadOnlyAdmin, get_person, run_act
from markets.curation.refusal import ask_others
from markets.models import Recommendation
from responses.curation.assessing import (
    ACCEPT,
    accept_assessment,
    delete_assessment,
    restore_assessment,
    withdraw_assessment,
)
from responses.models import (
    Assessment,
    AssessmentAcceptance,
    AssessmentEvidence,
    AssessmentWithdrawal,
    ResponsePoint,
)


class EvidenceForm(forms.ModelForm):
    """One thing that the assessment rests on."""

    def clean(self) -> dict[str, Any] | None:
        values = super().clean() or {}
        if self.has_changed() and not any(
            values.get(name) for name in ("point", "recommendation", "snapshot", "citation")
        ):
            raise forms.ValidationError("Add at least one source for this assessment.")
        return values


class EvidenceInline(admin.StackedInline):
    """What the assessment rests on; the database refuses an assessment without any."""

    form = EvidenceForm
    model = AssessmentEvidence
    verbose_name, verbose_name_plural = "source", "Evidence"
    extra = 0
    min_num = 1
    validate_min = True
    autocomplete_fields = ("recommendation", "point", "snapshot")
    can_delete = False


@admin.register(ResponsePoint)
class ResponsePointAdmin(ReadOnlyAdmin):
    """Points of responses, so that they can be looked up as evidence. They are entered at a response's desk."""

    list_display = ("__str__", "summary", "response", "quote_check")
    search_fields = (
        *("response__public_id", "response__party__name", "response__market__name", "summary", "quote"),
    )
    list_select_related = ("response",)


@admin.register(Assessment)
class AssessmentAdmin(ReadOnlyAdmin):
    """Added, never changed. A later one is kept with the earlier and, once another editor accepts it, counts."""

    list_display = ("recommendation", "conclusion", "signed_as", "signed_at", "accepted")
    list_filter = (("acceptance", admin.EmptyFieldListFilter), "conclusion")
    search_fields = ("recommendation__public_id", "recommendation__market__name", "text")
    list_select_related = ("recommendation", "acceptance__accepted_by")
    autocomplete_fields = ("recommendation",)
    fields = ("recommendation", "conclusion", "text", "signed_as")
    readonly_fields = ("signed_as",)
    inlines = (EvidenceInline,)
    action_form = NoteActionForm
    asks_reason = False
    actions = ("accept", "delete_own", "withdraw_public", "restore_public")
    parts = (
        (AssessmentEvidence, "assessment"),
        (AssessmentAcceptance, "assessment"),
        (AssessmentWithdrawal, "assessment"),
    )

    def has_change_permission(self, request: HttpRequest, obj: Assessment | None = None) -> bool:
        """Its author edits an assessment until it is accepted."""
        own = obj is None or obj.signed_by_id == request.user.pk
        return own and not hasattr(obj, "acceptance") and self.has_add_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("responses.sign_assessment")

    def has_accept_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("responses.accept_assessment")

    def fits(self, name: str, assessment: Assessment) -> bool:
        accepted = hasattr(assessment, "acceptance")
        withdrawn = accepted and assessment.withdrawals.filter(undone_at__isnull=True).exists()
        return {
            "accept": not accepted,
            "delete_own": not accepted,
            "withdraw_public": accepted and not withdrawn,
            "restore_public": withdrawn,
        }.get(name, True)

    def is_for(self, name: str, assessment: Assessment, person: Any) -> bool:
        """Return whether the button is this person's: only its author deletes an assessment."""
        return name != "delete_own" or assessment.signed_by_id == person.pk

    @admin.display(description="accepted")
    def accepted(self, assessment: Assessment) -> str:
        found = getattr(assessment, "acceptance", None)
        return f"{found.accepted_by}, {found.accepted_at:%Y-%m-%d}" if found else "not yet: not public"

    @admin.action(description="Accept: it becomes public", permissions=["accept"])
    def accept(self, request: HttpRequest, queryset: QuerySet[Assessment]) -> None:
        for assessment in queryset.select_related("recommendation"):
            run_act(request, f"The assessment on {assessment} is accepted.", accept_assessment, assessment)

    @admin.action(description="Delete selected rows (your own, until they are accepted)", permissions=["add"])
    def delete_own(self, request: HttpRequest, queryset: QuerySet[Assessment]) -> None:
        for assessment in queryset.select_related("recommendation"):
            run_act(request, f"Deleted: the assessment on {assessment}.", delete_assessment, assessment)

    @admin.action(description="Withdraw (say why in the note)", permissions=["accept"])
    def withdraw_public(self, request: HttpRequest, queryset: QuerySet[Assessment]) -> None:
        reason = request.POST.get("note", "")
        for assessment in queryset.select_related("recommendation"):
            done = f"The assessment on {assessment} is withdrawn."
            run_act(request, done, withdraw_assessment, assessment, reason=reason)

    @admin.action(description="Restore what was withdrawn", permissions=["accept"])
    def restore_public(self, request: HttpRequest, queryset: QuerySet[Assessment]) -> None:
        for assessment in queryset.select_related("recommendation"):
            run_act(
                request, f"The assessment on {assessment} is public again.", restore_assessment, assessment
            )

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "recommendation":
            kwargs["queryset"] = Recommendation.objects.public()  # nothing is found about what is not public
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Assessment, form: forms.ModelForm, change: bool) -> None:
        if not change:
            person = get_person(request)
            obj.signed_by, obj.signed_as = person, person.get_full_name() or person.get_username()
            ask = ask_others(ACCEPT, {person.pk})
            messages.info(request, f"The assessment is public once another editor accepts it. {ask}")
        super().save_model(request, obj, form, change)
