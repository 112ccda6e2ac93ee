"""A report against the press release that announced it."""

from collections.abc import Iterator
from typing import Any

from markets.ingest.records import ParsedPressRelease
from markets.text.keys import name_key


def check_release(parsed: dict[str, Any], release: ParsedPressRelease) -> Iterator[str]:
    """Yield what a reading (the JSON of `parse`) and a press release say differently, as plain sentences."""
    edition, listings = parsed["edition"], parsed["listings"]
    stated = release.stated_counts
    counts = (("online", stated.online), ("physical", stated.physical)) if stated else ()
    for kind, count in counts:
        found = sum(listing["kind"] == kind for listing in listings)
        if count is not None and found != count:
            verb = "was" if found == 1 else "were"
            yield f"the press release states {count} {kind} markets and {found} {verb} found"
    if release.year is not None and release.year != edition["year"]:
        yield f"the press release is about {release.year}, and the report reviews {edition['year']}"
    printed = edition["published"]
    if release.published and printed and not release.published.startswith(printed):
        shorter = min(len(release.published), len(printed))
        if release.published[:shorter] != printed[:shorter]:
            yield f"the press release is dated {release.published}, and the report {printed}"
    a, b = name_key(release.issue_focus or ""), name_key(edition["issue_focus"] or "")
    if a and b and a not in b and b not in a:
        yield (
            f"the press release has the issue focus “{release.issue_focus}”,"
            f" and the report “{edition['issue_focus']}”"
        )
