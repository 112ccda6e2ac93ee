"""`?as_of=2026-11-21` and `?version=v2026.3`: a page, file or API answer as the data were then, from the history.

For each tracked table the schema `past` has a view of the same name: the last event of each row before the moment
that the setting `notorious.moment` names. Such a request has that schema first in its search path.
"""

import datetime
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import PurePath

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils import timezone

from markets.consistent_read import PAST, PastState, consistent_read
from markets.models import DatedRevision, Edition, Reading, Snapshot
from markets.record.rows import record_version
from markets.tables.filtering import BadFilter
from markets.tables.scope import state_version
from notorious.api.problems import answer_problem
from notorious.limits import (
    check_rate_limit,
    rate_limited_response,
    rate_limited_text,
)
from notorious.models import ArchivedVersion
from notorious.tables.parameters import read_single_value

PARAMETERS = ("as_of", "version")
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
VERSION_NAME = re.compile(r"(v[0-9]{4}\.[0-9]{1,4})(\+[0-9]{1,12})?")
NOT_OF_THE_PAST = (
    *("/admin/", "/search", "/feeds/", "/healthz", "/static/"),
    # Archived versions never change, and nobody archived the package of a past day.
    *("/data/latest/", "/data/v", "/data/2", "/embed/v", "/embed/2"),
    *("/data/notorious-markets.", "/data/datapackage.json", "/data/dictionary.csv"),
)
# Documents never change, and what a parser read in them is on no page.
WITHOUT_A_PAST = (Snapshot, Reading)


def list_tracked_models() -> list[tuple[type[Model], type[Model]]]:
    """Return the models whose rows have a history, each with the model of its events."""
    events = (model for model in apps.get_models() if hasattr(model, "pgh_tracked_model"))
    pairs = ((event.pgh_tracked_model, event) for event in events)
    return [(model, event) for model, event in pairs if model not in WITHOUT_A_PAST]


def create_views(plan: object = None, **options: object) -> None:
    """Make the views of the past; called after migrations were applied, whose models they follow."""
    if plan:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA IF EXISTS past CASCADE; CREATE SCHEMA past")
            made = set(connection.introspection.table_names(cursor))
            for model, event in list_tracked_models():
                if event._meta.db_table in made:  # `migrate` may be asked for one app alone
                    cursor.execute(_view_of(model, event))


def drop_views(plan: object = None, **options: object) -> None:
    """Drop them before migrations: a view would keep its columns from being changed."""
    if plan:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA IF EXISTS past CASCADE")


def _view_of(model: type[Model], event: type[Model]) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in model._meta.concrete_fields)
    return (
        f"CREATE VIEW past.{quote(model._meta.db_table)} AS SELECT {columns} FROM ("  # noqa: S608
        f"SELECT DISTINCT ON (pgh_obj_id) * FROM public.{quote(event._meta.db_table)}"
        " WHERE pgh_created_at < current_setting('notorious.moment')::timestamptz"
        " ORDER BY pgh_obj_id, pgh_id DESC) AS latest WHERE pgh_label <> 'delete'"
    )


def past_state(query: QueryDict) -> PastState:
    """Return the state that an address asks for. Raises BadFilter for no day or version, Http404 for an unknown one."""
    if all(name in query for name in PARAMETERS):
        raise BadFilter("“as_of” and “version” cannot be combined: use one of them.")
    (name,) = (name for name in PARAMETERS if name in query)
    stated = read_single_value(query, name)
    return _state_of_version(stated) if name == "version" else _state_of_day(stated)


def _state_of_version(stated: str) -> PastState:
    name = stated.replace(" ", "+")  # a plus that was not escaped
    found = VERSION_NAME.fullmatch(name)
    if not found:
        raise BadFilter("“version” takes a version of the data such as v2026.1; see /data/ for all of them.")
    label, after = found.groups()
    archived = ArchivedVersion.objects.defer("content").filter(label=label).first()
    revision = DatedRevision.objects.filter(name=name).first()
    if revision is not None:
        return PastState(revision.moment, state_version(name), label, name, revision.moment)
    if archived is None or after:
        raise Http404(f"There is no version {name} of the data; see /data/ for all of them.")
    return PastState(archived.moment, state_version(label), label, label, archived.changed_at)


def _state_of_day(text: str) -> PastState:
    try:
        # It takes 20261121 and 2026-W47-6 too, which would be more addresses of the same day.
        day = datetime.date.fromisoformat(text if ISO_DAY.fullmatch(text) else "")
    except ValueError:
        raise BadFilter("“as_of” takes a day such as 2026-11-21.") from None
    today = timezone.now().date()
    if day > today:
        raise Http404(f"{day.isoformat()} has not come yet: today is {today.isoformat()}.")
    events = Edition._meta.apps.get_model("markets", "EditionEvent").objects.order_by("pgh_id")
    first = events.values_list("pgh_created_at", flat=True).first()
    label, recorded = record_version()
    began = min(first.date(), recorded) if first else today
    if first is None or day < began:
        raise Http404(f"Nothing is known of {day.isoformat()}: the history of this record begins on {began}.")
    dated = datetime.datetime.combine(day, datetime.time(), datetime.UTC)
    moment = dated + datetime.timedelta(days=1)
    versions = ArchivedVersion.objects.order_by("moment")
    if day < first.date():
        # The record is older than this installation: it is shown as it was first loaded.
        moment = versions.values_list("moment", flat=True).first() or first + datetime.timedelta(
            microseconds=1
        )
        return PastState(moment, f"as_of={day}", label, f"{label}@{day}", dated, day)
    known = versions.filter(moment__lt=moment).values_list("label", flat=True).last() or ""
    return PastState(moment, f"as_of={day}", known, f"{known}@{day}", dated, day)


@contextmanager
def show_past(state: PastState) -> Iterator[None]:
    """Within it every query sees the past state. Nothing written within it stays."""
    features = connection.features
    by_key = features.allows_group_by_selected_pks
    with transaction.atomic():
        past = PAST.set(state)
        # A view has no primary key, so a query has to group by every column that it selects.
        features.allows_group_by_selected_pks = False
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL search_path = past, public")
                cursor.execute("SELECT set_config('notorious.moment', %s, true)", [state.moment.isoformat()])
            with consistent_read():
                yield
        finally:
            features.allows_group_by_selected_pks = by_key
            PAST.reset(past)
        transaction.set_rollback(True)


def _is_file(path: str) -> bool:
    return bool(PurePath(path).suffix) and not path.endswith("/")


def refusal_of(request: HttpRequest, refused: BadFilter | Http404) -> HttpResponseBase:
    """Return the sentence in the form of the address: a problem, plain text, or a page."""
    status = HTTPStatus.NOT_FOUND if isinstance(refused, Http404) else HTTPStatus.BAD_REQUEST
    if request.path_info.startswith("/api/"):
        return answer_problem(status, str(refused))
    if _is_file(request.path_info):
        return HttpResponse(f"{refused}\n", status=status, content_type="text/plain; charset=utf-8")
    raise refused


def _too_many(request: HttpRequest) -> HttpResponse | None:
    if request.path_info.startswith("/api/") or not (seconds := check_rate_limit(request, "export")):
        return None  # the API counts its requests by itself
    return (
        rate_limited_text(seconds) if _is_file(request.path_info) else rate_limited_response(request, seconds)
    )


def _find_state(request: HttpRequest) -> PastState:
    if request.path_info.startswith(NOT_OF_THE_PAST):
        raise BadFilter(
            "as_of and version work with pages, files of tables and the API. This address shows the present, "
            "or what never changes."
        )
    return past_state(request.GET)


class PastMiddleware:
    """Answer addresses with `as_of` or `version` from the past. It is inside the page cache, outside the views."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asks = request.method in ("GET", "HEAD") and any(name in request.GET for name in PARAMETERS)
        if not asks or request.path_info.startswith("/admin/"):
            return self.get_response(request)
        try:
            state = _find_state(request)
        except (BadFilter, Http404) as refused:
            return refusal_of(request, refused)
        return self._from_past(request, state)

    def _from_past(self, request: HttpRequest, state: PastState) -> HttpResponseBase:
        if (limited := _too_many(request)) is not None:
            return limited
        query = request.GET.copy()
        for name in PARAMETERS:
            query.pop(name, None)
        request.GET = query  # type: ignore[assignment]
        request.past = state  # type: ignore[attr-defined]
        with show_past(state):
            response = self.get_response(request)
        response.headers["As-Of"] = state.value
        return response
