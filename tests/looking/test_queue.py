"""The curators' queue and the desk: who decided, what is told, what may be switched."""

from __future__ import annotations

import html
import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from markets.models import Find, Job, Run, Source
from tests.looking.test_sources import sync

QUEUE = "admin:markets_find_changelist"


def act(client: Client, name: str, *rows, page: str = QUEUE) -> str:
    """Ticks rows and carries an action out; gives the page that follows."""
    data = {"action": name, "_selected_action": [str(row.pk) for row in rows]}
    return client.post(reverse(page), data, follow=True).content.decode()


@pytest.fixture
def found(originals, sources) -> Find:
    originals.open_docket("USTR-2030-0007")
    sync()
    return Find.objects.get()


@pytest.mark.django_db(transaction=True)
def test_a_find_is_taken_up_and_dismissed_by_name_and_only_once(found, at_the_desk, curator):
    assert "is taken up" in act(at_the_desk, "take_up", found)
    found.refresh_from_db()
    assert (found.state, found.decided_by) == (Find.State.TAKEN, curator) and found.decided_at
    assert "is taken up already" in act(at_the_desk, "take_up", found)
    act(at_the_desk, "dismiss", found)
    found.refresh_from_db()
    assert found.state == Find.State.DISMISSED
    act(at_the_desk, "put_back", found)
    found.refresh_from_db()
    assert found.state == Find.State.NEW


@pytest.mark.django_db(transaction=True)
def test_who_may_only_look_decides_nothing(found, client):
    person = User.objects.create_user("vic", password="a long passphrase here", is_staff=True)
    client.force_login(person)
    assert (
        client.post(reverse(QUEUE), {"action": "dismiss", "_selected_action": [found.pk]}).status_code == 403
    )
    found.refresh_from_db()
    assert found.state == Find.State.NEW


@pytest.mark.django_db(transaction=True)
def test_the_queue_tells_docket_deadlines_and_what_came_of_it(found, at_the_desk):
    page = at_the_desk.get(reverse(QUEUE)).content.decode()
    assert "USTR-2030-0007" in page and "Oct. 1, 2025" in page and "Oct. 15, 2025" in page
    assert found.snapshot.sha256[:12] in page


@pytest.mark.django_db(transaction=True)
def test_a_curator_adds_a_newsroom_and_has_it_looked_at(originals, at_the_desk, clean_queue):
    originals.statements["/news/answer"] = "Our answer to the Notorious Markets List"
    form = {"slug": "shop", "name": "A shop", "kind": "newsroom", "url": f"{originals.origin}/newsroom",
            "enabled": "on", "every_minutes": 60}  # fmt: skip
    at_the_desk.post(reverse("admin:markets_source_add"), form)
    shop = Source.objects.get(slug="shop")
    assert "is looked at" in act(at_the_desk, "look_now", shop, page="admin:markets_source_changelist")
    assert Job.objects.get().key == "shop"
    Source.objects.exclude(pk=shop.pk).update(enabled=False)
    sync()
    assert Find.objects.get(source=shop).kind == "statement"
    page = at_the_desk.get(reverse("admin:markets_run_changelist")).content.decode()
    assert "1 new: Our answer to the Notorious Markets List." in page


@pytest.mark.django_db(transaction=True)
def test_what_was_said_of_another_address_is_forgotten(sources, at_the_desk):
    feed = sources["ustr-feed"]
    Source.objects.filter(pk=feed.pk).update(etag='"x"', last_modified="y")
    address = reverse("admin:markets_source_change", args=[feed.pk])
    page = at_the_desk.get(address).content.decode()
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    form = {"slug": feed.slug, "name": feed.name, "kind": feed.kind, "url": "https://ustr.gov/other.xml",
            "enabled": "on", "every_minutes": 60, "seen": html.unescape(seen[1]) if seen else ""}  # fmt: skip
    at_the_desk.post(address, form)
    feed.refresh_from_db()
    assert (feed.url, feed.etag, feed.last_modified) == ("https://ustr.gov/other.xml", "", "")


@pytest.mark.django_db(transaction=True)
def test_a_failed_job_is_tried_again_from_the_desk(sources, at_the_desk, clean_queue):
    job = Job.objects.create(kind="look", key="ustr-feed", slot="a slot", state=Job.State.FAILED, attempts=3)
    act(at_the_desk, "again", job, page="admin:markets_job_changelist")
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.QUEUED, 0)


@pytest.mark.django_db(transaction=True)
def test_a_run_that_its_worker_left_open_is_called_broken_off_at_the_next_look(originals, sources):
    left = Run.objects.create(source=sources["ustr-feed"])
    sync()
    left.refresh_from_db()
    assert left.outcome == Run.Outcome.BROKEN and left.ended_at
    assert Run.objects.filter(ended_at=None).count() == 0
