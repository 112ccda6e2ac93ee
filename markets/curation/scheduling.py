"""Publishing an edition at a set time."""

import datetime
import logging
import zoneinfo

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from markets.curation.publishing import PUBLISH_EDITION, find_obstacle, publish_edition
from markets.curation.refusal import Refusal, action
from markets.models import Reading, ScheduledPublication
from markets.system_acts import system_act

TIME_ZONES = (
    *("America/New_York", "UTC", "America/Los_Angeles", "Europe/London", "Europe/Brussels"),
    *("Asia/Kolkata", "Asia/Shanghai", "Asia/Tokyo"),
)

log = logging.getLogger(__name__)


@action(PUBLISH_EDITION)
def schedule_publication(reading: Reading, at: str, zone: str, *, by: User) -> ScheduledPublication:
    """Schedule the publication of a draft at a local time, such as `2026-12-01T10:00`. Raise Refusal."""
    if zone not in TIME_ZONES:
        raise Refusal(f"Choose a time zone from the list; “{zone}” is not on it.")
    try:
        local = datetime.datetime.fromisoformat(at)
    except ValueError:
        raise Refusal(f"Enter a date and a time{f'. “{at}” is not one' if at else ''}.") from None
    due_at = local.replace(tzinfo=zoneinfo.ZoneInfo(zone))
    if due_at <= timezone.now():
        raise Refusal(f"{at.replace('T', ' ')} {zone} has passed. Choose a later time, or publish now.")
    if obstacle := find_obstacle(reading, by):
        raise Refusal(obstacle)
    cancel_open(reading, f"Replaced by another time, by {by.get_username()}.")
    return ScheduledPublication.objects.create(
        reading=reading, due_at=due_at, time_zone=zone, scheduled_by=by
    )


@action(PUBLISH_EDITION)
def cancel_publication(reading: Reading, *, by: User) -> None:
    """Cancel the scheduled publication of a draft. Raise Refusal where none is scheduled."""
    if not cancel_open(reading, f"Cancelled by {by.get_username()}."):
        raise Refusal("No publication is scheduled for this draft.")


def cancel_open(reading: Reading, outcome: str) -> int:
    """End what is scheduled for a draft; return how many there were."""
    open_ones = ScheduledPublication.objects.filter(reading=reading, ended_at__isnull=True)
    return open_ones.update(ended_at=timezone.now(), outcome=outcome)


def publish_due() -> int:
    """Publish what is due, each in the name of the editor who scheduled it; return how many were published."""
    published = 0
    due = ScheduledPublication.objects.filter(ended_at__isnull=True, due_at__lte=timezone.now())
    for pk in due.order_by("due_at").values_list("pk", flat=True):
        published += _publish_one(pk)
    return published


@transaction.atomic
def _publish_one(pk: int) -> bool:
    row = (
        ScheduledPublication.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("reading__edition", "scheduled_by")
        .filter(pk=pk, ended_at__isnull=True)
        .first()
    )
    if row is None or row.reading.edition is None:
        return False
    done = False
    with system_act("publish as scheduled", user=row.scheduled_by_id):
        try:
            if row.reading.state != Reading.State.DRAFTED:
                raise Refusal("The draft was replaced or published in the meantime.")
            publish_edition(row.reading.edition, by=row.scheduled_by)
        except Refusal as refusal:
            row.outcome = f"Not published: {refusal}"
            log.warning("The %s is not published as scheduled: %s", row.reading.edition, refusal)
        else:
            row.outcome, done = "Published.", True
        row.ended_at = timezone.now()
        row.save(update_fields=["ended_at", "outcome"])
    return done
