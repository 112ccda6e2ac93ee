"""The right of reply: it lands at the desk, its sender sees its state, and only an editor makes it public."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from markets.curation.refusal import Refusal
from notorious.models import Reply
from notorious.queues.definitions import QUEUES
from notorious.reply.acts import decline_reply, publish_reply, withdraw_reply
from tests.people import make_person

pytestmark = pytest.mark.django_db
SENT = {
    "kind": "statement", "concerns": "/markets/taobao/", "sender": "Example Ltd.",
    "text": "We disagree.\n<script>alert(1)</script>", "evidence": "https://example.org/a.pdf",
    "contact": "ada@example.org",
}  # fmt: skip


@pytest.fixture(autouse=True)
def key(settings: Any) -> None:
    settings.ALERTS_KEY = "a key of the tests, of more than 32 characters"
    settings.LIMITS = settings.LIMITS | {"replies": 0}


def _send(client: Client, **more: str) -> str:
    answer = client.post("/reply/", SENT | more)
    assert answer.status_code == 302, answer.content
    return str(answer["Location"])


def test_a_reply_waits_at_the_desk_and_is_public_nowhere(client: Client) -> None:
    status = _send(client)
    page = client.get(status)
    assert b"received, not examined yet" in page.content and b"<script>alert" not in page.content
    assert page["Cache-Control"] == "no-store" and page["Referrer-Policy"] == "same-origin"
    assert [row.sender for row in QUEUES["replies"].open_rows()] == ["Example Ltd."]
    assert b"Example Ltd." not in client.get("/reply/published/").content
    assert client.get("/reply/status/" + "x" * 32 + "/").status_code == 404


def test_only_an_editor_publishes_and_a_decline_says_why(client: Client) -> None:
    status = _send(client)
    reply, ed = Reply.objects.get(), make_person("ed", "editor")
    with pytest.raises(Refusal):
        publish_reply(reply, by=make_person("cu", "curator"))
    with pytest.raises(Refusal, match="Write an answer"):
        decline_reply(reply, by=ed)
    reply = publish_reply(reply, by=ed)
    page = client.get("/reply/published/").content
    assert (
        b"We disagree." in page and b"<script>alert" not in page and b'href="https://example.org' not in page
    )
    withdraw_reply(reply, by=ed)
    assert b"We disagree." not in client.get("/reply/published/").content
    reply.refresh_from_db()
    reply.answer = "It names no page."
    reply.save()
    decline_reply(reply, by=ed)
    assert b"It names no page." in client.get(status).content


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"text": ""}, 400),
        ({"text": "x" * 6001}, 400),
        ({"text": "x" * 10_000_000}, 413),
        ({"kind": "correction", "evidence": " "}, 400),
        ({"kind": "threat"}, 400),
        ({"sender": "a\x00b"}, 400),
        ({"website": "https://spam.example"}, 400),
        ({"contact": "a@example.org\nBcc: b@example.org"}, 400),
    ],
)
def test_what_cannot_be_sent_is_refused_and_nothing_is_stored(
    more: dict[str, str], code: int, client: Client
) -> None:
    assert client.post("/reply/", SENT | more).status_code == code
    assert not Reply.objects.exists()


def test_a_form_of_another_site_is_refused(client: Client) -> None:
    assert client.post("/reply/", SENT, headers={"Origin": "https://evil.example"}).status_code == 403


def test_the_contact_is_nowhere_in_the_clear_and_is_not_asked_for_without_a_key(
    client: Client, settings: Any
) -> None:
    _send(client)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE %s', ["%ada@example%"])
            assert cursor.fetchone() == (0,), table
    settings.ALERTS_KEY = ""
    assert b"e-mail address" not in client.get("/reply/").content
