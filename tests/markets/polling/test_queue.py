"""The curators' queue and the desk: who decided, what is reported, what may be switched."""

import html
import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from markets.curation.notices import read_reviewed_year, write_to_edition
from markets.curation.proposing import accept_change
from markets.curation.refusal import Refusal
from markets.models import DiscoveredDocument, Edition, Job, ProposedChange, Reading, Source, SourcePoll
from tests.markets.polling.conftest import report
from tests.markets.polling.test_sources import sync
from tests.people import make_person, sign_in

QUEUE = "admin:markets_discovereddocument_changelist"


def accept(change: ProposedChange) -> None:
    """An editor accepts what a curator proposed."""
    accept_change(change, by=make_person("ed", "editor"))


def act(client: Client, name: str, *rows, page: str = QUEUE) -> str:
    """Ticks rows and carries an action out; gives the page that follows."""
    data = {"action": name, "_selected_action": [str(row.pk) for row in rows]}
    return client.post(reverse(page), data, follow=True).content.decode()


@pytest.fixture
def found(originals, sources) -> DiscoveredDocument:
    originals.open_docket("USTR-2030-0007")
    sync()
    return DiscoveredDocument.objects.get()


@pytest.mark.django_db(transaction=True)
def test_a_find_is_taken_up_and_dismissed_by_name_and_only_once(found, at_the_desk, curator):
    assert "is marked as handled" in act(at_the_desk, "mark_handled", found)
    found.refresh_from_db()
    assert (found.state, found.decided_by) == (DiscoveredDocument.State.HANDLED, curator) and found.decided_at
    assert "is handled already" in act(at_the_desk, "mark_handled", found)
    act(at_the_desk, "dismiss", found)
    found.refresh_from_db()
    assert found.state == DiscoveredDocument.State.DISMISSED
    act(at_the_desk, "put_back", found)
    found.refresh_from_db()
    assert found.state == DiscoveredDocument.State.NEW


@pytest.mark.django_db(transaction=True)
def test_who_may_only_look_decides_nothing(found):
    client, form = sign_in(make_person("vic")), {"action": "dismiss", "_selected_action": [found.pk]}
    assert client.post(reverse(QUEUE), form).status_code == 403
    found.refresh_from_db()
    assert found.state == DiscoveredDocument.State.NEW


@pytest.mark.django_db(transaction=True)
def test_the_queue_tells_docket_deadlines_and_what_came_of_it(found, at_the_desk):
    page = at_the_desk.get(reverse(QUEUE)).content.decode()
    assert "USTR-2030-0007" in page and "2025-10-01" in page and "2025-10-15" in page
    assert reverse("admin:markets_snapshot_change", args=[found.snapshot_id]) in page


@pytest.mark.django_db(transaction=True)
def test_a_curator_adds_a_newsroom_and_has_it_looked_at(originals, at_the_desk, clean_queue):
    originals.statements["/news/answer"] = "Our answer to the Notorious Markets List"
    form = {"slug": "shop", "name": "A shop", "kind": "newsroom", "url": f"{originals.origin}/newsroom",
            "enabled": "on", "every_minutes": 60}  # fmt: skip
    at_the_desk.post(reverse("admin:markets_source_add"), {**form, "why": "It answers USTR."})
    accept(ProposedChange.objects.get())
    shop = Source.objects.get(slug="shop")
    assert "is checked as soon as" in act(
        at_the_desk, "look_now", shop, page="admin:markets_source_changelist"
    )
    assert Job.objects.get().key == "shop"
    Source.objects.exclude(pk=shop.pk).update(enabled=False)
    sync()
    assert DiscoveredDocument.objects.get(source=shop).kind == "statement"
    page = at_the_desk.get(reverse("admin:markets_sourcepoll_changelist")).content.decode()
    assert "1 new: Our answer to the Notorious Markets List." in page


@pytest.mark.django_db(transaction=True)
def test_what_was_said_of_another_address_is_forgotten(sources, at_the_desk):
    feed = sources["ustr-feed"]
    Source.objects.filter(pk=feed.pk).update(etag='"x"', last_modified="y")
    address = reverse("admin:markets_source_change", args=[feed.pk])
    page = at_the_desk.get(address).content.decode()
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    form = {"slug": feed.slug, "name": feed.name, "kind": feed.kind, "url": "https://ustr.gov/other.xml",
            "enabled": "on", "every_minutes": 60, "why": "It moved.",
            "seen": html.unescape(seen[1]) if seen else ""}  # fmt: skip
    at_the_desk.post(address, form)
    accept(ProposedChange.objects.get())
    feed.refresh_from_db()
    assert (feed.url, feed.etag, feed.last_modified) == ("https://ustr.gov/other.xml", "", "")


@pytest.mark.django_db(transaction=True)
def test_a_failed_job_is_tried_again_from_the_desk(sources, at_the_desk, clean_queue):
    job = Job.objects.create(kind="poll", key="ustr-feed", slot="a slot", state=Job.State.FAILED, attempts=3)
    act(at_the_desk, "again", job, page="admin:markets_job_changelist")
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.QUEUED, 0)


@pytest.mark.django_db(transaction=True)
def test_a_run_that_its_worker_left_open_is_called_broken_off_at_the_next_look(originals, sources):
    left = SourcePoll.objects.create(source=sources["ustr-feed"])
    sync()
    left.refresh_from_db()
    assert left.outcome == SourcePoll.Outcome.BROKEN and left.ended_at
    assert SourcePoll.objects.filter(ended_at=None).count() == 0


def form_of(page: bytes) -> dict[str, str]:
    """What a browser would post of the change form of a source."""
    form = BeautifulSoup(page, "html.parser").select_one("#source_form")
    given = {each["name"]: each.get("value", "") for each in form.select("input[name]")
             if each.get("type") not in ("submit", "checkbox") or each.has_attr("checked")}  # fmt: skip
    return given | {
        each["name"]: option["value"] if (option := each.select_one("option[selected]")) else ""
        for each in form.select("select[name]")
    }


@pytest.mark.django_db(transaction=True)
def test_a_look_keeps_no_curator_from_saving_a_source_and_a_curators_change_does(
    originals, sources, at_the_desk
):
    address = reverse("admin:markets_source_change", args=[sources["ustr-feed"].pk])
    opened = form_of(at_the_desk.get(address).content)
    sync()
    looked = Source.objects.get(slug="ustr-feed")
    assert looked.last_seen_at is not None and looked.last_sentence
    assert at_the_desk.post(address, {**opened, "name": "The feed", "why": "Its name."}).status_code == 302
    accept(ProposedChange.objects.get())
    saved = Source.objects.get(slug="ustr-feed")
    assert saved.name == "The feed"
    assert (saved.last_seen_at, saved.last_sentence) == (looked.last_seen_at, looked.last_sentence)
    refused = at_the_desk.post(address, {**opened, "every_minutes": "77"})
    assert refused.status_code == 200 and "was changed after you opened this page" in refused.content.decode()
    assert Source.objects.get(slug="ustr-feed").every_minutes != 77


@pytest.mark.django_db(transaction=True)
def test_a_notice_is_written_to_its_edition_with_its_source(found, at_the_desk, curator):
    DiscoveredDocument.objects.update(
        title="2030 Review of Notorious Markets for Counterfeiting and Piracy: Comment Request"
    )
    assert "is written to its edition" in act(at_the_desk, "write_to_edition", found)
    edition = Edition.objects.get(year=2030)
    assert edition.title == "2030 Review of Notorious Markets for Counterfeiting and Piracy"
    assert edition.published_at is None
    assert (edition.docket_id, edition.docket_basis) == ("USTR-2030-0007", "secondary")
    assert [day.isoformat() for day in edition.deadlines] == ["2025-10-01", "2025-10-15"]
    assert edition.fr_document_number == "2030-15675" and edition.sources == found.url
    found.refresh_from_db()
    assert (found.state, found.decided_by) == (DiscoveredDocument.State.HANDLED, curator)


@pytest.mark.django_db(transaction=True)
def test_a_notice_says_where_the_edition_has_it_otherwise_and_replaces_it_only_by_name(found, at_the_desk):
    year = read_reviewed_year(found.title, found.published_on)
    Edition.objects.create(
        year=year, title="x", docket_id="USTR-2030-0001", docket_basis="secondary", sources="a press report"
    )
    said = html.unescape(act(at_the_desk, "write_to_edition", found))
    assert "has docket USTR-2030-0001, where the notice says USTR-2030-0007" in said
    edition = Edition.objects.get(year=year)
    assert (edition.docket_id, edition.comments_due_on) == ("USTR-2030-0001", None)
    found.refresh_from_db()
    assert found.state == DiscoveredDocument.State.NEW
    act(at_the_desk, "write_instead", found)
    edition.refresh_from_db()
    assert edition.docket_id == "USTR-2030-0007" and edition.sources == f"a press report ; {found.url}"


@pytest.mark.django_db(transaction=True)
def test_a_recalled_docket_gives_way_and_what_is_no_notice_writes_nothing(found, sources, curator):
    Edition.objects.create(year=2025, title="x", docket_id="USTR-2030-0001", docket_basis="recalled")
    DiscoveredDocument.objects.filter(pk=found.pk).update(published_on="2025-08-18", title="A review")
    found.refresh_from_db()
    assert write_to_edition(found, by=curator).docket_id == "USTR-2030-0007"
    other = DiscoveredDocument.objects.create(
        source=sources["ustr-feed"], url="https://ustr.gov/x", kind="statement"
    )
    with pytest.raises(Refusal, match="is not a notice of a review"):
        write_to_edition(other, by=curator)
    curator.groups.clear()
    with pytest.raises(Refusal, match="Ask an editor"):
        write_to_edition(found, by=User.objects.get(pk=curator.pk))


@pytest.mark.django_db
def test_the_draft_of_an_edition_that_only_its_notice_named_brings_title_and_day(originals, sources, curator):
    expected = report().expected["edition"]
    Edition.objects.create(year=expected["year"], title="of the notice", docket_id="USTR-2030-0007")
    originals.publish(expected["year"], report().content)
    sync()
    edition = Edition.objects.get(year=expected["year"])
    assert edition.title == expected["title"] and edition.docket_id == "USTR-2030-0007"
    assert edition.released == Reading.objects.get().parsed["edition"]["published"] != ""
