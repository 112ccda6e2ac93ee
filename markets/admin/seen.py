"""Two people at one row: the second to save sees what the first changed, and loses nothing."""

import json
from dataclasses import dataclass, field
from typing import Any, ClassVar, cast

from django import forms
from django.contrib.auth.models import User
from django.db import models
from django.http import HttpRequest, QueryDict

from markets.admin.history import name_person
from markets.admin.versions import changed_by_people, make_version_key, read_versions
from markets.models.history import get_event_model


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """One field: as it was when the form was opened, what the other made of it, what was about to be saved."""

    label: str
    opened: str
    theirs: str
    yours: str
    taken_over: bool  # you had not touched it, so the form now holds theirs


@dataclass(frozen=True, slots=True)
class Conflict:
    """What another person did to a row after its form was opened."""

    row: str
    who: str
    at: Any
    lines: tuple[ConflictLine, ...]


@dataclass(slots=True)
class EditState:
    """What one request of the admin knows of the row that it shows or saves.

    `writes`: it saves. `versions`: {row: its version when it was read}. `conflicts`: those that its forms met.
    `refusal`: why what the form would do is refused. `has_changes`: a field of the form was changed.
    """

    writes: bool = False
    versions: dict[str, int] = field(default_factory=dict)
    refusal: str = ""
    conflicts: list[Conflict] = field(default_factory=list)
    has_changes: bool = True


def get_edit_state(request: HttpRequest) -> EditState:
    """Return the state of this request, which is its attribute `edit_state`."""
    return vars(request).setdefault("edit_state", EditState())


class SeenForm(forms.ModelForm):
    """Refuses to save over a state that was never seen; what was typed stays in the form.

    The page carries one hidden value, `seen`, with the state of every row that it shows.
    """

    request: ClassVar[HttpRequest | None] = None

    def clean(self) -> dict[str, Any] | None:
        """Compare only what would be written; the row is locked first, so that no other change comes between."""
        cleaned = super().clean()
        # Said once, above the form: the forms of an inline have a prefix.
        if self.request is not None and self.prefix is None and get_edit_state(self.request).refusal:
            self.add_error(None, get_edit_state(self.request).refusal)
        if self.instance.pk and self.has_changed() and self.request is not None:
            self._look(self.request)
        return cleaned

    def _look(self, request: HttpRequest) -> None:
        model = type(self.instance)
        model._base_manager.select_for_update(of=("self",)).filter(pk=self.instance.pk).order_by("pk").first()
        now = read_versions(model, pk=self.instance.pk).get(make_version_key(self.instance))
        seen = _read_seen_versions(request).get(make_version_key(self.instance))
        if seen == now:
            return
        events = get_event_model(model)._default_manager.select_related("pgh_context")
        opened = events.filter(pgh_obj_id=self.instance.pk, pgh_id=seen).first()
        latest: Any = events.get(pgh_id=now)
        if opened and not changed_by_people(model, opened, latest):
            return
        context = latest.pgh_context
        person = User.objects.filter(pk=context.metadata.get("user")).first() if context else None
        name = name_person(context, {person.pk: person.get_username()} if person else {})
        lines = tuple(self._lines(opened))
        get_edit_state(request).conflicts.append(
            Conflict(str(self.instance), name, latest.pgh_created_at, lines)
        )
        self.add_error(
            None,
            f"{self.instance} was changed after you opened this page, by {name}. Nothing is saved yet: "
            "compare, and save again.",
        )

    def _lines(self, opened: Any) -> list[ConflictLine]:
        found = []
        for name, form_field in self.fields.items():
            if name not in self.cleaned_data or name not in self.initial:
                continue
            column = self.instance._meta.get_field(name)
            mine, theirs = _normalize_value(self.cleaned_data[name]), _normalize_value(self.initial[name])
            was = _normalize_value(getattr(opened, column.attname, None)) if opened else None
            if mine == theirs:
                continue
            untouched = opened is not None and mine == was
            if untouched:
                self._take_over(name, form_field, self.initial[name])
            found.append(
                ConflictLine(
                    str(form_field.label or name),
                    _format_field_value(was),
                    _format_field_value(theirs),
                    _format_field_value(mine),
                    untouched,
                )
            )
        return found

    def _take_over(self, name: str, field: forms.Field, value: Any) -> None:
        """Put the other's value into the form, where this person had not touched it."""
        data, key = cast(QueryDict, self.data).copy(), self.add_prefix(name)
        self.data = data
        if isinstance(field, forms.BooleanField) and not value:
            data.pop(key, None)
            return
        shown = field.prepare_value(value)
        data[key] = "" if shown is None else str(shown)


def _read_seen_versions(request: HttpRequest) -> dict[str, int]:
    try:
        value = json.loads(request.POST.get("seen", ""))
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _normalize_value(value: Any) -> Any:
    """Return a row as its key; nothing at all as empty text, which is what a form makes of both."""
    if isinstance(value, models.Model):
        return value.pk
    return "" if value is None else value


def _format_field_value(value: Any) -> str:
    return "" if value is None else str(value)
