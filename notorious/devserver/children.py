"""The web server and the worker as children of the supervisor: none outlives it."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from notorious.devserver.process import open_log

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
RESTARTS = 3


def _die_with_parent() -> None:
    """In the child, before it becomes the program: a supervisor killed with -9 takes it along."""
    if LIBC:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Child:
    """One program in a process group of its own, started anew a bounded number of times."""

    def __init__(self, name: str, argv: Sequence[str], log: Path, env: dict[str, str]) -> None:
        self.name, self.argv, self.log, self.env = name, argv, log, env
        self.restarts = 0
        self.start()

    def start(self) -> None:
        """Starts the program; its output goes to the log."""
        with open_log(self.log) as output:
            self.process = subprocess.Popen(
                self.argv,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=self.env,
                start_new_session=True,
                # The supervisor has one thread, so code between fork and exec is safe.
                preexec_fn=_die_with_parent,
            )

    def ended(self) -> str | None:
        """What to say where it ended by itself, else None; what is left of its group is killed."""
        code = self.process.poll()
        if code is None:
            return None
        self._signal(signal.SIGKILL)
        how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"
        return f"The {self.name} {how}"

    def _signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)

    def stop(self, until: float) -> None:
        """Waits for it to end after `ask`, until that moment of the monotonic clock, then kills the group."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, until - time.monotonic()))
        self._signal(signal.SIGKILL)
        self.process.wait()

    def ask(self) -> None:
        """Asks it to end in good order: only the first of its group, which knows what to do with the rest."""
        with contextlib.suppress(ProcessLookupError):
            self.process.terminate()
