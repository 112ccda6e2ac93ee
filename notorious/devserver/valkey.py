"""The embedded Valkey: one socket, an append-only file."""

from __future__ import annotations

import contextlib
import socket

from notorious.devserver import binaries
from notorious.devserver.place import Place, reachable
from notorious.devserver.problem import LocalProblem
from notorious.devserver.process import CHILDREN, command, gone, last_words, wait_until

SETTINGS = {
    "port": "0",
    "unixsocketperm": "700",
    "maxmemory": "128mb",
    "maxmemory-policy": "noeviction",
    "save": "",
    "databases": "1000",
}
DURABLE = {"appendonly": "yes", "appendfsync": "everysec"}


def _say(where: Place, line: str) -> str:
    """The server's answer to one command, empty where there is none."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(5)
        connection.connect(str(where.valkey_socket))
        connection.sendall(f"{line}\r\n".encode())
        return connection.recv(65536).decode(errors="replace")
    return ""


def answers(where: Place) -> bool:
    """Whether it is up and has loaded its data."""
    return _say(where, "PING").startswith("+PONG")


def ensure(where: Place, durable: bool) -> None:
    """Starts it where it is not up, and waits until it answers. Raises LocalProblem."""
    if answers(where):
        return
    if _say(where, "PING"):  # it is up, and still loading what it kept
        if not wait_until(lambda: answers(where), None, 60):
            raise LocalProblem("Valkey is up but does not answer.")
        return
    binary = binaries.valkey()
    if where.user and not reachable([binary]):
        binary = binaries.copy(binary, where.state / "bin")
    settings = {
        **SETTINGS,
        **(DURABLE if durable else {"appendonly": "no"}),
        "unixsocket": str(where.valkey_socket),
    }
    options = [part for key, value in settings.items() for part in (f"--{key}", value)]
    log = where.var / "log" / "valkey.log"
    child = command(where, [binary, *options], log, where.state / "valkey")
    CHILDREN.append(child)
    if not wait_until(lambda: answers(where), child, 30):
        child.kill()
        child.wait()
        raise LocalProblem(f"Valkey did not start: {last_words(log)} (more in {log})")


def stop(where: Place) -> None:
    """Stops it and waits for its end; where it is not up, nothing happens."""
    info = _say(where, "INFO server")
    pid = next((int(line[11:]) for line in info.splitlines() if line.startswith("process_id:")), None)
    if pid:
        _say(where, "SHUTDOWN")
        wait_until(lambda: gone(pid), None, 10)
