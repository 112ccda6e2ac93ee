"""The project's own models in the admin."""

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from markets.admin.rules import NoDeleteAdmin, NoteActionForm, ReadOnlyAdmin, get_person, run_act
from markets.admin.seen import SeenForm
from notorious.models import Assignment, CorrectionNotice, QueueDismissal
from notorious.queues.correction_notices import (
    PUBLISH_NOTICE,
    explain_own_notice,
    publish_notice,
    withdraw_notice,
)
from notorious.reply.admin import ReplyAdmin

__all__ = ["AssignmentAdmin", "CorrectionNoticeAdmin", "QueueDismissalAdmin", "ReplyAdmin"]


class CorrectionNoticeForm(SeenForm):
    """A correction names a page of this site."""

    def clean_concerns(self) -> str:
        address: str = self.cleaned_data["concerns"]
        if address and (not address.startswith("/") or address.startswith("//")):
            raise forms.ValidationError("The address of a page of this site, from its first slash on.")
        return address


@admin.register(QueueDismissal)
class QueueDismissalAdmin(ReadOnlyAdmin):
    """What was dismissed in a queue, and by whom."""

    list_display = ("queue", "row", "dismissed_by", "dismissed_at", "undone_by", "undone_at")
    list_filter = ("queue",)
    list_select_related = ("dismissed_by", "undone_by")


@admin.register(CorrectionNotice)
class CorrectionNoticeAdmin(NoDeleteAdmin):
    """What was wrong, since when, and which versions of the data carried it. An editor publishes it."""

    form = CorrectionNoticeForm
    list_display = ("wrong", "concerns", "first_version", "last_version", "entered_by", "published_at")
    list_filter = (("published_at", admin.EmptyFieldListFilter),)
    list_select_related = ("entered_by",)
    search_fields = ("wrong", "right", "concerns")
    readonly_fields = ("entered_by", "published_at", "published_by")
    action_form = NoteActionForm
    actions = ("publish", "withdraw")

    def asks_reason_for(self, notice: CorrectionNotice | None) -> bool:
        return notice is not None and super().asks_reason_for(notice)

    def has_change_permission(self, request: HttpRequest, obj: CorrectionNotice | None = None) -> bool:
        if obj is not None and obj.published_at is not None and not request.user.has_perm(PUBLISH_NOTICE):
            return False
        return super().has_change_permission(request, obj)

    def fits(self, name: str, notice: CorrectionNotice) -> bool:
        return (notice.published_at is None) == (name == "publish")

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PUBLISH_NOTICE)

    def save_model(
        self, request: HttpRequest, obj: CorrectionNotice, form: forms.ModelForm, change: bool
    ) -> None:
        if not change:
            obj.entered_by = get_person(request)
            messages.info(request, explain_own_notice(obj.entered_by))
        super().save_model(request, obj, form, change)

    @admin.action(description="Publish", permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[CorrectionNotice]) -> None:
        for notice in queryset:
            run_act(request, f"Public: {notice}", publish_notice, notice)

    @admin.action(description="Withdraw (say why in the note)", permissions=["publish"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[CorrectionNotice]) -> None:
        reason = request.POST.get("note", "")
        for notice in queryset:
            run_act(request, f"Withdrawn: {notice}", withdraw_notice, notice, reason=reason)


@admin.register(Assignment)
class AssignmentAdmin(ReadOnlyAdmin):
    """Assignments, which are made in the queues."""

    list_display = ("queue", "row", "owner", "assigned_by", "assigned_at")
    list_filter = ("queue", "owner")
    list_select_related = ("owner", "assigned_by")
