"""Real workers and beats at the test's database and broker, and waiting for what they do."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import pytest
from django.conf import settings
from django.db import connection

from markets.models import Job

T = TypeVar("T")


def environment(**more: str) -> dict[str, str]:
    """What a process needs to work at this test's database and broker."""
    given = connection.settings_dict["NAME"]
    address = os.environ["DATABASE_URL"].replace("/notorious?", f"/{given}?")
    assert given in address
    return {**os.environ, "DATABASE_URL": address, "PYTHONUNBUFFERED": "1", **more}


@contextmanager
def celery(*arguments: str, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of Celery in a group of its own; whatever is left of the group is killed in the end."""
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "notorious",
        arguments[0],
        "--loglevel=warning",
        *arguments[1:],
    ]
    process = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=environment(**more), start_new_session=True
    )
    try:
        yield process
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(15)
    finally:
        kill(process)


def worker(*options: str, children: int = 1, **more: str):
    """A prefork worker; `--beat` among the options gives it a beat (and then `--schedule`)."""
    quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat")
    name = f"--hostname=w{time.monotonic_ns()}@test"
    return celery("worker", f"--concurrency={children}", name, *quiet, *options, **more)


def beating_worker(folder: Path, **more: str):
    """A worker with a beat, as `make run` starts it."""
    return worker("--beat", f"--schedule={folder / f'beat-{time.monotonic_ns()}'}", **more)


def kill(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL to the whole group, and it is gone: nothing of it can clean up after itself."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(20)
    # Its children die in their own time, on a busy machine after it; until then they hold their jobs by right.
    wait_for(lambda: not members_of(process.pid), 20, "the whole group is gone")


def members_of(group: int) -> list[int]:
    """The processes of a group that have not ended."""
    listed = subprocess.run(["ps", "-eo", "pid=,pgid=,stat="], capture_output=True, text=True).stdout
    rows = (line.split() for line in listed.splitlines())
    return [int(pid) for pid, of, state in rows if int(of) == group and not state.startswith("Z")]


def children_of(process: subprocess.Popen[bytes]) -> list[int]:
    """The pool's processes."""
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True)
    return [int(line) for line in listed.stdout.split()]


def standing() -> str:
    """What each job is at, for the person who reads that a wait was in vain."""
    try:
        jobs = Job.objects.values_list("kind", "key", "state", "attempts", "delays", "worker_id", "sentence")
        return "; ".join(map(str, jobs)) or "no job"
    except Exception as failure:  # noqa: BLE001 - tests without a database wait as well
        return f"jobs unknown: {type(failure).__name__}"


def wait_for(what: Callable[[], T], seconds: float = 60, says: str = "") -> T:
    """The first true value of `what()`."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if value := what():
            return value
        time.sleep(0.05)
    pytest.fail(f"not within {seconds} s: {says or what}; {standing()}")
