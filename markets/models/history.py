"""What the history of a model means to readers: from it the table of corrections is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q


def get_event_model(model: type[models.Model]) -> type[models.Model]:
    """Return the model of a tracked model's events. Raises LookupError for one that is not tracked."""
    return apps.get_model(model._meta.app_label, f"{model.__name__}Event")


def is_tracked(model: type[models.Model]) -> bool:
    """Return whether the database keeps a history of the model. What a worker is at, it does not."""
    return f"{model.__name__}Event".lower() in apps.all_models[model._meta.app_label]


ALWAYS = Q(id__isnull=False)


@dataclass(frozen=True)
class PublicHistory:
    """The fields that readers see, and when a row, of today or of the past, is public by its own values.

    `public` is the one statement of that rule: `public()` of querysets adds what other rows decide.
    `basis`: fields that are public by a basis of their own. `hidden`: whether a field of a past row was not public
    for another reason. `replaced`: whether another row took its place, which is no correction. `edition`, `market`:
    the keys of what it is about; empty where its parent says so. `parent`: the key of what has to be public before
    it. `row_id`: its public id, from the event and the id of its parent; else made of parent, edition and market.
    """

    fields: tuple[str, ...]
    public: Q
    basis: Mapping[str, str] = field(default_factory=dict)
    hidden: Callable[[Any, str], bool] = lambda past, name: False
    replaced: Callable[[Any], bool] = lambda past: False
    edition: str = "edition_id"
    market: str = "market_id"
    parent: str = ""
    row_id: Callable[[Any, str], str] | None = None

    def public_at(self, way: str) -> Q:
        """Return `public` as a condition on another table, from which `way` leads to the row."""
        conditions: Any = self.public.children
        return Q(*((f"{way}{name}", value) for name, value in conditions))
