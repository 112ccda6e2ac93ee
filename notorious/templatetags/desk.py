"""What the first page of the admin shows of the queue."""

from __future__ import annotations

from typing import Any

from django import template

from notorious.queues.queues import Waiting, waiting

register = template.Library()


@register.simple_tag(takes_context=True)
def queues(context: dict[str, Any]) -> list[Waiting]:
    """The queues that hold work, for whoever works at the desk; none for others."""
    user = context["request"].user
    return (
        [each for each in waiting(user) if each.count] if user.has_perm("notorious.view_assignment") else []
    )
