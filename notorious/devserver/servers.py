"""Start the embedded PostgreSQL and Valkey, or join those that are up; the last user stops them.

Every user holds a shared lock on `users.lock` as long as it lives, so that a killed process no longer counts.
`servers.lock` is locked while anything starts or stops.
"""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from typing import IO

from notorious.devserver import postgres, valkey
from notorious.devserver.paths import Paths, make_folders


class Servers:
    """Both servers of one folder, as one process uses them."""

    def __init__(
        self,
        paths: Paths,
        durable: bool = True,
        *,
        postgres: bool = True,
        valkey: bool = True,
        use_template: bool = False,
    ) -> None:
        self.paths = paths
        self.durable = durable
        self.postgres, self.valkey = postgres, valkey
        self.use_template = use_template
        self._lock: IO[str] | None = None
        self._pid = os.getpid()

    def start(self) -> None:
        """Join or start the servers; return when both answer. Raise DevServerError."""
        make_folders(self.paths)
        with self._exclusive():
            self._lock = (self.paths.var / "users.lock").open("a")
            fcntl.flock(self._lock, fcntl.LOCK_SH)
            try:
                if self.valkey:
                    valkey.ensure_running(self.paths, self.durable)
                if self.postgres:
                    postgres.ensure_running(self.paths, self.durable, self.use_template)
            except BaseException:
                self._leave()
                raise

    def stop(self) -> None:
        """Stop the servers unless another process uses them. Idempotent; a forked child does nothing."""
        if self._lock and os.getpid() == self._pid:
            with self._exclusive():
                self._leave()

    def find_dead(self) -> str | None:
        """Return the name of a server that no longer answers."""
        if self.valkey and not valkey.is_ready(self.paths):
            return "Valkey"
        return "PostgreSQL" if self.postgres and not postgres.is_running(self.paths) else None

    def _leave(self) -> None:
        lock, self._lock = self._lock, None
        if lock:
            with lock, contextlib.suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                postgres.stop(self.paths)
                valkey.stop(self.paths)

    @contextlib.contextmanager
    def _exclusive(self) -> Iterator[None]:
        with (self.paths.var / "servers.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
