"""The Wayback Machine's availability interface, rehearsed on loopback."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from markets.archived_copies import look_up_archived_copies
from markets.ingest.fetch import Client, HostTurn, Policy
from markets.models import Citation
from markets.tasks import look_up_copies
from tests.markets.ingest.fetch.server import Listener, answer, listening

pytestmark = pytest.mark.django_db
COPY = "http://web.archive.org/web/20230201120000/https://example.org/report"


@pytest.fixture
def archive(settings: Any) -> Iterator[Listener]:
    with listening() as listener:
        settings.ARCHIVE_LOOKUP_URL = f"{listener.origin}/wayback/available"
        yield listener


def make_client(archive: Listener) -> Client:
    policy = Policy(trusted=frozenset({archive.origin}))
    return Client(contact="https://example.org/", turns=HostTurn(gap=0.0), policy=policy)


def answer_json(said: dict[str, Any], status: int = 200) -> Any:
    return answer(status, json.dumps(said).encode(), type="application/json")


def cite(url: str = "https://example.org/report", **more: Any) -> Citation:
    return Citation.objects.create(url=url, publisher="Example", kind="press", **more)


def test_a_copy_that_the_archive_names_is_kept(archive: Listener) -> None:
    citation = cite(published_on="2023-02-01")
    closest = {"available": True, "url": COPY, "timestamp": "20230201120000", "status": "200"}
    archive.serve("/wayback/available", answer_json({"archived_snapshots": {"closest": closest}}))
    assert look_up_archived_copies(make_client(archive)) == 1
    citation.refresh_from_db()
    assert citation.archived_url == COPY.replace("http://web", "https://web")
    assert "timestamp=20230201" in archive.paths[-1]


def test_no_copy_is_asked_for_again_only_after_a_month(archive: Listener) -> None:
    cite()
    archive.serve("/wayback/available", answer_json({"archived_snapshots": {}}))
    assert look_up_archived_copies(make_client(archive)) == 0
    asked = len(archive.paths)
    assert look_up_archived_copies(make_client(archive)) == 0
    assert len(archive.paths) == asked


def test_what_is_named_and_not_linked_is_never_asked_for(archive: Listener) -> None:
    cite(linked=False)
    look_up_archived_copies(make_client(archive))
    assert archive.paths == []


def test_a_busy_archive_ends_the_run(archive: Listener) -> None:
    for number in range(3):
        cite(f"https://example.org/{number}")
    archive.serve("/wayback/available", answer(429, b"slow down", type="text/plain"))
    assert look_up_archived_copies(make_client(archive)) == 0
    assert sum("available" in path for path in archive.paths) == 1
    assert not Citation.objects.exclude(archive_checked_at=None).exists()


def test_the_task_is_off_by_default(settings: Any) -> None:
    cite()
    assert settings.ARCHIVE_LOOKUP_URL == ""
    look_up_copies()
    assert not Citation.objects.exclude(archive_checked_at=None).exists()
