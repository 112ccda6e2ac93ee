"""The connection that an answer goes over, found by how much was sent, so that it can be cut.

The web server gives an application no hold of it, and ends a stream that fails as if it were whole. All connections
are open files of this process, and the kernel counts what each has sent: the one that has sent what we gave is ours.
"""

from __future__ import annotations

import contextlib
import fcntl
import logging
import os
import socket
import struct
import time
from collections.abc import Iterator
from pathlib import Path

BUFFERED = 2_000_000  # bytes that the server may hold back of what it was given
AROUND = 8_000  # bytes of headers, at most
SECONDS = 60.0  # to wait for what is held back: a reader may be slow
STILL = 0.1  # seconds in which a connection that is in use sends something
OPEN = Path("/proc/self/fd")
_ACKED = 120  # where the kernel's `tcp_info` has the count of bytes that arrived
_UNSENT = 0x5411  # SIOCOUTQ: bytes that are on their way

log = logging.getLogger(__name__)


class Line:
    """Connections to `port` that may be the one over which the answer goes; begins before its first byte."""

    def __init__(self, port: int) -> None:
        self.begun = dict(_counts(port))
        self.port = port
        self.sent = 0

    def has_sent(self, sent: int) -> None:
        """So many bytes of the body were given to the server: what has sent more, or far less, is not ours."""
        self.sent = sent
        if sent >= BUFFERED and len(self.begun) > 1:
            self.begun = {which: self.begun[which] for which in self._those(sent - BUFFERED)}

    def cut(self) -> None:
        """Ends the connection in the midst, so that its reader sees an error.

        Nothing more is given to the server, so ours is the one that stands still where all of it was sent. Where a
        reader is too slow for that, whatever may be ours is cut: better another has to ask again.
        """
        until, before, found = time.monotonic() + SECONDS, {"": 0}, self._those(self.sent)
        while (found != before or not found) and time.monotonic() < until:
            time.sleep(STILL)
            before, found = found, self._those(self.sent)
        found = found or self._those(self.sent - BUFFERED)
        if len(found) != 1:
            log.error("A transfer that failed may be any of %s connections: they are cut.", len(found))
        for which in found:
            with contextlib.suppress(OSError), _opened(which) as line:
                line.shutdown(socket.SHUT_RDWR)

    def _those(self, least: int) -> dict[str, int]:
        """The connections that have sent at least so much since the beginning, and no more than we gave."""
        most = self.sent + self.sent // 500 + AROUND  # a chunk has a head of its own
        sent = {
            which: count - self.begun[which] for which, count in _counts(self.port) if which in self.begun
        }
        return {which: count for which, count in sent.items() if least <= count <= most}


def _counts(port: int) -> Iterator[tuple[str, int]]:
    """(connection, bytes it was given to send) of all that were made to this port; none where no kernel tells."""
    for which in [each.name for each in OPEN.iterdir()] if OPEN.is_dir() else ():
        with contextlib.suppress(OSError, struct.error), _opened(which) as line:
            if line.family != socket.AF_UNIX and line.getsockname()[1] == port and line.getpeername():
                info = line.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 256)
                (acked,) = struct.unpack_from("=Q", info, _ACKED)
                unsent = fcntl.ioctl(line.fileno(), _UNSENT, b"\0\0\0\0")
                yield f"{which} {os.fstat(line.fileno()).st_ino}", acked + struct.unpack("=i", unsent)[0]


@contextlib.contextmanager
def _opened(which: str) -> Iterator[socket.socket]:
    """An own hold of an open file that is a connection. Raises OSError where it is none, or no longer the one."""
    number, _, known = which.partition(" ")
    own = os.dup(int(number))
    try:
        line = socket.socket(fileno=own)
    except OSError:
        os.close(own)
        raise
    try:
        if known and str(os.fstat(line.fileno()).st_ino) != known:
            raise OSError(f"{number} is another connection now")
        yield line
    finally:
        line.close()
