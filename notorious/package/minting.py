"""New versions of the data without a publication: a curator's link or correction changes what readers see too."""

from __future__ import annotations

import datetime
import logging

from django.db import transaction
from django.utils import timezone

from markets.models import DataVersion, Listing
from notorious.models import Package, Unchanged
from notorious.package.build import files, unpacked
from notorious.package.difference import differ
from notorious.package.versions import keep, kept
from notorious.tables import ALL
from notorious.tables.state import current_scope, one_state

QUIET = datetime.timedelta(minutes=10)
"""So long nothing may have changed: an afternoon of corrections makes one version and not forty."""
LARGEST = 50_000  # listings: a package is put together in memory

log = logging.getLogger(__name__)


def keep_due(now: datetime.datetime | None = None) -> Package | None:
    """Keeps the version of the last publication; or, where readers see other data since, one of a new label.

    Returns what it kept; None where nothing is due. Twice is once, and two at a time are one.
    """
    if Listing.objects.order_by("pk")[LARGEST : LARGEST + 1].exists():
        log.warning("No version is kept by itself of more than %s listings.", LARGEST)
        return None
    version = DataVersion.current()
    package = kept(version.label)
    if package is None:
        return keep()
    known = {package.tick, *Unchanged.objects.filter(package=package).values_list("tick", flat=True)}
    if version.tick in known or (now or timezone.now()) - version.changed_at < QUIET:
        return None
    with one_state():
        scope = current_scope()
        made = files(scope, None)
    changed = differ(ALL, unpacked(bytes(package.content)), made)
    return keep() if _settle(package, scope.tick, changed) and changed else None


def _settle(package: Package, tick: int, changed: bool) -> bool:
    """Says what was found of the state `tick`: a new label, or that it is still the version. False if it passed.

    The tick moves with it, since pages that say the version are kept by the tick.
    """
    with transaction.atomic():
        version = DataVersion.objects.select_for_update().get(pk=1)
        if (version.tick, version.label) != (tick, package.label):
            return False
        version.tick += 1
        version.save(update_fields=["tick"])
        if changed:
            DataVersion.advance()
        else:
            Unchanged.objects.update_or_create(package=package, defaults={"tick": version.tick})
    return True
