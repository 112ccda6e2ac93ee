"""Who had a hand in something, and who is asked for the second person that an act needs."""

import pytest

from markets.curation.links import ask_second_person, decide_link, propose_follow_up
from markets.curation.proposing import accept_change, propose_change
from markets.curation.refusal import Refusal
from markets.models import Absence, Edition, Market, ProposedChange, RecommendationLink
from notorious.models import CorrectionNotice
from notorious.queues.correction_notices import publish_notice
from responses.curation.assessing import accept_assessment
from responses.curation.publishing import review_response
from responses.models import Assessment, ResponsePoint
from tests.assessments import write_assessment
from tests.notorious.desk.test_entering import desk, take_all
from tests.people import make_person, sign_in

pytestmark = pytest.mark.usefixtures("record")

NOBODY = "No other account may do this"


def said(answer) -> str:
    return " ".join(str(each) for each in answer.context["messages"])


def test_who_entered_a_response_has_a_hand_in_it_however_many_saved_later(entered, ada, bob, ed) -> None:
    response = entered()
    take_all(sign_in(bob), response)  # who saves last is noted on the response
    response.refresh_from_db()
    assert response.entered_by == bob
    for one in (ada, bob):
        with pytest.raises(Refusal, match=r"or a part of it.* Ask ed\."):
            review_response(response, by=one)
        page = sign_in(one).get(desk(response)).content.decode()
        assert "A second person reviews it. Ask ed." in page
        assert "Confirm: matches the document" not in page
    assert review_response(response, by=ed).reviewed_by == ed


def test_who_works_alone_is_warned_at_every_act_that_somebody_is_missing(entered, ada) -> None:
    response = entered()
    take_all(sign_in(ada), response)
    assert NOBODY in sign_in(ada).get(desk(response)).content.decode()
    with pytest.raises(Refusal, match=NOBODY):
        review_response(response, by=ada)


def make_notice(client, **more: str):
    form = {"wrong": "It said 25 %.", "right": "It is 52 %.", "why": "x", **more}
    return client.post("/admin/notorious/correctionnotice/add/", form, follow=True)


def test_a_correction_notice_needs_another_person_than_its_only_author(ed, ada) -> None:
    assert NOBODY in said(make_notice(sign_in(ed)))
    notice = CorrectionNotice.objects.get()
    with pytest.raises(Refusal, match=f"You wrote this notice: another editor .*{NOBODY}"):
        publish_notice(notice, by=ed)
    eve = make_person("eve", "editor")
    with pytest.raises(Refusal, match=r"Ask eve\."):
        publish_notice(notice, by=ed)
    with pytest.raises(Refusal, match="Only editors"):
        publish_notice(notice, by=ada)
    assert publish_notice(notice, by=eve).published_by == eve
    listed, chosen = (
        "/admin/notorious/correctionnotice/",
        {"action": "withdraw", "_selected_action": [notice.pk]},
    )
    assert "Give a reason" in said(sign_in(ed).post(listed, chosen, follow=True))
    sign_in(ed).post(listed, {**chosen, "note": "It was right after all."})
    assert not CorrectionNotice.objects.public().exists()
    assert "withdraw notice: It was right after all." in sign_in(ed).get("/admin/audit/").content.decode()


def test_the_names_of_who_accepts_are_said_when_something_is_proposed_and_when_it_is_refused(ed, ada) -> None:
    edition, market = Edition.objects.get(year=2025), Market.objects.get(slug="torrentz")
    Absence.objects.filter(edition=edition, market=market).delete()
    form = {"edition": edition.pk, "market": market.pk, "what_happened": "closed", "text": "Closed.",
            "basis": "secondary", "source": "https://example.org/closed", "why": "It says so."}  # fmt: skip
    assert f"Nothing has changed yet. {NOBODY}" in said(
        sign_in(ed).post("/admin/markets/absence/add/", form, follow=True)
    )
    change = ProposedChange.objects.get()
    with pytest.raises(Refusal, match=f"another editor accepts it. {NOBODY}"):
        accept_change(change, by=ed)
    assert NOBODY in sign_in(ed).get(f"/admin/markets/proposedchange/{change.pk}/change/").content.decode()
    make_person("eve", "editor")
    with pytest.raises(Refusal, match=r"another editor accepts it. Ask eve\."):
        accept_change(change, by=ed)
    other = propose_change(market, {"name": "1F"}, reason="x", by=ada)
    page = sign_in(ada).get(f"/admin/markets/proposedchange/{other.pk}/change/").content.decode()
    assert "Ask ed or eve." in page


def test_an_author_of_an_assessment_is_shown_who_accepts_it(ed) -> None:
    point = ResponsePoint.objects.public().filter(answers__recommendation__isnull=False).first()
    asked = point.answers.exclude(recommendation=None).first().recommendation
    write_assessment(asked, "not addressed", "No.", by=ed, point=point)
    with pytest.raises(Refusal, match=f"another editor accepts it. {NOBODY}"):
        accept_assessment(Assessment.objects.latest("pk"), by=ed)


def test_a_follow_up_names_the_second_person_an_editor_where_a_curator_accepts(ed, ada) -> None:
    accepted = RecommendationLink.objects.exclude(later=None).first()
    earlier, edition, later = accepted.earlier, accepted.edition, accepted.later
    accepted.delete()
    link = propose_follow_up(earlier, edition, later, "repeated", "p. 3", by=ada)
    decide_link(link, True, by=ada)
    with pytest.raises(Refusal, match=r"You accepted this already\. Ask ed\."):
        decide_link(link, True, by=ada)
    assert "Ask ada." in ask_second_person(ed)


def test_an_editor_does_not_accept_a_follow_up_that_another_saved_after_them(ed, ada) -> None:
    accepted = RecommendationLink.objects.exclude(later=None).first()
    earlier, edition, later = accepted.earlier, accepted.edition, accepted.later
    accepted.delete()
    link = propose_follow_up(earlier, edition, later, "repeated", "p. 3", by=ed)
    propose_follow_up(earlier, edition, later, "repeated", "p. 4", by=ada)
    assert isinstance(decide_link(link, True, by=ed), ProposedChange)
    link.refresh_from_db()
    assert link.decision == "proposed"
    decide_link(link, True, by=make_person("eve", "editor"))
    link.refresh_from_db()
    assert link.decision == "accepted"


def test_an_absence_of_a_listed_market_is_neither_proposed_nor_accepted(ed, ada) -> None:
    edition, market = Edition.objects.get(year=2025), Market.objects.get(slug="taobao")
    form = {"edition": edition.pk, "market": market.pk, "what_happened": "closed", "text": "Made up.",
            "basis": "secondary", "source": "blog", "why": "x"}  # fmt: skip
    page = sign_in(ada).post("/admin/markets/absence/add/", form).content.decode()
    assert "Taobao is listed in 2025 (secondary source). Withdraw that first." in page
    assert not ProposedChange.objects.exists()
    values = {"edition": edition, "market": market, "what_happened": "closed", "text": "x",
              "basis": "secondary", "source": "blog"}  # fmt: skip
    with pytest.raises(Refusal, match="Taobao is listed in 2025"):
        propose_change(Absence(), values, reason="x", by=ada)
