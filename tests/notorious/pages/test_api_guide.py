"""The examples of `/api/` and of `/data/in-three-lines/` do what they say: each is run against a server."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project_settings
from django.db import transaction
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from notorious.pages.api_guide import API_EXAMPLES, THREE_LINES, CodeExample
from tests.html import get_page
from tests.record import put_record
from tests.tools import tool_python


def _program(name: str) -> str:
    return shutil.which(name) or pytest.skip(f"{name} was not found")


RUN_DUCKDB = """
import duckdb, duckdb_extensions, sys
duckdb_extensions.import_extension("httpfs")  # what INSTALL would download
print(duckdb.sql(open(sys.argv[1]).read()))
"""
RUN: dict[str, Callable[[Path], list[str]]] = {
    "curl": lambda path: ["sh", str(path)],
    "python": lambda path: [sys.executable, str(path)],
    "node": lambda path: [_program("node"), "--input-type=module", "-e", path.read_text()],
    "R": lambda path: [_program("Rscript"), str(path)],
    "pandas": lambda path: [tool_python("pandas"), str(path)],
    "duckdb": lambda path: [tool_python("duckdb_extensions"), "-c", RUN_DUCKDB, str(path)],
}
EXPECTED = {"curl": "Taobao", "pandas": "2017", "R": "2017", "duckdb": "2017"}


@pytest.mark.wide
@pytest.mark.django_db(transaction=True)
def test_every_example_runs(live_server: LiveServer, tmp_path: Path) -> None:
    with transaction.atomic():
        put_record()
    for number, example in enumerate([*API_EXAMPLES, *THREE_LINES]):
        if example.program == "R" and not shutil.which("Rscript"):
            continue
        path = tmp_path / f"example-{number}"
        path.write_text(example.code.replace("{site}", live_server.url))
        done = subprocess.run(RUN[example.program](path), capture_output=True, text=True, timeout=120)
        if "there is no package called" in done.stderr:
            continue  # R without jsonlite
        assert done.returncode == 0, (example.title, done.stderr[-1500:])
        assert EXPECTED.get(example.program, "") in done.stdout, example.title
        if example.program == "python":
            found, stated = done.stdout.split()
            assert found == stated and int(found) > 50


@pytest.mark.django_db
@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    ("path", "examples"), [("/api/", API_EXAMPLES), ("/data/in-three-lines/", THREE_LINES)]
)
def test_the_page_shows_every_example_with_our_address(
    path: str, examples: tuple[CodeExample, ...], client: Client
) -> None:
    page = client.get(path).content.decode()
    assert page.count("<pre tabindex") == len(examples)
    assert f"{project_settings.SITE_URL}/" in page and "{site}" not in page


@pytest.mark.django_db
@pytest.mark.usefixtures("record")
def test_every_address_in_an_example_is_answered(client: Client) -> None:
    for example in API_EXAMPLES:
        path = next(
            part for part in example.text.replace("'", '"').replace("`", '"').split('"') if "/api/v1/" in part
        )
        path = path.partition(project_settings.SITE_URL)[2].replace("${cursor}", "")
        assert json.loads(client.get(path).content)["rows"], path


@pytest.mark.django_db
@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    ("api", "search", "said"),
    [
        (1200, 120, "1,200 requests to the API and 120 searches in 60 seconds"),
        (1200, 0, "may send 1,200 requests to the API in 60 seconds"),
        (0, 0, "This site sets no limit."),
    ],
)
def test_the_page_names_no_limit_that_is_off(
    api: int, search: int, said: str, client: Client, settings: Any
) -> None:
    settings.LIMITS = {"api": api, "export": 0, "search": search}
    page = get_page(client, "/api/").get_text()
    assert said in page and not re.search(r"\b0 (requests|searches)", page)
    described = client.get("/api/v1/openapi.json").json()["info"]["description"]
    assert ("1,200 requests a minute" in described) is bool(api)
    assert " 0 " not in get_page(client, "/data/").select_one("p.meta a[href='/api/#limits']").parent.text  # type: ignore[union-attr]
