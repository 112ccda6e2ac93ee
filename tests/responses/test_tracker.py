"""The tracker on the bundled record, and as curators change it."""

import pytest
from django.db import IntegrityError, connection, transaction

from markets.models import Edition, FollowUp, Recommendation, RecommendationLink
from notorious.tables.state import repeatable_read
from responses.curation.assessing import accept_assessment
from responses.models import Answer, Response, ResponsePoint
from responses.tracker import AnswerStatus, build_tracker
from tests.assessments import write_assessment
from tests.queries import capture_queries

pytestmark = pytest.mark.usefixtures("record")

OF_2017 = {
    "2017-R1": AnswerStatus.TEXT_NOT_AVAILABLE,
    "2017-R2": AnswerStatus.ANSWERED,
    "2017-R3": AnswerStatus.LIKELY_ANSWER,
    "2017-R4": AnswerStatus.TEXT_NOT_AVAILABLE,
    "2017-R5": AnswerStatus.ANSWERED,
    "2017-R6": AnswerStatus.TEXT_NOT_AVAILABLE,
    "2017-R7": AnswerStatus.TEXT_NOT_AVAILABLE,
}


def test_the_seven_recommendations_of_2017_are_answered_as_the_record_has_it() -> None:
    found = {row.recommendation.public_id: row.answer.status for row in build_tracker()}
    assert {public_id: found[public_id] for public_id in OF_2017} == OF_2017


def test_every_public_ask_is_on_the_tracker_once_and_no_probable_one() -> None:
    ids = [row.recommendation.public_id for row in build_tracker()]
    assert len(ids) == len(set(ids)) == 61
    assert not {"2016-R2", "2016-R3"} & set(ids)


def test_the_tracker_shows_nothing_that_is_not_public_even_if_asked() -> None:
    assert build_tracker(Recommendation.objects.filter(public_id__in=["2016-R2", "2016-R3"])) == []


def test_the_number_of_queries_does_not_grow_with_the_tracker(curator, editor, link) -> None:
    one = list(Recommendation.objects.filter(public_id="2017-R2"))
    with repeatable_read(), capture_queries() as few:
        build_tracker(one)
    with repeatable_read(), capture_queries() as many:
        build_tracker()
    assert len(many) <= len(few)
    link("2015-R1", "2016-R1", 2016)
    signed = write_assessment(one[0], by=curator)
    accept_assessment(signed, by=editor)
    with repeatable_read(), capture_queries() as many:
        build_tracker()
    assert len(many) <= len(few) + 1, "the evidence"


def test_silence_is_said_once_every_response_is_stored_whole(row_of, hold_whole) -> None:
    responses = row_of("2017-R1").answer.about
    for response in responses[1:]:
        hold_whole(response)
    assert row_of("2017-R1").answer.status is AnswerStatus.TEXT_NOT_AVAILABLE
    hold_whole(responses[0])
    assert row_of("2017-R1").answer.status is AnswerStatus.NOT_ADDRESSED
    assert row_of("2017-R1").unanswered


def test_the_database_refuses_to_call_a_point_silent_where_the_whole_text_is_not_stored(hold_whole) -> None:
    point = ResponsePoint.objects.filter(response__held="part").first()
    with pytest.raises(IntegrityError, match="whole text"), transaction.atomic():
        ResponsePoint.objects.filter(pk=point.pk).update(stance="silent")
    hold_whole(point.response)
    ResponsePoint.objects.filter(pk=point.pk).update(stance="silent")
    with pytest.raises(IntegrityError, match="whole text"), transaction.atomic():
        Response.objects.filter(pk=point.response_id).update(held="part")


def test_an_ask_of_which_nothing_is_known_is_not_called_silent(row_of) -> None:
    row = row_of("2024-BW-C1")
    assert row.answer.status is AnswerStatus.NO_RESPONSE_ON_RECORD
    assert "There may be one" in row.answer.status.sentence


def test_a_filing_made_before_an_edition_came_out_is_no_answer_to_it(row_of) -> None:
    filing = Response.objects.get(public_id="2018-10-01-alibaba-group-1")
    assert filing.edition.year == 2018
    assert filing not in row_of("2018-C1").answer.about
    assert filing in [each.response for each in row_of("2017-C3").answer.said]


def test_a_criticism_with_a_reply_from_before_does_not_say_that_none_is_on_record(row_of, client) -> None:
    row = row_of("2018-DH-C1")
    assert [each.public_id for each in row.answer.before] == ["2018-10-dhgate-1"]
    assert row.answer.status is AnswerStatus.RESPONSE_BEFORE_RELEASE
    assert row.unanswered
    for path in ("/recommendations/2018-DH-C1/", "/markets/dhgate/"):
        page = client.get(path).content.decode()
        assert "We have no response on record." not in page
        asked = page[page.index(row.answer.status.sentence) :][:600]
        assert "/responses/2018-10-dhgate-1/" in asked
    for path in (
        "/api/v1/recommendations?answer=response_before_release",
        "/data/recommendations_and_responses.ndjson?answer=response_before_release",
    ):
        body = client.get(path).content.decode()
        assert "2018-DH-C1" in body, path
        assert "no_response_on_record" not in body, path


def test_every_point_without_a_response_on_record_has_none(row_of) -> None:
    """Whatever its own side is known to have said of the market in that edition would be named."""
    for row in build_tracker():
        if row.answer.status is AnswerStatus.NO_RESPONSE_ON_RECORD:
            assert not row.answer.before, row.public_id
            assert not row.answer.about, row.public_id


def test_an_answer_of_a_withdrawn_response_is_gone_and_comes_back(row_of) -> None:
    Response.objects.filter(public_id="2018-01-12-alibaba-group-3").update(
        stage="withdrawn", withdrawn_at="2026-01-01T00:00Z"
    )
    assert (
        row_of("2017-R5").answer.status is AnswerStatus.LIKELY_ANSWER
    )  # the filing of October 2018 is still there
    Response.objects.filter(public_id="2018-01-12-alibaba-group-3").update(
        stage="published", withdrawn_at=None
    )
    assert row_of("2017-R5").answer.status is AnswerStatus.ANSWERED


def test_an_answer_is_public_only_where_both_its_ends_are() -> None:
    to_probable = Answer.objects.filter(recommendation__public_id__in=["2016-R2", "2016-R3"])
    from_lead = Answer.objects.filter(point__evidence="lead")
    assert to_probable.exists()
    assert from_lead.exists()
    public = Answer.objects.public()
    assert not public.filter(pk__in=to_probable).exists()
    assert not public.filter(pk__in=from_lead).exists()


def test_a_follow_up_is_public_only_where_it_was_accepted_and_both_ends_are_public(link, row_of) -> None:
    link("2015-R1", "2016-R1", 2016)
    link("2015-R2", "2016-R2", 2016)  # its later end is probable
    link("2017-C1", "2018-C1", 2018, accepted=False)
    public = {(each.earlier.public_id, each.later.public_id) for each in RecommendationLink.objects.public()}
    assert public == {("2015-R1", "2016-R1")}
    assert row_of("2015-R1").after.follow_ups == {FollowUp.REPEATED}
    assert row_of("2015-R2").after.follow_ups == {"unknown"}
    assert "not checked" in row_of("2015-R2").after.words


def test_asked_in_a_row_counts_editions_that_follow_each_other(link, row_of) -> None:
    link("2015-R1", "2016-R1", 2016, FollowUp.REPEATED)
    assert row_of("2016-R1").running == 2
    link("2016-R1", "2017-R5", 2017, FollowUp.SHARPENED)
    link("2016-R1", "2017-R6", 2017, FollowUp.CREDITED)
    link("2012-R1", "2015-R1", 2015)
    assert {each: row_of(each).running for each in ("2015-R1", "2016-R1", "2017-R5", "2017-R6")} == {
        "2015-R1": 1,  # two editions lie between 2012 and 2015
        "2016-R1": 2,
        "2017-R5": 3,
        "2017-R6": 1,  # credited is not asked again
    }


def test_an_ask_is_disputed_where_the_responder_disputes_the_facts_or_rejects_the_process(row_of) -> None:
    assert not row_of("2017-R2").disputed
    point = ResponsePoint.objects.get(response__public_id="2018-01-12-alibaba-group-3", ordinal=4)
    for stance, disputed in (("rejects", True), ("disputes", True), ("blames", False)):
        ResponsePoint.objects.filter(pk=point.pk).update(stance=stance)
        assert row_of("2017-R2").disputed is disputed


def test_an_ask_of_the_latest_edition_has_no_later_one() -> None:
    latest = Edition.objects.public().order_by("-year").first()
    Recommendation.objects.filter(public_id="2024-BW-C1").update(edition=latest)
    (row,) = build_tracker(Recommendation.objects.filter(public_id="2024-BW-C1"))
    assert row.after.follow_ups == {"no_later_edition"}


def test_asks_of_a_merged_market_are_shown_under_what_it_was_merged_into(row_of) -> None:
    taobao = row_of("2017-R1").market
    tokopedia = row_of("2021-TK-C1").market
    tokopedia.merged_into = taobao
    tokopedia.save()
    row = row_of("2021-TK-C1")
    assert row.market == taobao
    assert row.answer.status is AnswerStatus.LIKELY_ANSWER


def test_a_assessment_without_evidence_is_refused_by_the_database(curator) -> None:
    ask = Recommendation.objects.get(public_id="2017-R2")
    with pytest.raises(IntegrityError, match="at least one piece of evidence"), transaction.atomic():
        ask.assessments.create(conclusion="open", text="Nothing.", signed_by=curator, signed_as="Ada")
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
