"""Starting a server's process, and waiting for it."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any

from notorious.devserver.place import Place
from notorious.devserver.problem import LocalProblem

CHILDREN: list[subprocess.Popen[bytes]] = []
"""Servers that this process started: they must be waited for, or they would stay as zombies."""


LOG_LIMIT = 5_000_000  # bytes


def open_log(path: Path) -> IO[bytes]:
    """The log, to be appended to; one that grew too long makes room at a start, and one before it is kept."""
    if path.exists() and path.stat().st_size > LOG_LIMIT:
        path.replace(path.with_suffix(".log.1"))
    return path.open("ab")


def command(where: Place, argv: Sequence[str | Path], log: Path, cwd: Path) -> subprocess.Popen[bytes]:
    """Starts `argv` as the servers' user, in a session of its own so that Ctrl-C does not reach it."""
    user: dict[str, Any] = {}
    if where.user:
        user = {"user": where.user.pw_uid, "group": where.user.pw_gid, "extra_groups": []}
    environment = {key: os.environ[key] for key in ("PATH", "TZ") if key in os.environ} | {
        "LC_ALL": "C.UTF-8"
    }
    try:
        with open_log(log) as output:
            return subprocess.Popen(
                [os.fspath(part) for part in argv],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=cwd,
                env=environment,
                start_new_session=True,
                umask=0o077,
                **user,
            )
    except OSError as error:
        raise LocalProblem(f"{argv[0]} could not be started: {error.strerror}.") from None


def wait_until(ready: Callable[[], bool], child: subprocess.Popen[bytes] | None, seconds: float) -> bool:
    """Whether `ready` became true before the child ended or the time was up."""
    end = time.monotonic() + seconds
    pause = 0.005
    while not ready():
        if (child and child.poll() is not None) or time.monotonic() > end:
            return ready()
        time.sleep(pause)
        pause = min(pause * 1.3, 0.1)
    return True


def gone(pid: int) -> bool:
    """Whether the process has ended; reaps it where it is ours."""
    for child in CHILDREN:
        if child.pid == pid:
            return child.poll() is not None
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def last_words(log: Path) -> str:
    """The last line that says something, for the sentence a person reads."""
    lines = (
        [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
        if log.exists()
        else []
    )
    fatal = [
        line for line in lines[-20:] if any(word in line for word in ("FATAL", "error", "Error", "Failed"))
    ]
    return (fatal or lines or ["it said nothing"])[-1]
