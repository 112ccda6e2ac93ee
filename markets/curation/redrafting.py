"""The way back for drafts: excluded rows return, and a report that was withdrawn or discarded is a draft again."""

from django.contrib.auth.models import User
from django.db.models import QuerySet

from markets.advisory_lock import lock_edition
from markets.curation.refusal import Refusal, action
from markets.ingest.drafting import discard_reading
from markets.models import Edition, Listing, Reading, Recommendation, Stage
from markets.models.history import get_event_model

REVIEW = "markets.review_listing"


def find_published_rows(reading: Reading) -> QuerySet[Listing]:
    """Return the listings of a reading that were public at some time."""
    events = get_event_model(Listing)._default_manager.filter(reading=reading.pk, stage=Stage.PUBLISHED)
    return Listing.objects.filter(pk__in=events.order_by().values("pgh_obj_id"))


def find_excluded_rows(reading: Reading) -> QuerySet[Listing]:
    """Return the listings that somebody excluded from a draft."""
    rows = Listing.objects.filter(reading=reading, stage=Stage.WITHDRAWN)
    return rows.exclude(pk__in=find_published_rows(reading).values("pk"))


def find_redraftable(edition: Edition) -> Reading | None:
    """Return the latest reading of an edition that can be a draft again; None while the edition has a draft."""
    readings = Reading.objects.filter(edition=edition)
    if readings.filter(state=Reading.State.DRAFTED).exists():
        return None
    return readings.filter(state=Reading.State.DISCARDED).order_by("-pk").first()


@action(REVIEW)
def restore_listing(listing: Listing, *, by: User) -> None:
    """Restore an excluded row to its draft. Raise Refusal."""
    reading = listing.reading
    if reading is None or reading.state != Reading.State.DRAFTED:
        raise Refusal(f"{listing} is not in a draft.")
    if not find_excluded_rows(reading).filter(pk=listing.pk).exists():
        raise Refusal(f"{listing} is not excluded.")
    Listing.objects.filter(pk=listing.pk).update(stage=Stage.DRAFT)
    Recommendation.objects.filter(listing=listing, stage=Stage.WITHDRAWN).update(stage=Stage.DRAFT)


@action(REVIEW)
def draft_again(reading: Reading, *, by: User) -> Reading:
    """Make a withdrawn or discarded report the draft of its edition again, with all decisions on it.

    Another draft of the edition is discarded, and can be drafted again like this one. Raises Refusal.
    """
    if reading.edition is None or reading.state != Reading.State.DISCARDED:
        raise Refusal("Only a report that was withdrawn or discarded can be drafted again.")
    lock_edition(reading.edition.year)
    for other in Reading.objects.filter(edition=reading.edition, state=Reading.State.DRAFTED):
        discard_reading(other)
    restore_draft(reading)
    return reading


def restore_draft(reading: Reading) -> None:
    """Turn the rows of a reading back into a draft; rows that were excluded from it stay excluded."""
    rows = find_published_rows(reading).filter(stage=Stage.WITHDRAWN) | Listing.objects.filter(
        reading=reading, stage=Stage.SUPERSEDED, superseded_by__isnull=True
    )
    keys = list(rows.values_list("pk", flat=True))
    asked = Recommendation.objects.filter(listing__in=keys)
    asked.filter(stage__in=(Stage.WITHDRAWN, Stage.SUPERSEDED)).update(stage=Stage.DRAFT)
    Listing.objects.filter(pk__in=keys).update(stage=Stage.DRAFT)
    reading.state, reading.sentence = Reading.State.DRAFTED, ""
    reading.save(update_fields=["state", "sentence"])
