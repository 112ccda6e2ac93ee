"""The press releases that are stored, against the report that they announced."""

from typing import Any

from markets.ingest.checks.release_checks import check_release
from markets.ingest.pages import Unreadable, read_pages
from markets.ingest.parsers.press_release import parse_press_release
from markets.models import DiscoveredDocument

_NEAR = 2  # years after the one under review in which its press release comes out, at most


def find_contradictions(parsed: dict[str, Any]) -> list[str]:
    """Return what stored press releases about the edition of a reading (the JSON of `parse`) say differently."""
    year = parsed["edition"]["year"]
    stored = DiscoveredDocument.objects.filter(kind="press_release", snapshot__isnull=False)
    near = stored.filter(published_on__year__range=(year, year + _NEAR)).select_related("snapshot")
    found: list[str] = []
    for document in near:
        assert document.snapshot is not None  # asked for above
        try:
            release = parse_press_release(read_pages(bytes(document.snapshot.content)))
        except Unreadable:
            continue
        if release.year == year:
            found += check_release(parsed, release)
    return list(dict.fromkeys(found))
