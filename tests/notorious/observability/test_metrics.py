"""What Prometheus is shown, and to whom."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from markets.models import DataVersion, Job, Reading, Snapshot, Source, SourcePoll
from notorious.observability import database
from notorious.observability.metrics import BUCKETS, DURATIONS, REQUESTS
from notorious.observability.multiprocess import share_metrics

TOKEN = "a token of a test"
BEARER = {"authorization": f"Bearer {TOKEN}"}
Labels = frozenset[tuple[str, str]]


@pytest.fixture(autouse=True)
def _token(settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN
    REQUESTS.clear()
    DURATIONS.clear()


def shown(client: Client) -> dict[tuple[str, Labels], float]:
    """Every sample of /metrics, as Prometheus' own parser reads it."""
    answer = client.get("/metrics", headers=BEARER)
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-store"
    families = text_string_to_metric_families(answer.content.decode())
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in families
        for sample in family.samples
    }


def of(name: str, **labels: str) -> tuple[str, Labels]:
    return name, frozenset(labels.items())


@pytest.mark.parametrize(
    ("token", "headers"),
    [
        (TOKEN, {}),
        (TOKEN, {"authorization": "Bearer another"}),
        (TOKEN, {"authorization": TOKEN}),
        (TOKEN, {"authorization": "Bearer ä"}),
        ("", {"authorization": "Bearer "}),
        ("", {}),
    ],
)
@pytest.mark.django_db
def test_without_the_token_there_is_no_such_page(
    token: str, headers: dict[str, str], client: Client, settings: Any
) -> None:
    settings.METRICS_TOKEN = token
    answer = client.get("/metrics", headers=headers)
    assert answer.status_code == 404 and b"notorious_" not in answer.content


@pytest.mark.django_db
def test_requests_are_counted_by_the_name_of_their_route_whoever_asks_for_what(client: Client) -> None:
    for address in ("/about/", "/about/", "/editions/1999/", "/wp-login.php", "/a/b/c", "/healthz"):
        client.get(address)
    client.generic("BREW", "/healthz")
    got = shown(client)
    count = "notorious_requests_total"
    assert got[of(count, route="about", method="GET", status="2xx")] == 2, "one of them from memory"
    assert got[of(count, route="edition", method="GET", status="4xx")] == 1
    assert got[of(count, route="none", method="GET", status="4xx")] == 2
    assert got[of(count, route="healthz", method="other", status="2xx")] == 1
    assert not any("wp-login" in value for _, labels in got for _, value in labels)
    buckets = [got[of("notorious_request_seconds_bucket", route="about", le=str(bound))] for bound in BUCKETS]
    assert buckets == sorted(buckets)
    assert got[of("notorious_request_seconds_bucket", route="about", le="+Inf")] == 2
    assert got[of("notorious_request_seconds_count", route="about")] == 2
    assert 0 < got[of("notorious_request_seconds_sum", route="about")] < 60


@pytest.mark.django_db
def test_work_sources_documents_and_files_are_read_from_the_database_in_a_constant_number_of_queries(
    client: Client, django_assert_num_queries: Any
) -> None:
    now = timezone.now()
    feed, page = (Source(slug=slug, name=slug, url="https://ustr.gov/") for slug in ("feed", "page"))
    feed.last_seen_at = now
    page.last_seen_at = now - timedelta(days=2)
    Source.objects.bulk_create([feed, page])
    for number in range(3):
        SourcePoll.objects.create(
            source=feed, outcome=SourcePoll.Outcome.FOUND, ended_at=now - timedelta(hours=number)
        )
    SourcePoll.objects.create(source=page, outcome=SourcePoll.Outcome.FAILED, ended_at=now)
    SourcePoll.objects.create(source=page)
    waiting = {"kind": "read", "state": Job.State.QUEUED}
    Job.objects.create(key="a", not_before=now - timedelta(minutes=5), **waiting)
    Job.objects.create(key="b", not_before=now + timedelta(minutes=5), **waiting)
    Job.objects.create(kind="fetch", key="1", state=Job.State.FAILED)
    Snapshot.objects.store(b"unread")
    read = Snapshot.objects.store(b"read")
    for version, state in (("1", Reading.State.REFUSED), ("2", Reading.State.DRAFTED)):
        Reading.objects.create(snapshot=read, parser_version=version, state=state, parsed={})
    shown(client)  # what is read once in a process is read now
    with django_assert_num_queries(5):
        got = shown(client)
    assert got[of("notorious_database_up")] == 1
    assert got[of("notorious_jobs", kind="read", queue="reading", state="queued")] == 2
    assert got[of("notorious_jobs", kind="fetch", queue="fetching", state="failed")] == 1
    assert got[of("notorious_jobs", kind="poll", queue="fetching", state="running")] == 0
    oldest = "notorious_job_oldest_waiting_seconds"
    assert got[of(oldest, kind="read", queue="reading")] == pytest.approx(300, abs=60)
    assert got[of(oldest, kind="poll", queue="fetching")] == 0
    assert got[of("notorious_runs_total", source="feed", outcome="found")] == 3
    assert got[of("notorious_runs_total", source="page", outcome="failed")] == 1
    success = "notorious_source_last_success_timestamp_seconds"
    assert got[of(success, source="feed")] == pytest.approx(now.timestamp())
    assert of(success, source="page") not in got
    assert got[of("notorious_source_overdue", source="feed")] == 0
    assert got[of("notorious_source_overdue", source="page")] == 1
    assert got[of("notorious_snapshots", stage="stored")] == 1
    assert got[of("notorious_snapshots", stage="drafted")] == 1
    assert got[of("notorious_snapshots", stage="refused")] == 0
    assert got[of("notorious_data_revision")] == DataVersion.current().revision


def test_without_a_database_the_rest_is_shown(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError("the server is starting up")

    monkeypatch.setattr(database, "_jobs", away)
    client.get("/healthz")
    got = shown(client)
    assert got[of("notorious_database_up")] == 0
    assert got[of("notorious_requests_total", route="healthz", method="GET", status="2xx")] == 1


COUNT = """
import os, sys
from notorious.wsgi import application
from notorious.observability.metrics import count_request
from django.test import Client
for _ in range(int(sys.argv[1])):
    count_request("about", "GET", 200, 0.01)
print(Client().get("/metrics", headers={"authorization": "Bearer " + os.environ["METRICS_TOKEN"]}).content.decode())
"""


def counted(folder: Path, number: int) -> str:
    """What a process of this server shows that counted this many requests."""
    environment = {**os.environ, "METRICS_DIR": str(folder), "METRICS_TOKEN": TOKEN}
    done = subprocess.run(
        [sys.executable, "-c", COUNT, str(number)],
        env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


@pytest.mark.wide
def test_the_counts_of_all_processes_of_a_server_are_added_up_also_of_those_that_ended(
    tmp_path: Path,
) -> None:
    gone = tmp_path / "999999999"
    gone.mkdir()
    assert 'notorious_requests_total{method="GET",route="about",status="2xx"} 2.0' in counted(tmp_path, 2)
    assert not gone.exists()
    assert 'notorious_requests_total{method="GET",route="about",status="2xx"} 5.0' in counted(tmp_path, 3)


def test_a_folder_that_cannot_be_made_costs_metrics_and_no_answer(
    tmp_path: Path, client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR", raising=False)
    (tmp_path / "file").touch()
    settings.METRICS_DIR = tmp_path / "file" / "metrics"
    share_metrics()
    assert "PROMETHEUS_MULTIPROC_DIR" not in os.environ
    assert client.get("/healthz").status_code == 200


def test_nothing_is_written_where_nobody_may_ask(tmp_path: Path, settings: Any) -> None:
    settings.METRICS_TOKEN, settings.METRICS_DIR = "", tmp_path
    share_metrics()
    assert "PROMETHEUS_MULTIPROC_DIR" not in os.environ and not list(tmp_path.iterdir())
