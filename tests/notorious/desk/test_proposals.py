"""A change of public data is proposed by one person and decided by another; an editor's correction needs a reason."""

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction

from markets.citations import find_citations
from markets.curation.proposing import (
    accept_change,
    correct_row,
    propose_change,
    reject_change,
    take_back_change,
)
from markets.curation.refusal import Refusal, own_context
from markets.models import Absence, Citation, Edition, Listing, Market, ProposedChange
from markets.record.citing import cite_address, cite_row
from notorious.reply.acts import receive_reply
from notorious.reply.models import Reply
from responses.models import ResponsePoint
from tests.html import get_page
from tests.notorious.desk.conftest import a_public_claim
from tests.notorious.desk.test_two_people import fields
from tests.people import make_person, sign_in

pytestmark = pytest.mark.usefixtures("record")

LIST = "/admin/markets/proposedchange/"


def save(client, row, **values):
    """Posts the change form of a row, with some values changed."""
    address = f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"
    return client.post(address, {**fields(client, address), **values}, follow=True)


def said(answer) -> str:
    return " ".join(str(each) for each in answer.context["messages"])


@pytest.fixture
def taobao(record: None) -> Market:
    return Market.objects.get(slug="taobao")


def test_a_curators_save_of_a_public_row_becomes_a_proposal(ada, ed, taobao) -> None:
    answer = save(sign_in(ada), taobao, name="Taobao Market", why="Its full name.")
    assert "Nothing has changed yet. Ask ed." in said(answer)
    assert "changed successfully" not in said(answer)
    taobao.refresh_from_db()
    assert taobao.name == "Taobao"
    change = ProposedChange.objects.get()
    assert change.fields == {"name": ["Taobao", "Taobao Market"]}
    assert (change.reason, change.proposed_by, change.publishes) == ("Its full name.", ada, False)
    page = sign_in(ed).get(f"{LIST}{change.pk}/change/").content.decode()
    assert "Taobao Market" in page
    assert "Its full name." in page
    sign_in(ed).post(f"{LIST}{change.pk}/change/", {"do": "accept", "name": "Taobao Market"})
    taobao.refresh_from_db()
    assert taobao.name == "Taobao Market"


def test_an_editor_accepts_with_other_values(ada, ed, taobao) -> None:
    change = propose_change(taobao, {"name": "Taobao Markt"}, reason="Its full name.", by=ada)
    answer = sign_in(ed).post(f"{LIST}{change.pk}/change/", {"do": "accept", "name": ""}, follow=True)
    assert answer.status_code == 200
    sign_in(ed).post(f"{LIST}{change.pk}/change/", {"do": "accept", "name": "Taobao Market"})
    change.refresh_from_db()
    taobao.refresh_from_db()
    assert (taobao.name, change.fields) == ("Taobao Market", {"name": ["Taobao", "Taobao Market"]})


def test_several_are_accepted_or_rejected_at_once_and_what_is_refused_is_named(ada, ed, taobao) -> None:
    one = propose_change(taobao, {"name": "A"}, reason="x", by=ada)
    two = propose_change(taobao, {"name": "B"}, reason="x", by=ada)
    three = propose_change(Market.objects.get(slug="dhgate"), {"name": "DH"}, reason="x", by=ada)
    chosen = {"action": "accept", "_selected_action": [one.pk, two.pk, three.pk]}
    sign_in(ada).post(LIST, chosen)
    assert not ProposedChange.objects.exclude(state="proposed").exists()
    answer = sign_in(ed).post(LIST, chosen, follow=True)
    assert "changed in the meantime" in said(answer)
    assert "2 accepted" in said(answer)
    chosen = {"action": "reject", "_selected_action": [two.pk]}
    assert "Say why" in said(sign_in(ed).post(LIST, chosen, follow=True))
    sign_in(ed).post(LIST, {**chosen, "note": "Its name is A."})
    two.refresh_from_db()
    assert (two.state, two.note, two.decided_by) == ("rejected", "Its name is A.", ed)


def test_an_editors_own_correction_needs_a_reason_and_is_public_at_once(ed, taobao) -> None:
    answer = save(sign_in(ed), taobao, name="Taobao Market")
    assert "Give a reason" in answer.content.decode()
    taobao.refresh_from_db()
    assert taobao.name == "Taobao"
    save(sign_in(ed), taobao, name="Taobao Market", why="Its full name.")
    taobao.refresh_from_db()
    assert taobao.name == "Taobao Market"
    event = taobao.events.last() if hasattr(taobao, "events") else None
    assert event is None or event.pgh_context.metadata["reason"] == "Its full name."


def test_what_readers_do_not_see_is_saved_as_before(ada, taobao) -> None:
    save(sign_in(ada), taobao, note="For us.")
    taobao.refresh_from_db()
    assert taobao.note == "For us."
    assert not ProposedChange.objects.exists()


def test_what_becomes_public_needs_two_people_superusers_included(ed, taobao) -> None:
    boss = make_person("boss", is_superuser=True)
    listing = Listing.objects.filter(evidence="unconfirmed", stage="published").first()
    source = cite_address("https://torrentfreak.com/named-230201/ (TorrentFreak, 2023-02-01)")
    values = {"evidence": "secondary"}
    for one, other in ((boss, ed), (ed, boss)):
        change = propose_change(listing, values, reason="It names both.", citation=source, by=one)
        assert (change.state, change.publishes) == ("proposed", True)
        with pytest.raises(Refusal, match="another editor"):
            accept_change(change, by=one)
        with transaction.atomic():
            accept_change(change, by=other)
            listing.refresh_from_db()
            assert listing.evidence == "secondary"
            assert source.url in listing.source
            assert source in listing.citations.all()
            transaction.set_rollback(True)
        listing.refresh_from_db()
        with pytest.raises(IntegrityError, match="two_people"), transaction.atomic():
            ProposedChange.objects.filter(pk=change.pk).update(
                state="accepted", decided_by=one, decided_at=change.proposed_at
            )


def test_a_new_row_is_proposed_with_the_key_that_it_will_have(ada, ed) -> None:
    edition, market = Edition.objects.get(year=2025), Market.objects.get(slug="torrentz")
    Absence.objects.filter(edition=edition, market=market).delete()
    form = {"edition": edition.pk, "market": market.pk, "what_happened": "closed", "text": "Closed.",
            "basis": "secondary", "source": "https://example.org/closed", "why": "It says so."}  # fmt: skip
    sign_in(ada).post("/admin/markets/absence/add/", form)
    assert not Absence.objects.filter(edition=edition, market=market).exists()
    change = ProposedChange.objects.get()
    assert change.adds
    assert change.publishes
    accept_change(change, by=ed)
    absence = Absence.objects.get(edition=edition, market=market)
    assert absence.pk == change.row
    assert [each.url for each in absence.citations.all()] == ["https://example.org/closed"]


def test_claims_and_points_of_a_public_response_are_proposed_from_its_form(ada, ed) -> None:
    claim = a_public_claim()
    response = claim.point.response
    client, address = sign_in(ada), f"/admin/responses/response/{response.pk}/change/"
    given = fields(client, address)
    (name,) = [
        key
        for key, value in given.items()
        if key.endswith("-id") and value == str(claim.pk) and "claims" in key
    ]
    answer = client.post(
        address, {**given, name.replace("-id", "-value"): "99", "why": "Misread."}, follow=True
    )
    assert "Proposed" in said(answer)
    change = ProposedChange.objects.get()
    assert (change.table, change.row) == ("responses.claim", claim.pk)
    accept_change(change, by=ed)
    claim.refresh_from_db()
    assert claim.value == 99


def test_what_the_record_does_not_allow_is_refused_when_it_is_proposed(ada, taobao) -> None:
    for values, why in (
        ({"name": "x" * 201}, "200"),
        ({"nothing": 1}, "no field"),
        ({"kind": "x"}, "choice"),
    ):
        with pytest.raises(Refusal, match=why):
            propose_change(taobao, values, reason="x", by=ada)
    with pytest.raises(Refusal, match="reason"):
        propose_change(taobao, {"name": "A"}, reason=" ", by=ada)
    with pytest.raises(Refusal, match="Nothing was changed"):
        propose_change(taobao, {"name": "Taobao"}, reason="x", by=ada)


def test_only_its_proposer_takes_a_proposal_back_and_it_is_decided_once(ada, bob, ed, taobao) -> None:
    change = propose_change(taobao, {"name": "A"}, reason="x", by=ada)
    with pytest.raises(Refusal, match="Only the person"):
        take_back_change(change, by=bob)
    with pytest.raises(Refusal, match="Only editors"):
        reject_change(change, note="x", by=bob)
    take_back_change(change, by=ada)
    with pytest.raises(Refusal, match="already"):
        accept_change(change, by=ed)


def test_the_database_refuses_a_persons_change_of_public_data_outside_of_an_act(ed, taobao) -> None:
    with pytest.raises(IntegrityError, match="only by an act"), transaction.atomic(), own_context(user=ed.pk):
        Market.objects.filter(pk=taobao.pk).update(name="A")
    with own_context(user=ed.pk):
        Market.objects.filter(pk=taobao.pk).update(note="For us.")
    with own_context(reason="a program"):
        Market.objects.filter(pk=taobao.pk).update(name="B")


def test_years_and_slugs_of_public_rows_are_never_changed(ed, taobao) -> None:
    edition, point = Edition.objects.get(year=2017), ResponsePoint.objects.public().first()
    for row, name, value in (
        (edition, "year", 2037), (taobao, "slug", "other"), (point.response.party, "slug", "other")
    ):  # fmt: skip
        with pytest.raises(Refusal, match="public addresses"):
            correct_row(row, {name: value}, reason="x", by=ed)
        with pytest.raises(IntegrityError, match="public addresses"), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**{name: value})


def test_the_source_of_a_change_is_a_citation_that_is_looked_up(ada, ed) -> None:
    listing = Listing.objects.public().exclude(source="").first()
    chosen = Citation.objects.create(
        publisher="A court", title="Judgment", url="https://court.example/1", kind="court"
    )
    asked = {"app_label": "markets", "model_name": "proposedchange", "field_name": "citation", "term": "judg"}
    found = sign_in(ada).get("/admin/autocomplete/", asked).json()["results"]
    assert [each["id"] for each in found] == [str(chosen.pk)]
    both = {"why-citation": chosen.pk, "why-source": "https://court.example/2"}
    answer = save(sign_in(ada), listing, city_printed="Elsewhere", why="The court says so.", **both)
    page = BeautifulSoup(answer.content, "html.parser")
    assert "not both" in page.get_text()
    assert page.select_one("select#why-citation option[selected]").get_text() == "A court, Judgment"
    save(
        sign_in(ada),
        listing,
        city_printed="Elsewhere",
        why="The court says so.",
        **{"why-citation": chosen.pk},
    )
    accept_change(ProposedChange.objects.get(), by=ed)
    listing.refresh_from_db()
    assert chosen in listing.citations.all()
    cite_row(listing)  # as a later save of its form does
    assert chosen in listing.citations.all()
    assert "A court, Judgment" in [each.text for each in find_citations(listing.source)]
    log = get_page(sign_in(ed), "/admin/audit/").get_text(" ", strip=True)
    assert "The court says so. Source: A court, Judgment , https://court.example/1" in log
    sent = sign_in(ed).get("/admin/audit.csv?person=ed").content.decode()
    assert "A court, Judgment, https://court.example/1" in sent


def test_a_source_that_is_no_address_is_refused_and_stays_in_the_form(ed, taobao) -> None:
    answer = save(sign_in(ed), taobao, name="Taobao Market", why="x", **{"why-source": "no address"})
    assert "Enter a full web address" in answer.content.decode()
    assert 'value="no address"' in answer.content.decode()


def test_a_form_asks_for_a_reason_only_where_readers_would_see_the_change(ada, ed, taobao) -> None:
    receive_reply("correction", "A reader", "/markets/taobao/", "It is listed since 2008.", "", "")
    unseen = Market.objects.create(slug="unseen", name="Unseen", kind="online")
    for row, asks in ((taobao, True), (unseen, False), (Reply.objects.get(), False)):
        page = sign_in(ed).get(f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/")
        assert ("A change that readers would see" in page.content.decode()) is asks, row
    for name, asks in (("markets/absence", True), ("responses/assessment", False)):
        page = sign_in(ada).get(f"/admin/{name}/add/").content.decode()
        assert ("A change that readers would see" in page) is asks, name
