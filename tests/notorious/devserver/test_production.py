"""The processes of `docker-compose.yml`, started by hand: two web servers, worker, beat, and servers with passwords.

Their commands are read from the files themselves, so what is tried here is what the containers run.
"""

import contextlib
import json
import os
import re
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
import requests

from notorious.devserver import binaries, postgres
from notorious.devserver.child import Child
from notorious.devserver.paths import Paths, make_folders
from notorious.devserver.process import start_process, wait_until

pytestmark = pytest.mark.faults
ROOT = Path(__file__).resolve().parents[3]
HTTPS = {"Host": "notorious.example", "X-Forwarded-Proto": "https"}
TOKEN = "a token of a test"


def free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


def composed(service: str) -> list[str]:
    """The command of a service, or of the image for one that names none."""
    text = (ROOT / "docker-compose.yml").read_text().partition("\nservices:\n")[2]
    part = re.search(rf"^  {service}:.*?(?=^  \w|^\w|\Z)", text, re.S | re.M)
    assert part, service
    named = re.search(r"^    command: (\[.*?\])$", part[0], re.M)
    if named is None:
        named = re.search(r"^CMD (\[.*?\])$", (ROOT / "Dockerfile").read_text().replace("\\\n", ""), re.M)
    assert named, service
    return [str(word) for word in json.loads(named[1])]


@pytest.fixture
def given(where: Paths) -> Iterator[dict[str, str]]:
    """PostgreSQL and Valkey on ports, with passwords and the two roles; what an operator puts in `.env`."""
    make_folders(where)
    ports = {"postgres": free_port(), "valkey": free_port()}
    passwords = {who: secrets.token_urlsafe(24) for who in ("SUPER", "OWNER", "WEB", "VALKEY")}
    postgres.create_cluster(where, binaries.find_postgres())
    hba = where.state / "postgres" / "pg_hba.conf"
    hba.write_text("local all postgres trust\nhost all all 127.0.0.1/32 scram-sha-256\n")
    database = start_process(
        where,
        [
            *(binaries.find_postgres() / "postgres", "-D", where.state / "postgres", "-k", where.sockets),
            *("-p", str(ports["postgres"]), "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"),
        ],
        where.var / "log" / "postgres.log",
        where.sockets,
    )
    broker = start_process(
        where,
        [
            binaries.find_valkey(),
            "--port",
            str(ports["valkey"]),
            "--bind",
            "127.0.0.1",
            "--requirepass",
            passwords["VALKEY"],
        ],
        where.var / "log" / "valkey.log",
        where.state / "valkey",
    )
    superuser = {"PGHOST": str(where.sockets), "PGPORT": str(ports["postgres"]), "POSTGRES_USER": "postgres"}
    bin_folder = f"{binaries.find_postgres()}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    roles = {**superuser, "OWNER_PASSWORD": passwords["OWNER"], "WEB_PASSWORD": passwords["WEB"]}
    probe = [str(binaries.find_postgres() / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", superuser["PGPORT"]]
    try:
        assert wait_until(lambda: subprocess.run(probe, check=False).returncode == 0, database, 30)
        subprocess.run([ROOT / "docker" / "roles.sh"], env={"PATH": bin_folder, **roles}, check=True)
        yield {
            "PATH": bin_folder,
            "NOTORIOUS_ENV": "production",
            "SECRET_KEY": secrets.token_urlsafe(64),
            "ALLOWED_HOSTS": "notorious.example",
            "SITE_URL": "https://notorious.example",
            "DATABASE_URL": _address("notorious_web", passwords["WEB"], ports["postgres"]),
            "REDIS_URL": f"redis://:{passwords['VALKEY']}@127.0.0.1:{ports['valkey']}/0",
            "STATIC_ROOT": str(where.var / "static"),
            "METRICS_TOKEN": TOKEN,
            "METRICS_DIR": str(where.var / "metrics"),
            "OWNER_FOR_MIGRATIONS": _address("notorious_owner", passwords["OWNER"], ports["postgres"]),
        }
    finally:
        for server in (database, broker):
            server.terminate()
            server.wait(30)


def _address(role: str, password: str, port: int) -> str:
    return f"postgres://{role}:{password}@127.0.0.1:{port}/notorious"


def do(line: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        line, env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def replicas(given: dict[str, str], where: Paths) -> Iterator[tuple[dict[str, Child], list[str]]]:
    """What `docker compose up --scale web=2` starts, and the two addresses."""
    owner = given.pop("OWNER_FOR_MIGRATIONS")
    do(composed("migrate"), {**given, "DATABASE_OWNER_URL": owner})
    do(["python", "manage.py", "collectstatic", "--noinput"], given)
    do(composed("record"), given)
    ports = [free_port(), free_port()]
    lines = {
        "worker": composed("worker"),
        "beat": [w.replace("/tmp", str(where.var)) for w in composed("beat")],
    }
    for number, port in enumerate(ports):
        swaps = {"0.0.0.0": "127.0.0.1", "8000": str(port)}
        lines[f"web {number}"] = [swaps.get(word, word) for word in composed("web")]
    children = {name: Child(name, line, where.var / f"{name}.log", given) for name, line in lines.items()}
    try:
        yield children, [f"http://127.0.0.1:{port}" for port in ports]
    finally:
        for child in children.values():
            child.terminate()
        codes = [child.process.wait(45) for child in children.values()]
        assert codes == [0] * len(children), codes


def answers(address: str) -> bool:
    with contextlib.suppress(requests.ConnectionError):
        return (
            requests.get(f"{address}/healthz", headers={"Host": "notorious.example"}, timeout=10).status_code
            == 200
        )
    return False


def fails_to_sign_in(site: str, token: str) -> requests.Response:
    form = {"username": "ann", "password": "wrong", "csrfmiddlewaretoken": token}
    headers = {**HTTPS, "Referer": "https://notorious.example/admin/login/", "Cookie": f"__Host-csrf={token}"}
    return requests.post(f"{site}/admin/login/", form, headers=headers, timeout=10)


def figures(site: str) -> str:
    headers = {"Host": "notorious.example", "Authorization": f"Bearer {TOKEN}"}
    return requests.get(f"{site}/metrics", headers=headers, timeout=10).text


def test_the_composed_processes_serve_work_and_stop(
    replicas: tuple[dict[str, Child], list[str]], given: dict[str, str], where: Paths
) -> None:
    children, sites = replicas
    for site in sites:
        assert wait_until(lambda site=site: answers(site), None, 60), site
    # Plain HTTP is sent to TLS; a page comes with its hashed style sheet.
    plain = requests.get(sites[0], headers={"Host": "notorious.example"}, allow_redirects=False, timeout=10)
    assert (plain.status_code, plain.headers["Location"]) == (301, "https://notorious.example/")
    page = requests.get(f"{sites[1]}/admin/login/", headers=HTTPS, timeout=10)
    style = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', page.text)
    assert style
    assert requests.get(sites[0] + style[1], headers=HTTPS, timeout=10).status_code == 200
    # Signed in at one web server is signed in at the other.
    make = "from django.contrib.auth.models import User; User.objects.create_superuser('ann', password='correct-horse')"
    do(["python", "manage.py", "shell", "-v0", "-c", make], given)
    token = page.cookies["__Host-csrf"]
    form = {"username": "ann", "password": "correct-horse", "next": "/admin/"}
    signed_in = requests.post(
        f"{sites[0]}/admin/login/",
        {**form, "csrfmiddlewaretoken": token},
        headers={
            **HTTPS,
            "Referer": "https://notorious.example/admin/login/",
            "Cookie": f"__Host-csrf={token}",
        },
        allow_redirects=False,
        timeout=10,
    )
    assert signed_in.status_code == 302
    session = {"Cookie": f"__Host-session={signed_in.cookies['__Host-session']}"}
    desk = requests.get(f"{sites[1]}/admin/", headers={**HTTPS, **session}, allow_redirects=False, timeout=10)
    # ... and gets no further than to adding a phone, which production requires.
    assert (desk.status_code, desk.headers["Location"]) == (302, "/admin/second-factor/?next=%2Fadmin%2F")
    adding = requests.get(sites[1] + desk.headers["Location"], headers={**HTTPS, **session}, timeout=10)
    assert adding.status_code == 200
    assert "data:image/svg+xml" in adding.text
    # Five failures at one server lock the account at the other.
    for _ in range(5):
        answer = fails_to_sign_in(sites[0], token)
    assert answer.status_code == fails_to_sign_in(sites[1], token).status_code == 429
    assert int(answer.headers["Retry-After"]) > 800
    # Whichever of a server's two processes answers a scrape, it speaks for both; each line is one of JSON.
    for _ in range(20):
        requests.get(f"{sites[0]}/about/", headers=HTTPS, timeout=10)
    counted = 'notorious_requests_total{method="GET",route="about",status="2xx"} 20.0'
    assert wait_until(lambda: all(counted in figures(sites[0]) for _ in range(4)), None, 20)
    assert counted not in figures(sites[1]), "that is another server"
    lines = [*(where.var / "web 0.log").open(), *(where.var / "beat.log").open()]
    assert not [line for line in lines if not line.startswith("{")]
    logged = [json.loads(line) for line in lines]
    assert any(line["logger"] == "notorious.access" and line["request_id"] for line in logged)
    # The worker answers through the broker, and beat runs.
    ping = ["celery", "-A", "notorious.celery", "inspect", "ping", "--timeout", "5"]
    assert wait_until(
        lambda: subprocess.run(ping, env=given, cwd=ROOT, capture_output=True, check=False).returncode == 0,
        None,
        60,
    )
    assert children["beat"].process.poll() is None
    assert (where.var / "beat.pid").exists()


def test_the_role_that_serves_cannot_alter_history_or_tables(given: dict[str, str]) -> None:
    owner = given.pop("OWNER_FOR_MIGRATIONS")
    do(composed("migrate"), {**given, "DATABASE_OWNER_URL": owner})
    with contextlib.closing(psycopg2.connect(given["DATABASE_URL"])) as web:
        for forbidden in (
            "DELETE FROM markets_listingevent",
            "UPDATE markets_listingevent SET pgh_label = 'x'",
            "TRUNCATE markets_listingevent",
            "ALTER TABLE markets_listing DISABLE TRIGGER ALL",
            "DROP TABLE markets_listing",
            "SET ROLE notorious_owner",
        ):
            with web, web.cursor() as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
                cursor.execute(forbidden)
