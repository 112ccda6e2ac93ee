"""Starts the embedded PostgreSQL and Valkey, or joins those that are up; the last one out stops them.

Every user of the servers holds a shared lock on `users.lock` for as long as it lives, so the kernel does the
counting and a killed process counts no more. `servers.lock` is held while anything starts or stops.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from typing import IO

from notorious.devserver import postgres, valkey
from notorious.devserver.place import Place, make_folders


class Servers:
    """Both servers of one place, as seen by one process."""

    def __init__(
        self,
        where: Place,
        durable: bool = True,
        *,
        postgres: bool = True,
        valkey: bool = True,
        ahead: bool = False,
    ) -> None:
        self.place = where
        self.durable = durable
        self.postgres, self.valkey = postgres, valkey
        self.ahead = ahead
        self._using: IO[str] | None = None
        self._pid = os.getpid()

    def start(self) -> None:
        """Joins the servers or starts them; returns when both answer. Raises LocalProblem."""
        make_folders(self.place)
        with self._alone():
            self._using = (self.place.var / "users.lock").open("a")
            fcntl.flock(self._using, fcntl.LOCK_SH)
            try:
                if self.valkey:
                    valkey.ensure(self.place, self.durable)
                if self.postgres:
                    postgres.ensure(self.place, self.durable, self.ahead)
            except BaseException:
                self._leave()
                raise

    def stop(self) -> None:
        """Stops the servers unless another process uses them. Twice is once; a forked child does nothing."""
        if self._using and os.getpid() == self._pid:
            with self._alone():
                self._leave()

    def died(self) -> str | None:
        """The name of a server that answers no more, if one does not."""
        if self.valkey and not valkey.answers(self.place):
            return "Valkey"
        return "PostgreSQL" if self.postgres and not postgres.alive(self.place) else None

    def _leave(self) -> None:
        using, self._using = self._using, None
        if using:
            with using, contextlib.suppress(BlockingIOError):
                fcntl.flock(using, fcntl.LOCK_EX | fcntl.LOCK_NB)
                postgres.stop(self.place)
                valkey.stop(self.place)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.place.var / "servers.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
