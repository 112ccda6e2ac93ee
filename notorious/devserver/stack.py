"""All that `make run` starts, in the order in which it can be had, and how it is watched and stopped."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from notorious.devserver.children import RESTARTS, Child
from notorious.devserver.place import Place
from notorious.devserver.postgres import OWNER
from notorious.devserver.postgres import WEB as WEB_ROLE
from notorious.devserver.problem import LocalProblem
from notorious.devserver.process import last_words, open_log
from notorious.devserver.provide import owner_environment, servers_of, set_environment
from notorious.devserver.servers import Servers

HOST = "127.0.0.1"
# Each thread keeps a session of PostgreSQL; see docs/decisions/web-server.md.
WEB = (
    *("granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "4", "--no-ws"),
    *("--respawn-failed-workers", "--workers-kill-timeout", "5", "notorious.devserver.web:application"),
)
WORKER = (
    *("celery", "-A", "notorious.celery", "worker", "--beat", "--pool", "prefork", "--concurrency", "1"),
    *("--loglevel", "WARNING", "--without-gossip", "--without-mingle", "--without-heartbeat"),
)
# The one worker reads as well: a source that drips may hold it up for a minute, not for two.
FETCH_SECONDS = "60"
PATIENCE = 10.0  # seconds for web server and worker to end in good order


class Stopped(Exception):
    """Somebody asked for the end."""


class Ears:
    """Remembers that a signal asked for the end: nothing is broken off in the middle of a start."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._hear)
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # else we are under nohup
            signal.signal(signal.SIGHUP, self._hear)

    def _hear(self, number: int, frame: FrameType | None) -> None:
        self.asked = True

    def wait(self, seconds: float) -> None:
        """Waits that long. Raises Stopped as soon as a signal came."""
        end = time.monotonic() + seconds
        while not self.asked and (left := end - time.monotonic()) > 0:
            time.sleep(min(0.05, left))
        if self.asked:
            raise Stopped


def say(sentence: str) -> None:
    """To whoever started us, at once even where the output is a file."""
    with contextlib.suppress(BrokenPipeError):  # nobody reads any more, and the site goes on
        sys.stdout.write(f"{sentence}\n")
        sys.stdout.flush()


def answers(port: int) -> bool:
    """Whether the site answers a request, whatever it says."""
    with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=5) as connection:
        connection.sendall(f"GET /healthz HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode())
        return connection.recv(5) == b"HTTP/"
    return False


class Stack:
    """All the processes of `make run`; `stop` takes them down from any point."""

    def __init__(self, var: Path, port: int, ears: Ears) -> None:
        self.var, self.port, self.ears = var, port, ears
        self.servers: Servers | None = None
        self.children: list[Child] = []
        self.preparation: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Starts everything; returns when the first page can be had. Raises LocalProblem or Stopped."""
        self.servers = servers_of(self.var, ahead=os.environ.get("RECORD") != "none")
        if self.servers:
            self._say_where(self.servers.place)
            set_environment(self.servers.place, WEB_ROLE)
        owner = dict(os.environ)
        if self.servers and self.servers.postgres:
            owner["DATABASE_URL"] = self.servers.place.database_url(OWNER)
        else:
            owner |= owner_environment()
        # Of its many threads one runs at a time: memory that each kept for itself would lie idle.
        os.environ.setdefault("MALLOC_ARENA_MAX", "1")
        (self.var / "log").mkdir(exist_ok=True)
        gate = self.var / "gate.lock"
        os.environ["NOTORIOUS_GATE"] = str(gate)
        with gate.open("a") as closed:
            fcntl.flock(closed, fcntl.LOCK_EX)
            # Both load their code while the servers start; the second waits at the gate for the first.
            self._prepare(owner)
            web = self._child("web server", *WEB, "--host", HOST, "--port", str(self.port))
            if self.servers:
                self.servers.start()
            password = self._prepared()
        while not answers(self.port):
            if ended := web.ended():
                raise LocalProblem(f"{ended}: {last_words(web.log)} (more in {web.log})")
            self.ears.wait(0.02)
        self._greet(password)
        os.environ.setdefault("FETCH_SECONDS", FETCH_SECONDS)
        self._child("worker", *WORKER, "--schedule", str(self.var / "beat-schedule"))

    def _say_where(self, where: Place) -> None:
        if where.state != where.var:
            say(
                f"PostgreSQL runs as {where.user_name}, who cannot come to {where.var} or to its binaries: "
                f"data and binaries are in {where.state}."
            )

    def _child(self, name: str, *argv: str) -> Child:
        log = self.var / "log" / f"{name.replace(' ', '-')}.log"
        child = Child(name, [sys.executable, "-m", *argv], log, dict(os.environ))
        self.children.append(child)
        return child

    def _prepare(self, environment: dict[str, str]) -> None:
        with open_log(self.var / "log" / "prepare.log") as errors:
            self.preparation = subprocess.Popen(
                [sys.executable, "-m", "notorious.devserver.prepare"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=environment,
                text=True,
                start_new_session=True,
            )

    def _prepared(self) -> str:
        """Lets the preparation go on, and returns the new administrator's password or nothing."""
        assert self.preparation and self.preparation.stdin and self.preparation.stdout
        with contextlib.suppress(BrokenPipeError):
            self.preparation.stdin.write("up\n")
            self.preparation.stdin.close()
        while self.preparation.poll() is None:
            self.ears.wait(0.02)
        if self.preparation.returncode:
            log = self.var / "log" / "prepare.log"
            raise LocalProblem(f"The database could not be made ready: {last_words(log)} (more in {log})")
        return self.preparation.stdout.read().strip()

    def _greet(self, password: str) -> None:
        site = f"http://{HOST}:{self.port}/"
        say(f"Notorious Markets: {site}")
        if password:
            say(f"Admin: {site}admin/ as admin, with the password {password} (made now, shown this once)")
        else:
            say(f"Admin: {site}admin/ (a new password: .venv/bin/python manage.py changepassword admin)")
        say(f"Data and logs: {self.var}. Ctrl-C stops everything.")

    def watch(self) -> None:
        """Returns never: raises Stopped, or LocalProblem for what died and cannot be started anew."""
        while True:
            self.ears.wait(0.5)
            if self.servers and (died := self.servers.died()):
                raise LocalProblem(
                    f"{died} ended by itself; the reason is in {self.var / 'log'}. All is stopped."
                )
            for child in self.children:
                if ended := child.ended():
                    if child.restarts == RESTARTS:
                        raise LocalProblem(
                            f"{ended}, after {RESTARTS} new starts; see {child.log}. All is stopped."
                        )
                    child.restarts += 1
                    say(f"{ended}; it is started anew ({child.restarts} of {RESTARTS}, see {child.log}).")
                    child.start()

    def stop(self) -> None:
        """Stops what runs, the servers last. More signals change nothing: every wait has its end."""
        if self.preparation and self.preparation.poll() is None:
            self.preparation.kill()
            self.preparation.wait()
        until = time.monotonic() + PATIENCE
        for child in self.children:
            child.ask()
        for child in self.children:
            child.stop(until)
        if self.servers:
            self.servers.stop()
