"""Entering a response: the document first, proposals beside it, and what is wrong with its quotations."""

import datetime
import hashlib

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from reportlab.pdfgen.canvas import Canvas

from markets.curation.refusal import Refusal
from markets.models import Recommendation, Snapshot
from responses.curation.linking import explain_early_links, link_answer
from responses.curation.publishing import review_response
from responses.models import Answer, Claim, Response, ResponsePoint
from tests.html import get_page
from tests.markets.ingest.pages.drawn import pdf
from tests.notorious.desk.conftest import entry
from tests.notorious.desk.statements import MADE_UP, seed
from tests.people import sign_in
from tests.queries import capture_queries

pytestmark = pytest.mark.usefixtures("record")


def desk(response: Response) -> str:
    return f"/admin/responses/response/{response.pk}/desk/"


def take_all(client, response: Response) -> None:
    numbers = [each["value"] for each in get_page(client, desk(response)).select("input[name=claim]")]
    assert client.post(desk(response), {"action": "take", "claim": numbers}).status_code == 302


def test_the_document_is_stored_byte_for_byte_and_the_entry_is_a_draft_with_an_id(entered, ada) -> None:
    response = entered()
    assert bytes(Snapshot.objects.get(pk=response.snapshot_id).content) == MADE_UP.encode()
    assert response.snapshot.sha256 == hashlib.sha256(MADE_UP.encode()).hexdigest()
    assert (response.stage, response.entered_by) == ("draft", ada)
    assert response.public_id == "2018-01-12-alibaba-group-7"
    assert not Response.objects.public().filter(pk=response.pk).exists()


def test_the_same_document_twice_is_one_snapshot_and_an_id_is_never_given_twice(entered) -> None:
    first, second = entered(), entered(title="Another part of it")
    assert first.snapshot_id == second.snapshot_id
    assert [each.public_id[-2:] for each in (first, second)] == ["-7", "-8"]


def test_the_four_dates_the_language_and_the_hash_are_shown_apart(entered, ada) -> None:
    response = entered(fetched_on="2018-02-03", language="zh")
    facts = get_page(sign_in(ada), desk(response)).select_one("dl.facts")
    shown = {
        name.get_text(): value.get_text(strip=True)
        for name, value in zip(facts.select("dt"), facts.select("dd"), strict=True)
    }
    assert shown["Date of statement"] == "2018-01-12"
    assert shown["Edition"].startswith("2017 List, released 2018-01-12")
    assert shown["Fetched on"] == "2018-02-03"
    assert shown["Recorded here on"] == f"{response.recorded_at:%Y-%m-%d}"
    assert shown["Language"] == "Chinese"
    assert shown["Document"] == response.snapshot.sha256


def test_proposals_link_to_their_marked_passage_in_the_document(entered, ada) -> None:
    soup = get_page(sign_in(ada), desk(entered()))
    assert soup.select_one(".document .text").get_text().split() == MADE_UP.split()
    for sentence in soup.select(".sentence"):
        anchor = soup.select_one(f"mark {sentence.select_one('a')['href']}")
        assert anchor.parent.get_text() == sentence.q.get_text()


def test_claims_that_were_taken_are_points_that_quote_their_sentence_exactly(entered, ada) -> None:
    response = entered()
    take_all(sign_in(ada), response)
    points = list(response.points.all())
    assert [point.quote_check for point in points] == ["exact", "exact"]
    found = {(claim.metric, int(claim.value)) for claim in Claim.objects.filter(point__in=points)}
    assert found == {("takedown_requests_change", -25), ("requests_within_24_hours", 97), ("arrests", 1000)}
    take_all(sign_in(ada), response)  # nothing is offered twice
    assert Claim.objects.filter(point__response=response).count() == 3


def test_what_nobody_proposed_cannot_be_taken(entered, ada) -> None:
    response = entered()
    sign_in(ada).post(desk(response), {"action": "take", "claim": ["3"]})
    assert not response.points.exists()


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        ("We introduced a programme for small businesses", "exact"),
        ("We introduced a program for small businesses", "respelled"),
        ("We introduced a programme … that anyone may call", "elided"),
        ("We introduced a programme for large businesses", "altered"),
        ("nobody at all ever said this in any place", "not_found"),
    ],
)
def test_a_quotation_is_checked_when_it_is_saved(entered, ada, quote, verdict) -> None:
    response = entered()
    sign_in(ada).post(desk(response), {"action": "add", "quote": quote, "summary": "A programme."})
    assert response.points.get().quote_check == verdict


def test_a_quotation_without_a_document_is_not_checked(entered, ada) -> None:
    response = entered(pasted="", held="part")
    sign_in(ada).post(desk(response), {"action": "add", "quote": "a programme", "summary": "A programme."})
    assert response.points.get().quote_check == "not_held"


def test_a_point_is_linked_by_opening_its_list_and_pressing_one_button(entered, ada) -> None:
    response, client = entered(), sign_in(ada)
    take_all(client, response)
    point = get_page(client, desk(response)).select_one("#point1")
    rows = {row.th.get_text(): row for row in point.select("details.linking tbody tr")}
    assert {f"2017-R{n}" for n in range(1, 8)} <= set(rows)
    says, infer = rows["2017-R2"].select("button")
    client.post(desk(response), {"action": says["value"]})
    link = Answer.objects.get(point__response=response)
    assert (link.recommendation.public_id, link.inferred, link.decided_by) == ("2017-R2", False, ada)
    client.post(desk(response), {"action": infer["value"]})
    link.refresh_from_db()
    assert link.inferred
    client.post(desk(response), {"action": f"unlink:{link.pk}"})
    link.refresh_from_db()
    assert link.withdrawn_at is not None  # taken back, and still there


def test_a_statement_is_not_linked_to_a_list_that_came_out_after_it(entered, ada) -> None:
    response, client = entered(), sign_in(ada)
    take_all(client, response)
    later = Recommendation.objects.filter(edition__year=2018).first()
    client.post(desk(response), {"action": f"own:{response.points.first().pk}-{later.pk}"})
    assert not Answer.objects.filter(point__response=response).exists()


def test_html_is_shown_as_text_and_nothing_of_it_runs(entered, ada) -> None:
    html = (
        "<html><body><script>alert(1)</script><p>Over 1,000 arrests followed our leads in 2017.</p>"
        "<b onclick=x>x</b></body></html>"
    )
    response = entered(pasted=html)
    answer = sign_in(ada).get(desk(response))
    assert b"<script>alert" not in answer.content
    assert b"onclick" not in answer.content
    assert response.snapshot.media_type == "text/html"
    assert len(BeautifulSoup(answer.content, "html.parser").select("input[name=claim]")) == 1


@pytest.mark.parametrize("content", [b"\0\1\2binary", b"\xff\xfe\xfa not text"])
def test_a_file_that_is_no_document_is_refused_and_nothing_is_kept(ada, content) -> None:
    before = Snapshot.objects.count(), Response.objects.count()
    upload = SimpleUploadedFile("x.bin", content)
    answer = sign_in(ada).post("/admin/responses/response/enter/", entry(pasted="", document=upload))
    assert "neither text nor HTML nor a PDF" in answer.content.decode()
    assert (Snapshot.objects.count(), Response.objects.count()) == before


def test_an_excerpt_is_short_in_the_form_and_in_the_database(ada, entered) -> None:
    answer = sign_in(ada).post("/admin/responses/response/enter/", entry(excerpt="x" * 601))
    assert "at most 600" in answer.content.decode()
    response = entered(excerpt="x" * 600)
    with pytest.raises(Exception, match="an_excerpt_is_short"):
        Response.objects.filter(pk=response.pk).update(excerpt="x" * 601)


def test_the_desk_costs_the_same_queries_whatever_it_holds(entered, ada) -> None:
    response, client = entered(), sign_in(ada)
    with capture_queries() as few:
        client.get(desk(response))
    take_all(client, response)
    for point in response.points.all():
        for ask in Recommendation.objects.filter(edition__year=2017, market__slug="taobao"):
            Answer.objects.create(point=point, to="recommendation", recommendation=ask)
    with capture_queries() as many:
        client.get(desk(response))
    assert len(many) - len(few) <= 2  # the claims and the links, once there are points
    assert len(many) <= 17  # one of them asks who else may publish it


FIGURES = {
    ("rights_holders_registered_change", 11, "percent", "exact"),
    ("takedown_requests_change", -25, "percent", "exact"),
    ("proactive_takedowns_before_sale", 98, "percent", "exact"),
    ("requests_within_24_hours", 97, "percent", "exact"),
    ("arrests", 1000, "arrests", "over"),
    ("locations_closed", 1000, "locations", "nearly"),
    ("brands_on_platform", 100_000, "brands", "over"),
    ("most_valuable_brands_share", 75, "percent", "exact"),
}


def test_the_eight_figures_of_the_statement_come_out_through_the_desk(entered, ada) -> None:
    response = entered(pasted=seed("alibaba-statement-2018-01.txt"))
    take_all(sign_in(ada), response)
    claims = Claim.objects.filter(point__response=response)
    assert {(each.metric, int(each.value), each.unit, each.qualifier) for each in claims} == FIGURES
    assert set(ResponsePoint.objects.filter(response=response).values_list("quote_check", flat=True)) == {
        "exact"
    }


def test_the_seven_recommendations_and_the_traps_of_the_article_come_out_at_the_desk(entered, ada) -> None:
    response = entered(pasted=seed("world-trademark-review-2018-01.txt"), held="part")
    quoted = get_page(sign_in(ada), desk(response)).select("#quoted ~ ol > li")
    of_2017 = [each for each in quoted if each.a.get_text() == "2017"]
    assert len([each for each in quoted if "Seek to improve the effectiveness" in each.get_text()]) == 1
    assert len(of_2017) >= 7
    traps = " ".join(each.get_text() for each in get_page(sign_in(ada), desk(response)).select(".traps li"))
    assert "a name seems to have been dropped" in traps
    assert "British spelling “unauthorised”" in traps


def test_a_date_is_needed_or_said_to_be_unknown_and_the_missing_field_is_named(ada) -> None:
    address = "/admin/responses/response/enter/"
    refused = sign_in(ada).post(address, entry(said_on="", source=""))
    shown = BeautifulSoup(refused.content, "html.parser").select_one("[role=alert]").get_text()
    assert "Date of statement" in shown
    assert "Source" in shown
    assert sign_in(ada).post(address, entry(said_on="", date_unknown="on")).status_code == 302


def test_a_date_before_a_linked_recommendation_is_refused_also_when_it_comes_later(ada, bob, entered) -> None:
    response = entered(said_on="", date_unknown="on")
    take_all(sign_in(ada), response)
    later = Recommendation.objects.filter(edition__year=2018).first()
    link_answer(response.points.first(), recommendation=later, by=ada)  # nothing contradicts it yet
    Response.objects.filter(pk=response.pk).update(said_on="2018-01-12")
    with pytest.raises(Refusal, match="which came out later"):
        review_response(response, by=bob)
    assert "which came out later" in sign_in(ada).get(desk(response)).content.decode()
    dated = Response(pk=response.pk, said_on=datetime.date(2018, 1, 12), said_precision="day")
    assert str(later) in explain_early_links(dated)


def test_the_likely_recommendation_is_offered_first_and_similar_responses_are_named(entered, ada) -> None:
    response, client = entered(), sign_in(ada)
    sign_in(ada).post(
        desk(response),
        {"action": "add", "quote": "", "summary": "It improved its policy on repeat infringers."},
    )
    page = get_page(client, desk(response))
    assert "repeat infringers" in page.select_one(".likely").get_text()
    assert "2018-01-12-alibaba-group-1" in page.select_one(".warnings").get_text()


def test_metric_and_period_are_chosen_from_lists(entered, ada) -> None:
    response, client = entered(), sign_in(ada)
    take_all(client, response)
    claim = Claim.objects.filter(point__response=response).first()
    form = {"action": f"describe:{claim.point_id}", f"metric-{claim.pk}": "arrests"}
    client.post(desk(response), {**form, f"period-{claim.pk}": "12 months to 2017-09"})
    claim.refresh_from_db()
    assert (claim.metric, claim.period, claim.period_kind) == ("arrests", "12 months to 2017-09", "12 months")
    client.post(desk(response), {**form, f"period-{claim.pk}": "lately"})
    client.post(desk(response), {**form, f"metric-{claim.pk}": "no such metric"})
    claim.refresh_from_db()
    assert (claim.metric, claim.period) == ("arrests", "12 months to 2017-09")


def test_a_form_that_is_sent_twice_makes_one_response(ada, entered) -> None:
    response, count = entered(), Response.objects.count()
    again = sign_in(ada).post("/admin/responses/response/enter/", entry())
    assert f"This response is entered already: {response}." in again.content.decode()
    assert Response.objects.count() == count


def test_the_desk_says_what_nobody_sees_in_a_pdf(entered, ada) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "We answer every notice of a right holder within one day.")
        canvas.setFillGray(1)
        canvas.drawString(72, 680, "We removed 77,000 listings.")

    stored = Snapshot.objects.store(pdf(draw), "application/pdf")
    response = entered(pasted="", snapshot=stored.sha256)
    client = sign_in(ada)
    for path in (desk(response), f"/admin/responses/response/enter/?snapshot={stored.sha256}"):
        page = get_page(client, path)
        assert "We removed 77,000 listings." in page.select(".warnings")[-1].get_text()
        assert "77,000" not in page.select_one("div.text").get_text()
