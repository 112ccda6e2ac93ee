"""A record of several times its size: the bundled one, its markets, parties and what hangs on them copied."""

from typing import Any

from django.db import connection, models, transaction

from markets.models import (
    Absence,
    Listing,
    Market,
    PrintedName,
    Recommendation,
    RecommendationLink,
)
from responses.models import Answer, Claim, Operation, Party, Response, ResponsePoint

# Parents first; with each, its columns that have to differ between copies.
MODELS: tuple[tuple[type[models.Model], tuple[str, ...]], ...] = (
    (Market, ("slug", "code", "name")),
    (Listing, ("printed_name",)),
    (PrintedName, ("key", "name")),
    (Absence, ()),
    (Recommendation, ("public_id",)),
    (RecommendationLink, ()),
    (Party, ("slug", "name")),
    (Operation, ()),
    (Response, ("public_id",)),
    (ResponsePoint, ()),
    (Claim, ()),
    (Answer, ()),
)


def multiply_record(times: int) -> None:
    """Insert `times` - 1 copies of every row that is there now, except editions. May be called again."""
    originals = {model: list(model._default_manager.order_by("pk")) for model, _ in MODELS}
    size = len(originals[Market])
    for number in range(1, times):
        with transaction.atomic():
            copies: dict[type[models.Model], dict[int, models.Model]] = {}
            for model, unique in MODELS:
                made = [copy_row(row, unique, f"{size}-{number}", copies) for row in originals[model]]
                model._default_manager.bulk_create(made)
                pairs = zip(originals[model], made, strict=True)
                copies[model] = {original.pk: row for original, row in pairs}
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def copy_row(
    row: models.Model,
    unique: tuple[str, ...],
    suffix: str,
    copies: dict[type[models.Model], dict[int, models.Model]],
) -> models.Model:
    """A new row like `row`, of the copies of what it refers to."""
    values: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if field.primary_key or field.generated:
            continue
        value = getattr(row, field.attname)
        if value is not None and field.attname in unique:
            value = f"{value}-{suffix}"
        if value and field.related_model in copies:
            value = copies[field.related_model][value].pk  # type: ignore[index]
        values[field.attname] = value
    return type(row)(**values)
