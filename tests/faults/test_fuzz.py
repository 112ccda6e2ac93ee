"""Thousands of requests at random. NOTORIOUS_FUZZ says how many; 20,000 take some ten minutes."""

import os
import random

import pytest
from django.contrib.auth.models import User
from django.test import Client

from markets.record.load import load_markets_record
from responses.record.load import load_responses_record
from tests.faults.fuzz import requests, routes

pytestmark = [pytest.mark.faults, pytest.mark.django_db]

COUNT = int(os.environ.get("NOTORIOUS_FUZZ") or 2000)
SEED = int(os.environ.get("NOTORIOUS_SEED") or random.randrange(10**6))
NOSNIFF = ("X-Content-Type-Options", "Content-Security-Policy")


def test_no_request_at_random_is_an_error_of_ours() -> None:
    load_markets_record(iter(()))
    load_responses_record()
    assert len(routes()) > 60
    stranger, staff = (Client(raise_request_exception=False) for _ in range(2))
    staff.force_login(User.objects.create_superuser("root"))
    chance = random.Random(SEED)
    statuses: dict[int, int] = {}
    bare, reflected = [], []
    for asked in requests(SEED, COUNT):
        client = staff if asked.path.startswith("/admin/") and chance.random() < 0.8 else stranger
        named = {name: value for name, value in asked.headers.items() if name != "Content-Type"}
        type = asked.headers.get("Content-Type", "application/x-www-form-urlencoded")
        answer = client.generic(asked.method, asked.path, asked.body, content_type=type, headers=named)
        statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
        # 501 is what oEmbed asks for where a format is not offered.
        assert answer.status_code < 500 or answer.status_code == 501, (SEED, asked, answer.content[:300])
        content = b"" if answer.streaming else answer.content
        if b'"><script>' in content:
            reflected.append(asked)
        if content and not all(name in answer.headers for name in NOSNIFF):
            bare.append((answer.status_code, asked.path[:80]))
    print(f"seed {SEED}: {COUNT} requests over {len(routes())} addresses: {sorted(statuses.items())}")
    assert reflected == []
    assert bare == []
