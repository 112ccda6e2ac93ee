"""`/status/` and `/corrections/`: when each source was last seen, and what was corrected."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from markets.ingest.schedule import list_public_sources, next_look, overdue_sentence, overdue_since
from markets.models import DataVersion, Merger, Source, SourcePoll
from notorious.models import CorrectionNotice
from notorious.tables.changed import group_by_act
from notorious.tables.changed import list_corrections as table_of_corrections

NOT_SET_UP = "This source is not set up on this site."
_SETTING = re.compile(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b")
POLLS_SHOWN = 20  # looks at sources that are shown


@dataclass(frozen=True, slots=True)
class WatchedSource:
    """A source, and when it is looked at: `due` where the next look lies ahead, `overdue` where it was missed."""

    source: Source
    rhythm: str
    due: datetime | None
    overdue: datetime | None

    @property
    def found(self) -> str:
        return word_for_readers(self.source.last_sentence)


def show_status(request: HttpRequest) -> HttpResponse:
    """When each source was last seen. Never kept: a look at a source is no change of public data."""
    now = timezone.now()
    sources = list_public_sources()
    shown = {
        "sources": [describe_source(source, now) for source in sources],
        "late": overdue_sentence(now.date()),
        "runs": [
            (poll, word_for_readers(poll.sentence))
            for poll in SourcePoll.objects.filter(
                source__in=[each.pk for each in sources if each.pk]
            ).select_related("source")[:POLLS_SHOWN]
        ],
        "version": DataVersion.current(),
    }
    response = render(request, "pages/status.html", shown)
    response.headers["Cache-Control"] = "no-cache"
    return response


def word_for_readers(sentence: str) -> str:
    """Return the outcome of a poll without the names of settings, which say nothing to readers."""
    return NOT_SET_UP if _SETTING.search(sentence) else sentence


def describe_source(source: Source, now: datetime) -> WatchedSource:
    """Return what the page says of a source at a moment."""
    look = next_look(source)
    ahead = look if look and look > now and source.last_seen_at else None
    return WatchedSource(source, format_interval(source.every_minutes), ahead, overdue_since(source, now))


def format_interval(minutes: int) -> str:
    """`30 minutes`, `12 hours`, `2 days`: in the largest unit that divides it."""
    for unit, length in (("day", 1440), ("hour", 60)):
        if minutes % length == 0:
            count = minutes // length
            return unit if count == 1 else f"{count} {unit}s"
    return f"{minutes} minutes"


def show_corrections(request: HttpRequest) -> HttpResponse:
    """Return what changed in public rows since they became public, and which markets were found to be one."""
    mergers = (
        Merger.objects.filter(undone_at__isnull=True).select_related("market", "into").order_by("-done_at")
    )
    shown = {
        "notices": CorrectionNotice.objects.public(),
        "acts": group_by_act(table_of_corrections()[::-1]),
        "mergers": mergers,
    }
    return render(request, "pages/corrections.html", shown)
