"""Replies at the desk: read by all, decided by editors, changed by nobody."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from markets.admin.rules import NoDeleteAdmin, run_act
from notorious.alerts.addresses import decrypt_text
from notorious.reply.acts import PUBLISH_REPLY, decline_reply, publish_reply, withdraw_reply
from notorious.reply.models import Reply, ReplyAccess


@admin.register(Reply)
class ReplyAdmin(NoDeleteAdmin):
    """The words stay as they were sent. Write the answer to the sender, then publish or decline."""

    list_display = ("reference", "kind", "sender", "concerns", "received_at", "state")
    list_filter = ("state", "kind")
    search_fields = ("reference", "sender", "concerns", "text")
    fields = (
        *("reference", "kind", "sender", "concerns", "text", "evidence", "contact", "received_at"),
        *("state", "answer", "decided_at", "decided_by", "published_at"),
    )
    readonly_fields = tuple(name for name in fields if name != "answer")
    actions = ("publish", "decline", "withdraw")
    asks_reason = False
    act_form = "reply_form"
    """The buttons on the page of a reply send its form, so that the answer is saved with the decision."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        return super().render_change_form(request, {**context, "act_form": self.act_form}, *args, **kwargs)

    def fits(self, name: str, reply: Reply) -> bool:
        return (reply.state == Reply.State.PUBLISHED) == (name == "withdraw") and (
            name != "decline" or reply.state == Reply.State.RECEIVED
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Reply | None = None) -> bool:
        return request.user.has_perm(PUBLISH_REPLY)

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PUBLISH_REPLY)

    @admin.display(description="Contact")
    def contact(self, reply: Reply) -> str:
        access = ReplyAccess.objects.filter(reply=reply).first()
        return (decrypt_text(access.contact) if access and access.contact else "") or "none"

    def keep_answer(self, request: HttpRequest, reply: Reply) -> None:
        """Save the answer that was typed beside the button."""
        typed = request.POST.get("answer", reply.answer)
        if typed != reply.answer:
            reply.answer = typed
            reply.save(update_fields=["answer"])

    @admin.action(description="Publish", permissions=["decide"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Reply]) -> None:
        for reply in queryset:
            self.keep_answer(request, reply)
            run_act(request, f"Public: {reply}", publish_reply, reply)

    @admin.action(description="Decline", permissions=["decide"])
    def decline(self, request: HttpRequest, queryset: QuerySet[Reply]) -> None:
        for reply in queryset:
            self.keep_answer(request, reply)
            run_act(request, f"Declined: {reply}", decline_reply, reply)

    @admin.action(description="Withdraw", permissions=["decide"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Reply]) -> None:
        for reply in queryset:
            self.keep_answer(request, reply)
            run_act(request, f"Withdrawn: {reply}", withdraw_reply, reply)
