"""Tags of the desk's first page."""

from typing import Any

from django import template

from markets.admin.queue_places import locate_next_item
from markets.models import Reading
from notorious.notifications.opt_out import describe_digest
from notorious.queues.acts import DISMISSED_BY, DISMISSIBLE
from notorious.queues.definitions import QUEUES, QueueCount, count_queues

register = template.Library()


@register.simple_tag(takes_context=True)
def queues(context: dict[str, Any]) -> list[QueueCount]:
    """Return the queues that hold work; none for people without a role at the desk."""
    user = context["request"].user
    return (
        [each for each in count_queues(user) if each.count]
        if user.has_perm("notorious.view_assignment")
        else []
    )


@register.simple_tag(takes_context=True)
def digest_sentence(context: dict[str, Any]) -> str:
    """Return whether the user gets the digest by e-mail."""
    return describe_digest(context["request"].user)


@register.inclusion_tag("admin/queue_bar.html", takes_context=True)
def queue_bar(context: dict[str, Any]) -> dict[str, Any]:
    """Links back to the queue that the item was opened from, and to its next item."""
    request = context.get("request")
    queue = QUEUES.get(request.GET.get("queue", "")) if request else None
    if queue is None or request is None:
        return {}
    onward = locate_next_item(request)
    return {
        "queue": queue,
        "next": onward,
        "dismiss": queue.name in DISMISSIBLE and request.user.has_perm(DISMISSED_BY),
        "here": onward.replace("/next/?", "/?"),
        "row": request.GET.get("row", ""),
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag(takes_context=True)
def drafts(context: dict[str, Any]) -> list[Reading]:
    """Return the drafts of editions, latest first; none for people without a role at the desk."""
    if not context["request"].user.has_perm("markets.view_edition"):
        return []
    return list(Reading.objects.filter(state=Reading.State.DRAFTED).select_related("edition"))
