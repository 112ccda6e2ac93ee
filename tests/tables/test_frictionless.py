"""The package as the reference implementation of its standard sees it."""

from __future__ import annotations

import subprocess
from pathlib import Path

from markets.tables.scope import Scope
from notorious.package.build import files
from tests.tools import tool


def _valid(folder: Path) -> bool:
    command = [tool("frictionless", "frictionless"), "validate", "datapackage.json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=180)
    return done.returncode == 0 and "INVALID" not in done.stdout


def test_frictionless_finds_nothing_and_would(record: Scope, tmp_path: Path) -> None:
    for name, content in files(record, None).items():
        (tmp_path / name).write_bytes(content)
    assert _valid(tmp_path)
    # The check itself can fail: a market that is not there, and a hash that is not that of the file.
    answers = tmp_path / "listings.csv"
    answers.write_bytes(answers.read_bytes().replace(b",taobao,", b",nowhere,", 1))
    assert not _valid(tmp_path)
