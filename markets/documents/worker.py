"""Who is at a job: a process with an identity of its own, whose end can be seen."""

import os
import secrets
import socket
from pathlib import Path


def identify_machine() -> str:
    """This machine's name and the set of process numbers that this process sees: containers have their own."""
    try:
        numbers = str(Path("/proc/self/ns/pid").readlink())  # "pid:[4026531836]", which is no path
    except OSError:
        numbers = ""
    return f"{socket.gethostname()[:100]} {numbers}"


def new_worker_id() -> str:
    """Return a name for this process at one job; no two are the same."""
    return f"{identify_machine()} {os.getpid()} {secrets.token_hex(4)}"


def is_dead(worker_id: str) -> bool:
    """Return whether the process that a holder names is known to have ended; False where that cannot be known."""
    place, _, rest = worker_id.rpartition(" ")[0].rpartition(" ")
    if place != identify_machine() or not place.endswith("]") or not rest.isdigit():
        return False
    status = Path(f"/proc/{rest}/stat")
    try:
        return status.read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True
    except (OSError, IndexError):
        return False
