"""Entries about the record itself: corrections, versions, and what a search finds."""

from itertools import islice

from markets.search.engine import find_all
from markets.search.sql import search_transaction
from markets.tables.scope import Scope
from notorious.feeds.rendering import MOST_ENTRIES, UNKNOWN_DATE, FeedEntry, at_noon
from notorious.models import ArchivedVersion
from notorious.tables.changed import Correction
from notorious.tables.hits import SEARCH_SOURCES, read_search


def list_corrections(corrections: list[Correction]) -> list[FeedEntry]:
    """Return an entry for each correction, the latest ones."""
    return [
        FeedEntry(
            f"corrections/{each.row_kind}-{each.number}-{each.field}",
            f"Corrected: {each.row_id}, {each.field}",
            "/corrections/",
            each.corrected_at,
            f"From “{each.before}” to “{each.after}”.",
            each.corrected_at,
            (f"Reason: {each.reason}",) if each.reason else (),
        )
        for each in corrections[-MOST_ENTRIES:]
    ]


def list_versions() -> list[FeedEntry]:
    """Return an entry for each archived version."""
    return [
        FeedEntry(
            f"versions/{each.label}",
            f"Data version {each.label}",
            f"/data/{each.label}/",
            each.moment,
            f"SHA-256 of the ZIP file: {each.sha256}",
            each.moment,
        )
        for each in ArchivedVersion.objects.defer("content").order_by("-revision")[:MOST_ENTRIES]
    ]


def list_hits(words: str, scope: Scope) -> list[FeedEntry]:
    """Return an entry for each passage that a search finds. A passage that was not found before is a new entry."""
    dated = max(scope.changed_at, at_noon(UNKNOWN_DATE))
    with search_transaction():
        found = list(islice(find_all(SEARCH_SOURCES, read_search({"q": words})), MOST_ENTRIES))
    return [
        FeedEntry(
            f"search/{kind}/{hit.public_id}",
            hit.title,
            hit.address,
            dated,
            hit.about,
            None,
            (hit.text,) if hit.text else (),
        )
        for kind, hit in found
    ]
