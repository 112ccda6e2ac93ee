"""A mail server on loopback, people with addresses, and things to tell them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User

from markets.models import DiscoveredDocument, Source
from tests.mailbox import Mailbox, open_mailbox
from tests.people import make_person

NOW = datetime(2031, 1, 14, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def server(settings: Any) -> Iterator[Mailbox]:
    with open_mailbox(settings) as box:
        yield box


def somebody(name: str, email: str, role: str = "curator", **more: Any) -> User:
    return make_person(name, role, email=email, **more)


def a_source(slug: str = "feed", **more: Any) -> Source:
    about = {"name": f"The {slug}", "kind": Source.Kind.USTR_FEED, "url": "https://ustr.gov/", **more}
    return Source.objects.create(slug=slug, **about)


def a_find(number: int, **more: Any) -> DiscoveredDocument:
    source = Source.objects.filter(slug="feed").first() or a_source()
    return DiscoveredDocument.objects.create(
        source=source, url=f"https://ustr.gov/{number}", kind="report", **more
    )
