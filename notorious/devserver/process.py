"""Start a server's process, and wait for it."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any

from notorious.devserver import DevServerError
from notorious.devserver.paths import Paths

STARTED: list[subprocess.Popen[bytes]] = []
"""Servers that this process started: it must wait for them, or they would stay as zombies."""
MAX_LOG_BYTES = 5_000_000


def open_log(path: Path) -> IO[bytes]:
    """Open a log for appending. A long one is renamed first and replaces the previous one."""
    if path.exists() and path.stat().st_size > MAX_LOG_BYTES:
        path.replace(path.with_suffix(".log.1"))
    return path.open("ab")


def rotate_log(path: Path) -> bool:
    """Copy a long log aside and empty it while a program goes on writing to it; return whether it was long."""
    if not path.exists() or path.stat().st_size <= MAX_LOG_BYTES:
        return False
    shutil.copyfile(path, path.with_suffix(".log.1"))
    os.truncate(path, 0)  # the program appends, so its next line is the first
    return True


def start_process(paths: Paths, argv: Sequence[str | Path], log: Path, cwd: Path) -> subprocess.Popen[bytes]:
    """Start `argv` as the servers' user, in a session of its own that Ctrl-C does not reach."""
    user: dict[str, Any] = {}
    if paths.user:
        user = {"user": paths.user.pw_uid, "group": paths.user.pw_gid, "extra_groups": []}
    environment = {key: os.environ[key] for key in ("PATH", "TZ") if key in os.environ}
    try:
        with open_log(log) as output:
            return subprocess.Popen(
                [os.fspath(part) for part in argv],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=cwd,
                env=environment | {"LC_ALL": "C.UTF-8"},
                start_new_session=True,
                umask=0o077,
                **user,
            )
    except OSError as error:
        raise DevServerError(f"{argv[0]} could not be started: {error.strerror}.") from None


def wait_until(ready: Callable[[], bool], child: subprocess.Popen[bytes] | None, seconds: float) -> bool:
    """Return whether `ready` became true before the child ended or the time was up."""
    end = time.monotonic() + seconds
    pause = 0.005
    while not ready():
        if (child and child.poll() is not None) or time.monotonic() > end:
            return ready()
        time.sleep(pause)
        pause = min(pause * 1.3, 0.1)
    return True


def has_ended(pid: int) -> bool:
    """Return whether the process has ended; reap it if it is ours."""
    for child in STARTED:
        if child.pid == pid:
            return child.poll() is not None
    try:
        os.kill(pid, 0)
        stat = Path(f"/proc/{pid}/stat")
        return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z"
    except PermissionError:
        return False
    except (ProcessLookupError, FileNotFoundError):
        return True


def last_log_line(log: Path) -> str:
    """Return the last line of the log that names an error, or its last line."""
    text = log.read_text(errors="replace") if log.exists() else ""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    words = ("FATAL", "error", "Error", "Failed")
    fatal = [line for line in lines[-20:] if any(word in line for word in words)]
    return (fatal or lines or ["it wrote nothing"])[-1]
