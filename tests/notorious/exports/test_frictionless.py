"""The package as the reference implementation of its standard sees it."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.tools import tool

pytestmark = pytest.mark.django_db
FEW = ("editions", "markets", "listings", "sources")


def _looking(folder: Path, files: Mapping[str, bytes]) -> subprocess.Popen[str]:
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    command = [tool("frictionless", "frictionless"), "validate", "datapackage.json"]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def _few(files: Mapping[str, bytes], **changed: bytes) -> dict[str, bytes]:
    """The package of a few of its tables, of which some are other than it says."""
    described = json.loads(files["datapackage.json"])
    described["resources"] = [each for each in described["resources"] if each["name"] in FEW]
    tables = {f"{name}.csv": changed.get(name, files[f"{name}.csv"]) for name in FEW}
    return {"datapackage.json": json.dumps(described).encode(), **tables}


@pytest.mark.wide
def test_frictionless_finds_nothing_and_would(made: Mapping[str, bytes], tmp_path: Path) -> None:
    nowhere = made["listings.csv"].replace(b",taobao,", b",nowhere,", 1)
    assert nowhere != made["listings.csv"]
    packages = {"whole": dict(made), "few": _few(made), "wrong": _few(made, listings=nowhere)}
    looking = {name: _looking(tmp_path / name, files) for name, files in packages.items()}
    said = {
        name: (process.communicate(timeout=180)[0], process.returncode) for name, process in looking.items()
    }
    assert said["whole"][1] == said["few"][1] == 0, said["whole"][0]
    assert "INVALID" not in said["whole"][0]
    # The check itself can fail: a market that is not there, and a hash that is not that of the file.
    assert said["wrong"][1] != 0 and "hash" in said["wrong"][0].lower()
