"""The past in transactions of its own, as a server reads it."""

import pytest
from django.db import connection
from django.test import Client

from markets.models import Listing
from notorious.past import list_tracked_models
from responses.models import Response, ResponsePoint
from tests.notorious.pages.test_as_of import age_record
from tests.record import put_record

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def yesterday() -> str:
    put_record()
    return age_record()


def test_what_was_changed_before_it_was_public_was_not_corrected(client: Client) -> None:
    put_record()
    point = ResponsePoint.objects.get(response__public_id="2017-10-alibaba-group-1", ordinal=1)
    response = point.response
    response.pk, response.public_id, response.stage = None, "2017-10-alibaba-group-9", Response.Stage.DRAFT
    response.save()
    point.pk, point.response = None, response
    point.save()
    ResponsePoint.objects.filter(pk=point.pk).update(summary="Otherwise")
    Response.objects.filter(pk=response.pk).update(stage=Response.Stage.PUBLISHED)
    assert b"responsepoint" not in client.get("/data/corrections.csv").getvalue()
    ResponsePoint.objects.filter(pk=point.pk).update(summary="Otherwise again")
    assert b",2017-10-alibaba-group-9-P1," in client.get("/data/corrections.csv").getvalue()


def test_looking_at_the_past_changes_nothing(client: Client, yesterday: str) -> None:
    before = list(Listing.objects.order_by("pk").values())
    client.get(f"/editions/2017/?as_of={yesterday}")
    assert list(Listing.objects.order_by("pk").values()) == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relpersistence = 't' AND relkind = 'r'")
        assert cursor.fetchone() == (0,)


def test_who_reads_the_past_has_no_more_rights(client: Client, yesterday: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM information_schema.views WHERE table_schema = 'past'")
        assert cursor.fetchone() == (len(list_tracked_models()),)
        cursor.execute("SHOW search_path")
        before = cursor.fetchone()
        client.get(f"/markets/taobao/?as_of={yesterday}")
        cursor.execute("SHOW search_path")
        assert cursor.fetchone() == before
