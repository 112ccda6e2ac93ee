"""`make run` as a person has it: up, watched, stopped, killed."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from notorious.devserver import valkey
from notorious.devserver.paths import Paths
from notorious.devserver.process import has_ended, wait_until

pytestmark = pytest.mark.faults
ROOT = Path(__file__).resolve().parents[3]


class Run:
    """One `make run`, and what it says."""

    def __init__(self, var: Path) -> None:
        with socket.socket() as attempt:
            attempt.bind(("127.0.0.1", 0))
            self.port = attempt.getsockname()[1]
        plain = {key: value for key, value in os.environ.items() if not key.endswith(("_URL", "_ROLE"))}
        self.var = var
        self.process = subprocess.Popen(
            [sys.executable, "-m", "notorious.devserver.run"],
            env={**plain, "VAR": str(var), "PORT": str(self.port), "RECORD": "none"},
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        assert self.process.stdout
        self.said = ""
        for line in self.process.stdout:
            self.said += line
            if "Ctrl-C stops everything" in line:
                break
        assert "Ctrl-C stops everything" in self.said, self.said

    def end(self, number: int) -> str:
        """Sends the signal and returns the rest of what it says."""
        self.process.send_signal(number)
        rest, _ = self.process.communicate(timeout=60)
        return str(rest)

    def processes(self) -> dict[int, str]:
        """Every process that has our folder in its environment or works in it."""
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                environment = (folder / "environ").read_bytes()
                line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                works_in = str((folder / "cwd").readlink())
                if line and (f"VAR={self.var}".encode() in environment or works_in.startswith(str(self.var))):
                    found[int(folder.name)] = line
        return found

    def pid_of(self, words: str) -> int:
        """The oldest process with these words in its command line."""
        assert wait_until(lambda: any(words in line for line in self.processes().values()), None, 30)
        return min(pid for pid, line in self.processes().items() if words in line)


@pytest.fixture
def run(where: Paths) -> Iterator[Run]:
    if not Path("/proc/self").exists():
        pytest.skip("processes are counted in /proc, which this system has not")
    started = Run(where.var)
    yield started
    for pid in started.processes():
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_everything_and_leaves_no_process(run: Run, number: int) -> None:
    assert requests.get(f"http://127.0.0.1:{run.port}/admin/login/", timeout=10).status_code == 200
    run.pid_of("celery")
    assert len(run.processes()) > 6
    assert run.end(number) == "Stopping.\n"
    assert run.process.returncode == 0
    assert run.processes() == {}


def test_the_first_start_makes_a_password_and_the_second_does_not(run: Run) -> None:
    password = re.search(r"with the password (\S+) ", run.said)
    assert password
    with requests.Session() as reader:
        address = f"http://127.0.0.1:{run.port}/admin/login/?next=/admin/"
        reader.get(address, timeout=10)
        form = {
            "username": "admin",
            "password": password[1],
            "csrfmiddlewaretoken": reader.cookies["csrftoken"],
        }
        assert reader.post(address, form, timeout=10).url.endswith("/admin/")
    run.end(signal.SIGINT)
    for kept in run.var.rglob("*"):
        if kept.is_file():
            assert password[1].encode() not in kept.read_bytes(), kept
    again = Run(run.var)
    assert "changepassword admin" in again.said
    assert "with the password" not in again.said
    again.end(signal.SIGINT)


def test_a_killed_supervisor_takes_web_and_worker_along_and_the_next_start_takes_over(
    run: Run, where: Paths
) -> None:
    run.pid_of("celery")
    database = int((where.state / "postgres" / "postmaster.pid").read_text().split()[0])
    run.end(signal.SIGKILL)
    assert wait_until(lambda: not any("-m" in line for line in run.processes().values()), None, 40), (
        run.processes()
    )
    again = Run(where.var)
    assert int((where.state / "postgres" / "postmaster.pid").read_text().split()[0]) == database
    again.end(signal.SIGINT)
    assert wait_until(lambda: has_ended(database), None, 5)
    assert not valkey.is_ready(where)
    assert run.processes() == {}


@pytest.mark.parametrize(("words", "name"), [("postgres -D", "PostgreSQL"), ("valkey-server", "Valkey")])
def test_a_server_that_dies_is_one_sentence_and_stops_everything(run: Run, words: str, name: str) -> None:
    os.kill(run.pid_of(words), signal.SIGKILL)
    rest, _ = run.process.communicate(timeout=60)
    assert rest.startswith(f"notorious: {name} ended by itself")
    assert rest.count("\n") == 1
    assert run.process.returncode == 1
    assert run.processes() == {}


def test_a_worker_that_dies_is_started_again_with_a_sentence(run: Run) -> None:
    killed = run.pid_of("celery")
    os.kill(killed, signal.SIGKILL)
    assert run.process.stdout
    assert run.process.stdout.readline().startswith(
        "The worker was killed by SIGKILL; it is restarted (1 of 3"
    )
    assert run.pid_of("celery") != killed
    run.end(signal.SIGINT)
    assert run.processes() == {}


def test_a_command_beside_it_finds_the_servers_up_and_leaves_them_up(run: Run, where: Paths) -> None:
    before = int((where.state / "postgres" / "postmaster.pid").read_text().split()[0])
    plain = {key: value for key, value in os.environ.items() if not key.endswith(("_URL", "_ROLE"))}
    beside = subprocess.run(
        [sys.executable, ROOT / "manage.py", "migrate", "--check"],
        env={**plain, "VAR": str(where.var)}, cwd=ROOT, check=False,
    )  # fmt: skip
    assert beside.returncode == 0
    assert int((where.state / "postgres" / "postmaster.pid").read_text().split()[0]) == before
    assert requests.get(f"http://127.0.0.1:{run.port}/admin/login/", timeout=10).status_code == 200
    run.end(signal.SIGINT)
