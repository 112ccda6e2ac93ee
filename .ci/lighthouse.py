"""Measure ten page types with Lighthouse at a production site of its own, and print the median of several runs.

`make lighthouse` makes five runs of each page and device; `RUNS=1 make lighthouse` makes one. It needs Node.js,
Chromium and OpenSSL. The site has the bundled record, TLS, compressed and versioned static files, as in the image.
It fails where a median is below its bar. All answers of Lighthouse are kept under var/lighthouse.
"""

import json
import os
import secrets
import shutil
import socket
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from notorious.devserver import binaries, postgres
from notorious.devserver.child import Child
from notorious.devserver.paths import find_paths
from notorious.devserver.servers import Servers

ROOT = Path(__file__).resolve().parents[1]
LIGHTHOUSE = "lighthouse@12.2.3"
PAGES = (
    *("/", "/markets/", "/markets/taobao/", "/editions/2025/", "/compare/", "/recommendations/"),
    *("/responses/", "/charts/", "/data/", "/check/"),
)
BARS = {"accessibility": 100, "best-practices": 95, "seo": 95}
PERFORMANCE_BARS = {"desktop": 95, "mobile": 90}
FIGURES = {
    "LCP s": ("largest-contentful-paint", 1000),
    "TBT ms": ("total-blocking-time", 1),
    "CLS": ("cumulative-layout-shift", 1),
    "KB": ("total-byte-weight", 1024),
}
CHROME_FLAGS = "--headless=new --no-sandbox --disable-dev-shm-usage --ignore-certificate-errors"

Report = dict[str, Any]


@contextmanager
def serve_site(folder: Path) -> Iterator[str]:
    """Yield the address of a production site on a database with the bundled record."""
    folder.chmod(0o755)  # PostgreSQL may run as another user
    needed = [binaries.find_postgres() / "postgres", binaries.find_valkey()]
    servers = Servers(find_paths(folder / "var", needed), durable=False, use_template=True)
    servers.start()
    try:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        site = f"https://127.0.0.1:{port}"
        environment = _make_environment(servers, folder, site)
        owner = environment | {"DATABASE_URL": servers.paths.database_url(postgres.OWNER)}
        prepare = [sys.executable, "-m", "notorious.devserver.prepare"]
        subprocess.run(prepare, cwd=ROOT, env=owner, check=True, capture_output=True)
        options = ("--workers", "2", "--blocking-threads", "4", "--no-ws", "--port", str(port))
        tls = ("--ssl-certificate", str(folder / "site.pem"), "--ssl-keyfile", str(folder / "site.key"))
        command = (sys.executable, "-m", "granian", "--interface", "wsgi", *options, *tls)
        web = Child("web server", (*command, "notorious.wsgi:application"), folder / "web.log", environment)
        try:
            yield site
        finally:
            web.terminate()
            web.wait(time.monotonic() + 10)
    finally:
        servers.stop()


def _make_environment(servers: Servers, folder: Path, site: str) -> dict[str, str]:
    make_key = (
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=127.0.0.1",
    )
    files = ("-keyout", str(folder / "site.key"), "-out", str(folder / "site.pem"))
    subprocess.run((*make_key, *files), check=True, capture_output=True)
    return os.environ | {
        "NOTORIOUS_ENV": "production",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": site,
        "VAR": str(folder / "var"),
        "DATABASE_URL": servers.paths.database_url(postgres.WEB_ROLE),
        "DATABASE_WEB_ROLE": postgres.WEB_ROLE,
        "REDIS_URL": servers.paths.redis_url(),
        "PYTHONPATH": str(ROOT),
        "MALLOC_ARENA_MAX": "1",
    }


def render_pages(site: str) -> None:
    """Request each page until it answers, so that a run measures the page and not its first rendering."""
    trusting = ssl._create_unverified_context()
    until = time.monotonic() + 60
    for page in PAGES * 2:
        while True:
            try:
                urllib.request.urlopen(site + page, timeout=60, context=trusting).read()
                break
            except urllib.error.HTTPError:
                raise
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.2)


def measure(address: str, device: str, report: Path) -> Report:
    """Run Lighthouse once, and once more where Chromium could not be started or reached."""
    command = ["npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json", f"--output-path={report}"]
    command += [f"--chrome-flags={CHROME_FLAGS}", "--only-categories=performance," + ",".join(BARS)]
    command += ["--preset=desktop"] if device == "desktop" else []
    chrome = os.environ.get("NOTORIOUS_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    environment = os.environ | {"CHROME_PATH": chrome}
    if subprocess.run(command, env=environment, capture_output=True).returncode:
        subprocess.run(command, check=True, env=environment, capture_output=True)
    return json.loads(report.read_text())


def take_median(reports: list[Report]) -> dict[str, float]:
    """{category or figure: the median over these runs}."""
    scores = {
        name: statistics.median(round(100 * (each["categories"][name]["score"] or 0)) for each in reports)
        for name in ("performance", *BARS)
    }
    figures = {
        name: statistics.median(each["audits"][audit]["numericValue"] / unit for each in reports)
        for name, (audit, unit) in FIGURES.items()
    }
    return scores | figures


def list_audits_below_one(report: Report) -> Iterator[str]:
    """Yield a line for each audit that a page does not pass, with what Lighthouse says of it."""
    for category in report["categories"].values():
        for reference in category["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if audit["score"] is not None and audit["score"] < 0.9:
                yield f"      {category['title']}: {audit['title']} {audit.get('displayValue', '')}".rstrip()


def main() -> int:
    """Return 0 if every median reaches its bar."""
    runs = int(os.environ.get("RUNS") or 5)
    folder = ROOT / "var" / "lighthouse"
    folder.mkdir(parents=True, exist_ok=True)
    print(
        f"{'page':<20} {'device':<8} {'perf':>5} {'a11y':>5} {'best':>5} {'seo':>5}",
        *(f"{f:>7}" for f in FIGURES),
    )
    failed = False
    with tempfile.TemporaryDirectory() as temporary, serve_site(Path(temporary)) as site:
        render_pages(site)
        for page in PAGES:
            for device, bar in PERFORMANCE_BARS.items():
                name = page.strip("/").replace("/", "-") or "home"
                reports = [
                    measure(site + page, device, folder / f"{name}-{device}-{run}.json")
                    for run in range(runs)
                ]
                median = take_median(reports)
                below = [key for key, least in {"performance": bar, **BARS}.items() if median[key] < least]
                scores = " ".join(f"{median[key]:5.0f}" for key in ("performance", *BARS))
                figures = " ".join(f"{median[key]:7.2f}" for key in FIGURES)
                print(
                    f"{page:<20} {device:<8} {scores} {figures}{'  below: ' + ', '.join(below) if below else ''}",
                    flush=True,
                )
                if below:
                    failed = True
                    print("\n".join(list_audits_below_one(reports[-1])), flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
