"""`make run`: servers, migrations, record, web server and worker, watched until Ctrl-C."""

from __future__ import annotations

import contextlib
import fcntl
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from notorious.devserver.place import default_var
from notorious.devserver.problem import LocalProblem
from notorious.devserver.stack import HOST, Ears, Stack, Stopped, say
from notorious.environment import env, read_secret_key


def free_port() -> int:
    """The port to serve on. Raises LocalProblem where it is taken or is none."""
    given = os.environ.get("PORT") or "8000"
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise LocalProblem(f"PORT={given} is not a port: take a number from 1024 to 65535.")
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((HOST, int(given)))
        except PermissionError:
            raise LocalProblem(
                f"Port {given} needs a privileged user: take another with PORT=8001."
            ) from None
        except OSError:
            raise LocalProblem(
                f"Port {given} is taken: take another with PORT={int(given) % 65535 + 1}."
            ) from None
    return int(given)


@contextlib.contextmanager
def only_one(var: Path, port: int) -> Iterator[None]:
    """Refuses a second `make run` in the same folder; the kernel lets go however the first one ends."""
    try:
        var.mkdir(parents=True, exist_ok=True)
        note = (var / "run.lock").open("a+")
    except OSError as error:
        raise LocalProblem(
            f"The folder {var} cannot be written ({error.strerror}): take another with VAR=/some/folder."
        ) from None
    with note:
        try:
            fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            note.seek(0)
            raise LocalProblem(
                f"The folder {var} already serves {note.read().strip()}: stop that, "
                "or take another with VAR=/some/folder."
            ) from None
        note.truncate(0)
        note.write(f"http://{HOST}:{port}/ (process {os.getpid()})\n")
        note.flush()
        yield


def main() -> int:
    """The exit code: 0 after Ctrl-C or SIGTERM, 1 with one sentence after a problem."""
    ears = Ears()
    var = default_var()
    try:
        for name in ("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "ALLOWED_HOSTS", "SITE_URL"):
            if os.environ.get("NOTORIOUS_ENV") == "production":
                env.str(name)
        port = free_port()
        os.environ["VAR"] = str(var)
        with only_one(var, port):
            read_secret_key(var, os.environ.get("NOTORIOUS_ENV") == "production")
            stack = Stack(var, port, ears)
            try:
                stack.start()
                stack.watch()
            except Stopped:
                say("Stopping.")
            finally:
                stack.stop()
    except (LocalProblem, ImproperlyConfigured) as problem:
        sys.stderr.write(f"notorious: {problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
