"""Drafts of editions for tests, as if a file had been read."""

from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from markets.ingest.drafting import draft_reading
from markets.models import Listing, Reading, Snapshot


def draft_rows(
    year: int, rows: list[dict[str, Any]], problems: tuple[str, ...] = (), *, reviewed: bool = True
) -> Reading:
    """Draft an edition of rows in the JSON of `parse`, which a second person has reviewed; return its reading."""
    edition = {"year": year, "title": f"{year} Review", "published": None, "issue_focus": None, "docket": None,
               "stated_counts": None}  # fmt: skip
    reading = Reading.objects.create(
        snapshot=Snapshot.objects.store(f"report {Reading.objects.count()} of {year}: {rows}".encode()),
        parser_version="by hand",
        state=Reading.State.READ,
        parsed={"edition": edition, "listings": rows, "problems": list(problems)},
        problems=list(problems),
    )
    draft_reading(reading, by=None, tell=lambda line: None)
    if reviewed:
        reviewer, _ = User.objects.get_or_create(username="a reviewer")
        Listing.objects.filter(reading=reading).update(reviewed_by=reviewer, reviewed_at=timezone.now())
    reading.refresh_from_db()
    return reading
