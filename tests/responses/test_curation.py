"""The curators' actions: what they refuse, and what they leave behind."""

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, transaction

from markets.curation.proposing import accept_change
from markets.curation.refusal import Refusal
from markets.models import DataVersion, Edition, Recommendation, RecommendationLink, Snapshot
from markets.proposals import propose_links
from responses.curation.assessing import accept_assessment
from responses.curation.linking import link_answer
from responses.curation.publishing import restore_response, withdraw_response
from responses.curation.quoting import check_quotations
from responses.models import Answer, Assessment, AssessmentEvidence, Response, ResponsePoint
from responses.tracker import AnswerStatus
from tests.assessments import write_assessment

pytestmark = pytest.mark.usefixtures("record")


@pytest.fixture
def ask() -> Recommendation:
    return Recommendation.objects.get(public_id="2017-R2")


@pytest.fixture
def point() -> ResponsePoint:
    return ResponsePoint.objects.get(response__public_id="2018-01-12-alibaba-group-3", ordinal=4)


def test_the_latest_assessment_counts_and_the_earlier_one_stays(ask, point, curator, editor, row_of) -> None:
    first = write_assessment(ask, by=curator, citation="BNA, January 2018")
    second = write_assessment(ask, "disputed", "The two disagree.", by=curator, point=point)
    for assessment in (first, second):
        accept_assessment(assessment, by=editor)
    assert [each.conclusion for each in row_of("2017-R2").assessments] == ["disputed", "open"]


def test_an_accepted_assessment_is_never_changed_nor_deleted(ask, point, curator, editor) -> None:
    assessment = write_assessment(ask, by=curator, point=point)
    accept_assessment(assessment, by=editor)
    for change in (
        lambda: Assessment.objects.filter(pk=assessment.pk).update(text="Something else."),
        lambda: Assessment.objects.filter(pk=assessment.pk)._raw_delete("default"),
        lambda: AssessmentEvidence.objects.filter(assessment=assessment).update(citation="Something else."),
        lambda: AssessmentEvidence.objects.filter(assessment=assessment)._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            change()
    assessment.refresh_from_db()
    assert assessment.text == "Cannot be said."


def test_nobody_without_the_right_links_or_withdraws(ask, point) -> None:
    guest = User.objects.create_user("guest")
    for act in (
        lambda: link_answer(point, recommendation=ask, by=guest),
        lambda: withdraw_response(point.response, "A reason.", by=guest),
    ):
        with pytest.raises(Refusal, match="does not allow this"):
            act()


def test_evidence_that_is_no_longer_public_is_not_shown(ask, point, curator, editor, row_of) -> None:
    signed = write_assessment(ask, by=curator, point=point)
    signed.evidence.create(citation="BNA")
    accept_assessment(signed, by=editor)
    withdraw_response(point.response, "It was another party's.", by=editor)
    assert [str(each) for each in row_of("2017-R2").assessment.evidence.all()] == ["BNA"]


def test_a_point_linked_to_an_ask_answers_it_on_the_tracker(point, curator, editor, row_of) -> None:
    assert row_of("2017-R1").answer.status is AnswerStatus.TEXT_NOT_AVAILABLE
    wanted = Recommendation.objects.get(public_id="2017-R1")
    change = link_answer(point, recommendation=wanted, by=curator)  # the response is public
    assert row_of("2017-R1").answer.status is AnswerStatus.TEXT_NOT_AVAILABLE
    accept_change(change, by=editor)
    assert row_of("2017-R1").answer.status is AnswerStatus.LIKELY_ANSWER
    accept_change(link_answer(point, recommendation=wanted, inferred=False, by=curator), by=editor)
    assert row_of("2017-R1").answer.status is AnswerStatus.ANSWERED
    assert Answer.objects.filter(point=point, recommendation=wanted).count() == 1


def test_a_response_cannot_answer_an_edition_that_came_out_after_it(curator) -> None:
    early = ResponsePoint.objects.filter(response__public_id="2016-12-21-alibaba-group-1").first()
    with pytest.raises(Refusal, match="before the 2017 List"):
        link_answer(early, recommendation=Recommendation.objects.get(public_id="2017-R1"), by=curator)


def test_a_link_names_exactly_one_thing(point, ask, curator) -> None:
    with pytest.raises(Refusal, match="one thing"):
        link_answer(point, recommendation=ask, edition=ask.edition, by=curator)
    with pytest.raises(Refusal, match="Say what"):
        link_answer(point, by=curator)


def test_withdrawing_needs_a_reason_moves_the_version_and_can_be_undone(point, editor) -> None:
    response, before = point.response, DataVersion.current().label
    with pytest.raises(Refusal, match="why"):
        withdraw_response(response, " ", by=editor)
    withdraw_response(response, "It was another party's.", by=editor)
    assert not Response.objects.public().filter(pk=response.pk).exists()
    assert DataVersion.current().label != before
    with pytest.raises(Refusal, match="already"):
        withdraw_response(response, "Again.", by=editor)
    restore_response(response, "It was theirs after all.", by=editor)
    assert Response.objects.public().filter(pk=response.pk).exists()


PAGE = (
    "<html><head><title>A statement</title></head><body><h1>A statement</h1>"
    "<p>We have shut nearly 1,000 locations and our programme grew by eleven percent in the year.</p></body></html>"
)


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        ("We have shut nearly 1,000 locations", "exact"),
        ("our program grew by eleven percent", "respelled"),
        ("We have shut … 1,000 locations", "elided"),
        ("a sentence that nobody ever said in this place", "not_found"),
        ("", ""),
    ],
)
def test_a_quotation_is_checked_against_the_document_that_it_cites(point, quote, verdict) -> None:
    snapshot = Snapshot.objects.store(PAGE.encode(), "text/html")
    Response.objects.filter(pk=point.response_id).update(snapshot=snapshot)
    ResponsePoint.objects.filter(pk=point.pk).update(quote=quote)
    response = Response.objects.get(pk=point.response_id)
    assert check_quotations(response)[point.ordinal] == verdict
    point.refresh_from_db()
    assert point.quote_check == verdict


def test_a_quotation_without_a_document_is_never_exact(point) -> None:
    ResponsePoint.objects.filter(pk=point.pk).update(quote="patently absurd")
    assert check_quotations(point.response)[point.ordinal] == "not_held"


def test_proposals_are_made_once_and_are_not_public_until_decided() -> None:
    edition = Edition.objects.get(year=2016)
    made = {(link.earlier.public_id, link.later.public_id) for link in propose_links(edition)}
    assert {("2015-R1", "2016-R1"), ("2015-R2", "2016-R2"), ("2015-R3", "2016-R3")} <= made
    assert propose_links(edition) == []
    assert not RecommendationLink.objects.public().exists()


def test_dropped_is_proposed_only_where_the_later_entrys_text_is_stored() -> None:
    edition = Edition.objects.get(year=2018)
    assert not [link for link in propose_links(edition) if link.later is None]
    edition.listings.filter(market__slug="taobao").update(text="Taobao is one of the largest platforms.")
    dropped = {link.earlier.public_id for link in propose_links(edition) if link.later is None}
    assert {"2017-R4", "2017-R6", "2017-R7"} <= dropped
