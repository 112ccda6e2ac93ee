"""The bundled record, loaded once per module; each test runs in a savepoint of its own on top of it."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from markets.models import Edition, FollowUp, Recommendation, RecommendationLink, Snapshot
from notorious.roles import ensure_roles
from responses.models import Response
from responses.tracker import RecommendationRow, build_tracker
from tests.people import make_person


@pytest.fixture(scope="module")
def loaded(loaded_record: None, django_db_blocker) -> None:
    with django_db_blocker.unblock():
        ensure_roles()
        # These tests link recommendations themselves; the record's own follow-ups are tested with the record.
        RecommendationLink.objects.filter(from_record=True).delete()


@pytest.fixture
def record(loaded: None, db: None, small_package: None) -> None:
    """The record of sixteen editions."""


@pytest.fixture
def curator(record: None) -> User:
    return make_person("ada", "curator", first_name="Ada", last_name="Byron")


@pytest.fixture
def editor(record: None) -> User:
    return make_person("ed", "editor", first_name="Ed", last_name="Itor")


@pytest.fixture
def client(record: None) -> Client:
    return Client()


@pytest.fixture
def row_of(record: None) -> Callable[[str], RecommendationRow]:
    """The tracker's row of an id."""

    def find(public_id: str) -> RecommendationRow:
        return build_tracker([Recommendation.objects.get(public_id=public_id)])[0]

    return find


@pytest.fixture
def hold_whole() -> Callable[[Response], None]:
    """Makes a response one whose whole text we have."""

    def hold(response: Response) -> None:
        snapshot = Snapshot.objects.store(f"the whole text of {response}".encode(), "text/html")
        Response.objects.filter(pk=response.pk).update(held="whole", snapshot=snapshot)

    return hold


@pytest.fixture
def link(record: None, curator: User) -> Callable[..., RecommendationLink]:
    """A link between two ids that a curator has accepted, or not."""

    def make(
        earlier: str, later: str | None, year: int, follow_up: str = FollowUp.REPEATED, accepted: bool = True
    ) -> RecommendationLink:
        decided = {"decision": "accepted", "decided_by": curator, "decided_at": "2026-01-01T00:00Z"}
        return RecommendationLink.objects.create(
            earlier=Recommendation.objects.get(public_id=earlier),
            later=later and Recommendation.objects.get(public_id=later),
            edition=Edition.objects.get(year=year),
            follow_up=follow_up,
            **(decided if accepted else {}),
        )

    return make
