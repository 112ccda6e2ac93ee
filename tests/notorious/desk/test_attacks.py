"""One person alone changes nothing that is public: every way that a curator, an editor or an administrator tried."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User

from markets.curation.proposing import propose_change
from markets.models import (
    Absence,
    Edition,
    Listing,
    Market,
    ProposedChange,
    Recommendation,
    RecommendationLink,
    Source,
)
from markets.models.version import DataVersion
from responses.models import Answer, Assessment, Party
from tests.notorious.desk.conftest import a_public_claim
from tests.notorious.desk.test_proposals import said, save
from tests.people import make_person, sign_in

pytestmark = pytest.mark.usefixtures("record")


@pytest.fixture
def boss(record: None) -> User:
    """An administrator, whom every permission check lets through."""
    return make_person("boss", is_superuser=True)


@pytest.fixture
def unchanged(record: None):
    """Nothing that readers see has changed at the end of the test."""
    before = DataVersion.current().revision
    yield
    assert DataVersion.current().revision == before


def test_a_curator_does_not_change_the_facts_of_a_public_edition(ada, unchanged) -> None:
    edition = Edition.objects.get(year=2025)
    save(sign_in(ada), edition, stated_online="7", stated_physical="4", title="Mine", why="x",
         report_url="https://evil.example/report.pdf", covers="online")  # fmt: skip
    edition.refresh_from_db()
    assert edition.title != "Mine"
    assert "evil" not in edition.report_url


def test_nobody_moves_a_public_edition_to_another_year(ada, boss, unchanged) -> None:
    edition = Edition.objects.get(year=2017)
    for client in (sign_in(ada), sign_in(boss)):
        save(client, edition, year="2037", why="x")
        assert Edition.objects.get(pk=edition.pk).year == 2017


@pytest.mark.parametrize("market", ["1fichier", "taobao"])
def test_a_curator_does_not_take_a_market_off_a_list(ada, unchanged, market) -> None:
    edition, market = Edition.objects.get(year=2025), Market.objects.get(slug=market)
    known = Absence.objects.filter(edition=edition, market=market).count()
    form = {"edition": edition.pk, "market": market.pk, "what_happened": "closed", "text": "Made up.",
            "basis": "secondary", "source": "blog", "why": "x"}  # fmt: skip
    sign_in(ada).post("/admin/markets/absence/add/", form)
    assert Absence.objects.filter(edition=edition, market=market).count() == known


def test_a_curator_does_not_rename_a_public_market_or_party(ada, unchanged) -> None:
    for row in (Market.objects.get(slug="taobao"), Party.objects.get(slug="alibaba-group")):
        name = row.name
        save(sign_in(ada), row, name="USTR", why="x")
        row.refresh_from_db()
        assert row.name == name
    assert ProposedChange.objects.count() == 2


def test_a_curator_does_not_show_unconfirmed_listings(ada, unchanged) -> None:
    listing = Listing.objects.filter(evidence="unconfirmed", stage="published").first()
    chosen = {"action": "switch_on", "_selected_action": [listing.pk]}
    sign_in(ada).post("/admin/markets/listing/", chosen)
    save(sign_in(ada), listing, evidence="secondary", why="x")
    assert not Listing.objects.public().filter(pk=listing.pk).exists()


@pytest.mark.parametrize("who", ["ada", "ed", "boss"])
def test_nobody_proposes_and_accepts_a_follow_up_alone(who, request, unchanged) -> None:
    user = request.getfixturevalue(who)
    earlier = Recommendation.objects.get(public_id="2017-R3")
    later = Edition.objects.get(year=2018)
    form = {"earlier": earlier.pk, "edition": later.pk, "follow_up": "dropped", "note": "Not in it."}
    sign_in(user).post("/admin/markets/recommendationlink/add/", form)
    link = RecommendationLink.objects.get(earlier=earlier, edition=later, later=None)
    for _ in range(2):
        chosen = {"action": "accept", "_selected_action": [link.pk]}
        sign_in(user).post("/admin/markets/recommendationlink/", chosen)
    link.refresh_from_db()
    assert link.decision == "proposed"


def test_a_curator_does_not_take_the_links_of_a_public_response(ada, ed, unchanged) -> None:
    answer = Answer.objects.public().select_related("point__response").first()
    desk = f"/admin/responses/response/{answer.point.response.pk}/desk/"
    sign_in(ada).post(desk, {"action": f"unlink:{answer.pk}", "why": "x"})
    assert "Give a reason" in said(sign_in(ed).post(desk, {"action": f"unlink:{answer.pk}"}, follow=True))
    answer.refresh_from_db()
    assert answer.withdrawn_at is None


@pytest.mark.parametrize("who", ["ada", "ed", "boss"])
def test_nobody_adds_a_source_to_the_public_status_alone(who, request) -> None:
    form = {"slug": "mine", "name": "My source", "kind": "newsroom", "url": "https://example.org/news",
            "enabled": "on", "every_minutes": "360", "why": "x"}  # fmt: skip
    sign_in(request.getfixturevalue(who)).post("/admin/markets/source/add/", form)
    assert not Source.objects.filter(slug="mine").exists()
    assert ProposedChange.objects.get().table == "markets.source"


@pytest.mark.parametrize("who", ["ed", "boss"])
def test_an_editor_does_not_change_a_public_figure_without_a_reason(who, request, unchanged) -> None:
    answer = save(sign_in(request.getfixturevalue(who)), a_public_claim().point.response, title="Mine")
    assert "Give a reason" in answer.content.decode()


def test_nobody_signs_an_assessment_with_another_name(ada) -> None:
    form = {
        "recommendation": Recommendation.objects.get(public_id="2017-R2").pk, "conclusion": "open",
        "text": "Nothing.", "signed_as": "Office of the United States Trade Representative",
        "evidence-TOTAL_FORMS": "1", "evidence-INITIAL_FORMS": "0", "evidence-MIN_NUM_FORMS": "1",
        "evidence-MAX_NUM_FORMS": "1000", "evidence-0-citation": "BNA",
    }  # fmt: skip
    sign_in(ada).post("/admin/responses/assessment/add/", form)
    assert Assessment.objects.get().signed_as == "ada"


def test_what_the_database_refuses_is_said_in_a_sentence_and_what_was_typed_stays(ed, unchanged) -> None:
    party = Party.objects.get(slug="alibaba-group")
    answer = save(sign_in(ed), party, slug="ustr", name="Alibaba", why="x")
    page = BeautifulSoup(answer.content, "html.parser")
    said_once = "The record does not allow it: the slug is part of public addresses: it cannot be changed."
    assert page.get_text().count(said_once) == 1
    assert page.select_one("[name=name]")["value"] == "Alibaba"


def test_a_missing_reason_is_asked_for_once(ed, unchanged) -> None:
    response = a_public_claim().point.response
    assert save(sign_in(ed), response, title="Mine").content.decode().count("Give a reason.") == 1


def test_an_action_that_is_not_offered_is_refused_with_a_sentence(ada, unchanged) -> None:
    change = propose_change(Market.objects.get(slug="taobao"), {"name": "USTR"}, reason="x", by=ada)
    page = f"/admin/markets/proposedchange/{change.pk}/change/"
    chosen = {"action": "accept", "_selected_action": [change.pk]}
    for answer in (
        sign_in(ada).post("/admin/markets/proposedchange/", chosen),
        sign_in(ada).post(page, {"do": "accept"}),
        sign_in(ada).post(page, {"row-act": "accept"}),
        sign_in(ada).post("/admin/queue/changes/", {"act": f"accept:{change.pk}"}, follow=True),
    ):
        assert any(sentence in said(answer) for sentence in ("Ask an editor.", "no longer available"))
    change.refresh_from_db()
    assert change.state == "proposed"


def test_a_popup_never_hands_over_a_row_that_is_only_proposed(ada, unchanged) -> None:
    form = {"edition": Edition.objects.get(year=2025).pk, "market": Market.objects.get(slug="torrentz").pk,
            "what_happened": "closed", "text": "Made up.", "basis": "secondary", "source": "blog", "why": "x",
            "_popup": "1"}  # fmt: skip
    answer = sign_in(ada).post("/admin/markets/absence/add/?_popup=1", form, follow=True)
    assert "Nothing has changed yet." in said(answer)
    assert b"admin-popup-response" not in answer.content
