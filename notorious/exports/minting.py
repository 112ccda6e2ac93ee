"""New versions of the data without a publication: a curator's link or correction changes what readers see too."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from markets.models import DataVersion
from markets.tables.scope import Scope
from markets.views.by_name import is_large
from notorious.exports.build import changes_since
from notorious.exports.parts import WITH_ABSENCES, Content, parts_of, resources_ahead
from notorious.exports.prepare import QUIET_IF_LARGE
from notorious.exports.versions import alone, keep, kept
from notorious.models import Package, Unchanged
from notorious.tables.state import current_scope, one_state

QUIET = datetime.timedelta(minutes=10)
"""So long nothing may have changed: an afternoon of corrections makes one version and not forty."""
PATIENCE = datetime.timedelta(hours=1)
"""So long a large version waits for its tables to be written ahead, which spares writing them twice."""


def keep_due(now: datetime.datetime | None = None) -> Package | None:
    """Keeps the version of the last publication; or, where readers see other data since, one of a new label.

    Returns what it kept; None where nothing is due. Twice is once, and two at a time are one.
    """
    with alone(waiting=False) as first:
        return _keep_due(now or timezone.now()) if first else None


def _keep_due(now: datetime.datetime) -> Package | None:
    version = DataVersion.current()
    since = now - version.changed_at
    package = kept(version.label)
    if package is None:
        return keep() if _is_ready(since) else None
    known = {package.revision, *Unchanged.objects.filter(package=package).values_list("revision", flat=True)}
    if version.revision in known or since < QUIET or not _is_ready(since):
        return None
    with one_state():
        scope = current_scope()
        changed = differs(package, scope)
    return _keep_due(now) if _settle(package, scope.revision, changed) and changed else None


def _is_ready(since: datetime.timedelta) -> bool:
    """Whether a version may be written `since` the last change: at once, unless it takes long."""
    if not is_large():
        return True
    with one_state():
        return since >= QUIET_IF_LARGE and (
            since >= PATIENCE or bool(resources_ahead(parts_of(current_scope())))
        )


def differs(package: Package, scope: Scope) -> bool:
    """Whether a reader of the present state finds anything that is not in the package."""
    parts = [part for part in parts_of(scope) if part.name != WITH_ABSENCES]
    return any(any(changes_since(package, part, Content(part))) for part in parts)


def _settle(package: Package, revision: int, changed: bool) -> bool:
    """Says what was found of the state `revision`: a new label, or that it is still the version. False if it passed.

    The revision moves with it, since pages that say the version are kept by the revision.
    """
    with transaction.atomic():
        version = DataVersion.objects.select_for_update().get(pk=1)
        if (version.revision, version.label) != (revision, package.label):
            return False
        version.revision += 1
        version.save(update_fields=["revision"])
        if changed:
            DataVersion.advance()
        else:
            Unchanged.objects.update_or_create(package=package, defaults={"revision": version.revision})
    return True
