"""Versions that are kept: each is written once, and never changes again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from markets.models import DataVersion
from markets.tables.scope import Scope
from markets.views.by_name import is_large
from notorious.exports.build import Packing
from notorious.exports.pieces import Storing
from notorious.models import Package, PackageFile
from notorious.tables.state import current_scope, one_state

LOCK = 0x6E6F746F72  # one version is written at a time, in whatever process


class NotYet(Exception):
    """The version of a large record that the worker has not written yet: nobody waits for it in a request."""


def kept(label: str) -> Package | None:
    """The package of a version that is kept."""
    return Package.objects.filter(label=label).first()


def kept_as(label: str) -> Package | None:
    """The package of a version; the present one of a small record is kept at the first asking. Raises NotYet."""
    package = kept(label)
    if package is None and label == DataVersion.current().label:
        if is_large():
            raise NotYet(label)
        package = keep()
    return package


def latest() -> Package:
    """The last version that is kept. Raises NotYet where none is."""
    package = Package.objects.order_by("-revision").first() or kept_as(DataVersion.current().label)
    if package is None:
        raise NotYet
    return package


def keep() -> Package:
    """Writes the version of the present label, in one state of the database and all of it or nothing.

    If another process was faster, it is its package.
    """
    with alone(waiting=True), one_state(writing=True):
        scope = current_scope()
        return kept(scope.label) or _written(scope, packing(scope))


def packing(scope: Scope) -> Packing:
    """The package of the present state, which says what has changed since the last version before it."""
    return Packing(scope, Package.objects.filter(revision__lt=scope.revision).order_by("-revision").first())


@contextmanager
def alone(waiting: bool) -> Iterator[bool]:
    """Whether no other process writes a version; none does until this ends. `waiting`: until it is so."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_{'' if waiting else 'try_'}advisory_lock(%s)", [LOCK])
        first = cursor.fetchone()[0] is not False
    try:
        yield first
    finally:
        if first:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _written(scope: Scope, made: Packing) -> Package:
    """Its own row comes last: from then on the database takes nothing more for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [Package._meta.db_table])
        key = cursor.fetchone()[0]
    storing = Storing(Package.pieces.field, key)
    for piece in made.pieces():
        storing.add(piece)
    storing.end()
    for file in made.files:
        file.package_id = key
    PackageFile.objects.bulk_create(made.files)
    return Package.objects.create(
        pk=key,
        label=scope.label,
        revision=scope.revision,
        changed_at=scope.changed_at,
        size=storing.size,
        sha256=storing.digest.hexdigest(),
    )
