"""Archived versions of the data: each is written once and never changes."""

import datetime
import hashlib
from dataclasses import replace

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from markets.models import DataVersion
from markets.postgres_function import call_function
from notorious.exports.package import build_package
from notorious.models import ArchivedVersion
from notorious.tables.state import current_scope, repeatable_read

QUIET = datetime.timedelta(minutes=10)
"""How long nothing may have changed: an afternoon of corrections makes one version and not forty."""


def find_version(label: str) -> ArchivedVersion | None:
    """Return an archived version, without its bytes."""
    return ArchivedVersion.objects.defer("content").filter(label=label).first()


def get_version(label: str) -> ArchivedVersion:
    """Return the archived version of a label in an address. Raises Http404."""
    version = find_version(label)
    if version is None:
        raise Http404(f"There is no version {label} of the data.")
    return version


def latest_version() -> ArchivedVersion | None:
    """Return the last version that is archived; None before the first."""
    return ArchivedVersion.objects.defer("content").order_by("-revision").first()


@transaction.atomic
def archive_current(**sent: object) -> ArchivedVersion:
    """Archive the current label, unless that was done: it is called in the transaction that gives the number.

    Every public change takes the lock on the data version, so no other transaction changes the data meanwhile.
    """
    version = DataVersion.lock()
    archived = ArchivedVersion.objects.defer("content").filter(label=version.label).first()
    if archived is not None:
        return archived
    scope = replace(current_scope(), version=version.label)
    earlier = ArchivedVersion.objects.filter(revision__lt=scope.revision).order_by("-revision").first()
    with repeatable_read():
        content, files = build_package(scope, earlier)
    return ArchivedVersion.objects.create(
        label=scope.label,
        revision=scope.revision,
        changed_at=scope.changed_at,
        # Later than every event of this transaction, by the clock that dates events.
        moment=call_function("clock_timestamp"),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        files=files,
    )


@transaction.atomic
def archive_due(now: datetime.datetime | None = None) -> ArchivedVersion | None:
    """Number and archive the data when ten quiet minutes have passed after a public change.

    Returns the version, or None where nothing is due. It is idempotent, and safe to run twice at once.
    """
    version = DataVersion.lock()
    archived = ArchivedVersion.objects.defer("content").order_by("-revision").first()
    if archived is not None and archived.revision == version.revision:
        return None
    if version.revision == 0 or (now or timezone.now()) - version.changed_at < QUIET:
        return None
    return find_version(DataVersion.advance().label)
