"""Create or extend many models in one step.

Django renders the models of the state again after every operation. With the history models that takes most of
a minute. Here the state moves on first, is rendered once, and the tables are made from its end.
"""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import AddField, CreateModel
from django.db.migrations.operations.base import Operation
from pgtrigger.migrations import AddTrigger, RemoveTrigger


class AtOnce(Operation):
    """Run `operations`: new models, new fields, and triggers that are dropped before and made after them."""

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
        """Drop triggers, create the tables with all their fields, indexes and constraints, then the triggers."""
        for operation in self.operations:
            if isinstance(operation, RemoveTrigger):
                operation.database_forwards(app_label, schema_editor, from_state, from_state)
        made = {operation.name_lower for operation in self.operations if isinstance(operation, CreateModel)}
        for operation in self.operations:
            if isinstance(operation, CreateModel):
                schema_editor.create_model(to_state.apps.get_model(app_label, operation.name))
            elif isinstance(operation, AddField) and operation.model_name_lower not in made:
                model = to_state.apps.get_model(app_label, operation.model_name)
                schema_editor.add_field(model, model._meta.get_field(operation.name))
        for operation in self.operations:
            if isinstance(operation, AddTrigger):
                operation.database_forwards(app_label, schema_editor, to_state, to_state)

    def describe(self) -> str:
        """One line for `migrate --plan`."""
        made, added = (
            sum(isinstance(each, kind) for each in self.operations) for kind in (CreateModel, AddField)
        )
        return f"Create {made} models and {added} fields at once"
