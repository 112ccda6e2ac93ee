"""`?as_of=2026-11-21`: a page or a download as we knew it at the end of that day, from the history.

For the time of one request the tables of what changes are hidden behind temporary ones of the same names, filled
from the events that the triggers wrote. So every page, filter and download shows the past without knowing of it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import PurePath

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from markets.models import Edition, Reading, Snapshot
from markets.models.version import ONE_MOMENT, PAST, end_of_past
from markets.tables.filtering import BadFilter
from notorious.api.problems import problem

PARAMETER = "as_of"
NOT_OF_THE_PAST = (
    *("/admin/", "/search", "/api/", "/feeds/", "/healthz", "/static/", "/embed/"),
    # Kept versions never change, and a package of a past day would be one that nobody kept.
    *(
        "/data/latest/",
        "/data/2",
        "/data/notorious-markets.zip",
        "/data/datapackage.json",
        "/data/dictionary.csv",
    ),
)
# Documents never change, and what a parser made of them is no page of ours.
WITHOUT_A_PAST = (Snapshot, Reading)


def tracked() -> list[tuple[type[Model], type[Model]]]:
    """The models whose rows have a history, each with the model of its events."""
    events = (model for model in apps.get_models() if hasattr(model, "pgh_tracked_model"))
    pairs = ((event.pgh_tracked_model, event) for event in events)
    return [(model, event) for model, event in pairs if model not in WITHOUT_A_PAST]


def read_day(text: str) -> datetime.date:
    """The day that an address asks for. Raises BadFilter for one that is none, or of which nothing is known."""
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        raise BadFilter(f"{PARAMETER} is a day such as 2026-11-21.") from None
    today = timezone.now().date()
    if day > today:
        raise BadFilter(f"{PARAMETER} is a day that has come: today is {today.isoformat()}.")
    first = Edition._meta.apps.get_model("markets", "EditionEvent").objects.order_by("pgh_id").first()
    if first is None or day < first.pgh_created_at.date():
        began = first.pgh_created_at.date() if first else today
        raise BadFilter(
            f"Nothing is known of {day.isoformat()}: the history of this record begins on {began}."
        )
    return day


@contextmanager
def known_on(day: datetime.date) -> Iterator[None]:
    """Within it every query sees what was known at the end of `day`, UTC. Nothing written within it stays."""
    with transaction.atomic():
        reading = ONE_MOMENT.set(False)  # what is remembered of the present is not of that day
        past = PAST.set(day)
        try:
            with connection.cursor() as cursor:
                for model, event in tracked():
                    cursor.execute(_hide(model, event), [end_of_past()])
            yield
        finally:
            PAST.reset(past)
            ONE_MOMENT.reset(reading)
        transaction.set_rollback(True)


def _hide(model: type[Model], event: type[Model]) -> str:
    """The statement that hides a table behind its rows of the past. Queries group by keys, so it has its key."""
    quote = connection.ops.quote_name
    table, key = quote(model._meta.db_table), quote(str(model._meta.pk.column))
    columns = ", ".join(quote(str(field.column)) for field in model._meta.concrete_fields)
    return (
        f"CREATE TEMPORARY TABLE {table} ON COMMIT DROP AS SELECT {columns} FROM ("  # noqa: S608
        f"SELECT DISTINCT ON (pgh_obj_id) * FROM {quote(event._meta.db_table)}"
        " WHERE pgh_created_at < %s ORDER BY pgh_obj_id, pgh_id DESC"
        f") AS latest WHERE pgh_label <> 'delete'; ALTER TABLE pg_temp.{table} ADD PRIMARY KEY ({key})"
    )


def in_its_form(request: HttpRequest, refused: BadFilter) -> HttpResponseBase:
    """The sentence as whoever asks for such an address reads it: a problem, plain text, or a page."""
    if request.path_info.startswith("/api/"):
        response = problem(HTTPStatus.BAD_REQUEST, str(refused))
        response["Access-Control-Allow-Origin"] = "*"
        return response
    if PurePath(request.path_info).suffix:
        return HttpResponse(f"{refused}\n", status=400, content_type="text/plain; charset=utf-8")
    raise refused


class AsOf:
    """Answers an address with `as_of` from the past. Stands inside what keeps pages, outside what makes them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if PARAMETER not in request.GET:
            return self.get_response(request)
        try:
            return self._of_the_past(request)
        except BadFilter as refused:
            return in_its_form(request, refused)

    def _of_the_past(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(NOT_OF_THE_PAST):
            raise BadFilter(
                "as_of goes with pages and with files of tables: this address shows the present, or what never changes."
            )
        query = request.GET.copy()
        day = read_day(str(query.pop(PARAMETER)[-1]))
        request.GET = query  # type: ignore[assignment]
        request.as_of = day  # type: ignore[attr-defined]
        request.META.pop("HTTP_IF_MODIFIED_SINCE", None)  # it speaks of the present
        with known_on(day):
            response = self.get_response(request)
        response.headers["As-Of"] = day.isoformat()
        return response
