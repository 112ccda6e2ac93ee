"""The form with which rows of a queue are assigned."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.db.models import QuerySet

NOT_WAITING = "Select items that are in the queue. Somebody may have done them already."
NO_PERSON = "Choose a person."


class AssignForm(forms.Form):
    """`row` are the selected rows; `to` is "me", "nobody" or the id of a person of the desk."""

    to = forms.ChoiceField(error_messages={"required": NO_PERSON, "invalid_choice": NO_PERSON})

    def __init__(self, data: Any, rows: QuerySet[Any], user: User, staff: Sequence[User]) -> None:
        super().__init__(data)
        errors = dict.fromkeys(("required", "invalid_choice", "invalid_pk_value"), NOT_WAITING)
        self.fields["row"] = forms.ModelMultipleChoiceField(rows, error_messages=errors)
        self.owners = {"me": user, "nobody": None, **{str(each.pk): each for each in staff}}
        self.fields["to"].choices = [(value, value) for value in self.owners]  # type: ignore[attr-defined]

    def rows(self) -> list[int]:
        """Return the ids of the selected rows."""
        return [row.pk for row in self.cleaned_data["row"]]

    def owner(self) -> User | None:
        """Return the person whom the rows are assigned to, or None for nobody."""
        return self.owners[self.cleaned_data["to"]]


def read_chosen_rows(chosen: Sequence[str], rows: QuerySet[Any]) -> list[Any]:
    """Return those of `rows` that were chosen by id; none where one of them is not there."""
    field = forms.ModelMultipleChoiceField(rows)
    try:
        return list(field.clean(chosen))
    except forms.ValidationError:
        return []
