"""Programs that check what we publish, and that are no part of our environment."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest

TOOLS = Path(__file__).resolve().parents[1] / ".venv-tools" / "bin"


def tool(name: str, package: str) -> str:
    """The program `name`, beside this Python, on the path or of `make tools`; its absence skips, or fails if
    NOTORIOUS_REQUIRE_TOOLS=1."""
    places = [str(Path(sys.executable).parent), os.environ["PATH"], str(TOOLS)]
    path = shutil.which(name, path=os.pathsep.join(places))
    return path or absent(f"{name} was not found: install {package}", "NOTORIOUS_REQUIRE_TOOLS")


def tool_python(package: str) -> str:
    """The Python that has `package`: that of `make tools`. Its absence skips or fails in the same way."""
    if not _has(package):
        absent(f"{package} was not found: run make tools", "NOTORIOUS_REQUIRE_TOOLS")
    return str(TOOLS / "python")


@cache
def _has(package: str) -> bool:
    python = TOOLS / "python"
    command = [
        python,
        "-c",
        f"import importlib.util as u; raise SystemExit(u.find_spec('{package}') is None)",
    ]
    return python.exists() and subprocess.run(command).returncode == 0


def absent(why: str, unless: str) -> NoReturn:
    """Skips; fails where the environment says that the tool has to be there (`unless` is 1)."""
    if os.environ.get(unless) == "1":
        pytest.fail(why)
    pytest.skip(why)
