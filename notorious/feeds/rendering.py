"""Render Atom feeds with ids that never change, dated by the sources and never by the clock."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed

from markets.tables.scope import permalink

SINCE = "2026-01-01"
"""The day in tag URIs (RFC 4151): one on which the site's name was ours."""
UNKNOWN_DATE = datetime.date(2010, 1, 1)

# Characters that XML 1.0 cannot contain.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """`key` is its permanent place in the feed; `updated` is when its substance last changed."""

    key: str
    title: str
    path: str
    updated: datetime.datetime
    summary: str


class DatedByEntries(Atom1Feed):
    """Without entries Django would date the feed by the clock."""

    def latest_post_date(self) -> datetime.datetime:
        return max((item["updateddate"] for item in self.items), default=at_noon(UNKNOWN_DATE))


def tag_uri(key: str) -> str:
    """Return `tag:example.org,2026-01-01:editions/2017`."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{SINCE}:{key}"


def at_noon(day: datetime.date) -> datetime.datetime:
    """Return the moment that stands for a day without a known time."""
    return datetime.datetime.combine(day, datetime.time(12), datetime.UTC)


def render_feed(key: str, title: str, path: str, entries: Sequence[FeedEntry]) -> str:
    """Return the feed as XML, the latest entry first."""
    feed = DatedByEntries(
        title=_clean(title),
        link=permalink(path),
        description=None,
        language="en",
        author_name="Notorious",
        feed_copyright="Our classification is under CC BY 4.0; quotations belong to their authors.",
        feed_url=permalink(f"/feeds/{key}.atom"),
        feed_guid=tag_uri(key),
    )
    for entry in sorted(entries, key=lambda entry: (entry.updated, entry.key), reverse=True):
        feed.add_item(
            title=_clean(entry.title),
            link=permalink(entry.path),
            description=html.escape(_clean(entry.summary), quote=False),  # Atom1Feed declares it as HTML
            unique_id=tag_uri(entry.key),
            updateddate=entry.updated,
        )
    return str(feed.writeString("utf-8"))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
