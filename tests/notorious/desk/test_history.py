"""The history of a row: bulk changes and plain SQL too. Each change in a transaction of its own, as it happens."""

import pytest
from django.db import connection
from django.test import Client

from notorious.roles import ensure_roles
from responses.models import Party
from tests.html import get_page
from tests.notorious.desk.test_two_people import fields
from tests.people import make_person

UNNAMED = "not named: a program, or SQL by hand"


@pytest.mark.django_db(transaction=True)
def test_every_change_of_a_row_is_kept_with_who_when_and_why_bulk_changes_and_plain_sql_too() -> None:
    ensure_roles()
    client = Client()
    client.force_login(make_person("ed", "editor"))
    party = Party.objects.create(slug="a-company", name="A Company", kind="company")
    address = f"/admin/responses/party/{party.pk}/"
    given = fields(client, f"{address}change/")
    saved = client.post(f"{address}change/", {**given, "name": "A Company Ltd", "why": "its full name"})
    assert saved.status_code == 302
    Party.objects.filter(slug="a-company").update(kind="right holder")
    with connection.cursor() as raw:
        raw.execute("UPDATE responses_party SET name = 'By hand' WHERE slug = 'a-company'")
    page = get_page(client, f"{address}history/")
    lines = [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("td")] for row in page.select("tbody tr")
    ]
    assert [(who, why, what) for _, who, why, _, what in lines] == [
        (UNNAMED, "–", "name : A Company Ltd → By hand"),
        (UNNAMED, "–", "kind : company → right holder"),
        ("ed", "edit party: its full name", "name : A Company → A Company Ltd"),
        (UNNAMED, "–", "slug : a-company name : A Company kind : company"),
    ]
