"""Packages that are kept: the first asking for a version builds it, and it never changes again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from markets.models import DataVersion
from markets.tables.scope import Scope
from notorious.models import Package
from notorious.package.build import Earlier, files, packed, unpacked
from notorious.package.pieces import Storing
from notorious.tables.state import current_scope, one_state

LOCK = 0x6E6F746F72  # one build at a time, in whatever process


@dataclass(frozen=True, slots=True)
class Built:
    """A package of the data as they stand now."""

    version: str
    changed_at: datetime
    content: bytes
    sha256: str


def kept(label: str) -> Package | None:
    """The package of a version that was built."""
    return Package.objects.filter(label=label).first()


def kept_as(label: str) -> Package | None:
    """The package of a version; the present one is kept at the first asking."""
    package = kept(label)
    if package is None and label == DataVersion.current().label:
        package = keep()
    return package


def latest() -> Package:
    """The last version that was built; if the present one was not, and its data stand as labelled, it is built."""
    with one_state():
        scope = current_scope()
    return kept(scope.label) or keep()


def keep() -> Package:
    """Builds the package of the present label and keeps it; if another process was faster, its package."""
    scope, content = _build()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        known = kept(scope.label)
        if known is not None:
            return known
        return stored(scope, content)


def stored(scope: Scope, content: bytes) -> Package:
    """The package with its bytes in pieces: its own row comes last, and from then on nothing is added to it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [Package._meta.db_table])
        key = cursor.fetchone()[0]
    storing = Storing(Package.pieces.field, key)
    storing.add(content)
    storing.end()
    about = {"label": scope.label, "tick": scope.tick, "changed_at": scope.changed_at}
    sha256 = storing.digest.hexdigest()
    return Package.objects.create(pk=key, size=storing.size, sha256=sha256, **about)


def now() -> Built:
    """The package of the data as they stand: the kept one, or, where they have changed since, one of its own.

    A version with changes since it was kept says so in its name: `2026.1+57`.
    """
    with one_state():
        scope = current_scope()
        known = kept(scope.label)
    if known is None:
        known = keep()
    if scope.version == scope.label:
        return Built(known.label, known.changed_at, bytes(known.content), known.sha256)
    scope, content = _build()
    return Built(scope.version, scope.changed_at, content, hashlib.sha256(content).hexdigest())


def _build() -> tuple[Scope, bytes]:
    with one_state():
        scope = current_scope()
        before = Package.objects.filter(tick__lt=scope.tick).order_by("-tick").first()
        earlier = Earlier(before.label, unpacked(bytes(before.content))) if before else None
        return scope, packed(scope, files(scope, earlier))
