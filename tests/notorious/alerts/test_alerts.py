"""Alerts from the form to the last e-mail: confirmed, said once, ended; and nobody learns who has them."""

import re
import secrets
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from markets.models import DataVersion, Listing, Stage
from notorious.alerts.addresses import sign_confirmation
from notorious.alerts.detection import note_changes
from notorious.alerts.models import AlertItem, AlertMail, Follow, Subscriber
from notorious.alerts.sending import delete_old_alerts, send_due_alerts
from notorious.models import CorrectionNotice
from tests.mailbox import Mailbox
from tests.people import make_person

pytestmark = pytest.mark.django_db
ASKED = {"kind": "market", "value": "Taobao", "email": "Ada@example.org", "frequency": "at_once"}


def _link(text: str, part: str) -> str:
    found = re.search(rf"https://notorious\.example(/alerts/{part}/\S+)", text)
    assert found, text
    return found[1]


def _follow(client: Client, box: Mailbox, **more: str) -> None:
    assert client.post("/alerts/", ASKED | more).status_code == 200
    send_due_alerts()
    assert client.post(_link(box.texts()[-1], "confirm")).status_code == 302
    box.taken.clear()


def _withdraw(year: int) -> None:
    listing = Listing.objects.public().get(edition__year=year, market__slug="taobao")
    listing.stage = Stage.WITHDRAWN
    listing.save()


def test_without_a_mail_server_or_a_key_alerts_are_off(client: Client, settings: Any) -> None:
    for url, key in (("", "x" * 40), ("smtp://127.0.0.1:1", "")):
        settings.EMAIL_URL, settings.ALERTS_KEY = url, key
        assert b"are off" in client.get("/alerts/").content and b"are off" in client.get("/privacy/").content
        client.post("/alerts/", ASKED)
        assert not Subscriber.objects.exists() and send_due_alerts() == 0


def test_a_reader_confirms_gets_each_change_once_and_ends_it(
    record: None, client: Client, mailbox: Mailbox
) -> None:
    client.post("/alerts/", ASKED)
    assert note_changes() == 0 and send_due_alerts() == 1 and send_due_alerts() == 0
    link = _link(mailbox.texts()[0], "confirm")
    assert client.get(link).status_code == 200 and not Follow.objects.get().confirmed_at
    assert client.post(link).status_code == 302 == client.post(link).status_code
    _withdraw(2017)
    CorrectionNotice.objects.create(
        wrong="w", right="The day was wrong.", concerns="/markets/taobao/",
        published_at=timezone.now(), published_by=make_person("ed", "editor"),
    )  # fmt: skip
    assert note_changes() >= 2 and note_changes() == 0
    assert send_due_alerts() == 1 and send_due_alerts() == 0
    mail, text = mailbox.taken[-1], mailbox.texts()[-1]
    assert "No longer in this record: The 2017 edition lists Taobao" in text
    assert "The day was wrong." in text and "https://notorious.example/corrections/" in text
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["To"] == "Ada@example.org" and "Taobao" in mail["Subject"]
    off = mail["List-Unsubscribe"].strip(" <>").removeprefix("https://notorious.example")
    assert client.get(off).status_code == 200 and Subscriber.objects.exists()
    assert client.post(off, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscriber.objects.exists() and not AlertItem.objects.exists()
    assert client.post(off).status_code == 200
    _withdraw(2016)
    note_changes()
    assert send_due_alerts() == 0 and client.post(link).status_code == 404


@pytest.mark.parametrize(
    ("kind", "value", "changes"),
    [("party", "Alibaba Group", 0), ("country", "China", 1), ("edition", "2017", 2), ("search", "taobao", 1),
     ("domains", "taobao.com\nvk.com", 0), ("market", "baidu", 0)],
)  # fmt: skip
def test_everything_can_be_followed_and_tells_its_own_changes(
    kind: str, value: str, changes: int, record: None, client: Client, mailbox: Mailbox
) -> None:
    _follow(client, mailbox, kind=kind, value=value)
    _withdraw(2017)
    assert note_changes() == changes
    assert send_due_alerts() == (1 if changes else 0)


def test_a_backup_that_is_restored_silences_no_alert(record: None, client: Client, mailbox: Mailbox) -> None:
    _follow(client, mailbox)
    before = DataVersion.current()
    _withdraw(2017)
    noted = note_changes()
    assert noted and note_changes() == 0
    Listing.objects.filter(edition__year=2017, market__slug="taobao").update(stage=Stage.PUBLISHED)
    DataVersion.objects.update(revision=before.revision)
    DataVersion.objects.update(state=before.state)  # a trigger made another one
    assert note_changes() == noted and note_changes() == 0


def test_daily_and_weekly_alerts_wait_for_their_hour(record: None, client: Client, mailbox: Mailbox) -> None:
    _follow(client, mailbox, frequency="weekly")
    _withdraw(2017)
    note_changes()
    noon = timezone.now().replace(hour=12)
    monday = noon - timedelta(days=noon.weekday())
    AlertItem.objects.update(created_at=monday)
    assert send_due_alerts(monday + timedelta(days=6)) == 0
    assert send_due_alerts(monday + timedelta(days=7)) == 1


def test_the_page_of_a_subscriber_changes_and_stops(record: None, client: Client, mailbox: Mailbox) -> None:
    client.post("/alerts/", ASKED)
    send_due_alerts()
    mine = client.post(_link(mailbox.texts()[0], "confirm"))["Location"]
    page = client.get(mine)
    assert b"the market Taobao" in page.content.lower().replace(b"taobao", b"Taobao")
    assert page["Cache-Control"] == "no-store" and page["Referrer-Policy"] == "same-origin"
    follow = Follow.objects.get()
    client.post(mine, {"follow": str(follow.pk), "frequency": "daily"})
    follow.refresh_from_db()
    assert follow.frequency == "daily"
    assert client.post(mine, {"follow": "99999999", "frequency": "stop"}).status_code == 404
    client.post(mine, {"follow": str(follow.pk), "frequency": "stop"})
    assert not Follow.objects.exists()


def test_nobody_learns_who_has_alerts_and_nobody_is_bombed(
    record: None, client: Client, mailbox: Mailbox
) -> None:
    _follow(client, mailbox)
    known = client.post("/alerts/", ASKED)
    unknown = client.post("/alerts/", ASKED | {"email": "bob@example.org"})
    assert known.content == unknown.content and known.status_code == unknown.status_code == 200
    for year in ("2015", "2016", "2017", "2018", "2019"):
        client.post("/alerts/", ASKED | {"kind": "edition", "value": year, "email": "BOB@example.org"})
    while send_due_alerts():
        pass
    assert sum(mail["To"] == "bob@example.org" for mail in mailbox.taken) == 3
    assert len(mailbox.taken) <= 5


def test_tags_behind_an_address_bring_no_more_mails_to_a_mailbox(
    record: None, client: Client, mailbox: Mailbox
) -> None:
    for number in range(6):
        client.post("/alerts/", ASKED | {"email": f"bob+{number}@example.org"})
    client.post("/alerts/", ASKED | {"email": "+eve@example.org"})
    while send_due_alerts():
        pass
    assert sum("bob+" in mail["To"] for mail in mailbox.taken) == 3
    assert sum("+eve" in mail["To"] for mail in mailbox.taken) == 1


def test_a_watch_list_has_up_to_a_thousand_domains(record: None, client: Client, mailbox: Mailbox) -> None:
    domains = "\n".join(["taobao.com", *(f"a{number}.com" for number in range(999))])
    assert client.post("/alerts/", ASKED | {"kind": "domains", "value": domains}).status_code == 200
    send_due_alerts()
    assert client.post(_link(mailbox.texts()[0], "confirm")).status_code == 302
    assert Follow.objects.get().confirmed_at


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "a@example.org\r\nBcc: b@example.org"},
        {"email": "a@example.org,b@example.org"},
        {"email": "x" * 300 + "@example.org"},
        {"email": ""},
        {"value": "no such market at all"},
        {"kind": "nothing"},
        {"frequency": "hourly"},
        {"kind": "domains", "value": "not a domain"},
        {"kind": "domains", "value": "\n".join(f"a{number}.com" for number in range(1001))},
    ],
)
def test_what_cannot_be_followed_sends_nothing(
    wrong: dict[str, str], record: None, client: Client, mailbox: Mailbox
) -> None:
    assert client.post("/alerts/", ASKED | wrong).status_code == 400
    assert not AlertMail.objects.exists()


def test_a_search_with_line_breaks_puts_nothing_into_headers(
    record: None, client: Client, mailbox: Mailbox
) -> None:
    client.post("/alerts/", ASKED | {"kind": "search", "value": "taobao\r\nBcc: eve@example.org"})
    send_due_alerts()
    assert mailbox.taken[0]["Bcc"] is None and "\n" not in mailbox.taken[0]["Subject"]


def test_forged_old_and_foreign_requests_are_refused(record: None, client: Client, mailbox: Mailbox) -> None:
    client.post("/alerts/", ASKED)
    follow = Follow.objects.get()
    for token in ("x", sign_confirmation(follow.pk, "guess"), sign_confirmation(follow.pk + 1, follow.nonce)):
        assert client.post(f"/alerts/confirm/{token}/").status_code == 404
        assert client.post(f"/alerts/mine/{token}/").status_code == 404
    foreign = client.post("/alerts/", ASKED, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    delete_old_alerts(timezone.now() + timedelta(days=4))
    assert not Follow.objects.exists() and not Subscriber.objects.exists()


def test_the_address_is_nowhere_in_the_clear(
    record: None, client: Client, mailbox: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    mailbox.answer = "550 no ada@example.org here"
    client.post("/alerts/", ASKED)
    send_due_alerts()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE %s', ["%ada@example%"])
            assert cursor.fetchone() == (0,), table
    assert "ada" not in caplog.text.lower().replace("canada", "")


def test_one_reader_sends_the_form_a_few_times_a_minute(
    record: None, client: Client, mailbox: Mailbox, settings: Any
) -> None:
    settings.LIMITS = settings.LIMITS | {"alerts": 2}
    address = {"REMOTE_ADDR": f"198.51.100.{secrets.randbelow(250)}"}
    codes = [client.post("/alerts/", ASKED | {"value": ""}, **address).status_code for _ in range(3)]
    assert codes == [400, 400, 429]
