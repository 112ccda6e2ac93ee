"""Creating many models in one step.

Django renders the models again after every operation, and history doubles their number: the first migrations
took eight seconds one operation at a time, which is most of what a first start may take. Here the state is
moved on first and rendered once, and the tables are made from what it is in the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from pgtrigger.migrations import AddTrigger


class AtOnce(Operation):
    """Does what `operations` do to an app that has no table yet."""

    reduces_to_sql = True
    reversible = False

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Moves the state on by all operations, without rendering in between."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Makes the tables with all their fields, indexes and constraints, then the triggers."""
        for operation in self.operations:
            if isinstance(operation, CreateModel):
                schema_editor.create_model(to_state.apps.get_model(app_label, operation.name))
        for operation in self.operations:
            if isinstance(operation, AddTrigger):
                operation.database_forwards(app_label, schema_editor, to_state, to_state)

    def describe(self) -> str:
        """One line for `migrate --plan`."""
        return f"Create {sum(isinstance(each, CreateModel) for each in self.operations)} models at once"
