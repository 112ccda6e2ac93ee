"""The version of the data, looked up at most a few times a second in each process."""

from __future__ import annotations

import datetime
import threading
import time
from dataclasses import dataclass

from django.conf import settings
from django.db import OperationalError
from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.http import HttpRequest

from markets.models import DataVersion
from notorious.models import ArchivedVersion
from notorious.tables.state import name_of

_LABEL = Concat(Cast(OuterRef("year"), CharField()), Value("."), Cast(OuterRef("number"), CharField()))
_NOW = DataVersion.objects.filter(pk=1).annotate(
    archived=Subquery(ArchivedVersion.objects.filter(label=_LABEL).values("revision")[:1])
)


@dataclass(frozen=True, slots=True)
class Version:
    """`revision` moves at every change of public data; `label` is that of the last publication (`2026.1`), `name` what
    citations carry: the label, or `2026.1+57` where the data have changed since that version was kept."""

    revision: int
    changed_at: datetime.datetime
    label: str
    name: str


class _Look:
    """The last look of this process. A lock lets one thread ask while the others go on with what is known."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.last: Version | None = None
        self.at = 0.0

    def forget(self) -> None:
        self.last, self.at = None, 0.0

    def __call__(self) -> Version:
        if self.last is not None and time.monotonic() - self.at < settings.LOOK_EVERY:
            return self.last
        if not self.lock.acquire(blocking=self.last is None):
            return self.last  # type: ignore[return-value]
        try:
            self.last = self._ask()
        except OperationalError:
            # Pages that were rendered before are served while the database is away.
            if self.last is None:
                raise
        finally:
            self.lock.release()
        self.at = time.monotonic()
        return self.last

    def _ask(self) -> Version:
        row = _NOW.first()
        if row is None:
            DataVersion.current()
            row = _NOW.get()
        name = name_of(row.label, row.revision, row.archived)
        return Version(row.revision, row.changed_at, row.label, name)


look = _Look()


def version(request: HttpRequest) -> Version:
    """The version that this request shows: one look, however often the page asks."""
    known: Version | None = getattr(request, "data_version", None)
    if known is None:
        known = look()
        request.data_version = known  # type: ignore[attr-defined]
    return known
