"""What the project itself keeps."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone

from markets.models.public_data import touches_public_data
from notorious.alerts import models as alerts
from notorious.reply import models as reply

# Django finds the models of an app here.
AlertItem, AlertMail, Follow, Subscriber = (
    alerts.AlertItem,
    alerts.AlertMail,
    alerts.Follow,
    alerts.Subscriber,
)
Reply, ReplyAccess = reply.Reply, reply.ReplyAccess


class RenderedPage(models.Model):
    """A compressed public page, shared by all processes; one row per address. It may be deleted at any time."""

    key = models.CharField(max_length=300, unique=True)
    state = models.CharField(
        max_length=64, help_text="Of the data in it, or the hash of an archived version."
    )
    build_id = models.CharField(max_length=16)
    etag = models.CharField(max_length=40)
    modified = models.BigIntegerField(help_text="Seconds since 1970.")
    headers = models.JSONField()
    body = models.BinaryField()

    def __str__(self) -> str:
        return self.key


class ArchivedVersion(models.Model):
    """The data package of one version: `content` is a ZIP file. The database lets nobody change it."""

    label = models.CharField(max_length=20, unique=True)
    revision = models.BigIntegerField(help_text="Of the data in it.")
    changed_at = models.DateTimeField(help_text="When the data in it last changed.")
    moment = models.DateTimeField(help_text="When it was made: events before are in it.")
    sha256 = models.CharField(max_length=64, help_text="Of the ZIP file.")
    content = models.BinaryField()
    files = models.JSONField(help_text="Of each file in it: name, size, sha256 and row_count.")

    class Meta:
        ordering = ["-revision"]
        triggers = [pgtrigger.Protect(name="never_changes", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.label


@pghistory.track()
class Assignment(models.Model):
    """Whom a row of a to-do queue is assigned to."""

    queue = models.CharField(max_length=40)
    row = models.BigIntegerField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["queue", "row"], name="a_piece_of_work_has_one_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.queue} {self.row}: {self.owner or 'nobody'}"


@pghistory.track()
class QueueDismissal(models.Model):
    """Somebody said that nothing is to be done about a row of a queue; it can be put back."""

    queue = models.CharField(max_length=40)
    row = models.BigIntegerField()
    dismissed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    dismissed_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["queue", "row"],
                condition=models.Q(undone_at__isnull=True),
                name="a_row_is_dismissed_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.queue} {self.row}"


class DigestNotification(models.Model):
    """An item that a person was e-mailed about. It is written before the e-mail is sent, once per person and item."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    item = models.CharField(max_length=200, help_text="finds 12")
    notified_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(
        null=True, help_text="When a mail server accepted it; empty if that is not known."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "item"], name="nobody_is_notified_twice_of_an_item"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.item}"


class DigestOptOut(models.Model):
    """A person who wants no digest by e-mail."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.person)


class CorrectionNoticeQuerySet(models.QuerySet["CorrectionNotice"]):
    """The one place that says which notices the public sees."""

    def public(self) -> CorrectionNoticeQuerySet:
        return self.filter(published_at__isnull=False)


@pghistory.track()
class CorrectionNotice(models.Model):
    """What was wrong here, said to readers who may have cited it. Each changed value is in the history besides."""

    wrong = models.TextField("What was wrong", help_text="The value or sentence that readers saw.")
    right = models.TextField("What is right")
    concerns = models.CharField(
        max_length=300,
        blank=True,
        help_text="The address of the page that it concerns, from the first slash on: /editions/2017/taobao/",
    )
    wrong_since = models.DateField(null=True, blank=True, help_text="The first day on which it was public.")
    first_version = models.CharField(
        max_length=20, blank=True, help_text="The first version of the data with the error: v2026.1"
    )
    last_version = models.CharField(
        max_length=20, blank=True, help_text="The last version of the data with the error."
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects = CorrectionNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        permissions = [("publish_correctionnotice", "Can publish a correction")]
        triggers = [
            touches_public_data("{row}.published_at IS NOT NULL", ("entered_by_id", "published_by_id"))
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(concerns="") | models.Q(concerns__startswith="/"),
                name="a_correction_concerns_a_page_of_ours",
            ),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True) | models.Q(published_by__isnull=False),
                name="a_published_correction_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.wrong[:80]


class AccessRecord(models.Model):
    """A change to how somebody signs in. The database refuses to change or delete it."""

    class What(models.TextChoices):
        ADDED = "added", "Two-step sign-in added"
        REMOVED = "removed", "Two-step sign-in removed with a code"
        RESET = "reset", "Two-step sign-in reset"
        CODES_MADE = "codes_made", "Recovery codes made"
        CODE_USED = "code_used", "Signed in with a recovery code"
        UNLOCKED = "unlocked", "Unlocked after failed attempts"

    at = models.DateTimeField(auto_now_add=True)
    what = models.CharField(max_length=12, choices=What)
    who = models.CharField(max_length=255, help_text="The account, or the address that was locked.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Empty for a management command.",
    )
    note = models.CharField(max_length=600, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ()
        permissions = [("unlock_account", "Can unlock an account or address")]
        triggers = [pgtrigger.Protect(name="never_changes", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.who}"
