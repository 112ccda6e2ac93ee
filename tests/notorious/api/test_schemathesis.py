"""The interface against its own description: values that fit are taken, others are refused, none breaks it."""

import os
import subprocess
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.record import put_record
from tests.tools import tool

# `as_of` and `version` exclude each other, which OpenAPI cannot say: a request has one of them.
# A cursor is of one order: the pattern is that of the table's own.
ONE_STATE = """
import schemathesis

@schemathesis.hook
def before_call(context, case, kwargs):
    if case.meta is not None and case.meta.generation.mode.value == "negative":
        return
    if case.query and "as_of" in case.query:
        case.query.pop("version", None)
    if case.query and "sort" in case.query:
        case.query.pop("cursor", None)
"""
EVERY_TABLE = ["--phases", "examples,fuzzing,stateful", "--max-examples", "4"]
# Every limit of every parameter: the tables share their code, so of two tables and the look-up.
EVERY_LIMIT = ["--phases", "coverage", "--include-path-regex", "^/(editions|redirects|match)"]


@pytest.mark.wide  # some minutes
@pytest.mark.parametrize("asked", [EVERY_TABLE, EVERY_LIMIT], ids=["every table", "every limit"])
@pytest.mark.django_db(transaction=True)
def test_schemathesis_finds_nothing(asked: list[str], live_server: LiveServer, tmp_path: Path) -> None:
    put_record()
    api = f"{live_server.url}/api/v1"
    command = [tool("schemathesis", "schemathesis"), "run", f"{api}/openapi.json", "--url", api]
    (tmp_path / "hooks.py").write_text(ONE_STATE)
    done = subprocess.run(
        [*command, *asked, "--seed", "1", "--no-color"],
        cwd=tmp_path,
        env={**os.environ, "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout[-4000:]
