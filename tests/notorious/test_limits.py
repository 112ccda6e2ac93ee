"""Who asks for more than a newsroom does learns when to come again; what is cached is given to everybody."""

import json
import logging
import secrets
from typing import Any

import pytest
from django.test import Client

from notorious import limits
from notorious.peer import client_address

pytestmark = pytest.mark.django_db
A, B = "198.51.100.1", "198.51.100.2"


@pytest.fixture(autouse=True)
def _two_a_minute(settings: Any, monkeypatch: Any) -> None:
    settings.LIMITS = {"search": 2, "export": 2, "api": 2}
    settings.TRUSTED_PROXIES = 1  # so that the addresses below are this test's own, whatever ran before
    monkeypatch.setattr(limits, "client_address", lambda request: f"{client_address(request)} {RUN}")
    monkeypatch.setattr(limits._outage, "until", 0.0)


RUN = secrets.token_hex(4)


def ask(address: str, sender: str = A) -> Any:
    return Client().get(address, HTTP_X_FORWARDED_FOR=f"spoofed, {sender}")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/search/?q=word{}", "text/html"),
        ("/search/page.json?q=word{}", "application/json"),
        ("/markets.csv?q=word{}", "text/plain"),
        ("/api/v1/markets?limit={}", "application/problem+json"),
    ],
)
def test_the_third_within_a_minute_is_refused_in_the_readers_form(address: str, said: str) -> None:
    sender = f"198.51.100.{len(address) + 100}"
    found = [ask(address.format(turn), sender) for turn in range(1, 5)]
    assert [answer.status_code for answer in found] == [200, 200, 429, 429]
    refused = found[-1]
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert refused["Content-Type"].startswith(said)
    assert refused["Cache-Control"] == "no-store"
    assert f"please try again in {refused['Retry-After']} seconds" in refused.content.decode()
    if said == "application/problem+json":
        assert json.loads(refused.content)["status"] == 429
    assert ask(address.format(1), sender).status_code == 200, "what is kept is not counted"
    assert ask(address.format(9), "203.0.113.77").status_code == 200, "another address is another's"


def test_each_kind_is_counted_by_itself() -> None:
    for turn in range(3):
        ask(f"/search/?q=other{turn}", B)
    assert ask("/search/?q=once+more", B).status_code == 429
    assert ask("/markets.csv?q=once+more", B).status_code == 200


def test_where_valkey_is_away_everybody_is_answered_and_the_log_says_so_once(
    settings: Any, caplog: Any
) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    limits._valkey.cache_clear()
    with caplog.at_level(logging.WARNING, "notorious.limits"):
        statuses = [ask(f"/search/?q=away{turn}").status_code for turn in range(4)]
    limits._valkey.cache_clear()
    assert statuses == [200] * 4
    assert [record.getMessage()[:13] for record in caplog.records if record.name == "notorious.limits"] == [
        "No rate limit"
    ]


@pytest.mark.parametrize(
    ("proxies", "header", "expected"),
    [
        (0, "192.0.2.1", "10.0.0.1"),
        (1, "192.0.2.1", "192.0.2.1"),
        (1, "evil, 192.0.2.1:443", "192.0.2.1"),
        (2, "evil, 192.0.2.1, 10.0.0.2", "192.0.2.1"),
        (2, "192.0.2.1", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "192.0.2.1, ", "10.0.0.1"),
        (1, "' OR 1=1", "10.0.0.1"),
        (1, "[2001:db8:0:1::5]:443", "2001:db8:0:1::"),
        (1, "2001:db8:0:1::5", "2001:db8:0:1::"),
        (1, "::ffff:192.0.2.1", "192.0.2.1"),
        (1, "fe80::1%eth0", "fe80::"),
    ],
)
def test_the_address_is_what_the_outermost_trusted_proxy_wrote(
    rf: Any, settings: Any, proxies: int, header: str, expected: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    assert client_address(rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=header)) == expected
