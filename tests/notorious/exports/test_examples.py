"""The worked examples of a package's README are run as they are."""

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.tools import tool_python

pytestmark = pytest.mark.django_db

RUN = """
import json, sys, duckdb
for query in json.load(sys.stdin):
    found = duckdb.sql(query)
    print(json.dumps([found.columns, [str(each) for each in found.types], found.fetchall()]))
"""


def test_the_queries_of_the_readme_answer_and_leave_the_version_as_text(
    made: Mapping[str, bytes], tmp_path: Path
) -> None:
    python = tool_python("duckdb")
    for name in ("timeline.csv", "recommendations_and_responses.csv", "operations.csv"):
        (tmp_path / name).write_bytes(made[name])
    queries = re.findall(r"^    (SELECT .+?;)$", made["README.md"].decode(), re.MULTILINE | re.DOTALL)
    printed = subprocess.run(
        [python, "-c", RUN],
        input=json.dumps(queries),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    often, asked = (json.loads(line) for line in printed.splitlines())
    assert often[0] == ["market_name", "editions"]
    assert often[2]
    columns, types, rows = asked
    assert types[columns.index("data_version")] == "VARCHAR"
    assert rows
    assert all(row[columns.index("permalink")].startswith("http") for row in rows)
    assert any("98%" in (row[columns.index("answer_claims")] or "") for row in rows)
