"""Draft, review, publication, withdrawal: who may what, in the actions and in the database."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from markets.curation.refusal import Refusal
from markets.models import ProposedChange, Recommendation
from notorious.tables.changed import list_corrections
from responses.curation.assessing import accept_assessment
from responses.curation.entering import add_point, withdraw_point
from responses.curation.publishing import (
    publish_response,
    restore_response,
    review_response,
    withdraw_response,
)
from responses.models import Assessment, AssessmentAcceptance, Response
from tests.assessments import write_assessment
from tests.notorious.desk.test_entering import desk, take_all
from tests.notorious.desk.test_two_people import fields
from tests.people import sign_in

pytestmark = pytest.mark.usefixtures("record")


@pytest.fixture
def draft(entered, ada) -> Response:
    response = entered()
    take_all(sign_in(ada), response)
    response.refresh_from_db()
    return response


def test_a_response_is_public_only_after_a_second_person_and_an_editor(draft, ada, bob, ed) -> None:
    for user, action, stage in (
        (ada, "review", "draft"),  # her own
        (ed, "publish", "draft"),  # not reviewed
        (bob, "review", "reviewed"),
        (bob, "publish", "reviewed"),  # no editor
        (ed, "publish", "published"),
    ):
        sign_in(user).post(desk(draft), {"action": action})
        draft.refresh_from_db()
        assert draft.stage == stage, (user, action)
    assert Response.objects.public().filter(pk=draft.pk).exists()
    assert sign_in(ed).get(draft.get_absolute_url()).status_code == 200


def test_a_button_that_the_desk_does_not_have_changes_nothing_and_says_so(draft, ed) -> None:
    answer = sign_in(ed).post(desk(draft), {"action": "applaud:17"}, follow=True)
    assert "This action is no longer available. Reload the page." in answer.content.decode()
    draft.refresh_from_db()
    assert draft.stage == "draft"


def test_the_database_refuses_a_review_by_whoever_entered_and_a_publication_without_one(draft, ada) -> None:
    rows = Response.objects.filter(pk=draft.pk)
    with pytest.raises(IntegrityError, match="who_entered"), transaction.atomic():
        rows.update(reviewed_by=ada)
    for stage in ("reviewed", "published"):
        with pytest.raises(IntegrityError, match="reviewed_before"), transaction.atomic():
            rows.update(stage=stage)
    with pytest.raises(IntegrityError, match="withdrawn_response"), transaction.atomic():
        rows.update(stage="withdrawn")


def test_whoever_wrote_a_part_does_not_review_the_whole(draft, ada, bob, ed) -> None:
    sign_in(bob).post(desk(draft), {"action": "add", "summary": "One more.", "quote": ""})
    sign_in(ada).post(desk(draft), {"action": "add", "summary": "And one more.", "quote": ""})
    for user, stage in ((bob, "draft"), (ada, "draft"), (ed, "reviewed")):
        sign_in(user).post(desk(draft), {"action": "review"})
        draft.refresh_from_db()
        assert draft.stage == stage, user


def test_a_change_after_the_review_needs_another_review(draft, bob, ada) -> None:
    review_response(draft, by=bob)
    sign_in(ada).post(desk(draft), {"action": "add", "summary": "A late thought.", "quote": ""})
    draft.refresh_from_db()
    assert (draft.stage, draft.reviewed_by) == ("draft", None)


def test_a_curator_changes_nothing_that_is_public(draft, ada, bob, ed) -> None:
    review_response(draft, by=bob)
    publish_response(draft, by=ed)
    point = draft.points.first()
    for act in (
        lambda: add_point(draft, "One more.", by=ada),
        lambda: withdraw_point(point, by=ada),
        lambda: withdraw_response(draft, "A reason.", by=ada),
    ):
        with pytest.raises(Refusal, match="editor"):
            act()
    form = sign_in(ada).get(f"/admin/responses/response/{draft.pk}/change/")
    assert b"It is proposed, and an editor decides." in form.content
    given = fields(sign_in(ada), f"/admin/responses/response/{draft.pk}/change/")
    mine = {**given, "title": "Mine", "why": "a better title"}
    assert sign_in(ada).post(f"/admin/responses/response/{draft.pk}/change/", mine).status_code == 302
    assert Response.objects.get(pk=draft.pk).title != "Mine"
    assert ProposedChange.objects.get().fields["title"][1] == "Mine"


def test_withdrawal_needs_a_reason_which_the_history_keeps(draft, bob, ed) -> None:
    review_response(draft, by=bob)
    publish_response(draft, by=ed)
    sign_in(ed).post(desk(draft), {"action": "withdraw", "reason": " "})
    draft.refresh_from_db()
    assert draft.stage == "published"
    sign_in(ed).post(desk(draft), {"action": "withdraw", "reason": "It was another party's."})
    draft.refresh_from_db()
    assert draft.stage == "withdrawn"
    history = sign_in(ed).get(f"/admin/responses/response/{draft.pk}/history/").content.decode()
    assert "withdraw response: It was another party&#x27;s." in history
    assert sign_in(ed).get(draft.get_absolute_url()).status_code == 404
    restore_response(draft, "It was theirs.", by=ed)
    assert Response.objects.public().filter(pk=draft.pk).exists()


def test_a_draft_that_was_withdrawn_comes_back_as_a_draft(draft, ada, ed) -> None:
    withdraw_response(draft, "Entered twice.", by=ada)
    restored = restore_response(draft, "It was not.", by=ed)
    assert restored.stage == "draft"


def test_nothing_is_published_without_a_point(entered, bob, ed) -> None:
    empty = entered()
    review_response(empty, by=bob)
    with pytest.raises(Refusal, match="no points"):
        publish_response(empty, by=ed)


def test_what_is_written_in_a_draft_is_no_correction(draft) -> None:
    draft.points.update(summary="Other words of ours.")
    assert not [each for each in list_corrections() if draft.public_id in each.row_id]


@pytest.fixture
def assessment(ed) -> Assessment:
    ask = Recommendation.objects.get(public_id="2017-R2")
    return write_assessment(ask, by=ed)


def test_whoever_wrote_a_assessment_may_not_accept_it_and_the_database_says_so(assessment, ed) -> None:
    with pytest.raises(Refusal, match="You wrote this"):
        accept_assessment(assessment, by=ed)
    with pytest.raises(IntegrityError, match="may not accept"), transaction.atomic():
        AssessmentAcceptance.objects.create(assessment=assessment, accepted_by=ed)
    with (
        pytest.raises(IntegrityError, match="may not accept"),
        transaction.atomic(),
        connection.cursor() as raw,
    ):
        raw.execute(
            "INSERT INTO responses_assessmentacceptance (assessment_id, accepted_by_id, accepted_at)"
            " VALUES (%s, %s, now())",
            [assessment.pk, ed.pk],
        )
    assert not Assessment.objects.public().exists()


def test_a_assessment_is_public_once_another_editor_accepts_it_and_that_is_never_changed(
    assessment, ada, ed
) -> None:
    other = type(ed).objects.create_user("eve", is_staff=True)
    other.groups.set(ed.groups.all())
    with pytest.raises(Refusal, match="Ask an editor"):
        accept_assessment(assessment, by=ada)  # a curator publishes nothing
    chosen = {"action": "accept", "_selected_action": [assessment.pk]}
    assert sign_in(other).post("/admin/responses/assessment/", chosen).status_code == 302
    assert Assessment.objects.public().get() == assessment
    for change in (
        lambda: AssessmentAcceptance.objects.update(accepted_by=ed),
        lambda: AssessmentAcceptance.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            change()


def test_a_assessment_is_signed_in_the_admin_with_evidence_or_not_at_all(ada) -> None:
    ask = Recommendation.objects.get(public_id="2017-R2")
    form = {
        "recommendation": ask.pk,
        "conclusion": "open",
        "text": "Cannot be said.",
        "signed_as": "Ada",
        "evidence-TOTAL_FORMS": "1",
        "evidence-INITIAL_FORMS": "0",
        "evidence-0-citation": "",
    }
    sign_in(ada).post("/admin/responses/assessment/add/", form)
    assert not Assessment.objects.exists()
    sign_in(ada).post("/admin/responses/assessment/add/", {**form, "evidence-0-citation": "BNA"})
    assert Assessment.objects.get().signed_by == ada


def test_the_roles_and_kinds_are_those_of_the_field() -> None:
    roles = {"company", "parent", "government", "trade body", "market operator", "right holder"}
    assert set(Response.Role.values) - roles == {"individual"}  # one filing in the record is a person's own
    assert roles <= set(Response.Role.values)
    assert set(Response.Kind.values) == {
        *("press_statement", "docket_submission", "rebuttal_comment", "point_by_point_rebuttal", "letter"),
        *("interview", "blog_post", "infographic", "endorsement", "annual_report", "in_report_remark"),
        *("government_statement", "trade_association_statement", "site_notice", "program_announcement"),
        *("declined_comment", "none_found"),
    }
