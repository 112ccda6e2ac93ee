"""Which state of a row somebody saw: the number of its latest event in the history that the database keeps."""

from typing import Any

from django.db import models

from markets.models.history import get_event_model, is_tracked


def make_version_key(row: models.Model) -> str:
    """`responsepoint-17`: how a form names the row whose state it carries."""
    return f"{row._meta.model_name}-{row.pk}"


def read_versions(model: type[models.Model], **which: Any) -> dict[str, int]:
    """`{"responsepoint-17": 4211}` for the rows of a tracked model that `which` selects: one query."""
    if not is_tracked(model):
        return {}
    rows = model._base_manager.filter(**which).values("pk")
    latest = (
        get_event_model(model)
        ._default_manager.filter(pgh_obj_id__in=rows)
        .order_by()
        .values_list("pgh_obj_id")
        .annotate(models.Max("pgh_id"))
    )
    return {f"{model._meta.model_name}-{pk}": number for pk, number in latest}


def changed_by_people(model: type[models.Model], opened: models.Model, latest: models.Model) -> set[str]:
    """Return the columns that differ between two events of a row, but for those that a worker writes by itself."""
    columns = {field.attname for field in model._meta.concrete_fields} - {
        *getattr(model, "of_the_worker", ())
    }
    return {name for name in columns if getattr(opened, name) != getattr(latest, name)}
