"""What programs do to rows: every such act, by the name that the history has. All others are acts of people."""

from contextlib import AbstractContextManager
from typing import Any

import pghistory

SYSTEM_ACTS = {
    "load record": "Brings the database in line with the bundled record (`load_record`, also on upgrades).",
    "draft report": "Makes the draft of an edition from a stored report (an upload, `ingest`, `reparse`, `backfill`).",
    "match back-filled names": "Matches names of a back-filled draft that exactly one market has. People review them.",
    "publish as scheduled": "Publishes a draft at the time that an editor set, in that editor's name.",
    "purge document": "Removes a stored document for a legal reason (`purge_document`).",
}


def system_act(name: str, **about: Any) -> AbstractContextManager[Any]:
    """Name the act in the history of all rows that change within it. Raises KeyError for one that is not listed."""
    if name not in SYSTEM_ACTS:
        raise KeyError(name)
    context: AbstractContextManager[Any] = pghistory.context(action=name, **about)
    return context
