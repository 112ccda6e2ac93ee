"""A file that is sent while it is written: on disk, so that its writer waits for no reader and holds no query open."""

from __future__ import annotations

import logging
import os
import secrets
import tempfile
import threading
from collections.abc import Callable, Iterable

from notorious.pages.data_line import Line

PIECE = 256 * 1024
AT_LEAST = 20_000  # blanks after what is broken off
log = logging.getLogger(__name__)


class ReaderGone(Exception):
    """Nobody reads this file any more: its writer need not go on."""


class BrokenOff(RuntimeError):
    """The file could not be written to its end."""


class Growing:
    """Bytes that one thread writes and another sends. Has no name on disk: nothing is left, whatever happens."""

    def __init__(self) -> None:
        self.file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed by whoever is last
        self.change = threading.Condition()
        self.size = 0
        self.begun = False
        self.ended = False
        self.failed = False
        self.left = False

    def write(self, piece: bytes) -> None:
        """The first may be empty: it says that writing has begun. Raises ReaderGone where nobody waits for it."""
        if self.left:
            raise ReaderGone
        self.file.write(piece)
        with self.change:
            self.begun = True
            self.size += len(piece)
            self.change.notify_all()

    def fill(self, pieces: Callable[[], Iterable[bytes]]) -> None:
        """Writes all of it; what goes wrong is kept for who reads."""
        try:
            for piece in pieces():
                self.write(piece)
        except ReaderGone:
            pass
        except Exception:
            log.exception("A file broke off while it was written.")
            self.failed = True
        finally:
            with self.change:
                self.ended = True
                self.change.notify_all()

    def settled(self, seconds: float) -> bool:
        """Whether it has ended, well or not, within so many seconds of its beginning."""
        with self.change:
            self.change.wait_for(lambda: self.begun or self.ended)
            return self.change.wait_for(lambda: self.ended, seconds)

    def after(self, at: int) -> bytes:
        """What stands behind `at`, or nothing at the end; waits for it to be written."""
        with self.change:
            self.change.wait_for(lambda: self.ended or self.size > at)
        return os.pread(self.file.fileno(), PIECE, at)

    def whole(self) -> bytes:
        """All of it, once it has ended."""
        return os.pread(self.file.fileno(), self.size, 0)


class Sending:
    """The bytes of a growing file for one reader. One that fails breaks the line, and never ends like a whole one."""

    def __init__(self, growing: Growing, line: Line, broken: bytes) -> None:
        self.growing, self.line, self.broken = growing, line, broken
        self.sent = 0

    def __iter__(self) -> Sending:
        return self

    def __next__(self) -> bytes:
        self.line.has_sent(self.sent)
        piece = self.growing.after(self.sent)
        if not piece and self.growing.failed:
            return self._break()
        if not piece:
            raise StopIteration
        self.sent += len(piece)
        return piece

    def _break(self) -> bytes:
        """A last piece that no reader takes for the end of a file; then the line is cut.

        It is of any length, so that no other answer has the length of this one.
        """
        if self.broken:
            piece, self.broken = self.broken + b" " * (AT_LEAST + secrets.randbelow(AT_LEAST)), b""
            self.sent += len(piece)
            return piece
        self.line.cut()
        raise BrokenOff("the file could not be written to its end")

    def close(self) -> None:
        self.growing.left = True
