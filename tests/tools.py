"""Programs that check what we publish, and that are no part of our environment."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest


def tool(name: str, package: str) -> str:
    """The program `name`, beside this Python or on the path; its absence skips, or fails if
    NOTORIOUS_REQUIRE_TOOLS=1."""
    path = shutil.which(name, path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    if path is None:
        why = f"{name} was not found: install {package}"
        if os.environ.get("NOTORIOUS_REQUIRE_TOOLS") == "1":
            pytest.fail(why)
        pytest.skip(why)
    return path
