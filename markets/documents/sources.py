"""Which sources there are, and which of them are due."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from markets.documents.source import Source

KNOWN = Path(__file__).parent / "known_sources.csv"


def ensure_sources() -> int:
    """Adds the known sources that are missing; one that a curator changed or switched off is left alone."""
    with KNOWN.open(encoding="utf-8", newline="") as file:
        made = [Source(**row) for row in csv.DictReader(file)]
    before = Source.objects.count()
    Source.objects.bulk_create(made, ignore_conflicts=True)
    return Source.objects.count() - before


def slot(source: Source, now: datetime | None = None) -> str:
    """The scheduled time that `now` falls in: two beats that ask in it ask for the same job."""
    minutes = int((now or timezone.now()).timestamp() // 60)
    return f"{(minutes - minutes % source.every_minutes) * 60}"


def due_sources(now: datetime | None = None) -> list[Source]:
    """Sources that are switched on, not told to wait, and not seen within their time."""
    at = now or timezone.now()
    waiting = Source.objects.filter(enabled=True).exclude(not_before__gt=at)
    # A clock set back must not keep a source unseen for ever: a last sight in the future counts as none.
    return [
        source
        for source in waiting
        if source.last_seen_at is None
        or source.last_seen_at > at
        or at - source.last_seen_at >= timedelta(minutes=source.every_minutes)
    ]
