"""Create many models in one step.

Django renders the models of the state again after every operation. With the history models that takes most of
a minute. Here the state moves on first, is rendered once, and the tables are made from its end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from pgtrigger.migrations import AddTrigger


class AtOnce(Operation):
    """Run `operations` for an app that has no table yet."""

    reduces_to_sql = True
    reversible = False

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Move the state on by all operations, without rendering in between."""
        state.is_delayed = True
        state.clear_delayed_apps_cache()
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Create the tables with all their fields, indexes and constraints, then the triggers."""
        for operation in self.operations:
            if isinstance(operation, CreateModel):
                schema_editor.create_model(to_state.apps.get_model(app_label, operation.name))
        for operation in self.operations:
            if isinstance(operation, AddTrigger):
                operation.database_forwards(app_label, schema_editor, to_state, to_state)

    def describe(self) -> str:
        """One line for `migrate --plan`."""
        return f"Create {sum(isinstance(each, CreateModel) for each in self.operations)} models at once"
