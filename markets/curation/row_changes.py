"""Changes of rows as data: `{column: [before, after]}`, from the history or from new values, and how one is applied."""

import contextlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone
from django.utils.text import capfirst

from markets.citations import parse_sources
from markets.curation.refusal import Refusal
from markets.models import Citation
from markets.models.history import get_event_model
from markets.record.citing import cite_row

FieldChanges = dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class RowChange:
    """What a form did to one row; `adds`: the row is new."""

    model: type[models.Model]
    pk: int
    title: str
    adds: bool
    fields: FieldChanges


def to_plain(value: Any) -> Any:
    """Return a value as JSON has it, so that it can be compared with what is stored."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def compare_values(row: models.Model, values: Mapping[str, Any]) -> FieldChanges:
    """What `values` (by field or column name) would change of a row. Raises Refusal for a name that is no column."""
    found: FieldChanges = {}
    for name, value in values.items():
        try:
            column = get_column(type(row), name)
        except (FieldDoesNotExist, AttributeError):
            raise Refusal(f"{row._meta.verbose_name} has no field “{name}”.") from None
        current, given = getattr(row, column), getattr(value, "pk", value)
        with contextlib.suppress(
            ValidationError
        ):  # what is no value of the field is refused when it is tried
            given = given if given is None else to_python(find_field(type(row), column), given)
        if current != given:
            found[column] = [to_plain(current), to_plain(given)]
    return found


def read_form_changes(tables: list[type[models.Model]], context: Any) -> list[RowChange]:
    """What the rows of these tables became under one context of the history: parents before what belongs to them."""
    found = []
    for model in tables:
        events: Any = get_event_model(model)._default_manager
        done: dict[int, list[Any]] = {}
        for event in events.filter(pgh_context_id=context).order_by("pgh_id"):
            done.setdefault(event.pgh_obj_id, []).append(event)
        for pk, own in done.items():
            adds = own[0].pgh_label == "insert"
            earlier = events.filter(pgh_obj_id=pk, pgh_id__lt=own[0].pgh_id).order_by("-pgh_id").first()
            fields = _compare_events(model, None if adds else earlier, own[-1])
            if fields:
                title = name_past_row(model, own[-1] if adds else earlier)
                found.append(RowChange(model, pk, title, adds, fields))
    return found


def name_past_row(model: type[models.Model], event: Any) -> str:
    """Return what a row was called at an event, even where it is no longer there."""
    row = model(**{name: getattr(event, name) for name in _columns_of(model, event)})
    try:
        return str(row)[:300]
    except ObjectDoesNotExist:  # what it belonged to is deleted too
        return f"number {event.pgh_obj_id}"


def _compare_events(model: type[models.Model], before: Any, after: Any) -> FieldChanges:
    """Column by column; the key is left out, since the proposal has it."""
    found: FieldChanges = {}
    for name in _columns_of(model, after):
        pair = [to_plain(getattr(event, name, None)) for event in (before, after)]
        if pair[0] != pair[1] and name != "id":
            found[name] = pair
    return found


def find_authors(row: models.Model, *, but: tuple[str, ...] = ()) -> set[int]:
    """Return the keys of all people who ever wrote a row, from the history that the database itself keeps.

    `but`: acts in which a program writes it, no matter who started them.
    """
    events = get_event_model(type(row))._default_manager.filter(pgh_obj_id=row.pk, pgh_context__isnull=False)
    found: set[int] = set()
    for metadata in events.order_by().values_list("pgh_context__metadata", flat=True):
        if metadata.get("action") in but:
            continue
        found |= {metadata[key] for key in ("user", "proposed_by") if metadata.get(key)}
    return found


def plan_withdrawal(row: models.Model) -> dict[str, Any]:
    """Return the values that take a row from readers. Raises Refusal where the model knows no such state."""
    names = {field.name for field in row._meta.concrete_fields}
    for name, value in (("withdrawn_at", timezone.now()), ("decision", "rejected"), ("stage", "withdrawn")):
        if name in names:
            return {name: value}
    raise Refusal(f"A {row._meta.verbose_name} cannot be withdrawn: correct its values instead.")


def _columns_of(model: type[models.Model], event: Any) -> list[str]:
    """Return the columns that the history keeps of a row."""
    kept = {field.attname for field in event._meta.concrete_fields}
    return [field.attname for field in model._meta.concrete_fields if field.attname in kept]


def apply_fields(
    model: type[models.Model], pk: int, adds: bool, fields: FieldChanges, citation: Citation | None = None
) -> Any:
    """Write the new values, after what holds was found to be what was to be changed. Raises Refusal.

    The address of `citation` joins the sources of the row, which is where readers' citations come from.
    """
    row = model(pk=pk) if adds else model._base_manager.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise Refusal("The row is no longer there.")
    for name, (before, after) in fields.items():
        field = find_field(model, name)
        if not adds and to_plain(getattr(row, name)) != before:
            label = capfirst(field.verbose_name)
            raise Refusal(f"{label} was changed in the meantime: it is now “{getattr(row, name)}”.")
        setattr(row, name, after if after is None else to_python(field, after))
    if (
        citation
        and hasattr(row, "source")
        and citation.url not in ["", *(each.url for each in parse_sources(row.source))]
    ):
        row.source = " ; ".join(filter(None, (row.source, citation.url)))
        fields = fields | {"source": []}
    untouched = {
        field.name for field in model._meta.concrete_fields if not adds and field.attname not in fields
    }
    with refuse_errors():
        row.clean_fields(exclude=untouched)
        row.clean()
        row.validate_unique()
        row.validate_constraints()
        row.save(force_insert=adds)
        if hasattr(row, "citations") and hasattr(row, "source") and {"source", "url"} & set(fields):
            cite_row(row, "source_line" if hasattr(row, "source_line") else "source")
        connection.check_constraints()  # what is checked at commit is checked here, in time for a sentence
    return row


def get_column(model: type[models.Model], name: str) -> str:
    """`market_id` for the field `market`. Raises FieldDoesNotExist or AttributeError where there is no column."""
    field: Any = model._meta.get_field(name)
    return str(field.attname)


def find_field(model: type[models.Model], column: str) -> Any:
    """Return the field of a column (`market_id`); None for a column that the model no longer has."""
    return next((field for field in model._meta.concrete_fields if field.attname == column), None)


def to_python(field: Any, value: Any) -> Any:
    """Return a value from JSON as the field has it."""
    return field.target_field.to_python(value) if field.is_relation else field.to_python(value)


@contextmanager
def refuse_errors() -> Iterator[None]:
    """Turn what a rule of the model or of the database refuses into a Refusal."""
    try:
        with transaction.atomic():
            yield
    except ValidationError as problem:
        messages = problem.message_dict if hasattr(problem, "error_dict") else {"": problem.messages}
        said = "; ".join(
            f"{name.replace('_', ' ')}: {' '.join(why)}" if name not in ("", "__all__") else " ".join(why)
            for name, why in messages.items()
        )
        raise Refusal(f"It cannot be saved like this. {said}") from problem
    except DatabaseError as problem:
        broken = getattr(getattr(problem.__cause__, "diag", None), "constraint_name", None)
        first = broken.replace("_", " ") if broken else str(problem).partition("\n")[0]
        raise Refusal(f"The record does not allow it: {first}.") from problem
