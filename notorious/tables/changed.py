"""What changed in public rows since they became public, from their history: one pass over all models."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import models

from markets.models import PUBLIC, Absence, Edition, Listing, Market, Recommendation, Stage
from markets.models.edition import EDITION_HISTORY
from markets.models.history import PublicHistory
from markets.models.listing import ABSENCE_HISTORY, LISTING_HISTORY
from markets.models.market import MARKET_HISTORY
from markets.models.recommendation import RECOMMENDATION_HISTORY
from markets.models.version import end_of_past
from responses.models import Claim, Response, ResponsePoint
from responses.models.point import CLAIM_HISTORY, POINT_HISTORY
from responses.models.response import RESPONSE_HISTORY

HISTORIES: dict[type[models.Model], PublicHistory] = {
    Edition: EDITION_HISTORY,
    Market: MARKET_HISTORY,
    Listing: LISTING_HISTORY,
    Absence: ABSENCE_HISTORY,
    Recommendation: RECOMMENDATION_HISTORY,
    Response: RESPONSE_HISTORY,
    ResponsePoint: POINT_HISTORY,
    Claim: CLAIM_HISTORY,
}
COLUMN_NAMES = {"market_id": "market", "docket_id": "docket"}


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of one public row that changed, or a row that was withdrawn (`field` is then `row`)."""

    number: int
    row_kind: str
    row_id: str
    year: int | None
    market: str
    field: str
    before: str
    after: str
    corrected_at: datetime.datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Parent:
    """What a row belongs to: its id, what it is about, and since when it is public."""

    row_id: str
    edition: int | None
    market: int | None
    since: datetime.datetime | None


ORPHAN = Parent("", None, None, None)


def corrections() -> list[Correction]:
    """All corrections, oldest first; the number of queries does not grow with the record."""
    markets = dict(Market.objects.order_by().values_list("pk", "slug"))
    years = dict(Edition.objects.order_by().values_list("pk", "year"))
    parents = _parents(markets)
    found = [
        each
        for model, history in HISTORIES.items()
        for each in _corrections_of(model, history, parents.get(history.parent, {}), markets, years)
    ]
    return sorted(found, key=lambda each: (each.corrected_at, each.row_kind, each.number, each.field))


def _corrections_of(
    model: type[models.Model],
    history: PublicHistory,
    parents: Mapping[int, Parent],
    markets: Mapping[int, str],
    years: Mapping[int, int],
) -> Iterator[Correction]:
    """The corrections of one model."""
    for before, after in _pairs(_events_of_changed_rows(model)):
        parent = parents.get(getattr(after, history.parent), ORPHAN) if history.parent else ORPHAN
        drafted = history.parent and (parent.since is None or after.pgh_created_at < parent.since)
        if drafted or not history.was_public(before) or history.replaced(after):
            continue
        edition = getattr(after, history.edition) if history.edition else parent.edition
        about = getattr(after, history.market) if history.market else parent.market
        year, market = years.get(edition or 0), markets.get(about or 0, "")
        row_id = history.row_id(after, parent.row_id) if history.row_id else ""
        correction = Correction(
            number=after.pgh_id,
            row_kind=model._meta.model_name or "",
            row_id=row_id or "-".join(filter(None, (str(year or ""), market))),
            year=year,
            market=market,
            field="row",
            before="public",
            after="withdrawn",
            corrected_at=after.pgh_created_at,
            reason=str(after.pgh_context.metadata.get("reason", "")) if after.pgh_context else "",
        )
        if after.pgh_label == "delete" or not history.was_public(after):
            yield correction
            continue
        for name in history.fields:
            was, now = (_text_of(name, event, history, markets) for event in (before, after))
            if was != now:
                yield replace(correction, field=COLUMN_NAMES.get(name, name), before=was, after=now)


def _text_of(name: str, event: Any, history: PublicHistory, markets: Mapping[int, str]) -> str:
    """A past value as the files have it; blank where its own basis was not public."""
    basis, value = history.basis.get(name), getattr(event, name)
    if value is None or (basis and getattr(event, basis) not in PUBLIC):
        return ""
    if name == "market_id":
        return markets.get(value, "")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return " ".join(value) if isinstance(value, list) else str(value)


def _pairs(events: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Each event of a row with the one before it."""
    before: Any = None
    for event in events:
        if before is not None and before.id == event.id:
            yield before, event
        before = event


def _events(model: type[models.Model]) -> models.QuerySet[Any]:
    """The history of a model; of a day in the past, only what had happened by then."""
    events = apps.get_model(model._meta.app_label, f"{model.__name__}Event")._default_manager.all()
    end = end_of_past()
    return events if end is None else events.filter(pgh_created_at__lt=end)


def _events_of_changed_rows(model: type[models.Model]) -> models.QuerySet[Any]:
    """The history of all rows that were ever changed, row by row."""
    events = _events(model)
    changed = events.filter(pgh_label__in=("update", "delete")).order_by().values("id")
    return events.filter(id__in=changed).select_related("pgh_context").order_by("id", "pgh_id")


def _parents(markets: Mapping[int, str]) -> dict[str, dict[int, Parent]]:
    """{key to a parent: {its value: the parent}}. What belongs to a draft is not corrected."""
    listed = _events(Listing).filter(stage=Stage.PUBLISHED, evidence__in=PUBLIC)
    first_listed = _first(listed, "market")
    first_published = _first(_events(Edition).filter(published_at__isnull=False), "pgh_obj_id")
    first_said = _first(_events(Response).filter(stage=Response.Stage.PUBLISHED), "pgh_obj_id")
    responses = {
        pk: Parent(public_id, edition, market, first_said.get(pk))
        for pk, public_id, edition, market in Response.objects.order_by().values_list(
            "pk", "public_id", "edition", "market"
        )
    }
    points = {
        pk: replace(responses[response], row_id=f"{responses[response].row_id}-P{ordinal}")
        for pk, response, ordinal in ResponsePoint.objects.order_by().values_list("pk", "response", "ordinal")
    }
    return {
        "id": {pk: Parent(slug, None, pk, first_listed.get(pk)) for pk, slug in markets.items()},
        "edition_id": {pk: Parent("", pk, None, since) for pk, since in first_published.items()},
        "response_id": responses,
        "point_id": points,
    }


def _first(events: models.QuerySet[Any], key: str) -> dict[int, datetime.datetime]:
    """{key: when it first happened}"""
    return dict(events.order_by().values_list(key).annotate(models.Min("pgh_created_at")))
