"""The version of the data, looked up at most a few times a second in each process."""

from __future__ import annotations

import datetime
import threading
import time
from dataclasses import dataclass

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest

from markets.models import DataVersion


@dataclass(frozen=True, slots=True)
class Version:
    """`tick` moves at every change of public data; `label` is what citations carry (`2026.1`)."""

    tick: int
    changed_at: datetime.datetime
    label: str


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
        row = DataVersion.current()
        return Version(row.tick, row.changed_at, row.label)


look = _Look()


def version(request: HttpRequest) -> Version:
    """The version that this request shows: one look, however often the page asks."""
    known: Version | None = getattr(request, "data_version", None)
    if known is None:
        known = look()
        request.data_version = known  # type: ignore[attr-defined]
    return known
