"""Where the embedded servers keep data and sockets, and as which user they run."""

import hashlib
import os
import pwd
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from notorious.devserver import DevServerError

MAX_SOCKET_PATH = 107  # bytes; the kernel's limit
POSTGRES_SOCKET = ".s.PGSQL.5432"
ROOT_STATE = Path("/var/lib/notorious")


@dataclass(frozen=True)
class Paths:
    """`var` is the folder that was asked for. `state` holds the data; it is elsewhere only if it must be."""

    var: Path
    state: Path
    sockets: Path
    user: pwd.struct_passwd | None  # None: the servers run as the current user

    @property
    def user_name(self) -> str:
        return (self.user or pwd.getpwuid(os.geteuid())).pw_name

    @property
    def valkey_socket(self) -> Path:
        return self.sockets / "valkey.sock"

    def database_url(self, role: str) -> str:
        return f"postgres://{role}@/notorious?host={quote(os.fsencode(self.sockets))}"

    def redis_url(self, number: int = 0) -> str:
        return f"redis+socket://{quote(os.fsencode(self.valkey_socket))}?virtual_host={number}"


def default_var() -> Path:
    """Return VAR, or `var` beside manage.py."""
    return Path(os.environ.get("VAR") or Path(__file__).resolve().parents[2] / "var").absolute()


def find_server_user() -> pwd.struct_passwd | None:
    """Return `nobody` if we are root, as whom PostgreSQL refuses to run. Raise DevServerError."""
    if os.geteuid() != 0:
        try:
            pwd.getpwuid(os.geteuid())
        except KeyError:
            raise DevServerError(
                f"PostgreSQL needs a user in the password file, and uid {os.geteuid()} is not there. "
                "Run as another user, or set DATABASE_URL and REDIS_URL to servers of your own."
            ) from None
        return None
    for name in ("nobody", "postgres"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise DevServerError(
        "PostgreSQL refuses to run as root, and there is no user `nobody` to run it as: run as another user."
    )


def is_reachable(paths: Iterable[Path]) -> bool:
    """Return whether any user may enter each path and all folders on the way to it."""
    return all(
        step.stat().st_mode & 0o001 for path in paths for step in (path, *path.parents) if step.exists()
    )


def find_paths(var: Path, needed: Iterable[Path]) -> Paths:
    """Return the paths for `var`; the servers' user must reach the binaries `needed`. Create nothing."""
    user = find_server_user()
    var = var.resolve()
    key = hashlib.sha256(os.fsencode(var)).hexdigest()[:12]
    state = ROOT_STATE / key if user and not is_reachable([var, *needed]) else var
    sockets = state / "run"
    if len(os.fsencode(sockets / f"{POSTGRES_SOCKET}.lock")) > MAX_SOCKET_PATH:
        sockets = Path(tempfile.gettempdir()) / f"notorious-{os.geteuid()}-{key}"
    return Paths(var, state, sockets, user)


def make_folders(paths: Paths) -> None:
    """Create missing folders. Raise DevServerError if one cannot be written."""
    try:
        for folder in (paths.var, paths.state):
            missing = [step for step in (folder, *folder.parents) if not step.exists()]
            folder.mkdir(parents=True, exist_ok=True)
            if paths.user:  # who must pass, whatever root's umask is
                for step in missing:
                    step.chmod(0o755)
        (paths.var / "log").mkdir(exist_ok=True)
        if not os.access(paths.var, os.W_OK | os.X_OK):
            raise PermissionError(13, os.strerror(13))
        for folder in (paths.sockets, paths.state / "valkey"):
            folder.mkdir(mode=0o700, exist_ok=True)
            give_to_server_user(folder, paths)
    except OSError as error:
        raise unwritable(paths.var, error) from None


def unwritable(folder: Path, error: OSError) -> DevServerError:
    """Return the error for a folder that cannot be written."""
    return DevServerError(
        f"The folder {folder} cannot be written ({error.strerror}): take another with VAR=/some/folder."
    )


def give_to_server_user(folder: Path, paths: Paths) -> None:
    """Make the servers' user the owner of the folder. Refuse a folder that another user created."""
    owner = paths.user.pw_uid if paths.user else os.geteuid()
    if folder.is_symlink() or folder.stat().st_uid not in {owner, os.geteuid()}:
        raise DevServerError(
            f"The folder {folder} belongs to another user: remove it, or take another with VAR=/some/folder."
        )
    if paths.user and folder.stat().st_uid != owner:
        os.chown(folder, paths.user.pw_uid, paths.user.pw_gid)
    folder.chmod(0o700)
