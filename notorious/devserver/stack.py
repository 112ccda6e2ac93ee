"""Start, watch and stop the processes of `make run`."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from notorious.devserver import DevServerError
from notorious.devserver.child import MAX_RESTARTS, Child
from notorious.devserver.ensure import find_servers, owner_environment, set_environment
from notorious.devserver.postgres import OWNER, WEB_ROLE
from notorious.devserver.process import last_log_line, open_log, rotate_log
from notorious.devserver.servers import Servers

HOST = "127.0.0.1"
# Each thread keeps a session of PostgreSQL; see docs/decisions/web-server.md.
WEB_SERVER = (
    *("granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "4", "--no-ws"),
    *("--respawn-failed-workers", "--workers-kill-timeout", "5", "notorious.wsgi:application"),
)
WORKER = (
    *("celery", "-A", "notorious.celery", "worker", "--beat", "--pool", "prefork", "--concurrency", "1"),
    *("--loglevel", "WARNING", "--without-gossip", "--without-mingle", "--without-heartbeat"),
)
# The one worker reads as well: a slow source may occupy it for one minute, not for two.
FETCH_SECONDS = "60"
STOP_SECONDS = 10.0  # for web server and worker to end by themselves


class Stopped(Exception):
    """A signal asked for the end."""


class SignalWatcher:
    """Remembers that a signal asked for the end, so that no start is interrupted in the middle."""

    def __init__(self) -> None:
        self.received = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._receive)
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # else we are under nohup
            signal.signal(signal.SIGHUP, self._receive)

    def _receive(self, number: int, frame: FrameType | None) -> None:
        self.received = True

    def wait(self, seconds: float) -> None:
        """Wait that long. Raise Stopped as soon as a signal was received."""
        end = time.monotonic() + seconds
        while not self.received and (left := end - time.monotonic()) > 0:
            time.sleep(min(0.05, left))
        if self.received:
            raise Stopped


def say(text: str, end: str = "\n") -> None:
    """Write to standard output at once, also if it is a file."""
    with contextlib.suppress(BrokenPipeError):  # nobody reads it, and the site goes on
        sys.stdout.write(f"{text}{end}")
        sys.stdout.flush()


@contextlib.contextmanager
def timed_step(title: str) -> Iterator[None]:
    """Say what is being done, and then how long it took."""
    start = time.monotonic()
    say(f"{title} … ", end="")
    done = False
    try:
        yield
        done = True
    finally:
        say(f"{time.monotonic() - start:.1f} s" if done else "")


def answers(port: int) -> bool:
    """Return whether the site answers a request, with whatever status."""
    with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=5) as connection:
        connection.sendall(f"GET /healthz HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode())
        return connection.recv(5) == b"HTTP/"
    return False


class Stack:
    """All the processes of `make run`. `stop` works at any point."""

    def __init__(self, var: Path, port: int, signals: SignalWatcher) -> None:
        self.var, self.port, self.signals = var, port, signals
        self.servers: Servers | None = None
        self.children: list[Child] = []
        self.preparation: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start everything; return when the first page can be requested. Raise DevServerError or Stopped."""
        (self.var / "log").mkdir(exist_ok=True)
        owner = self._start_servers()
        # One thread runs Python at a time: arenas of memory for each would lie idle.
        os.environ.setdefault("MALLOC_ARENA_MAX", "1")
        with timed_step("Migrating the database and loading the record"):
            accounts = self._prepare_database(owner)
        with timed_step("Starting the web server"):
            web = self._start_child("web server", *WEB_SERVER, "--host", HOST, "--port", str(self.port))
            while not answers(self.port):
                if ended := web.describe_end():
                    raise DevServerError(f"{ended}: {last_log_line(web.log)} (more in {web.log})")
                self.signals.wait(0.02)
        self._greet(accounts)
        os.environ.setdefault("FETCH_SECONDS", FETCH_SECONDS)
        self._start_child("worker", *WORKER, "--schedule", str(self.var / "beat-schedule"))

    def _start_servers(self) -> dict[str, str]:
        """Start the servers whose address is not given; return the environment of the database's owner."""
        self.servers = find_servers(self.var, use_template=os.environ.get("RECORD") != "none")
        if self.servers is None:
            return os.environ | owner_environment()
        paths = self.servers.paths
        if paths.state != paths.var:
            say(
                f"PostgreSQL runs as {paths.user_name}, who cannot enter {paths.var} or reach its binaries: "
                f"data and binaries are in {paths.state}."
            )
        with timed_step("Starting PostgreSQL and Valkey"):
            self.servers.start()
        set_environment(paths, WEB_ROLE)
        if self.servers.postgres:
            return os.environ | {"DATABASE_URL": paths.database_url(OWNER)}
        return os.environ | owner_environment()

    def _start_child(self, name: str, *argv: str) -> Child:
        log = self.var / "log" / f"{name.replace(' ', '-')}.log"
        child = Child(name, [sys.executable, "-m", *argv], log, dict(os.environ))
        self.children.append(child)
        return child

    def _prepare_database(self, environment: dict[str, str]) -> list[list[str]]:
        """Return the name and the password of each account that was created."""
        log = self.var / "log" / "prepare.log"
        command = [sys.executable, "-m", "notorious.devserver.prepare"]
        with open_log(log) as errors:
            self.preparation = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=environment,
                text=True,
                start_new_session=True,
            )
        while self.preparation.poll() is None:
            self.signals.wait(0.02)
        if self.preparation.returncode:
            raise DevServerError(f"The database could not be prepared: {last_log_line(log)} (more in {log})")
        assert self.preparation.stdout
        return [line.split() for line in self.preparation.stdout.read().splitlines()]

    def _greet(self, accounts: list[list[str]]) -> None:
        site = f"http://{HOST}:{self.port}/"
        say(f"Notorious Markets: {site}")
        for name, password in accounts:
            say(f"Admin: {site}admin/ as {name}, with the password {password} (made now, shown this once)")
        if not accounts:
            var = "" if self.var == Path("var").absolute() else f"VAR={self.var} "
            say(f"Admin: {site}admin/ (a new password: {var}.venv/bin/python manage.py changepassword admin)")
        say(f"Data and logs: {self.var}. Ctrl-C stops everything.")

    def watch(self) -> None:
        """Never return. Raise Stopped, or DevServerError for what died and cannot be restarted."""
        while True:
            self.signals.wait(0.5)
            for log in (self.var / "log").glob("*.log"):
                rotate_log(log)
            if self.servers and (dead := self.servers.find_dead()):
                raise DevServerError(
                    f"{dead} ended by itself; the reason is in {self.var / 'log'}. Everything is stopped."
                )
            for child in self.children:
                if ended := child.describe_end():
                    self._restart(child, ended)

    def _restart(self, child: Child, ended: str) -> None:
        if child.restarts == MAX_RESTARTS:
            raise DevServerError(
                f"{ended}, after {MAX_RESTARTS} restarts; see {child.log}. Everything is stopped."
            )
        child.restarts += 1
        say(f"{ended}; it is restarted ({child.restarts} of {MAX_RESTARTS}, see {child.log}).")
        child.start()

    def stop(self) -> None:
        """Stop what runs, the servers last. More signals change nothing: every wait ends."""
        if self.preparation and self.preparation.poll() is None:
            self.preparation.kill()
            self.preparation.wait()
        until = time.monotonic() + STOP_SECONDS
        for child in self.children:
            child.terminate()
        for child in self.children:
            child.wait(until)
        if self.servers:
            self.servers.stop()
