"""Archived copies of what is cited, asked of the Wayback Machine's availability interface.

Off unless `ARCHIVE_LOOKUP_URL` is set. An empty answer means that the archive does not say, so the address
is asked again after a month.
"""

import datetime
import json
import re
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from markets.ingest.fetch import CAP_JSON, Client, Later, NotFetched
from markets.models import Citation

ASK_AGAIN_AFTER = datetime.timedelta(days=30)
PER_RUN = 20
_COPY = re.compile(r"https?://(?P<host>[^/]+)/web/(?P<time>\d{4,14})/(?P<of>.+)$")


def find_unchecked_citations(now: datetime.datetime) -> QuerySet[Citation]:
    """Linked citations without an archived copy, those that were never asked for first."""
    due = Q(archive_checked_at=None) | Q(archive_checked_at__lt=now - ASK_AGAIN_AFTER)
    rows = Citation.objects.filter(due, archived_url="", linked=True, withdrawn_at__isnull=True)
    return rows.exclude(url="").order_by("archive_checked_at", "pk")


def look_up_archived_copies(client: Client) -> int:
    """Ask for a few citations, one after the other; returns how many copies were found. Stops when it must wait."""
    found = 0
    for citation in find_unchecked_citations(timezone.now())[:PER_RUN]:
        try:
            archived = find_archived_copy(citation, client)
        except Later:
            break
        except NotFetched:
            archived = ""
        citation.archived_url, citation.archive_checked_at = archived, timezone.now()
        citation.save(update_fields=["archived_url", "archive_checked_at"])
        found += bool(archived)
    return found


def find_archived_copy(citation: Citation, client: Client) -> str:
    """Return the address of the copy closest to the day of publication; empty where the archive names none."""
    asked = {"url": citation.url}
    if citation.published_on:
        asked["timestamp"] = citation.published_on.strftime("%Y%m%d")
    base = settings.ARCHIVE_LOOKUP_URL
    got = client.fetch(
        f"{base}?{urlencode(asked)}", allowed={urlsplit(base).hostname or ""}, cap=CAP_JSON, wanted="json"
    )
    try:
        closest = json.loads(got.content or b"{}")["archived_snapshots"].get("closest", {})
    except (ValueError, KeyError, AttributeError):
        return ""
    copy = _COPY.match(closest.get("url", "")) if closest.get("available") else None
    return f"https://{copy['host']}/web/{copy['time']}/{copy['of']}" if copy else ""
