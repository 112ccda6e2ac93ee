"""Markets, editions and sources that were made by mistake: readers never saw them, and nothing rests on them."""

from collections.abc import Iterator
from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from markets.models import (
    Edition,
    Listing,
    Market,
    PrintedName,
    Reading,
    Recommendation,
    SourcePoll,
    Stage,
)
from markets.models.history import get_event_model

M = TypeVar("M", bound=Model)

FALLING_AWAY = (PrintedName, SourcePoll)
"""Rows that are deleted with the row on which they depend."""

LIVE_READINGS = (Reading.State.DRAFTED, Reading.State.PUBLISHED)


def list_relations(model: type[Model]) -> list[Any]:
    """Return the relations of other models to this one. Rows of the history do not count."""
    fields: list[Any] = model._meta.get_fields(include_hidden=True)
    return [
        relation
        for relation in fields
        if relation.auto_created
        and (relation.one_to_many or relation.one_to_one)
        and not hasattr(relation.related_model, "pgh_tracked_model")
        and not relation.related_model._meta.auto_created  # the table of a many-to-many field
        and relation.related_model not in FALLING_AWAY
    ]


def find_dependents(relation: Any, of: Any) -> QuerySet[Any]:
    """Return the rows behind a relation that keep a row from being deleted: excluded and discarded drafts do not."""
    model: Any = relation.related_model
    rows = model._base_manager.filter(**{relation.field.name: of}).order_by()
    if model not in (Listing, Recommendation):
        return rows
    events: Any = get_event_model(model)._default_manager
    public = events.order_by().filter(stage=Stage.PUBLISHED).values("pgh_obj_id")
    return rows.filter(Q(stage__in=(Stage.DRAFT, Stage.PUBLISHED)) | Q(pk__in=public))


def find_public_past(model: type[Model], of: Any) -> QuerySet[Any]:
    """Return the events by which a market or an edition was public. `/status/` only lists sources."""
    if model is Market:
        return get_event_model(Listing)._default_manager.filter(market=of, stage=Stage.PUBLISHED).order_by()
    if model is Edition:
        events: Any = get_event_model(model)._default_manager
        return events.filter(pgh_obj_id=of, published_at__isnull=False).order_by()
    return model._base_manager.none()


def count_dependents(row: Model) -> Iterator[tuple[str, int]]:
    """Yield what rests on a row, as the name of a model (`absences`) with the number of its rows."""
    for relation in list_relations(type(row)):
        if count := find_dependents(relation, row.pk).count():
            words = relation.related_model._meta
            yield str(words.verbose_name if count == 1 else words.verbose_name_plural), count


def exclude_unused(rows: QuerySet[M]) -> QuerySet[M]:
    """Leave out what stays behind when a draft is discarded, so that nobody chooses it. What is new stays."""
    model = rows.model
    relations = list_relations(model)
    left_behind = Q(Exists(find_public_past(model, OuterRef("pk"))), _negated=True)
    traces = Q()
    for relation in relations:
        of = OuterRef("pk")
        dependents = find_dependents(relation, of)
        if relation.related_model is Reading:
            traces |= Q(Exists(dependents))
            dependents = dependents.filter(state__in=LIVE_READINGS)
        elif relation.related_model is Listing:
            traces |= Q(Exists(Listing.objects.filter(**{relation.field.name: of}).order_by()))
        left_behind &= ~Q(Exists(dependents))
    if model is Market:
        traces |= Q(Exists(PrintedName.objects.filter(market=OuterRef("pk")).order_by()))
    return rows.exclude(left_behind & traces)
