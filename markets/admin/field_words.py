"""Values of rows as a person reads them: names instead of keys, the words of choices, yes and no."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from markets.curation.row_changes import find_field

FieldWords = tuple[str, str, str]
"""The name of a field, its value before and its value after."""


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
