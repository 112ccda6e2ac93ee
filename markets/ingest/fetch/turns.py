"""One request at a time per host, and a pause between two."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import AbstractContextManager, contextmanager

#: host → a context that only one holder at a time is in, as wide as the lock reaches
HostLock = Callable[[str], AbstractContextManager[object]]


class InProcessLocks:
    """The lock where there is one process: a thread lock per host."""

    def __init__(self) -> None:
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._guard = threading.Lock()

    def __call__(self, host: str) -> AbstractContextManager[object]:
        """Return the lock of this host."""
        with self._guard:
            return self._locks[host]


class HostTurn:
    """Gives each host's requests their turn.

    `lock`: in production one that all processes share. `ended`: when each host's last request ended, seconds
    of the wall clock; a mapping that processes share keeps the gap between them too. `gap`: seconds.
    """

    def __init__(
        self,
        lock: HostLock | None = None,
        ended: MutableMapping[str, float] | None = None,
        *,
        gap: float = 2.0,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._lock = InProcessLocks() if lock is None else lock
        self._ended: MutableMapping[str, float] = {} if ended is None else ended
        self._gap = gap
        self._now = now
        self._sleep = sleep

    @contextmanager
    def turn(self, host: str, at_least: float = 0.0) -> Iterator[None]:
        """Wait for the host's lock and the gap (`at_least` seconds if that is more); then holds the lock."""
        with self._lock(host):
            gap = max(self._gap, at_least)
            last = self._ended.get(host)
            if last is not None:
                # never more than the gap, also where the clock was set back
                wait = min(gap, gap - (self._now() - last))
                if wait > 0:
                    self._sleep(wait)
            try:
                yield
            finally:
                self._ended[host] = self._now()
