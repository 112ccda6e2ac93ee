"""The web server and the worker as children of the supervisor, which none of them outlives."""

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
MAX_RESTARTS = 3


def _die_with_parent() -> None:
    """In the child: end with a supervisor that is killed with -9."""
    if LIBC:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Child:
    """One program in a process group of its own."""

    def __init__(self, name: str, argv: Sequence[str], log: Path, env: dict[str, str]) -> None:
        self.name, self.argv, self.log, self.env = name, argv, log, env
        self.restarts = 0
        self.start()

    def start(self) -> None:
        """Start the program; its output goes to the log."""
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

    def describe_end(self) -> str | None:
        """Return how it ended by itself, or None if it runs; kill the rest of its group."""
        code = self.process.poll()
        if code is None:
            return None
        self._signal_group(signal.SIGKILL)
        how = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"
        return f"The {self.name} {how}"

    def terminate(self) -> None:
        """Ask the first process of the group to end; it stops the others."""
        with contextlib.suppress(ProcessLookupError):
            self.process.terminate()

    def wait(self, until: float) -> None:
        """Wait until that moment of the monotonic clock, then kill the group."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, until - time.monotonic()))
        self._signal_group(signal.SIGKILL)
        self.process.wait()

    def _signal_group(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)
