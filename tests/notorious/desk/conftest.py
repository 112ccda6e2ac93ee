"""The bundled record once per module, people with roles, and a response entered through the real form."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db.models import Count

from markets.models import Edition, Market
from notorious.roles import ensure_roles
from responses.models import Claim, Party, Response
from tests.notorious.desk.statements import MADE_UP
from tests.people import make_person, sign_in


@pytest.fixture(scope="module")
def loaded(loaded_record: None, django_db_blocker) -> None:
    with django_db_blocker.unblock():
        ensure_roles()


@pytest.fixture
def record(loaded: None, db: None, small_package: None) -> None:
    """The record of sixteen editions."""


def a_public_claim() -> Claim:
    """One of the response that has the shortest form: the longest takes seconds."""
    public = (
        Claim.objects.public()
        .select_related("point__response")
        .alias(points=Count("point__response__points"))
    )
    return public.order_by("points", "pk")[0]


@pytest.fixture
def ada(record: None) -> User:
    """A curator."""
    return make_person("ada", "curator")


@pytest.fixture
def bob(record: None) -> User:
    """Another curator."""
    return make_person("bob", "curator")


@pytest.fixture
def ed(record: None) -> User:
    """An editor."""
    return make_person("ed", "editor")


def entry(**more: object) -> dict[str, object]:
    """What a curator fills in, as the form posts it."""
    return {
        "party": Party.objects.get(slug="alibaba-group").pk,
        "role": "company",
        "edition": Edition.objects.get(year=2017).pk,
        "market": Market.objects.get(slug="taobao").pk,
        "kind": "press_statement",
        "title": "A statement on the List of 2017",
        "said_on": "2018-01-12",
        "said_precision": "day",
        "language": "en",
        "held": "whole",
        "source": "made up for a test",
        "evidence": "secondary",
        "pasted": MADE_UP,
        **more,
    }


@pytest.fixture
def entered(ada: User) -> Callable[..., Response]:
    """Ada enters a response through the form; more values go into the form."""

    def enter(**more: object) -> Response:
        answer = sign_in(ada).post("/admin/responses/response/enter/", entry(**more))
        assert answer.status_code == 302, answer.context["form"].errors
        return Response.objects.get(pk=int(answer["Location"].split("/")[-3]))

    return enter
