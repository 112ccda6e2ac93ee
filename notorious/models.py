"""What the project itself keeps."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone

from markets.models.version import touches_public_data


class RenderedPage(models.Model):
    """A public page rendered ahead, compressed; one row per address. Anyone may throw it away."""

    key = models.CharField(max_length=300, unique=True)
    revision = models.BigIntegerField()
    release = models.CharField(max_length=16)
    etag = models.CharField(max_length=40)
    modified = models.FloatField()
    headers = models.JSONField()
    body = models.BinaryField()

    def __str__(self) -> str:
        return self.key


class Package(models.Model):
    """Everything that could be taken away in one version of the data. The database lets nobody change it."""

    label = models.CharField(max_length=20, unique=True)
    revision = models.BigIntegerField()
    changed_at = models.DateTimeField()
    built_at = models.DateTimeField(auto_now_add=True)
    size = models.BigIntegerField(help_text="Of the ZIP file, in bytes.")
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["-changed_at"]
        triggers = [pgtrigger.Protect(name="never_changes", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.label


def kept_for_ever() -> list[pgtrigger.Trigger]:
    """Triggers of what belongs to a package: written before the package's own row, and then never changed."""
    return [
        pgtrigger.Protect(name="never_changes", operation=pgtrigger.Update | pgtrigger.Delete),
        pgtrigger.Trigger(
            name="nothing_is_added",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            func="""
                IF EXISTS (SELECT FROM notorious_package WHERE id = NEW.package_id) THEN
                    RAISE EXCEPTION 'Nothing is added to a version that is kept.';
                END IF;
                RETURN NEW;
            """,
        ),
    ]


class PackageFile(models.Model):
    """A file in the ZIP file of a package: what it holds, and where it stands there."""

    package = models.ForeignKey(Package, models.PROTECT, db_index=False, related_name="files")
    name = models.CharField(max_length=120, help_text="timeline.csv")
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    row_count = models.BigIntegerField(null=True, help_text="Of a table.")
    begins = models.BigIntegerField(help_text="Where its compressed bytes begin in the ZIP file.")
    packed = models.BigIntegerField(help_text="How many they are.")

    class Meta:
        ordering = ["name"]
        triggers = kept_for_ever()
        constraints = [models.UniqueConstraint(fields=["package", "name"], name="a_package_has_a_file_once")]

    def __str__(self) -> str:
        return f"{self.name} of {self.package}"


class PackagePiece(models.Model):
    """So many bytes of a package's ZIP file: all pieces but the last have the same size."""

    package = models.ForeignKey(Package, models.PROTECT, db_index=False, related_name="pieces")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        triggers = kept_for_ever()
        constraints = [
            models.UniqueConstraint(fields=["package", "number"], name="a_piece_of_a_package_is_there_once")
        ]

    def __str__(self) -> str:
        return f"{self.package}, piece {self.number}"


class Unchanged(models.Model):
    """The latest state of the data that readers cannot tell from a version that was kept: drafts alone moved."""

    package = models.OneToOneField(Package, models.PROTECT, related_name="unchanged")
    revision = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.package} at {self.revision}"


class PreparedFile(models.Model):
    """A table as a file, written ahead for one state of the data. Anyone may throw it away.

    The database keeps neither it nor its pieces through a crash (they are unlogged), and nobody misses them.
    """

    name = models.CharField(max_length=80, help_text="timeline-absences-excel.csv")
    revision = models.BigIntegerField()
    version = models.CharField(max_length=40)
    changed_at = models.DateTimeField()
    row_count = models.BigIntegerField()
    size = models.BigIntegerField()
    sha256 = models.BinaryField()
    shape = models.CharField(
        max_length=16, default="", help_text="A hash of its columns: an upgrade may bring others."
    )
    prepared_at = models.DateTimeField(auto_now_add=True)
    replaced_at = models.DateTimeField(
        null=True, help_text="Since when there is a newer one; whoever reads this one still reads to its end."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "revision", "version", "shape"], name="a_file_is_prepared_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} at {self.revision}"


class PreparedPiece(models.Model):
    """So many bytes of a prepared file: all pieces but the last have the same size."""

    file = models.ForeignKey(PreparedFile, models.DO_NOTHING, db_index=False, related_name="pieces")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="a_piece_is_there_once")]

    def __str__(self) -> str:
        return f"{self.file}, piece {self.number}"


class PreparedPlaces(models.Model):
    """Of so many rows of a table (a part), how long they are in its prepared files, or which of them bear a mark.

    `file` is the table's CSV for code; in its other files the same rows stand in the same order. `content`, by `name`:
    of `raw`, `excel` and `json` where the part begins in that form, then the size of each row, in bytes; of a mark
    (`country=CN`) how many bytes all its rows have in each form, then a bit for each row.
    """

    file = models.ForeignKey(PreparedFile, models.DO_NOTHING, db_index=False, related_name="places")
    name = models.TextField()
    part = models.IntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "name", "part"], name="places_of_a_part_are_there_once")
        ]

    def __str__(self) -> str:
        return f"{self.file}, part {self.part}, {self.name}"


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
    """What was wrong here, told to readers who may have cited it. Each changed value is in the history besides."""

    wrong = models.TextField("What was wrong", help_text="In plain words, as readers saw it.")
    right = models.TextField("What is right")
    concerns = models.CharField(
        max_length=300,
        blank=True,
        help_text="The address of the page that it concerns, from the first slash on: /editions/2017/taobao/",
    )
    wrong_since = models.DateField(null=True, blank=True, help_text="Since when it stood so.")
    first_version = models.CharField(
        max_length=20, blank=True, help_text="The first version of the data that carried it: 2026.1"
    )
    last_version = models.CharField(max_length=20, blank=True, help_text="The last one that did.")
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
        triggers = [touches_public_data()]
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
        ADDED = "added", "Two-factor added"
        REMOVED = "removed", "Two-factor removed with a code"
        RESET = "reset", "Two-factor reset"
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
