"""The page of the back-fill at the desk."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from markets import tasks
from markets.admin.backfill import LONG_WAIT
from markets.documents.jobs import find_due_jobs
from markets.models import BackfillResult, Edition, Job
from tests.markets.backfill.library import (
    backfill,
    know_names,
    make_people,
    put_at_mirror,
    put_moved,
)
from tests.markets.ingest.fetch.server import Listener

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_package")]


def test_the_desk_says_which_editions_wait_for_the_worker(
    library: Listener,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    make_people()
    for year in (2017, 2018):
        put_moved(library, year)
        Edition.objects.create(year=year, title=f"{year} Review", covers=["online", "physical"])
    asked: list[Job] = []
    monkeypatch.setattr(tasks, "call", asked.append)
    client.force_login(User.objects.get(username="ed"))
    address = reverse("admin:markets_backfill")
    assert "0 of 2 editions have a draft" in client.get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"act": "fetch-all"})
    assert [job.key for job in asked] == ["2017", "2018"]
    page = client.get(address).content.decode()
    assert page.count("Waiting for the worker") == 2
    assert 'http-equiv="refresh"' in page
    for job in asked:
        tasks.work(job.pk)
    page = client.get(address).content.decode()
    assert "2 of 2 editions have a draft" in page
    assert 'http-equiv="refresh"' not in page
    assert 'value="fetch">' not in page
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"act": "fetch-all"})
    assert len(asked) == 2


def test_a_lost_message_is_sent_again_and_a_long_wait_is_said(
    library: Listener,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    make_people()
    put_moved(library, 2018)
    Edition.objects.create(year=2018, title="2018 Review", covers=["online", "physical"])
    lost: list[Job] = []
    monkeypatch.setattr(tasks, "call", lost.append)
    client.force_login(User.objects.get(username="ed"))
    address = reverse("admin:markets_backfill")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"act": "fetch", "year": "2018"})
    (job,) = lost
    assert job in find_due_jobs()  # the sweep sends the message again
    BackfillResult.objects.update(attempted_at=timezone.now() - 2 * LONG_WAIT)
    page = client.get(address).content.decode()
    assert "no worker has taken it" in page
    assert 'http-equiv="refresh"' not in page
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"act": "fetch", "year": "2018"})
    assert lost == [job, job]
    page = client.get(address).content.decode()
    assert "Waiting for the worker" in page
    tasks.work(job.pk)
    assert BackfillResult.objects.get().progress == "drafted"


def test_a_program_error_in_the_worker_is_shown_at_the_desk(
    client: Client, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    make_people()
    Edition.objects.create(year=2018, title="2018 Review", covers=["online", "physical"])
    monkeypatch.setattr(tasks, "call", lambda job: None)
    monkeypatch.setattr("markets.backfill.job.backfill_edition", fail)
    client.force_login(User.objects.get(username="ed"))
    address = reverse("admin:markets_backfill")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"act": "fetch", "year": "2018"})
    with pytest.raises(RuntimeError):
        tasks.work(Job.objects.get().pk)
    page = client.get(address).content.decode()
    assert "Failed: Stopped by a program error: RuntimeError: a fault of ours" in page
    assert 'http-equiv="refresh"' not in page
    assert 'value="fetch">' in page


def test_a_failed_edition_has_a_row_also_where_no_record_is_loaded(client: Client) -> None:
    make_people()
    said, code = backfill("--years", "2018")
    assert code == 1
    assert not Edition.objects.exists()
    client.force_login(User.objects.get(username="ed"))
    page = client.get(reverse("admin:markets_backfill")).content.decode()
    assert '<th scope="row">2018</th>' in page
    assert "No address answered with the report." in page
    assert 'value="fetch">' in page


def test_a_copy_is_confirmed_at_the_desk_by_an_editor_alone(library: Listener, client: Client) -> None:
    make_people()
    put_at_mirror(library, 2018)
    backfill("--years", "2018")
    page, sent = "/admin/markets/reportaddress/backfill/", {"act": "confirm", "year": "2018"}
    for name, confirmed in (("cora", False), ("ed", True)):
        client.force_login(User.objects.get(username=name))
        assert ("Confirm the copy" in client.get(page).content.decode()) == confirmed
        client.post(page, sent)
        assert (BackfillResult.objects.get(year=2018).copy_confirmed_at is not None) == confirmed


def test_the_buttons_of_the_desk_review_and_publish_and_need_two_people(library: Listener) -> None:
    make_people()
    put_moved(library, 2018)
    know_names(2018)
    assert backfill("--years", "2018")[1] == 0
    address = reverse("admin:markets_backfill")

    def press(name: str, act: str) -> str:
        client = Client()
        client.force_login(User.objects.get(username=name))
        answer = client.post(address, {"act": act, "year": "2018"}, follow=True)
        return " ".join(str(each) for each in answer.context["messages"])

    assert "not been reviewed by a second person" in press("ed", "publish")
    assert "is reviewed" in press("ed", "review")
    assert "not been reviewed by a second person. Ask cora." in press("ed", "publish")
    assert "is reviewed" in press("cora", "review")
    assert "Only editors can publish" in press("cora", "publish")
    assert "2018 is published" in press("ed", "publish")
    assert BackfillResult.objects.get(year=2018).progress == "published"
