"""What a process keeps of rendered pages: the most recently used, up to a limit of bytes."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from django.db import connections

LIMIT = 16_000_000  # bytes in each process; the whole stack has to stay small

log = logging.getLogger(__name__)


class Sized(Protocol):
    """Something whose size in bytes is known."""

    @property
    def size(self) -> int: ...


T = TypeVar("T", bound=Sized)


class Kept(Generic[T]):
    """A mapping that forgets the least recently used; safe for threads."""

    def __init__(self, limit: int = LIMIT) -> None:
        self.limit = limit
        self.size = 0
        self.pages: OrderedDict[str, T] = OrderedDict()
        self.lock = threading.Lock()
        self.rendering: set[str] = set()
        self.one_at_a_time = threading.Lock()

    def get(self, key: str) -> T | None:
        with self.lock:
            page = self.pages.get(key)
            if page is not None:
                self.pages.move_to_end(key)
            return page

    def put(self, key: str, page: T) -> None:
        with self.lock:
            old = self.pages.pop(key, None)
            self.size += page.size - (old.size if old else 0)
            self.pages[key] = page
            while self.size > self.limit:
                self.size -= self.pages.popitem(last=False)[1].size

    def forget(self) -> None:
        with self.lock:
            self.pages.clear()
            self.size = 0

    def refresh(self, key: str, render: Callable[[str], None]) -> None:
        """Renders `key` anew in a thread, once however many ask, while readers go on with what is kept."""
        with self.lock:
            if key in self.rendering:
                return
            self.rendering.add(key)
        threading.Thread(target=self._refresh, args=(key, render), daemon=True).start()

    def _refresh(self, key: str, render: Callable[[str], None]) -> None:
        try:
            with self.one_at_a_time:
                render(key)
        except Exception:
            log.exception("%s could not be rendered anew", key)
        finally:
            connections.close_all()
            with self.lock:
                self.rendering.discard(key)
