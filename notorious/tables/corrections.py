"""The table of corrections: what has changed in public rows since they became public, from history."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import models

from markets.models import PUBLIC, Absence, Edition, Listing, Market, Recommendation, Stage
from markets.models.version import end_of_past
from markets.tables import shared
from markets.tables.columns import Column, Row, Table, Type
from markets.tables.scope import Scope, permalink
from notorious.tables.notices import Notice, notices
from responses.models import Claim, Response, ResponsePoint

# What of a model the public sees, by the columns of the tables. A blank counts as a value.
SEEN: dict[type[models.Model], Sequence[str]] = {
    Edition: (
        "title",
        "released_on",
        "released_precision",
        "stated_online",
        "stated_physical",
        "report_url",
        "trade_representative",
        "issue_focus",
        "docket_id",
        "fr_citation",
        "fr_document_number",
        "comments_due_on",
        "rebuttals_due_on",
        "covers",
        "press_release_url",
        "sources",
    ),
    Market: ("name", "kind"),
    Listing: (
        "printed_name",
        "kind",
        "country_printed",
        "country_codes",
        "city_printed",
        "domains_printed",
        "text",
        "page",
        "evidence",
        "source",
        "market_id",
        "category",
        "category_detail",
        "harm",
        "text_mode",
    ),
    Absence: ("text", "source"),
    Recommendation: ("kind", "text", "text_mode", "page", "evidence", "source", "market_id"),
    Response: (
        "title",
        "url",
        "said_on",
        "said_precision",
        "kind",
        "held",
        "excerpt",
        "evidence",
        "source",
        "market_id",
        "docket_id",
        "comment_id",
        "language",
    ),
    ResponsePoint: ("summary", "quote", "stance", "page", "evidence", "source"),
    Claim: (
        "metric",
        "value",
        "unit",
        "qualifier",
        "period",
        "period_kind",
        "base",
        "comparison",
        "said_by",
        "quote",
    ),
}
# Each of these is public by its own basis: a value that readers never saw was not corrected.
BASIS = {
    "country_printed": "country_basis",
    "country_codes": "country_basis",
    "city_printed": "city_basis",
    "domains_printed": "domains_basis",
    "issue_focus": "issue_focus_basis",
    "docket_id": "docket_basis",
    "fr_citation": "fr_basis",
    "fr_document_number": "fr_basis",
    "comments_due_on": "deadlines_basis",
    "rebuttals_due_on": "deadlines_basis",
    "stated_online": "counts_basis",
    "stated_physical": "counts_basis",
    "report_url": "report_url_basis",
}

_COLUMNS = {"market_id": "market", "docket_id": "docket"}


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of one public row that changed, or a row that was withdrawn (`field` is then `row`)."""

    number: int
    table: str
    row_id: str
    year: int | None
    market: str
    field: str
    before: str
    after: str
    corrected_at: datetime.datetime
    reason: str


def corrections() -> list[Correction]:
    """All corrections, oldest first: one query for each kind of row, and five more."""
    history = {model: _changed(model) for model in SEEN}
    every = [event for events in history.values() for event in events]
    markets = {event.id for event in history[Market]}
    points = {
        pk: (response, ordinal)
        for pk, response, ordinal in ResponsePoint.objects.filter(
            pk__in={event.point_id for event in history[Claim]}
        )
        .order_by()
        .values_list("pk", "response", "ordinal")
    }
    said_in = {event.response_id for event in history[ResponsePoint]} | {
        response for response, _ in points.values()
    }
    responses = {
        response.pk: _Home(response.public_id, response.edition_id, response.market_id)
        for response in Response.objects.filter(pk__in=said_in).order_by()
    }
    about = {
        *markets,
        *(getattr(event, "market_id", None) for event in every),
        *(home.market for home in responses.values()),
    }
    slugs = Market.objects.filter(pk__in=list(about - {None})).order_by().values_list("pk", "slug")
    listed = _events(Listing).filter(market__in=markets, stage=Stage.PUBLISHED, evidence__in=PUBLIC)
    names = _Names(
        dict(slugs),
        dict(Edition.objects.order_by().values_list("pk", "year")),
        responses,
        points,
        {
            Response: _first(_events(Response).filter(stage=Response.Stage.PUBLISHED), "pgh_obj_id"),
            Edition: _first(_events(Edition).filter(published_at__isnull=False), "pgh_obj_id"),
            Market: _first(listed, "market") if markets else {},
        },
    )
    found = [each for model, fields in SEEN.items() for each in _of(model, history[model], fields, names)]
    return sorted(found, key=lambda each: (each.corrected_at, each.table, each.number, each.field))


def _first(events: models.QuerySet[Any], of: str) -> dict[int, datetime.datetime]:
    return dict(events.order_by().values_list(of).annotate(models.Min("pgh_created_at")))


@dataclass(frozen=True, slots=True)
class _Home:
    """What a response is about."""

    public_id: str
    edition: int | None
    market: int | None


@dataclass(frozen=True, slots=True)
class _Names:
    """Public ids of what rows point to; `points` gives a point's response, and its place in it.

    `since`: when a response, an edition, a market was first public. What belongs to a draft is not corrected.
    """

    markets: Mapping[int, str]
    years: Mapping[int, int]
    responses: Mapping[int, _Home]
    points: Mapping[int, tuple[int, int]]
    since: Mapping[type[models.Model], Mapping[int, datetime.datetime]]

    def response(self, event: Any) -> int:
        """The response that a point or a claim stands in; 0 for other rows."""
        place = self.points.get(getattr(event, "point_id", None) or 0)
        return place[0] if place else getattr(event, "response_id", None) or 0

    def drafted(self, model: type[models.Model], event: Any) -> bool:
        """Whether that to which it belongs was not public yet."""
        if model in (ResponsePoint, Claim):
            since = self.since[Response].get(self.response(event))
        elif model is Absence:
            since = self.since[Edition].get(event.edition_id)
        elif model is Market:
            since = self.since[Market].get(event.id)
        else:
            return False
        return since is None or event.pgh_created_at < since


def _was_public(event: Any) -> bool:
    """Whether a row was public when it stood so; its edition's own publication is looked at elsewhere."""
    if getattr(event, "withdrawn_at", None) is not None:
        return False
    if getattr(event, "evidence", getattr(event, "basis", PUBLIC[0])) not in PUBLIC:
        return False
    # An edition's publication is a date, and no stage; a response has both, and its stage is what counts.
    if not hasattr(event, "stage") and getattr(event, "published_at", event) is None:
        return False
    return getattr(event, "stage", Stage.PUBLISHED) == Stage.PUBLISHED


def _events(model: type[models.Model]) -> models.QuerySet[Any]:
    """The history of a model; of a day in the past, as far as it had come."""
    events = apps.get_model(model._meta.app_label, f"{model.__name__}Event")._default_manager.all()
    end = end_of_past()
    return events if end is None else events.filter(pgh_created_at__lt=end)


def _changed(model: type[models.Model]) -> list[Any]:
    """The history of all rows that were ever changed, row by row."""
    events = _events(model)
    changed = events.filter(pgh_label__in=("update", "delete")).order_by().values("id")
    return list(events.filter(id__in=changed).select_related("pgh_context").order_by("id", "pgh_id"))


def _of(
    model: type[models.Model], events: Sequence[Any], fields: Sequence[str], names: _Names
) -> Iterator[Correction]:
    earlier: Any = None
    for event in events:
        same = earlier is not None and earlier.id == event.id
        if same and _was_public(earlier) and not names.drafted(model, event):
            yield from _between(model, earlier, event, fields, names)
        earlier = event


def _between(
    model: type[models.Model], earlier: Any, event: Any, fields: Sequence[str], names: _Names
) -> Iterator[Correction]:
    stage = getattr(event, "stage", "")
    if stage == Stage.SUPERSEDED:
        return  # a better reading of the same entry stands beside it: its own rows say what changed
    context = event.pgh_context.metadata if event.pgh_context else {}
    home = names.responses.get(names.response(event))
    edition = home.edition if home else getattr(event, "edition_id", None)
    of = home.market if home else event.id if model is Market else getattr(event, "market_id", None)
    year = names.years.get(edition or 0) or getattr(event, "year", None)
    market = names.markets.get(of or 0, "")
    about = (model._meta.model_name or "", _row_id(event, year, market, names), year, market)
    when, reason = event.pgh_created_at, str(context.get("reason", ""))
    if event.pgh_label == "delete" or not _was_public(event):
        yield Correction(event.pgh_id, *about, "row", "public", "withdrawn", when, reason)
        return
    for name in fields:
        said = _said(name, _shown(name, earlier), names), _said(name, _shown(name, event), names)
        if said[0] != said[1]:
            yield Correction(event.pgh_id, *about, _COLUMNS.get(name, name), *said, when, reason)


def _shown(name: str, event: Any) -> Any:
    return getattr(event, name) if getattr(event, BASIS.get(name, ""), PUBLIC[0]) in PUBLIC else None


def _row_id(event: Any, year: int | None, market: str, names: _Names) -> str:
    if getattr(event, "public_id", None):
        return str(event.public_id)
    if home := names.responses.get(names.response(event)):
        if place := names.points.get(getattr(event, "point_id", None) or 0):
            return f"{home.public_id}-P{place[1]}-N{event.ordinal}"
        return f"{home.public_id}-P{event.ordinal}"
    return "-".join(filter(None, (str(year or ""), market)))


def _said(name: str, value: Any, names: _Names) -> str:
    if value is None:
        return ""
    if name == "market_id":
        return names.markets.get(value, "")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return " ".join(value) if isinstance(value, list) else str(value)


def _id(each: Correction) -> str:
    return f"{each.table}-{each.number}-{each.field}"


NO_NOTICE = ("", None, "", "")


def _rows(scope: Scope) -> Iterator[Row]:
    rows = [_of_value(each, scope) for each in corrections()] + [
        _of_notice(each, scope) for each in notices()
    ]
    for row in sorted(rows, key=lambda row: (row[1], row[0])):
        year, market = row[4], row[5]
        if scope.markets is None or (year is None and not market) or scope.holds(market, year):
            yield row


def _of_value(each: Correction, scope: Scope) -> Row:
    return (
        _id(each),
        each.corrected_at.replace(
            microsecond=0
        ),  # as it is written: the order of a file is that of its cells
        each.table,
        each.row_id,
        each.year,
        each.market,
        each.field,
        each.before,
        each.after,
        each.reason,
        scope.version,
        *NO_NOTICE,
    )


def _of_notice(each: Notice, scope: Scope) -> Row:
    return (
        f"notice-{each.number}",
        each.published_at.replace(microsecond=0),
        "notice",
        f"{each.year}-{each.market}" if each.year and each.market else f"notice-{each.number}",
        each.year,
        each.market,
        "notice",
        each.wrong,
        each.right,
        "",
        scope.version,
        permalink(each.concerns) if each.concerns else "",
        each.wrong_since,
        each.first_version,
        each.last_version,
    )


CORRECTIONS = Table(
    name="corrections",
    title="Corrections",
    about="One row per value that was changed of a public edition, market, listing, absence, recommendation, response,"
    " point or claim; per such row that was withdrawn; and per notice to readers.",
    columns=(
        Column("correction_id", Type.ID, "Permanent id of the correction.", "listing-1207-printed_name"),
        Column("corrected_at", Type.TIMESTAMP, "When it was corrected.", "2026-05-04T09:30:00Z"),
        Column(
            "row_kind",
            Type.ID,
            "What kind of row was corrected; `notice` where readers were told in words.",
            "listing",
        ),
        Column("row_id", Type.ID, "Which row.", "2017-taobao"),
        Column("year", Type.INTEGER, "The edition that it is about.", "2017", empty="no single edition"),
        Column("market", Type.ID, "The market that it is about.", "taobao", empty="no single market"),
        Column(
            "field",
            Type.ID,
            "What was corrected; `row` where the whole row was withdrawn, `notice` where readers were told in words.",
            "printed_name",
        ),
        Column("before", Type.TEXT, "What stood there.", "Tabao", empty="nothing"),
        Column("after", Type.TEXT, "What stands there now.", "Taobao", empty="nothing"),
        Column("reason", Type.TEXT, "Why.", "misprinted here", empty="not noted"),
        shared.DATA_VERSION,
        Column(
            "concerns",
            Type.URL,
            "The page that a notice concerns.",
            "https://example.org/editions/2017/taobao/",
            empty="no single page, or a value that no notice speaks of",
        ),
        Column(
            "wrong_since", Type.DATE, "Since when it stood so.", "2026-03-01", empty="not known, or no notice"
        ),
        Column(
            "first_version",
            Type.ID,
            "The first version of the data that carried what was wrong.",
            "2026.1",
            empty="as before",
        ),
        Column("last_version", Type.ID, "The last one that did.", "2026.3", empty="as before"),
    ),
    key=("correction_id",),
    rows=_rows,
    sorted_by=("corrected_at", "correction_id"),
)
