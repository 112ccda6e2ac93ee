"""The sources on loopback, and our own side set to trust them."""

import functools
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.test import Client

from markets.ingest import source_client
from markets.models import Source
from notorious.celery import app
from tests.markets.ingest.fetch.server import listening
from tests.markets.polling.originals import KEY, Originals, at_the_originals
from tests.people import make_person
from tests.reports.build import Report, build


@functools.cache
def report(seed: int = 7, family: str = "since-2017") -> Report:
    """The same report for every test that asks for the same."""
    return build(seed, family)


@pytest.fixture
def originals(settings) -> Iterator[Originals]:
    with listening() as listener:
        settings.REHEARSAL_ORIGINS = frozenset({listener.origin})
        settings.REGULATIONS_GOV_KEY = KEY
        source_client.get_source_client.cache_clear()
        yield Originals(listener)
    source_client.get_source_client.cache_clear()


@pytest.fixture
def sources(db: None, originals: Originals) -> dict[str, Source]:
    return at_the_originals(originals)


@pytest.fixture
def clean_queue(running_servers: None) -> Iterator[None]:
    app.control.purge()
    yield
    app.control.purge()


@pytest.fixture
def curator(db: None) -> User:
    return make_person("cora", "curator")


@pytest.fixture
def at_the_desk(client: Client, curator: User) -> Client:
    client.force_login(curator)
    return client
