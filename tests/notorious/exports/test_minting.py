"""What readers see never changes without a version that says so, and a version never changes."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from markets.models import DataVersion, Listing
from markets.tables.scope import Scope
from notorious.exports import versions
from notorious.exports.package import read_files
from notorious.exports.versions import QUIET, archive_due, latest_version
from notorious.models import ArchivedVersion
from notorious.tables.state import current_scope
from notorious.tasks import archive
from tests.html import read_csv

pytestmark = pytest.mark.usefixtures("few_tables", "no_charts")


@pytest.fixture
def later() -> datetime.datetime:
    """When no change of this test is recent any more."""
    return timezone.now() + QUIET * 2


def _correct(name: str) -> None:
    Listing.objects.filter(market__slug="taobao", edition__year=2017).update(printed_name=name)


def test_a_publication_numbers_and_archives_the_data_in_its_transaction(record: Scope) -> None:
    latest = latest_version()
    assert latest and latest.label == record.label == record.version
    _correct("Another")
    label = DataVersion.advance().label
    archived = ArchivedVersion.objects.get(label=label)
    assert b"Another" in read_files(archived)["timeline.csv"]
    assert current_scope().version == label
    assert archive_due() is None


def test_a_correction_makes_a_version_that_says_what_changed_and_leaves_the_old_one_alone(
    record: Scope, client: Client, later: datetime.datetime
) -> None:
    old = client.get(f"/data/{record.label}/notorious-markets.zip").content
    _correct("Another")
    kept = archive_due(later)
    assert kept and kept.label != record.label
    assert current_scope().version == kept.label
    rows = read_csv(read_files(kept)[f"changes-{record.label}-to-{kept.label}.csv"])
    assert {(row["column"], row["before"], row["after"]) for row in rows if row["table"] == "timeline"} == {
        ("printed_name", "Taobao", "Another")
    }
    assert client.get("/data/latest/")["Location"] == f"/data/{kept.label}/"
    assert client.get("/data/timeline.csv")["X-Data-Version"] == kept.label
    assert client.get(f"/data/{record.label}/notorious-markets.zip").content == old


def test_pages_name_the_version_as_soon_as_it_has_a_number(
    record: Scope, client: Client, later: datetime.datetime
) -> None:
    _correct("Another")
    between = current_scope().version
    assert f"data version {between}" in client.get("/editions/2017/taobao/").content.decode()
    kept = archive_due(later)
    assert kept
    page = client.get("/editions/2017/taobao/").content.decode()
    assert f"data version {kept.label}" in page and between not in page


def test_changes_that_still_come_wait_for_the_last_of_them(record: Scope, later: datetime.datetime) -> None:
    for name in ("One", "Two", "Three"):
        _correct(name)
        assert archive_due() is None
    assert archive_due(later)
    assert archive_due(later) is None
    assert ArchivedVersion.objects.count() == 2


def test_the_worker_archives_what_is_due(record: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "QUIET", datetime.timedelta())
    archive()
    assert ArchivedVersion.objects.get().label == record.label
    _correct("Another")
    archive()
    latest = latest_version()
    assert latest and latest.label == current_scope().version != record.label
