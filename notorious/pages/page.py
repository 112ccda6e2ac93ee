"""One rendered page as it goes out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """`body` is compressed; `headers` are those that do not depend on the request; `modified` counts seconds."""

    tick: int
    etag: str
    modified: float
    body: bytes
    headers: tuple[tuple[str, str], ...]

    @property
    def size(self) -> int:
        """Bytes in memory, near enough."""
        return len(self.body) + 500
