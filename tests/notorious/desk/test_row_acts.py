"""Where an item of a queue opens is the act on it; after the act comes the next item."""

import pytest
from bs4 import BeautifulSoup

from markets.curation.links import propose_follow_up
from markets.curation.proposing import propose_change
from markets.models import (
    DiscoveredDocument,
    Edition,
    Fetch,
    FollowUp,
    Market,
    Reading,
    Recommendation,
    Snapshot,
    Source,
)
from notorious.models import QueueDismissal
from notorious.queues.definitions import QUEUES
from notorious.reply.acts import receive_reply
from notorious.reply.models import Reply
from responses.models import Assessment, Party, Response
from tests.assessments import write_assessment
from tests.html import get_page
from tests.notorious.desk.test_two_people import fields
from tests.people import sign_in

pytestmark = pytest.mark.usefixtures("record")


def open_first(client, queue: str) -> tuple[str, BeautifulSoup]:
    """The first item of a queue: its address as the queue gives it, and its page."""
    page = get_page(client, f"/admin/queue/{queue}/")
    address = page.select_one("table.queue td a")["href"].partition("#")[0]
    return address, get_page(client, address)


def name_buttons(page: BeautifulSoup) -> list[str]:
    return [button.get_text() for button in page.select("button")]


def test_a_reply_is_answered_and_published_on_its_page(ed) -> None:
    for text in ("One.", "Two."):
        receive_reply("correction", "A reader", "/markets/taobao/", text, "", "")
    client = sign_in(ed)
    address, page = open_first(client, "replies")
    assert {"Publish", "Decline"} <= set(name_buttons(page))
    assert "Withdraw" not in name_buttons(page)
    refused = client.post(address, {"row-act": "decline", "answer": ""}, follow=True)
    assert "Write an answer" in refused.content.decode()
    assert refused.request["PATH_INFO"] == address.partition("?")[0]  # the item is still open
    onward = client.post(address, {"row-act": "publish", "answer": "Thank you."}, follow=True)
    published, other = Reply.objects.get(state="published"), Reply.objects.get(state="received")
    assert (published.answer, published.decided_by) == ("Thank you.", ed)
    assert onward.request["PATH_INFO"] == f"/admin/notorious/reply/{other.pk}/change/"


def test_an_assessment_is_accepted_on_its_page_by_an_editor_alone(ada, ed) -> None:
    for asked in Recommendation.objects.filter(public_id__in=("2017-R2", "2017-R3")):
        write_assessment(asked, by=ada)
    first = Assessment.objects.order_by("pk")[0]
    address = f"/admin/responses/assessment/{first.pk}/change/"
    assert "Accept: it becomes public" not in sign_in(ada).get(address).content.decode()
    sign_in(ada).post(address, {"row-act": "accept"})
    assert not Assessment.objects.public().exists()
    assert "Delete" in name_buttons(get_page(sign_in(ada), address))
    client = sign_in(ed)
    address, page = open_first(client, "assessments")
    assert "Delete" not in name_buttons(page)
    assert "Accept: it becomes public" in name_buttons(page)
    onward = client.post(address, {"row-act": "accept"}, follow=True)
    assert Assessment.objects.public().count() == 1
    assert "/admin/responses/assessment/" in onward.request["PATH_INFO"]
    assert "Withdraw" in name_buttons(get_page(client, address.partition("?")[0]))


def test_a_proposed_change_leads_on_once_it_is_decided(ada, ed) -> None:
    for slug in ("taobao", "dhgate"):
        propose_change(Market.objects.get(slug=slug), {"name": f"New {slug}"}, reason="x", by=ada)
    client = sign_in(ed)
    address, _ = open_first(client, "changes")
    refused = client.post(address, {"do": "reject", "note": ""}, follow=True)
    assert "Say why" in refused.content.decode()
    onward = client.post(address, {"do": "reject", "note": "No."}, follow=True)
    assert onward.context["change"].title == "DHgate"
    address, _ = open_first(client, "changes")
    last = client.post(address, {"do": "reject", "note": "No."}, follow=True)
    assert "This was the last item" in last.content.decode()


def test_a_follow_up_is_decided_where_its_texts_are(ada, ed) -> None:
    asked = QUEUES["without_follow_up"].open_rows().exclude(market=None).first()
    later = Edition.objects.public().filter(year__gt=asked.edition.year).first()
    link = propose_follow_up(asked, later, None, FollowUp.CREDITED, "Page 3 thanks it.", by=ada)
    client = sign_in(ed)
    address, page = open_first(client, "links")
    assert {"Accept", "Reject"} <= set(name_buttons(page))
    client.post(address, {"decide": f"accept:{link.pk}"})
    link.refresh_from_db()
    assert (link.decision, link.decided_by) == ("accepted", ed)


def test_a_failed_upload_is_dismissed_on_its_page(ada) -> None:
    for content in (b"one", b"two"):
        Reading.objects.create(
            snapshot=Snapshot.objects.store(content, "text/plain"), parser_version="1", state="refused"
        )
    Fetch.objects.create(snapshot=Snapshot.objects.store(b"one", "text/plain"), file_name="draft list.pdf")
    client = sign_in(ada)
    assert "draft list.pdf" in client.get("/admin/queue/readings/").content.decode()
    _, page = open_first(client, "readings")
    form = page.select_one("form.queue-bar")
    button = form.select_one("button")
    onward = client.post(form["action"], {button["name"]: button["value"]}, follow=True)
    assert str(QueueDismissal.objects.get().row) == button["value"].partition(":")[2]
    assert "/admin/markets/reading/" in onward.request["PATH_INFO"]


def test_a_document_that_is_neither_report_nor_statement_is_handled_on_its_page(ada) -> None:
    source = Source.objects.create(slug="s", name="S", kind="ustr_page", url="https://example.org/")
    DiscoveredDocument.objects.create(source=source, url="https://example.org/1", kind="release")
    client = sign_in(ada)
    address, page = open_first(client, "finds")
    assert {"Mark as handled", "Dismiss"} <= set(name_buttons(page))
    assert "Reopen" not in name_buttons(page)
    client.post(address, {"row-act": "mark_handled"})
    assert DiscoveredDocument.objects.get().state == "handled"


def test_the_desk_of_a_response_leads_on_once_it_is_reviewed(bob, entered) -> None:
    first, second = entered(), entered(title="Another")
    client = sign_in(bob)
    address, _ = open_first(client, "drafts")
    client.post(address, {"action": "review"}, follow=True)
    reviewed = Response.objects.get(stage="reviewed")
    other = second if reviewed == first else first
    onward = client.post(address, {"action": "none"}, follow=True)
    assert onward.request["PATH_INFO"] == f"/admin/responses/response/{other.pk}/desk/"


def test_a_row_act_that_does_not_fit_is_not_carried_out(ed) -> None:
    receive_reply("statement", "A company", "/markets/taobao/", "Ours.", "", "")
    reply = Reply.objects.get()
    answer = sign_in(ed).post(
        f"/admin/notorious/reply/{reply.pk}/change/", {"row-act": "withdraw"}, follow=True
    )
    assert "no longer available" in answer.content.decode()
    reply.refresh_from_db()
    assert reply.state == "received"


def test_a_form_that_sends_only_what_is_not_its_own_says_that_nothing_was_changed(ed) -> None:
    client, party = sign_in(ed), Party.objects.get(slug="dhgate")
    address = f"/admin/responses/party/{party.pk}/change/"
    given = fields(client, address)
    unchanged = client.post(address, {**given, "created_at": "2001-01-01"}, follow=True).content.decode()
    assert "Nothing was changed" in unchanged and "changed successfully" not in unchanged
    changed = {**given, **fields(client, address), "name": "DHgate Group", "why": "its name"}
    assert "Nothing was changed" not in client.post(address, changed, follow=True).content.decode()
