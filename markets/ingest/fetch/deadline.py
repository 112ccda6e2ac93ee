"""One limit on the whole of a request: a read timeout never ends a source that drips a byte a second."""

import contextlib
import socket
import threading
from types import TracebackType
from typing import Self


class Deadline:
    """Shuts the watched sockets down after `seconds`, wherever the reader then waits: headers or body.

    A read that is cut so may look like an ordinary end: ask `expired` before believing one.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.expired = False
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(max(seconds, 0.0), self._expire)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()

    def watch(self, sock: socket.socket) -> None:
        """Cut this socket too when the time is over, or at once if it already is."""
        with self._lock:
            self._sockets.append(sock)
            expired = self.expired
        if expired:
            _cut(sock)

    def _expire(self) -> None:
        with self._lock:
            self.expired = True
            sockets = list(self._sockets)
        for sock in sockets:
            _cut(sock)


def _cut(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        # the plain method: SSLSocket.shutdown also drops the TLS object that another thread is reading from
        socket.socket.shutdown(sock, socket.SHUT_RDWR)
