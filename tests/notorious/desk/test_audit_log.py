"""Who changed what, in the audit log; what a person may do; and accounts made in one form."""

import csv
import datetime
import io
import re
from collections import Counter

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pghistory.models import Context

from markets.curation.proposing import accept_change, propose_change
from markets.curation.refusal import own_context
from markets.models import Listing, Market
from markets.system_acts import SYSTEM_ACTS, system_act
from notorious.accounts.making import make_account
from notorious.audit.log import list_audited
from tests.html import get_page
from tests.people import make_person, sign_in
from tests.queries import capture_queries

pytestmark = pytest.mark.usefixtures("record")


@pytest.fixture
def renamed(ada, ed) -> Market:
    market = Market.objects.get(slug="taobao")
    change = propose_change(market, {"name": "Taobao Market"}, reason="Its full name.", by=ada)
    accept_change(change, by=ed)
    return market


def test_what_a_person_did_yesterday_is_three_clicks_away(renamed, ed, bob) -> None:
    yesterday = timezone.now() - datetime.timedelta(days=1)
    Context.objects.filter(metadata__user=ed.pk).update(created_at=yesterday)
    client = sign_in(bob)

    def follow(page, text: str, where: str = ""):
        links = BeautifulSoup(page.content, "html.parser").select(f"{where} a")
        (link,) = [each for each in links if each.get_text() == text][:1]
        href = link["href"]
        return client.get(f"/admin/audit/{href}" if href.startswith("?") else href)

    log = follow(client.get("/admin/"), "Audit log")
    page = BeautifulSoup(log.content, "html.parser")
    (line,) = [each for each in page.select("p") if each.get_text().startswith("Yesterday")]
    (link,) = [each for each in line.select("a") if each.get_text() == "ed"]
    shown = get_page(client, f"/admin/audit/{link['href']}")
    text = " ".join(shown.select_one("table.history").get_text(" ").split())
    assert "accept change: Its full name." in text
    assert "proposed by ada" in text
    assert "market Taobao Market changed name : Taobao → Taobao Market" in text
    assert "ada" not in {cell.get_text().strip() for cell in shown.select("td:nth-child(2)")}


def test_the_log_is_filtered_by_person_day_and_row_and_exported(renamed, ada) -> None:
    client = sign_in(ada)
    rows = client.get(f"/admin/audit.csv?table=markets.market&row={renamed.pk}&person=ed").content.decode()
    lines = list(csv.DictReader(io.StringIO(rows)))
    assert [
        (each["row"], each["field"], each["before"], each["after"])
        for each in lines
        if each["kind"] == "market"
    ] == [("Taobao Market", "name", "Taobao", "Taobao Market")]
    for query, text in (
        ("person=nobody", "no account"),
        ("day=soon", "not a day"),
        ("table=x", "no table"),
        ("row=3", "Choose the kind of row"),
    ):
        assert text in client.get(f"/admin/audit/?{query}").content.decode()


@pytest.mark.wide
def test_no_cell_of_a_csv_file_of_the_desk_is_a_formula(ada) -> None:
    market = Listing.objects.filter(evidence="unconfirmed", stage="published").first().market
    market.name = "=HYPERLINK(1)"
    propose_change(market, {"note": "=1+1"}, reason="=2+2", by=ada)
    with own_context(action="test"):
        market.save()
    for address in ("/admin/audit.csv", "/admin/confirm/unconfirmed-listings.csv"):
        text = sign_in(ada).get(address).content.decode("utf-8-sig")
        cells = {cell for line in csv.reader(io.StringIO(text)) for cell in line}
        assert "'=HYPERLINK(1)" in cells
        assert not [cell for cell in cells if cell.startswith("=")]


@pytest.mark.wide
def test_the_queries_of_the_exported_log_do_not_grow_with_it(ada) -> None:
    client = sign_in(ada)
    with capture_queries() as captured:
        text = client.get("/admin/audit.csv").content.decode()
    shapes = Counter(re.sub(r"IN \([^)]*\)|= \S+", "", query["sql"]) for query in captured)
    assert text.count("\n") > 1000
    # Each model is asked once for its changes, and once for each model whose rows point to it.
    assert max(shapes.values()) <= len(list_audited())


def test_an_account_is_made_in_one_form_and_shown_with_its_role() -> None:
    boss = make_person("boss", is_superuser=True)
    form = {"do": "create", "username": "ann", "full_name": "Ann Example", "role": "curator"}
    answer = sign_in(boss).post("/admin/people/", form, follow=True)
    page = answer.content.decode()
    ann = User.objects.get(username="ann")
    assert ann.is_staff
    assert "Ann can sign in with the password" in page  # the admin begins each message with a capital
    assert "curator" in page
    assert "already" in sign_in(boss).post("/admin/people/", form, follow=True).content.decode()
    editor = make_person("ed2", "editor")
    sign_in(editor).post("/admin/people/", {**form, "username": "eve"})
    assert not User.objects.filter(username="eve").exists()


def test_what_programs_do_is_listed_and_named_in_the_history(ada) -> None:
    with pytest.raises(KeyError):
        system_act("something else")
    with system_act("load record", reason="a test"):
        Market.objects.create(slug="x", name="X", kind="online")
    assert "load record: a test" in sign_in(ada).get("/admin/audit/").content.decode()
    page = sign_in(ada).get("/admin/rights/").content.decode()
    assert all(name in page for name in SYSTEM_ACTS)


def test_the_page_of_rights_is_for_people_with_a_role(ada) -> None:
    make_account("cy", "curator")
    page = sign_in(ada).get("/admin/rights/").content.decode()
    assert "accept change" in page
    assert Client().get("/admin/rights/").status_code == 302
    assert sign_in(make_person("guest")).get("/admin/rights/").status_code == 403
