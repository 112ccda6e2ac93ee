"""The revision of the data, polled a few times a second in each process."""

import datetime
import threading
import time
from dataclasses import dataclass

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest

from markets.consistent_read import PAST
from markets.tables.scope import Scope
from notorious.tables.state import read_version


@dataclass(frozen=True, slots=True)
class Version:
    """`revision` moves at every public change, `label` is that of the last version, `name` what citations carry.

    `state` is that of the content: what is cached is keyed by it.
    """

    revision: int
    changed_at: datetime.datetime
    label: str
    name: str
    state: str


class RevisionPoll:
    """The last known version. One thread asks at a time; the others use what is known."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.last: Version | None = None
        self.polled_at = 0.0

    def clear(self) -> None:
        self.last, self.polled_at = None, 0.0

    def expire(self) -> None:
        """Ask again at the next call; what was known last still serves while the database is away."""
        self.polled_at = float("-inf")

    def __call__(self) -> Version:
        last = self.last
        if last is not None and time.monotonic() - self.polled_at < settings.REVISION_POLL_SECONDS:
            return last
        with self.lock:
            try:
                self.last = self._fetch()
                self.polled_at = time.monotonic()
            except OperationalError:
                # Cached pages are served while the database is away.
                if self.last is None:
                    raise
            return self.last

    def _fetch(self) -> Version:
        row, name = read_version()
        return Version(row.revision, row.changed_at, row.label, name, str(row.state))


current_revision = RevisionPoll()


def request_version(request: HttpRequest) -> Version:
    """Return the version that this request shows, looked up once per request."""
    known: Version | None = getattr(request, "data_version", None)
    if known is None:
        known = current_revision()
        request.data_version = known  # type: ignore[attr-defined]
    return known


def shown_version(request: HttpRequest) -> str:
    """Return what citations call the data that a page shows, also those of a past state."""
    return (PAST.get() or request_version(request)).name


def request_scope(request: HttpRequest, absences: bool = False) -> Scope:
    """Return the version or past state that this request shows, as tables name it."""
    version, shown = request_version(request), PAST.get() or request_version(request)
    return Scope(shown.label, shown.name, version.revision, version.changed_at, absences, version.state)
