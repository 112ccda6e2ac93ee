"""One snapshot of the database, and which version of the data it is."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat

from markets.consistent_read import CONSISTENT_READ, PAST, consistent_read
from markets.models import DataVersion
from markets.tables.scope import Scope
from notorious.models import ArchivedVersion


@contextmanager
def repeatable_read(writing: bool = False) -> Iterator[None]:
    """Yield a transaction whose queries all see one snapshot of the database.

    It only reads, unless `writing`: what is written then must be nothing that the public sees. Inside another
    transaction it sees what that sees.
    """
    if CONSISTENT_READ.get() is not None:
        yield
    elif connection.in_atomic_block:
        with consistent_read():
            yield
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                mode = "READ WRITE" if writing else "READ ONLY"
                cursor.execute(f"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, {mode}")
            with consistent_read():
                yield


def current_scope(absences: bool = False) -> Scope:
    """Return all rows of the present version, or of the past state that is shown: one query."""
    (version, name), past = read_version(), PAST.get()
    label, name = (past.label, past.name) if past else (version.label, name)
    return Scope(label, name, version.revision, version.changed_at, absences, str(version.state))


def read_version() -> tuple[DataVersion, str]:
    """Return the present version and what citations call it.

    That is `v2026.1`, or `v2026.1+57` where the data changed since that version was archived.
    """
    version = CURRENT.first()
    if version is None:
        DataVersion.current()
        version = CURRENT.get()
    same = version.archived == version.revision
    return version, version.label if same else f"{version.label}+{version.revision}"


# The label is composed in SQL as `DataVersion.label` does it.
_LABEL = Concat(
    Value("v"), Cast(OuterRef("year"), CharField()), Value("."), Cast(OuterRef("number"), CharField())
)
CURRENT = DataVersion.objects.filter(pk=1).annotate(
    archived=Subquery(ArchivedVersion.objects.filter(label=_LABEL).values("revision")[:1])
)
