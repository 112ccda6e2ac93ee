"""Deleting a market, an edition or a source that was made by mistake and that readers never saw."""

import pghistory
from django.contrib.auth.models import User
from django.db import models

from markets.curation.refusal import Refusal, action
from markets.ingest.schedule import list_known_slugs
from markets.models import Edition, Listing, Market, PrintedName, Recommendation, Source, SourcePoll
from markets.unused import count_dependents, find_public_past

DELETE = "markets.delete_market"


def find_deletion_obstacle(row: models.Model) -> str:
    """Say in one or two sentences why a row cannot be deleted; empty if it can."""
    if not isinstance(row, (Market, Edition, Source)):
        return f"A {row._meta.verbose_name} is withdrawn, never deleted."
    if find_public_past(type(row), row.pk).exists():
        return f"{row} was public. Its address and its history stay."
    if isinstance(row, Source) and row.slug in list_known_slugs():
        return f"{row} is one of the sources that the program adds. Switch it off instead."
    found = [f"{count} {words}" for words, count in count_dependents(row)]
    if not found:
        return ""
    what = found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}"
    return f"{row} is in use: {what}. Nothing was deleted."


@action(DELETE)
def delete_mistake(row: models.Model, *, reason: str, by: User) -> None:
    """Delete a market, an edition or a source that was never public and that nothing depends on."""
    if type(row)._base_manager.select_for_update(of=("self",)).filter(pk=row.pk).first() is None:
        raise Refusal(f"{row} is no longer there.")
    if obstacle := find_deletion_obstacle(row):
        raise Refusal(obstacle)
    if not reason.strip():
        raise Refusal("Say why it is deleted. The audit log keeps the reason.")
    pghistory.context(reason=reason.strip())
    if isinstance(row, Market):
        PrintedName.objects.filter(market=row).delete()
        # Rows of excluded and discarded drafts are without a market again, and are matched when they return.
        Listing.objects.filter(market=row).update(market=None, match_reason="")
        Recommendation.objects.filter(market=row).update(market=None, confirms=None)
    elif isinstance(row, Source):
        SourcePoll.objects.filter(source=row).delete()
    row.delete()
