"""Rows that people added or merged stay as they are when the bundled record is loaded."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pghistory
import pytest
from django.contrib.auth.models import User

from markets.curation.merging import merge_markets
from markets.curation.refusal import public_act
from markets.models import Edition, Listing, Market, MarketAlias, WatchListEdition, WatchListEntry
from markets.record import load, reference_tables, rows, sister_lists
from notorious.roles import ensure_roles
from responses.models import Filing, Nomination
from responses.record import nominations
from tests.markets.record.test_load_record import load_again

pytestmark = pytest.mark.django_db
ONE_LEFT = "0 added, 0 changed, 1 left alone, 0 withdrawn"


@pytest.fixture(autouse=True)
def record(loaded_record: None, db: None) -> None:
    """The bundled record."""
    ensure_roles()


@pytest.fixture
def by_hand(record: None) -> Iterator[None]:
    """What is made in the test is made by a person."""
    person = User.objects.create(username="curator")
    with pghistory.context(user=person.pk), public_act("correct row"):
        yield


def add_to_record(monkeypatch: pytest.MonkeyPatch, module: Any, table: str, **values: str) -> None:
    """The bundled file has one row more: its last, with other values."""

    read_rows = rows.read_record_rows

    def read(folder: Path, file: str) -> Iterator[dict[str, str]]:
        *before, last = read_rows(folder, file)
        yield from (*before, last)
        if (folder, file) == (module.FOLDER, table):
            yield {**last, **values}

    for reader in (rows, load):
        monkeypatch.setattr(reader, "read_record_rows", read)


def test_a_name_that_a_person_added_first_is_left_alone(
    by_hand: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = WatchListEdition.objects.get(year=2025)
    WatchListEntry.objects.create(
        edition=edition, printed_name="Beside", kind="online", status="listed", basis="secondary"
    )
    add_to_record(monkeypatch, sister_lists, "watchlist_eu", year="2025", printed_name="Beside")
    assert load_again()["EU Watch List"] == ONE_LEFT


def test_a_filing_and_a_nomination_that_a_person_added_first_are_left_alone(
    by_hand: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    filing = Filing.objects.create(
        edition=Edition.objects.get(year=2025),
        filer="Beside",
        filer_kind="company",
        role="nomination",
        basis="secondary",
    )
    add_to_record(monkeypatch, nominations, "filings", year="2025", filer="Beside", role="nomination")
    assert load_again()["filings"] == ONE_LEFT
    Nomination.objects.create(filing=filing, name="Somewhere", kind="online", basis="secondary")
    monkeypatch.undo()
    beside = {"year": "2025", "filer": "Beside", "role": "nomination", "name": "Somewhere"}
    add_to_record(monkeypatch, nominations, "nominations", **beside)
    assert load_again()["nominations"] == ONE_LEFT


def test_an_alias_that_a_person_added_first_is_left_alone(
    by_hand: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    market = Market.objects.get(slug="taobao")
    MarketAlias.objects.create(market=market, name="Beside", kind="native_name", basis="secondary")
    add_to_record(monkeypatch, reference_tables, "aliases", market="taobao", name="Beside")
    assert load_again()["aliases"] == ONE_LEFT


def test_a_merged_market_is_not_listed_twice_in_an_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    person = User.objects.create_superuser("ed")
    into = Market.objects.get(slug="taobao")
    market = Market.objects.create(slug="taobao-twin", name="Taobao twin", kind="online")
    merge_markets(market, into, reason="the same site", by=person)
    add_to_record(monkeypatch, load, "listings", year="2010", market="taobao-twin")
    assert load_again()["listings"] == ONE_LEFT
    assert not Listing.objects.filter(market=market).exists()
