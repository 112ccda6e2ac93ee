"""Programs of others read what a running server offers: files by address, the API, feeds, pages and citations."""

import csv
import io
import json
import shutil
import subprocess
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests
from django.db import transaction
from pytest_django.live_server_helper import LiveServer

from markets.models import DataVersion
from notorious.exports.worker_files import render_worker_files
from tests.record import put_record
from tests.tools import tool, tool_python

pytestmark = [pytest.mark.wide, pytest.mark.django_db(transaction=True)]
NPM_PACKAGES = ("@stoplight/spectral-cli@6", "openapi-typescript@7", "typescript@5")
SECONDS_OF_NPM = 120
SCRIPT = Path(__file__).parent / "outside.py"


@pytest.fixture
def site(live_server: LiveServer) -> str:
    with transaction.atomic():
        put_record()
    render_worker_files()
    return live_server.url


def _outside(program: str, site: str) -> Any:
    package = "duckdb_extensions" if program == "duckdb" else program
    command = [tool_python(package), str(SCRIPT), program, site]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def test_programs_read_the_same_rows_by_address(site: str, tmp_path: Path) -> None:
    label = DataVersion.current().label
    whole = requests.get(f"{site}/data/timeline.csv", timeout=60)
    count = int(whole.headers["X-Row-Count"])
    pandas = _outside("pandas", site)
    assert pandas == {"rows": [count] * 3, "version": [label], "same": True, "first_day": pandas["first_day"]}
    polars = _outside("polars", site)
    assert polars["rows"] == [count] * 2 and polars["same"] and "List" in polars["codes"]
    rows = _outside("duckdb", site)
    assert rows[0] == rows[1] == [count, pandas["first_day"], label]
    office = shutil.which("soffice")
    if office:
        path = tmp_path / "editions.xlsx"
        path.write_bytes(requests.get(f"{site}/data/editions.xlsx", timeout=60).content)
        home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
        # comma, quote, UTF-8
        form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
        command = [office, "--headless", home, "--convert-to", form, "--outdir", str(tmp_path), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=240)
        opened = list(csv.reader((tmp_path / "editions.csv").open(encoding="utf-8", newline="")))
        stated = list(csv.reader(io.StringIO(requests.get(f"{site}/data/editions.csv", timeout=60).text)))
        assert [row[:2] for row in opened] == [row[:2] for row in stated]


@pytest.mark.parametrize("path", ["/data/datapackage.json", "/data/latest/datapackage.json"])
def test_frictionless_validates_the_package_by_address(path: str, site: str) -> None:
    command = [tool("frictionless", "frictionless"), "validate", f"{site}{path}", "--trusted"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=400)
    assert done.returncode == 0, done.stdout[-3000:]


def test_a_client_can_be_made_from_the_description(site: str, tmp_path: Path) -> None:
    path = tmp_path / "openapi.json"
    path.write_bytes(requests.get(f"{site}/api/v1/openapi.json", timeout=60).content)
    validator = tool("openapi-spec-validator", "openapi-spec-validator")
    done = subprocess.run([validator, str(path)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout[-2000:]
    command = [tool("openapi-python-client", "openapi-python-client"), "generate", "--path", str(path)]
    command += ["--output-path", str(tmp_path / "client"), "--meta", "none"]
    made = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert made.returncode == 0, made.stdout[-2000:] + made.stderr[-2000:]
    assert list((tmp_path / "client" / "api" / "timeline").glob("list_timeline.py"))


@pytest.fixture(scope="module")
def npm_tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with Spectral and openapi-typescript."""
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    folder = tmp_path_factory.mktemp("npm")
    command = ["npm", "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts"]
    try:
        subprocess.run([*command, *NPM_PACKAGES], check=True, capture_output=True, timeout=SECONDS_OF_NPM)
    except (subprocess.SubprocessError, OSError) as failure:
        pytest.skip(f"npm could not install {', '.join(NPM_PACKAGES)}: {failure}")
    return folder / "node_modules" / ".bin"


def test_spectral_and_typescript_find_nothing_wrong_with_the_description(
    npm_tools: Path, site: str, tmp_path: Path
) -> None:
    path, rules = tmp_path / "openapi.json", tmp_path / "rules.yaml"
    path.write_bytes(requests.get(f"{site}/api/v1/openapi.json", timeout=60).content)
    rules.write_text('extends: ["spectral:oas"]\n')
    linted = subprocess.run(
        [npm_tools / "spectral", "lint", path, "--ruleset", rules, "--fail-severity", "warn"],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert linted.returncode == 0, linted.stdout[-3000:]
    made = tmp_path / "client.ts"
    command = [npm_tools / "openapi-typescript", path, "--output", made]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    checked = subprocess.run(
        [npm_tools / "tsc", "--noEmit", "--strict", made], capture_output=True, text=True, timeout=120
    )
    assert checked.returncode == 0 and "list_timeline" in made.read_text(), checked.stdout[-2000:]


def test_search_engines_readers_and_reference_managers_read_pages_and_feeds(site: str) -> None:
    found = _outside("extruct", site)
    assert found["/data/"]["kinds"] == ["BreadcrumbList", "Dataset", "Organization"]
    assert all(each["opengraph"] >= 8 for each in found.values())
    feeds = _outside("feedparser", site)
    assert not any(bozo for bozo, _ in feeds.values()) and feeds["editions"][1] == 16
    fields = _outside("pybtex", site)
    assert fields["url"].endswith(f"/markets/taobao/?version={DataVersion.current().label}")


PROBE = """
const site = %s, answers = {};
const paths = ["/data/timeline.csv", "/data/latest/timeline.csv", "/charts/listings.csv", "/data/nothing.csv",
               "/data/timeline.csv?year=1", "/api/v1/timeline?limit=0", "/api/v1", "/feeds/editions.atom"];
(async () => {
  for (const path of paths) {
    const answer = await fetch(site + path).catch(() => null);
    answers[path] = answer && [answer.status, (await answer.text()).length > 0];
  }
  const first = await fetch(site + "/api/v1/markets?limit=1");
  const headers = {"If-None-Match": first.headers.get("ETag"), "X-Requested-With": "probe"};
  const again = await fetch(site + "/api/v1/markets?limit=1", {headers, cache: "no-store"}).catch(() => null);
  answers["304"] = again && [again.status, first.headers.get("X-Data-Version") !== null];
  document.title = "done " + JSON.stringify(answers);
})();
"""


@pytest.mark.browser
def test_a_page_from_elsewhere_reads_every_kind_of_answer(site: str, tmp_path: Path, chromium: Any) -> None:
    (tmp_path / "index.html").write_text(f"<script>{PROBE % json.dumps(site)}</script>")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = chromium.new_page()
    try:
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        page.wait_for_function("document.title.startsWith('done')", timeout=120_000)
        answers = json.loads(page.title().removeprefix("done "))
    finally:
        page.close()
        server.shutdown()
    assert all(answers.values()), answers
    assert {path: each[0] for path, each in answers.items()} == {
        "/data/timeline.csv": 200,
        "/data/latest/timeline.csv": 200,
        "/charts/listings.csv": 200,
        "/data/nothing.csv": 404,
        "/data/timeline.csv?year=1": 400,
        "/api/v1/timeline?limit=0": 400,
        "/api/v1": 200,
        "/feeds/editions.atom": 200,
        "304": 304,
    }
