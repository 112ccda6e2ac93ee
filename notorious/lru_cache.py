"""A cache in memory, limited by bytes."""

import threading
from collections import OrderedDict
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    """Something whose size in bytes is known."""

    @property
    def size(self) -> int: ...


T = TypeVar("T", bound=Sized)


class LRUCache(Generic[T]):
    """A mapping that drops the least recently used items above `limit` bytes. It is thread-safe.

    An item above the limit is not kept: it would drop all others, and itself.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._items: OrderedDict[str, T] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> T | None:
        with self._lock:
            item = self._items.get(key)
            if item is not None:
                self._items.move_to_end(key)
            return item

    def put(self, key: str, item: T) -> None:
        with self._lock:
            replaced = self._items.pop(key, None)
            self.size -= replaced.size if replaced else 0
            if item.size > self.limit:
                return
            self.size += item.size
            self._items[key] = item
            while self.size > self.limit:
                self.size -= self._items.popitem(last=False)[1].size

    def clear(self) -> None:
        with self._lock:
            self._items.clear()
            self.size = 0
