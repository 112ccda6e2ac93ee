"""What readers see never changes without a version that says so, and a version never changes."""

from __future__ import annotations

import csv
import datetime
import io

import pytest
from django.test import Client
from django.utils import timezone

from markets.models import DataVersion, Listing, Market
from markets.tables.scope import Scope
from notorious.exports import minting
from notorious.exports.inside import read
from notorious.exports.minting import QUIET, keep_due
from notorious.models import Package, Unchanged
from notorious.tables.state import current_scope
from notorious.tasks import keep

pytestmark = pytest.mark.usefixtures("few_tables", "no_charts")


@pytest.fixture
def later() -> datetime.datetime:
    """When no change of this test is recent any more."""
    return timezone.now() + QUIET * 2


def _correct(name: str) -> None:
    Listing.objects.filter(market__slug="taobao", edition__year=2017).update(printed_name=name)


def test_the_version_of_a_publication_is_kept_at_once(record: Scope) -> None:
    kept = keep_due()
    assert kept and (kept.label, kept.revision) == (record.label, record.revision)
    assert keep_due() is None
    DataVersion.advance()
    assert keep_due() and Package.objects.count() == 2


def test_a_correction_makes_a_version_that_says_what_changed_and_leaves_the_old_one_alone(
    record: Scope, client: Client, later: datetime.datetime
) -> None:
    keep_due()
    old = client.get(f"/data/{record.label}/notorious-markets.zip").content
    _correct("Another")
    kept = keep_due(later)
    assert kept and kept.label != record.label
    assert current_scope().version == kept.label
    text = (read(kept, f"changes-{record.label}-to-{kept.label}.csv") or b"").decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert {(row["column"], row["before"], row["after"]) for row in rows if row["table"] == "timeline"} == {
        ("printed_name", "Taobao", "Another")
    }
    assert client.get("/data/latest/")["Location"] == f"/data/{kept.label}/"
    assert client.get("/data/timeline.csv")["X-Data-Version"] == kept.label
    assert client.get(f"/data/{record.label}/notorious-markets.zip").content == old


def test_changes_that_still_come_wait_for_the_last_of_them(record: Scope, later: datetime.datetime) -> None:
    keep_due()
    for name in ("One", "Two", "Three"):
        _correct(name)
        assert keep_due() is None
    assert keep_due(later)
    assert keep_due(later) is None
    assert Package.objects.count() == 2


def test_what_readers_do_not_see_makes_no_version(
    record: Scope, later: datetime.datetime, client: Client
) -> None:
    keep_due()
    Market.objects.filter(slug="taobao").update(note="for curators alone")
    assert current_scope().version == f"{record.label}+{current_scope().revision}"
    assert keep_due(later) is None
    assert current_scope().version == record.label
    assert keep_due(later) is None
    assert (Package.objects.count(), Unchanged.objects.count()) == (1, 1)
    _correct("Another")
    assert current_scope().version == f"{record.label}+{current_scope().revision}"
    assert keep_due(later)


def test_a_page_that_was_kept_shows_the_new_version(record: Scope, later: datetime.datetime) -> None:
    keep_due()
    _correct("Another")
    before = DataVersion.current()
    keep_due(later)
    assert DataVersion.current().revision > before.revision
    assert DataVersion.current().changed_at == before.changed_at


def test_a_state_that_passed_while_it_was_looked_at_is_not_settled(
    record: Scope, later: datetime.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_due()
    _correct("Another")
    real = minting.differs

    def slowly(package: Package, scope: Scope) -> bool:
        _correct("A third name")  # a curator goes on
        return real(package, scope)

    monkeypatch.setattr(minting, "differs", slowly)
    assert keep_due(later) is None
    assert DataVersion.current().label == record.label
    monkeypatch.setattr(minting, "differs", real)
    assert keep_due(later)


def test_the_worker_keeps_what_is_due(record: Scope) -> None:
    keep()
    assert Package.objects.get().label == record.label
