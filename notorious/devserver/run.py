"""`make run`: servers, migrations, record, web server and worker, watched until Ctrl-C."""

import contextlib
import fcntl
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from notorious.devserver import DevServerError
from notorious.devserver.paths import default_var, unwritable
from notorious.devserver.stack import HOST, SignalWatcher, Stack, Stopped, say
from notorious.environment import env, read_secret_key

REQUIRED_IN_PRODUCTION = ("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "ALLOWED_HOSTS", "SITE_URL")


def find_port() -> int:
    """Return the port to serve on. Raise DevServerError if it is taken or invalid."""
    given = os.environ.get("PORT") or "8000"
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise DevServerError(f"PORT={given} is not a port: take a number from 1024 to 65535.")
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((HOST, int(given)))
        except PermissionError:
            raise DevServerError(
                f"Port {given} needs a privileged user: take another with PORT=8001."
            ) from None
        except OSError:
            raise DevServerError(
                f"Port {given} is taken: take another with PORT={int(given) % 65535 + 1}."
            ) from None
    return int(given)


@contextlib.contextmanager
def only_run(var: Path, port: int) -> Iterator[None]:
    """Refuse a second `make run` in the same folder. The kernel releases the lock however the first one ends."""
    try:
        var.mkdir(parents=True, exist_ok=True)
        note = (var / "run.lock").open("a+")
    except OSError as error:
        raise unwritable(var, error) from None
    with note:
        try:
            fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            note.seek(0)
            raise DevServerError(
                f"The folder {var} already serves {note.read().strip()}: stop that, "
                "or take another with VAR=/some/folder."
            ) from None
        note.truncate(0)
        note.write(f"http://{HOST}:{port}/ (process {os.getpid()})\n")
        note.flush()
        yield


def main() -> int:
    """Return 0 after Ctrl-C or SIGTERM, and 1 after one sentence about a problem."""
    signals = SignalWatcher()
    var = default_var()
    production = os.environ.get("NOTORIOUS_ENV") == "production"
    try:
        for name in REQUIRED_IN_PRODUCTION if production else ():
            env.str(name)
        port = find_port()
        os.environ["VAR"] = str(var)
        with only_run(var, port):
            read_secret_key(var, production)
            stack = Stack(var, port, signals)
            try:
                stack.start()
                stack.watch()
            except Stopped:
                say("Stopping.")
            finally:
                stack.stop()
    except (DevServerError, ImproperlyConfigured) as problem:
        sys.stderr.write(f"notorious: {problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
