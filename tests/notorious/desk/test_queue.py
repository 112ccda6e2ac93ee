"""The queue: what waits, who sees to it, and where it is done."""

import pytest
from bs4 import BeautifulSoup

from markets.curation.proposing import accept_change, propose_change
from markets.curation.refusal import Refusal
from markets.models import (
    DataVersion,
    DiscoveredDocument,
    Edition,
    Evidence,
    Listing,
    Market,
    ProposedChange,
    Reading,
    Recommendation,
    RecommendationLink,
    Snapshot,
    Source,
)
from notorious.models import Assignment, CorrectionNotice
from notorious.queues.assignments import assign_rows
from notorious.queues.definitions import QUEUES, count_queues
from responses.curation.linking import link_answer
from responses.curation.publishing import publish_response, review_response
from responses.models import Answer, Claim, ResponsePoint
from tests.html import get_page
from tests.notorious.desk.test_entering import desk, take_all
from tests.people import sign_in
from tests.queries import capture_queries

pytestmark = pytest.mark.usefixtures("record")


def counts(user) -> dict[str, int]:
    return {each.queue.name: each.count for each in count_queues(user)}


def test_each_kind_of_work_is_counted_and_goes_once_it_is_done(ada, bob, ed, entered) -> None:
    before = counts(ada)
    response = entered()
    take_all(sign_in(ada), response)
    sign_in(ada).post(
        desk(response), {"action": "add", "summary": "A programme.", "quote": "We introduced a program"}
    )
    now = counts(ada)
    assert now["drafts"] == before["drafts"] + 1
    assert now["points"] == before["points"] + 3
    assert now["quotations"] == before["quotations"] + 1
    unstated = Claim.objects.filter(point__response=response, period="").count()
    assert now["periods"] == before["periods"] + unstated
    for point in response.points.all():
        link_answer(point, recommendation=Recommendation.objects.get(public_id="2017-R1"), by=ada)
    review_response(response, by=bob)
    now = counts(ada)
    assert now["points"] == before["points"]
    assert now["unanswered"] == before["unanswered"] - 1
    assert (now["drafts"], now["reviewed"]) == (before["drafts"], before["reviewed"] + 1)
    publish_response(response, by=ed)
    assert counts(ada)["reviewed"] == before["reviewed"]


def test_new_finds_and_snapshots_and_doubtful_readings_and_unmatched_names_wait(ada) -> None:
    before = counts(ada)
    snapshot = Snapshot.objects.store(b"a new document", "text/plain")
    source = Source.objects.create(slug="s", name="S", kind="newsroom", url="https://example.org/")
    DiscoveredDocument.objects.create(source=source, url="https://example.org/1", kind="release")
    assert counts(ada)["snapshots"] == before["snapshots"] + 1
    reading = Reading.objects.create(
        snapshot=snapshot, parser_version="1", state="drafted", parsed={}, problems=["one is missing"]
    )
    edition = Listing.objects.first().edition
    Listing.objects.create(
        edition=edition, kind="online", printed_name="New", evidence=Evidence.SECONDARY, reading=reading
    )
    now = counts(ada)
    assert now["finds"] == before["finds"] + 1
    assert now["snapshots"] == before["snapshots"]  # it has been read
    assert now["readings"] == before["readings"] + 1
    assert now["names"] == before["names"] + 1


def test_the_leads_of_the_record_wait_to_be_verified(ada) -> None:
    now = counts(ada)
    assert now["listing-leads"] == Listing.objects.filter(evidence__in=["lead", "unconfirmed"]).count() > 0
    assert now["response-leads"] > 0


def test_every_queue_has_a_page_whose_links_lead_to_where_the_work_is_done(ed) -> None:
    client = sign_in(ed)
    for name in QUEUES:
        answer = client.get(f"/admin/queue/{name}/")
        assert answer.status_code == 200, name
        for link in BeautifulSoup(answer.content, "html.parser").select("table.queue td a")[:2]:
            assert client.get(link["href"]).status_code == 200, link["href"]
    assert client.get("/admin/queue/nothing/").status_code == 404


def test_work_is_given_to_oneself_to_another_and_to_nobody(ada, ed, bob) -> None:
    point = ResponsePoint.objects.filter(pk__in=QUEUES["points"].rows()).first()
    client = sign_in(ada)
    for to, owner in (("me", ada), (str(bob.pk), bob), ("nobody", None)):
        assert client.post("/admin/queue/points/", {"row": [point.pk], "to": to}).status_code == 302
        assert Assignment.objects.get(queue="points", row=point.pk).owner == owner
    client.post("/admin/queue/points/", {"row": [point.pk], "to": "me"})
    (mine,) = [each for each in count_queues(ada) if each.queue.name == "points"]
    assert (mine.owned, mine.mine) == (1, 1)
    page = get_page(client, "/admin/queue/points/?owner=ada")
    assert len(page.select("table.queue tbody tr")) == 1
    link = link_answer(
        point, market=Market.objects.get(slug="taobao"), edition=point.response.edition, by=ada
    )
    if isinstance(link, ProposedChange):  # the response is public
        accept_change(link, by=ed)
    assert [each.mine for each in count_queues(ada) if each.queue.name == "points"] == [
        0
    ]  # done: no longer counted


def test_what_was_done_meanwhile_is_not_assigned_nor_is_anything_to_a_stranger(
    ada, django_user_model
) -> None:
    with pytest.raises(Refusal, match="in the queue"):
        assign_rows("points", [0], ada, by=ada)
    with pytest.raises(Refusal, match="does not work"):
        row = QUEUES["points"].rows().first()
        assign_rows("points", [row.pk], django_user_model.objects.create_user("stranger"), by=ada)


def test_the_first_page_and_the_queue_cost_the_same_queries_however_much_waits(ada) -> None:
    client = sign_in(ada)

    def cost(address: str) -> int:
        with capture_queries() as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    pages = ("/admin/", "/admin/queue/", "/admin/queue/points/", "/admin/queue/without_follow_up/")
    few = {address: cost(address) for address in pages}
    Answer.objects.update(withdrawn_at="2026-01-01T00:00Z")  # now nearly everything waits
    for point in QUEUES["points"].rows()[:30]:
        Assignment.objects.create(queue="points", row=point.pk, owner=ada, assigned_by=ada)
    assert {address: cost(address) for address in pages} == few
    assert few["/admin/"] <= len(QUEUES) + 8
    assert few["/admin/queue/points/"] <= 12


def test_the_first_page_of_the_admin_shows_the_queues(ada) -> None:
    page = get_page(sign_in(ada), "/admin/")
    row = page.select_one("#queue-points")
    assert int(row.select("td")[0].get_text()) == counts(ada)["points"]


def test_an_item_leads_to_the_next_one_of_its_queue(ada) -> None:
    client = sign_in(ada)
    rows = [str(row.pk) for row in QUEUES["without_follow_up"].open_rows()[:3]]
    page = get_page(client, "/admin/queue/without_follow_up/")
    first = page.select_one("table.queue td a")["href"]
    opened = get_page(client, first)
    onward = client.get(opened.select_one(".queue-bar a:last-child")["href"])
    assert f"row={rows[1]}" in onward["Location"]
    last = client.get("/admin/queue/without_follow_up/next/?at=100000&row=0", follow=True)
    assert "This was the last item" in last.content.decode()


def test_a_queue_is_filtered_by_kind_and_edition(ada) -> None:
    page = sign_in(ada).get("/admin/queue/listing-leads/?kind=physical&edition=2014")
    expected = QUEUES["listing-leads"].open_rows().filter(kind="physical", edition__year=2014)
    assert page.context["page"].paginator.count == expected.count() > 0
    odd = sign_in(ada).get("/admin/queue/listing-leads/?kind=nothing&edition=x")
    assert odd.status_code == 200


def test_the_filters_of_the_queues_use_words_not_keys(ada, ed) -> None:
    propose_change(Market.objects.get(slug="taobao"), {"name": "Taobao Market"}, reason="x", by=ada)
    labels = {
        option.get_text()
        for name in QUEUES
        for option in get_page(sign_in(ed), f"/admin/queue/{name}/").select("select[name=kind] option")
    }
    assert {"market", "online", "recommendation"} <= labels
    assert not [label for label in labels if "_" in label or "." in label]
    page = sign_in(ed).get("/admin/markets/proposedchange/").content.decode()
    assert "?table=markets.market" in page
    assert ">markets.market<" not in page


def test_a_failed_upload_is_dismissed_and_put_back(ada) -> None:
    snapshot = Snapshot.objects.store(b"no report", "text/plain")
    reading = Reading.objects.create(
        snapshot=snapshot, parser_version="1", state="refused", sentence="Not a PDF."
    )
    before, client = counts(ada)["readings"], sign_in(ada)
    client.post("/admin/queue/readings/", {"row": [reading.pk], "act": "dismiss"})
    assert counts(ada)["readings"] == before - 1
    shown = client.get("/admin/queue/readings/?dismissed=1").content.decode()
    assert "Not a PDF." in shown
    client.post("/admin/queue/readings/?dismissed=1", {"row": [reading.pk], "act": "restore"})
    assert counts(ada)["readings"] == before
    row = QUEUES["points"].open_rows().first()
    client.post("/admin/queue/points/", {"row": [row.pk], "act": "dismiss"})
    assert QUEUES["points"].open_rows().filter(pk=row.pk).exists()


def test_a_follow_up_is_proposed_with_evidence_and_decided_by_somebody(ada, ed) -> None:
    asked = QUEUES["without_follow_up"].open_rows().exclude(market=None).first()
    later = Edition.objects.public().filter(year__gt=asked.edition.year).first()
    address = f"/admin/follow-up/{asked.public_id}/?edition={later.year}"
    page = sign_in(ada).get(address)
    assert asked.text in page.context["asked"].text
    before = RecommendationLink.objects.filter(earlier=asked).count()
    for refused in ({"follow_up": "dropped", "note": " "}, {"follow_up": "repeated", "note": "page 3"}):
        sign_in(ada).post(address, refused)
    assert RecommendationLink.objects.filter(earlier=asked).count() == before
    sign_in(ada).post(address, {"follow_up": "credited", "note": "Page 3 thanks it."})
    link = RecommendationLink.objects.get(earlier=asked, edition=later, later=None)
    assert (link.decision, link.note) == ("proposed", "Page 3 thanks it.")
    shown = sign_in(ed).get("/admin/queue/links/").content.decode()
    assert "Page 3 thanks it." in shown
    sign_in(ed).post("/admin/queue/links/", {"act": f"accept:{link.pk}"})
    link.refresh_from_db()
    assert (link.decision, link.decided_by) == ("accepted", ed)


def test_a_correction_is_shown_to_readers_once_an_editor_publishes_it(ada, ed) -> None:
    form = {
        "wrong": "Taobao was shown as listed in 2012.",
        "right": "It was not listed.",
        "concerns": "/markets/taobao/",
        "wrong_since": "2026-01-02",
        "first_version": "v2026.1",
        "last_version": DataVersion.current().label,
    }
    add = "/admin/notorious/correctionnotice/add/"
    assert sign_in(ada).post(add, {**form, "concerns": "//elsewhere.example/"}).status_code == 200
    assert sign_in(ada).post(add, form).status_code == 302
    notice = CorrectionNotice.objects.get()
    assert notice.entered_by == ada
    assert "shown as listed in 2012" not in sign_in(ed).get("/corrections/").content.decode()
    chosen = {"action": "publish", "_selected_action": [notice.pk]}
    sign_in(ada).post("/admin/notorious/correctionnotice/", chosen)
    notice.refresh_from_db()
    assert notice.published_at is None  # a curator publishes nothing
    sign_in(ed).post("/admin/notorious/correctionnotice/", chosen)
    page = sign_in(ed).get("/corrections/").content.decode()
    for words in (
        "shown as listed in 2012",
        "It was not listed.",
        "2026-01-02",
        "v2026.1",
        "/markets/taobao/",
    ):
        assert words in page
