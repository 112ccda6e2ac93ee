"""`/calendar/` and `/calendar.ics`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from markets.tables.filtering import refuse_unknown
from notorious.calendar.events import list_events, split_events
from notorious.calendar.icalendar import ICALENDAR_TYPE, render_icalendar
from notorious.revision import request_version

# Days pass, and notices are found, without a change of the record: the page cache must not keep it.
CALENDAR_CACHING = "public, max-age=300"


@require_safe
def show_calendar(request: HttpRequest) -> HttpResponse:
    """Return what is to come, then what has been."""
    refuse_unknown(request.GET, [])
    coming, past = split_events(list_events(), timezone.now().date())
    response = render(request, "calendar/calendar.html", {"coming": coming, "past": past})
    response["Cache-Control"] = CALENDAR_CACHING
    return response


@require_safe
def send_icalendar(request: HttpRequest) -> HttpResponse:
    """Return all events, for a calendar program to subscribe to."""
    refuse_unknown(request.GET, [])
    body = render_icalendar(list_events(), request_version(request).changed_at)
    response = HttpResponse(body, content_type=ICALENDAR_TYPE)
    response["Content-Disposition"] = 'attachment; filename="notorious-markets.ics"'
    response["Cache-Control"] = CALENDAR_CACHING
    return response
