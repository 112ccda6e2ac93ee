"""From an item of a to-do queue on to the next one. The queues themselves are the project's."""

import re
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse


def locate_next_item(request: HttpRequest) -> str:
    """Return the address that leads to the next item of the to-do queue that the page was opened from; else empty."""
    name = request.GET.get("queue", "")
    if not re.fullmatch(r"[a-z_-]+", name):
        return ""
    place = {key.removeprefix("q-"): value for key, value in request.GET.items() if key != "queue"}
    return f"{reverse('queue-next', args=[name])}?{urlencode(place)}"


def lead_on(request: HttpRequest, *, if_done: bool = False) -> HttpResponseRedirect | None:
    """Redirect to the next item of the queue that the page was opened from; None where it was not.

    `if_done`: stay at the item while it is still open in its queue.
    """
    address = locate_next_item(request)
    return HttpResponseRedirect(f"{address}&if-done=1" if if_done else address) if address else None
