"""The embedded Valkey: one socket, an append-only file."""

import contextlib
import socket

from notorious.devserver import DevServerError, binaries
from notorious.devserver.paths import Paths, is_reachable
from notorious.devserver.process import STARTED, has_ended, last_log_line, start_process, wait_until

VALKEY_SETTINGS = {
    "port": "0",
    "unixsocketperm": "700",
    "maxmemory": "128mb",
    "maxmemory-policy": "noeviction",
    "save": "",
    "databases": "1000",
}
DURABLE = {"appendonly": "yes", "appendfsync": "everysec"}


def send_command(paths: Paths, line: str) -> str:
    """Return the server's answer to one command, or nothing. (The redis client takes 50 ms to import.)"""
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(5)
        connection.connect(str(paths.valkey_socket))
        connection.sendall(f"{line}\r\n".encode())
        return connection.recv(65536).decode(errors="replace")
    return ""


def is_ready(paths: Paths) -> bool:
    """Return whether it is up and has loaded its data."""
    return send_command(paths, "PING").startswith("+PONG")


def ensure_running(paths: Paths, durable: bool) -> None:
    """Start it if it is not up, and wait until it answers. Raise DevServerError."""
    if send_command(paths, "PING"):  # it is up, and may be loading its data
        if not wait_until(lambda: is_ready(paths), None, 60):
            raise DevServerError("Valkey is up but does not answer.")
        return
    binary = binaries.find_valkey()
    if paths.user and not is_reachable([binary]):
        binary = binaries.copy_binaries(binary, paths.state / "bin")
    settings = VALKEY_SETTINGS | (DURABLE if durable else {"appendonly": "no"})
    settings["unixsocket"] = str(paths.valkey_socket)
    options = [part for key, value in settings.items() for part in (f"--{key}", value)]
    log = paths.var / "log" / "valkey.log"
    child = start_process(paths, [binary, *options], log, paths.state / "valkey")
    STARTED.append(child)
    if not wait_until(lambda: is_ready(paths), child, 30):
        child.kill()
        child.wait()
        raise DevServerError(f"Valkey did not start: {last_log_line(log)} (more in {log})")


def stop(paths: Paths) -> None:
    """Stop it and wait for its end, if it is up."""
    info = send_command(paths, "INFO server")
    pid = next((int(line[11:]) for line in info.splitlines() if line.startswith("process_id:")), None)
    if pid:
        send_command(paths, "SHUTDOWN")
        wait_until(lambda: has_ended(pid), None, 10)
