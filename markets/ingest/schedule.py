"""Which sources there are, which of them are due, and whether a List is."""

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.utils import timezone

from markets.ingest.sources.windows import find_overdue
from markets.models.edition import Edition
from markets.models.source import DiscoveredDocument, Source

KNOWN = Path(__file__).parent / "known_sources.csv"
# A look that is due waits for a beat of five minutes, and for a worker that is at something else.
IN_TIME = timedelta(minutes=30)


def ensure_sources() -> int:
    """Add the known sources that are missing; one that a curator changed or switched off is left alone."""
    before = Source.objects.count()
    Source.objects.bulk_create(_known(), ignore_conflicts=True)
    return Source.objects.count() - before


def list_public_sources() -> list[Source]:
    """Return those that readers see: the known ones, even before beat adds them, and others that are or were of use.

    A source that is switched off and never led to a document was added by mistake.
    """
    held, known = list(Source.objects.all()), {source.slug: source for source in _known()}
    shown = [each for each in held if each.enabled or each.last_new_at or each.slug in known]
    slugs = {source.slug for source in held}
    return shown + [source for slug, source in known.items() if slug not in slugs]


def list_known_slugs() -> set[str]:
    """Return the sources that beat adds again where they are missing."""
    return {source.slug for source in _known()}


def _known() -> list[Source]:
    with KNOWN.open(encoding="utf-8", newline="") as file:
        return [Source(**{**row, "every_minutes": int(row["every_minutes"])}) for row in csv.DictReader(file)]


def next_look(source: Source) -> datetime | None:
    """When the source is looked at next; None where that is at once, or never since it is switched off."""
    if not source.enabled:
        return None
    usual = source.last_seen_at + timedelta(minutes=source.every_minutes) if source.last_seen_at else None
    return max(filter(None, (source.not_before, source.retry_at or usual)), default=None)


def overdue_since(source: Source, now: datetime | None = None) -> datetime | None:
    """Since when a look has been due that was not made; None where the source is looked at in time.

    One that was never looked at is due at once, and nobody knows since when.
    """
    look = next_look(source)
    if look is None or source.last_seen_at is None:
        return None
    return look if look + IN_TIME < (now or timezone.now()) else None


def due_sources(now: datetime | None = None) -> list[Source]:
    """Sources that are switched on and whose time has come."""
    at = now or timezone.now()
    return [source for source in Source.objects.filter(enabled=True) if _due(source, at)]


def _due(source: Source, at: datetime) -> bool:
    # A clock set back must not keep a source unseen: a last sight in the future counts as none.
    if source.last_seen_at is None or source.last_seen_at > at:
        return True
    look = next_look(source)
    return look is None or look <= at


def name_slot(source: Source, now: datetime | None = None) -> str:
    """Return what names the look that is due now: two beats that ask for it ask for the same job.

    The last sight tells one due look from the next, wherever the clock is put; the time since the epoch in
    steps of `every_minutes` lets a look be asked for again whose job was given up.
    """
    seconds = (now or timezone.now()).timestamp()
    step = source.every_minutes * 60
    begins = datetime.fromtimestamp(seconds - seconds % step, UTC)
    last = f"{source.last_seen_at.astimezone(UTC):%Y%m%dT%H%M%S}" if source.last_seen_at else "first"
    return f"{begins:%Y%m%dT%H%MZ} after {last}"


def overdue_sentence(today: date | None = None) -> str | None:
    """That a List is later than any before it, in one sentence; None where none is.

    A List counts as out where its edition is public, and where a source has led to its report.
    """
    public = Edition.objects.public().exclude(released_precision="year").exclude(released_on=None)
    found = DiscoveredDocument.objects.filter(kind="report").exclude(published_on=None)
    released = {*public.values_list("released_on", flat=True), *found.values_list("published_on", flat=True)}
    return find_overdue(today or timezone.now().date(), {day for day in released if day})
