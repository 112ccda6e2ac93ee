"""Every public row of every table rests on at least one citation with a valid address."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.test import Client

from markets.models import Citation
from markets.models.citation import ADDRESS
from markets.tables.scope import Scope
from notorious.tables import TABLES
from tests.notorious.exports.conftest import RecordRows

pytestmark = pytest.mark.django_db

CITED_BY = {
    "Answer": "point",
    "Claim": "point",
    "RecommendationLink": "edition",
}
"""Public rows that show the citation of another row."""

WITHOUT = {
    "Assessment": "our own words; each names its evidence",
    "CorrectionNotice": "our own words",
    "Market": "its listings are cited",
    "Reply": "a reader's own words",
}
"""Public rows without a citation, and why."""

TABLES_WITHOUT = {
    "changes": "made of two editions; the listings are cited",
    "corrections": "our own acts",
    "markets": "the listings are cited",
    "parties": "the responses and operations are cited",
    "printed_names": "the listings are cited",
    "recommendations_and_responses": "it has a source for each of its voices",
    "redirects": "our own acts",
}
"""Tables without a column `source` that every row fills, and why."""


def find_public_models() -> list[Any]:
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in ("markets", "responses", "notorious")
        and hasattr(getattr(model, "objects", None), "public")
    ]


def cited(model: Any) -> Any:
    valid = Citation.objects.filter(withdrawn_at__isnull=True, url__regex=ADDRESS)
    return model.objects.filter(citations__in=valid)


def test_every_public_row_has_a_citation_with_a_valid_address(record: Scope) -> None:
    bare: dict[str, int] = {}
    for model in find_public_models():
        name, rows = model.__name__, model.objects.public()
        if through := CITED_BY.get(name):
            of: type[Model] = model._meta.get_field(through).related_model
            bare[name] = rows.exclude(**{f"{through}__in": cited(of)}).count()
        elif name not in WITHOUT:
            assert rows.exists(), f"{name} has no public row to look at"
            bare[name] = rows.exclude(pk__in=cited(model).values("pk")).count()
    assert not any(bare.values()), bare
    assert len(bare) >= 19
    assert not Citation.objects.filter(url="").exists()


def test_every_row_of_every_file_names_its_source(record_rows: RecordRows) -> None:
    for name in TABLES.keys() - TABLES_WITHOUT.keys():
        rows = record_rows.read_table(name)
        assert rows and all(row["source"] for row in rows), name
        addresses = [row["source_url"] for row in rows if row["source_url"]]
        assert addresses and all(re.match(ADDRESS, each) for each in addresses), name


@pytest.mark.parametrize("name", ["answers", "claims", "recommendation_links"])
def test_what_has_no_citation_of_its_own_shows_that_of_its_response_or_edition(
    record: Scope, client: Client, name: str
) -> None:
    for row in client.get(f"/api/v1/{name}?limit=500").json()["rows"]:
        assert row["source"], row


def test_pages_show_the_citation_of_a_follow_up_and_of_an_answer(
    record_rows: RecordRows, client: Client
) -> None:
    page = client.get("/recommendations/2017-R2/").content.decode()
    follow_up = page[page.index("Follow-up to 2017-R2") :]
    later = next(
        row for row in record_rows.read_table("recommendation_links") if row["earlier_id"] == "2017-R2"
    )
    assert later["source"] in follow_up
    answer = page[page.index("Response to 2017-R2") : page.index("Follow-up to 2017-R2")]
    named = {
        row["source"] for row in record_rows.read_table("answers") if row["recommendation_id"] == "2017-R2"
    }
    assert named and all(source in answer for source in named)
