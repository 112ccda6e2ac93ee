"""Render Atom feeds with ids that never change, dated by the sources and never by the clock."""

import datetime
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed

from markets.tables.scope import make_permalink

SINCE = "2026-01-01"
"""The day in tag URIs (RFC 4151): one on which the site's name was ours."""
UNKNOWN_DATE = datetime.date(2010, 1, 1)
MOST_ENTRIES = 200
"""Of a feed. Readers poll it, and what is older is in the files."""

# Characters that XML 1.0 cannot contain.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """`key` is its permanent place in the feed. `published` is when the event happened, `updated` when it was
    recorded here or last corrected. `content` is more than the summary: paragraphs, as text."""

    key: str
    title: str
    path: str
    updated: datetime.datetime
    summary: str
    published: datetime.datetime | None = None
    content: tuple[str, ...] = ()


class DatedByEntries(Atom1Feed):
    """Dated by its entries, and by what was corrected in it or withdrawn from it; never by the clock."""

    def latest_post_date(self) -> datetime.datetime:
        dates = [item["updateddate"] for item in self.items]
        if changed := self.feed.get("changed_at"):
            dates.append(changed)
        return max(dates, default=at_noon(UNKNOWN_DATE))

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["content"]:
            handler.addQuickElement("content", item["content"], {"type": "html"})


def tag_uri(key: str) -> str:
    """Return `tag:example.org,2026-01-01:editions/2017`."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{SINCE}:{key}"


def path_of_feed(key: str) -> str:
    """Return where a feed is below `/feeds/`: a search has its words in the query."""
    kind, _, words = key.partition("?")
    return f"{kind}.atom?{words}" if words else f"{kind}.atom"


def at_noon(day: datetime.date) -> datetime.datetime:
    """Return noon, for a day without a known time."""
    return datetime.datetime.combine(day, datetime.time(12), datetime.UTC)


def render_feed(
    key: str,
    title: str,
    path: str,
    entries: Sequence[FeedEntry],
    changed_at: datetime.datetime | None = None,
) -> str:
    """Return the latest entries as XML, newest first. `changed_at`: when something in it was last corrected or
    withdrawn."""
    feed = DatedByEntries(
        title=_clean(title),
        link=make_permalink(path),
        description=None,
        language="en",
        author_name="Notorious",
        feed_copyright="Our classification is under CC BY 4.0; quotations belong to their authors.",
        feed_url=make_permalink(f"/feeds/{path_of_feed(key)}"),
        feed_guid=tag_uri(key),
        changed_at=changed_at,
    )
    latest = sorted(entries, key=lambda entry: (entry.updated, entry.key), reverse=True)
    for entry in latest[:MOST_ENTRIES]:
        feed.add_item(
            title=_clean(entry.title),
            link=make_permalink(entry.path),
            description=html.escape(_clean(entry.summary), quote=False),  # Atom1Feed declares it as HTML
            unique_id=tag_uri(entry.key),
            updateddate=entry.updated,
            pubdate=entry.published,
            content="".join(f"<p>{html.escape(_clean(each), quote=False)}</p>" for each in entry.content),
        )
    return str(feed.writeString("utf-8"))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
