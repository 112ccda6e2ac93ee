"""Where the embedded servers keep data and sockets, and as which user they run."""

from __future__ import annotations

import hashlib
import os
import pwd
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from notorious.devserver.problem import LocalProblem

LONGEST_SOCKET = 107  # bytes; the kernel's limit
POSTGRES_SOCKET = ".s.PGSQL.5432"
VALKEY_SOCKET = "valkey.sock"
ROOTS_STATE = Path("/var/lib/notorious")


@dataclass(frozen=True)
class Place:
    """`var` is the folder that was asked for; `state` holds data, and lies elsewhere only where it must."""

    var: Path
    state: Path
    sockets: Path
    user: pwd.struct_passwd | None  # None: the servers run as ourselves

    @property
    def user_name(self) -> str:
        return (self.user or pwd.getpwuid(os.geteuid())).pw_name

    @property
    def valkey_socket(self) -> Path:
        return self.sockets / VALKEY_SOCKET

    def database_url(self, role: str, database: str = "notorious") -> str:
        return f"postgres://{role}@/{database}?host={_quoted(self.sockets)}"

    def redis_url(self, number: int = 0) -> str:
        return f"redis+socket://{_quoted(self.valkey_socket)}?virtual_host={number}"


def _quoted(path: Path) -> str:
    """As in a URL, with the slashes left in."""
    return "".join(c if c.isalnum() and c.isascii() or c in "/._-~" else _percent(c) for c in str(path))


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in os.fsencode(character))


def default_var() -> Path:
    """VAR, or `var` beside manage.py."""
    return Path(os.environ.get("VAR") or Path(__file__).resolve().parents[2] / "var").absolute()


def servers_user() -> pwd.struct_passwd | None:
    """Root may not run PostgreSQL, so `nobody` does. Raises LocalProblem where no account will do."""
    if os.geteuid() != 0:
        try:
            pwd.getpwuid(os.geteuid())
        except KeyError:
            raise LocalProblem(
                f"PostgreSQL needs a user in the password file, and uid {os.geteuid()} is not there: "
                "run as another user, or set DATABASE_URL and REDIS_URL to servers of your own."
            ) from None
        return None
    for name in ("nobody", "postgres"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise LocalProblem(
        "PostgreSQL refuses to run as root, and there is no user `nobody` to run it as: run as another user."
    )


def reachable(paths: Iterable[Path]) -> bool:
    """Whether any user may enter all the folders on the way to each path, and the path itself."""
    return all(
        step.stat().st_mode & 0o001 for path in paths for step in (path, *path.parents) if step.exists()
    )


def place(var: Path, needed: Iterable[Path]) -> Place:
    """The place for `var`; `needed` are the binaries that the servers' user must reach. Makes no folder."""
    user = servers_user()
    var = var.resolve()
    key = hashlib.sha256(os.fsencode(var)).hexdigest()[:12]
    state = var
    if user and not reachable([var, *needed]):
        state = ROOTS_STATE / key
    sockets = state / "run"
    if len(os.fsencode(sockets / f"{POSTGRES_SOCKET}.lock")) > LONGEST_SOCKET:
        sockets = Path(tempfile.gettempdir()) / f"notorious-{os.geteuid()}-{key}"
    return Place(var, state, sockets, user)


def make_folders(where: Place) -> None:
    """Makes what is missing. Raises LocalProblem with one sentence where a folder cannot be written."""
    try:
        for folder in (where.var, where.state):
            missing = [step for step in (folder, *folder.parents) if not step.exists()]
            folder.mkdir(parents=True, exist_ok=True)
            if where.user:  # who must come through, whatever root's umask is
                for step in missing:
                    step.chmod(0o755)
        (where.var / "log").mkdir(exist_ok=True)
        if not os.access(where.var, os.W_OK | os.X_OK):
            raise PermissionError(13, os.strerror(13))
        for folder in (where.sockets, where.state / "valkey"):
            folder.mkdir(mode=0o700, exist_ok=True)
            give(folder, where)
    except OSError as error:
        raise LocalProblem(
            f"The folder {where.var} cannot be written ({error.strerror}): "
            "take another with VAR=/some/folder."
        ) from None


def give(folder: Path, where: Place) -> None:
    """Makes the folder the servers' own. One that somebody else made beforehand is refused."""
    owner = where.user.pw_uid if where.user else os.geteuid()
    if folder.is_symlink() or folder.stat().st_uid not in {owner, os.geteuid()}:
        raise LocalProblem(
            f"The folder {folder} belongs to another user: remove it, or take another with VAR=/some/folder."
        )
    if where.user and folder.stat().st_uid != owner:
        os.chown(folder, where.user.pw_uid, where.user.pw_gid)
    folder.chmod(0o700)
