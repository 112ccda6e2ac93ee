"""People with roles, and readings without a file: what a parser gives, written by hand."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from markets.ingest.drafting import draft_reading
from markets.models import Listing, Reading, Snapshot
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

    def make(year: int, rows: list[Row], problems: tuple[str, ...] = ()) -> Reading:
        snapshot = Snapshot.objects.store(f"a report of {year}: {rows}".encode())
        edition = {"year": year, "title": f"{year} Review", "published": None, "issue_focus": None,
                   "docket": None, "stated_counts": None}  # fmt: skip
        reading = Reading.objects.create(
            snapshot=snapshot,
            parser_version="by hand",
            state=Reading.State.READ,
            parsed={"edition": edition, "listings": rows, "problems": list(problems)},
            problems=list(problems),
        )
        draft_reading(reading, by=None, tell=lambda line: None)
        reviewer, _ = User.objects.get_or_create(username="a reviewer")
        Listing.objects.filter(reading=reading).update(reviewed_by=reviewer, reviewed_at=timezone.now())
        reading.refresh_from_db()
        return reading

    return make
