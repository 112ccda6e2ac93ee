"""Who follows what, what changed, and which e-mails went out. None of it has a history table."""

import secrets

from django.db import models
from django.db.models.functions import MD5
from django.utils import timezone


def make_nonce() -> str:
    """Return a random part for links, so that no link outlives its row."""
    return secrets.token_urlsafe(12)


class Subscriber(models.Model):
    """A reader's address, encrypted; `address_hash` is keyed, for look-up alone. Deleted on request."""

    address_hash = models.CharField(max_length=64, unique=True)
    mailbox_hash = models.CharField(
        max_length=64, default="", db_index=True, help_text="Keyed; without a +tag."
    )
    address = models.BinaryField(help_text="Encrypted with ALERTS_KEY.")
    nonce = models.CharField(max_length=32, default=make_nonce)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"subscriber {self.pk}"


class Follow(models.Model):
    """One thing that a subscriber follows. `known` is what it was when it was last looked at: {key: text}."""

    class Kind(models.TextChoices):
        MARKET = "market", "a market"
        PARTY = "party", "a company or other party"
        COUNTRY = "country", "a country"
        EDITION = "edition", "an edition"
        SEARCH = "search", "a search"
        DOMAINS = "domains", "a watch list of domains"

    class Frequency(models.TextChoices):
        AT_ONCE = "at_once", "at once"
        DAILY = "daily", "once a day"
        WEEKLY = "weekly", "once a week"

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="follows")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    value = models.TextField()
    frequency = models.CharField(max_length=8, choices=Frequency.choices)
    nonce = models.CharField(max_length=32, default=make_nonce)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    state = models.UUIDField(null=True, help_text="Of the data, when it was last looked at.")
    known = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "subscriber", "kind", MD5("value"), name="a_thing_is_followed_once_by_a_subscriber"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value[:60]}"


class AlertMail(models.Model):
    """One e-mail, written before it is sent.

    `claimed_at`: a worker is at it. `handed_at`: its text goes to the mail server, and from then on it is never
    sent again, unless the server certainly refused it. Without `sent_at` it may not have arrived.
    """

    class Purpose(models.TextChoices):
        CONFIRM = "confirm", "asks to confirm"
        CHANGES = "changes", "says what changed"

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="mails")
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    follow = models.ForeignKey(Follow, models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    handed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"e-mail {self.pk} that {self.get_purpose_display()}"


class AlertItem(models.Model):
    """One change of a thing that is followed. It waits until it is in an e-mail."""

    follow = models.ForeignKey(Follow, models.CASCADE, related_name="items")
    key = models.CharField(max_length=300)
    text = models.TextField()
    path = models.CharField(max_length=500)
    created_at = models.DateTimeField(default=timezone.now)
    mail = models.ForeignKey(AlertMail, models.SET_NULL, null=True, related_name="items")

    def __str__(self) -> str:
        return self.text[:80]
