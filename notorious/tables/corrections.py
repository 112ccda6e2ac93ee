"""The table of corrections: what has changed in public rows since they became public, from history."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from markets.models import PUBLIC, Edition, Listing, Market, Recommendation, Stage
from markets.tables import shared
from markets.tables.columns import Column, Row, Table, Type
from markets.tables.scope import Scope, permalink
from notorious.tables.notices import Notice, notices
from responses.models import Response, ResponsePoint

# What of a model the public sees, by the columns of the tables. A blank counts as a value.
SEEN: dict[type[models.Model], Sequence[str]] = {
    Edition: ("title", "released_on", "released_precision", "stated_online", "stated_physical", "report_url"),
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
    Recommendation: ("kind", "text", "text_mode", "page", "evidence", "source", "market_id"),
    Response: ("title", "url", "said_on", "said_precision", "kind", "held", "excerpt", "evidence", "source"),
    ResponsePoint: ("summary", "quote", "stance", "page", "evidence", "source"),
}
# Each of these is public by its own basis: a value that readers never saw was not corrected.
BASIS = {
    "country_printed": "country_basis",
    "country_codes": "country_basis",
    "city_printed": "city_basis",
    "domains_printed": "domains_basis",
}


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
    """All corrections, oldest first: two queries for each kind of row, and four more."""
    found: list[Correction] = []
    history = {model: _changed(model) for model in SEEN}
    about = {getattr(event, "market_id", None) for events in history.values() for event in events} - {None}
    slugs = dict(Market.objects.filter(pk__one_of=about).order_by().values_list("pk", "slug"))
    years = dict(Edition.objects.order_by().values_list("pk", "year"))
    codes = dict(Response.objects.order_by().values_list("pk", "public_id"))
    since = dict(
        apps.get_model("responses", "ResponseEvent")
        ._default_manager.filter(stage=Response.Stage.PUBLISHED)
        .order_by()
        .values_list("pgh_obj_id")
        .annotate(models.Min("pgh_created_at"))
    )
    for model, fields in SEEN.items():
        found += _of(model, history[model], fields, _Names(slugs, years, codes, since))
    return sorted(found, key=lambda each: (each.corrected_at, each.table, each.number, each.field))


@dataclass(frozen=True, slots=True)
class _Names:
    """Public ids of what rows point to."""

    markets: Mapping[int, str]
    years: Mapping[int, int]
    responses: Mapping[int, str]
    since: Mapping[int, datetime.datetime]  # when a response was first public: drafts are not corrected


def _was_public(event: Any) -> bool:
    """Whether a row was public when it stood so; its edition's own publication is looked at elsewhere."""
    if getattr(event, "withdrawn_at", None) is not None:
        return False
    if getattr(event, "evidence", PUBLIC[0]) not in PUBLIC:
        return False
    # An edition's publication is a date, and no stage; a response has both, and its stage is what counts.
    if not hasattr(event, "stage") and getattr(event, "published_at", event) is None:
        return False
    return getattr(event, "stage", Stage.PUBLISHED) == Stage.PUBLISHED


def _changed(model: type[models.Model]) -> list[Any]:
    """The history of all rows that were ever changed, row by row."""
    events = apps.get_model(model._meta.app_label, f"{model.__name__}Event")._default_manager
    changed = events.filter(pgh_label="update").order_by().values("id")
    return list(events.filter(id__in=changed).select_related("pgh_context").order_by("id", "pgh_id"))


def _of(
    model: type[models.Model], events: Sequence[Any], fields: Sequence[str], names: _Names
) -> Iterator[Correction]:
    earlier: Any = None
    for event in events:
        drafted = hasattr(event, "response_id") and not _after(names.since.get(event.response_id), event)
        if earlier is not None and earlier.id == event.id and _was_public(earlier) and not drafted:
            yield from _between(model, earlier, event, fields, names)
        earlier = event


def _after(since: datetime.datetime | None, event: Any) -> bool:
    return since is not None and event.pgh_created_at >= since


def _between(
    model: type[models.Model], earlier: Any, event: Any, fields: Sequence[str], names: _Names
) -> Iterator[Correction]:
    stage = getattr(event, "stage", "")
    if stage == Stage.SUPERSEDED:
        return  # a better reading of the same entry stands beside it: its own rows say what changed
    context = event.pgh_context.metadata if event.pgh_context else {}
    year = names.years.get(getattr(event, "edition_id", None) or 0) or getattr(event, "year", None)
    market = names.markets.get(getattr(event, "market_id", None) or 0, "")
    about = (model._meta.model_name or "", _row_id(event, year, market, names), year, market)
    when, reason = event.pgh_created_at, str(context.get("reason", ""))
    if event.pgh_label == "delete" or not _was_public(event):
        yield Correction(event.pgh_id, *about, "row", "public", "withdrawn", when, reason)
        return
    for name in fields:
        said = _said(name, _shown(name, earlier), names), _said(name, _shown(name, event), names)
        if said[0] != said[1]:
            yield Correction(event.pgh_id, *about, name.removesuffix("_id"), *said, when, reason)


def _shown(name: str, event: Any) -> Any:
    return getattr(event, name) if name not in BASIS or getattr(event, BASIS[name]) in PUBLIC else None


def _row_id(event: Any, year: int | None, market: str, names: _Names) -> str:
    if getattr(event, "public_id", None):
        return str(event.public_id)
    if hasattr(event, "response_id"):
        return f"{names.responses.get(event.response_id, '')}-P{event.ordinal}"
    return f"{year}-{market}" if market else str(year)


def _said(name: str, value: Any, names: _Names) -> str:
    if value is None:
        return ""
    if name == "market_id":
        return names.markets.get(value, "")
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
    about="One row per value of a public row that was changed, public row that was withdrawn, or notice to readers.",
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
