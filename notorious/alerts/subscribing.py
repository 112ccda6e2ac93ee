"""Ask for alerts. The answer is the same for every address, so that nobody learns who has alerts."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from notorious.alerts.addresses import encrypt_text, hash_address, hash_mailbox
from notorious.alerts.models import AlertMail, Follow, Subscriber

CONFIRMATIONS_A_DAY = 3  # to one mailbox
MOST_FOLLOWS = 50  # of one address
CONFIRMATIONS_AN_HOUR = 300  # to all addresses


def is_overloaded() -> bool:
    """Return whether the number of confirmations within an hour suggests abuse."""
    since = timezone.now() - timedelta(hours=1)
    asked = AlertMail.objects.filter(purpose=AlertMail.Purpose.CONFIRM, created_at__gte=since)
    return asked.count() >= CONFIRMATIONS_AN_HOUR


@transaction.atomic
def request_alerts(address: str, kind: str, value: str, frequency: str) -> None:
    """Write a confirmation that the worker sends; nothing for a mailbox that got several within a day."""
    mailbox = hash_mailbox(address)
    subscriber, _ = Subscriber.objects.get_or_create(
        address_hash=hash_address(address),
        defaults={"address": encrypt_text(address), "mailbox_hash": mailbox},
    )
    subscriber = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    since = timezone.now() - timedelta(days=1)
    asked = AlertMail.objects.filter(purpose=AlertMail.Purpose.CONFIRM, created_at__gte=since)
    mails = asked.filter(subscriber__mailbox_hash=mailbox)
    if mails.count() >= CONFIRMATIONS_A_DAY or subscriber.follows.count() >= MOST_FOLLOWS:
        return
    follow, _ = Follow.objects.get_or_create(
        subscriber=subscriber, kind=kind, value=value, defaults={"frequency": frequency}
    )
    if follow.confirmed_at is None and follow.frequency != frequency:
        follow.frequency = frequency
        follow.save(update_fields=["frequency"])
    AlertMail.objects.create(subscriber=subscriber, purpose=AlertMail.Purpose.CONFIRM, follow=follow)
