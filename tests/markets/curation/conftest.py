"""People with roles, and readings without a file: what a parser gives, written by hand."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User

from markets.models import Reading
from tests.drafts import draft_rows
from tests.people import make_person

Row = dict[str, Any]
Drafted = Callable[..., Reading]
"""Makes a draft of an edition: `drafted(2030, rows, problems)`."""


def row(name: str, kind: str = "online", **more: Any) -> Row:
    """One listing in the JSON of `parse`."""
    empty = {"country": None, "country_codes": [], "city": None, "domains": [], "page": 3}
    text = more.pop("text", f"{name} is said to sell copies.")
    asks = [{"text": ask, "page": 3, "start": 0, "end": len(ask)} for ask in more.pop("asks", [])]
    return {"name": name, "kind": kind, **empty, "text": text, "recommendations": asks, **more}


@pytest.fixture
def curator(db: None, small_package: None) -> User:
    return make_person("ada", "curator")


@pytest.fixture
def editor(db: None, small_package: None) -> User:
    return make_person("ed", "editor")


@pytest.fixture
def drafted(db: None, small_package: None) -> Drafted:
    """Makes a draft of an edition from rows, which a second person has reviewed."""
    return draft_rows
