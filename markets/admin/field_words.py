"""Values of rows as a person reads them: names instead of keys, the words of choices, yes and no."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models

from markets.curation.row_changes import find_field

FieldWords = tuple[str, str, str]
"""The name of a field, its value before and its value after."""


def name_rows(model: type[models.Model], keys: Iterable[Any]) -> dict[Any, str]:
    """Return {key: the words for the row}, without the rows that are gone: one query, since words name other rows."""
    ways = [
        way
        for field in _find_relations(model)
        for way in (
            field.name,
            *(f"{field.name}__{each.name}" for each in _find_relations(field.related_model) if not each.null),
        )
    ]
    rows = model._base_manager.select_related(*ways).in_bulk(keys)
    return {pk: str(row) for pk, row in rows.items()}


def _find_relations(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if field.is_relation]


class FieldDescriber:
    """Describes changes of fields. A row that several of them name is looked up once."""

    def __init__(self) -> None:
        self._names: dict[tuple[type[models.Model], Any], str] = {}

    def describe(self, model: type[models.Model], fields: Iterable[tuple[str, Any, Any]]) -> list[FieldWords]:
        """`[("market", "Taobao", "Tmall")]` for triples of a column, its value before and after."""
        return [
            (
                self._name_field(model, column),
                self._value(model, column, was),
                self._value(model, column, now),
            )
            for column, was, now in fields
        ]

    def look_up(self, model: type[models.Model], rows: Iterable[Any]) -> None:
        """Name what these rows or events of `model` point to: one query for each model that they point to."""
        keys: dict[type[models.Model], set[Any]] = defaultdict(set)
        relations = _find_relations(model)
        for row in rows:
            for field in relations:
                keys[field.related_model].add(getattr(row, field.attname, None))
        for target, found in keys.items():
            unknown = {key for key in found - {None} if (target, key) not in self._names}
            named = name_rows(target, unknown)
            self._names |= {
                (target, key): named.get(key, f"{target._meta.verbose_name} {key}") for key in unknown
            }

    def _name_field(self, model: type[models.Model], column: str) -> str:
        field = find_field(model, column)
        return str(field.verbose_name) if field else column.replace("_", " ")

    def _value(self, model: type[models.Model], column: str, value: Any) -> str:
        field = find_field(model, column)
        if value in (None, "", [], {}):
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, dict):
            return "; ".join(f"{name}: {part}" for name, part in value.items())
        if isinstance(value, list):
            return ", ".join(map(str, value))
        if field is not None and field.is_relation:
            return self._name_row(field.related_model, value)
        choices = dict(field.flatchoices) if field is not None else {}
        return str(choices.get(value, value))

    def _name_row(self, model: type[models.Model], pk: Any) -> str:
        if (model, pk) not in self._names:
            row = model._base_manager.filter(pk=pk).first()
            self._names[model, pk] = str(row) if row else f"{model._meta.verbose_name} {pk}"
        return self._names[model, pk]
