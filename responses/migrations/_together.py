"""Several changes of tables that exist, as one step.

Django renders the models anew after every operation, and with history there are two for each: forty operations
took over four seconds of a first start. Here the state is moved on by all of them and rendered once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import AddConstraint, AddField, AlterField, CreateModel
from django.db.migrations.operations.base import Operation


class Together(Operation):
    """Does what `operations` do, in their order, from the state before all to the state after all.

    An AlterField among them may change only what the database does not know (a default in Python).
    """

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
        """A model that is made here is made with all its fields and constraints at once."""
        made = {each.name_lower for each in self.operations if isinstance(each, CreateModel)}
        for operation in self.operations:
            if isinstance(operation, AlterField):
                continue
            if isinstance(operation, AddField | AddConstraint) and operation.model_name_lower in made:
                continue
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """One line for `migrate --plan`."""
        return f"{len(self.operations)} changes together"
