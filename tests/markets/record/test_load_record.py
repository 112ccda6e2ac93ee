"""`load_record` follows the bundled record, and leaves alone what people and reports have changed."""

import contextlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pghistory
import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection

from markets.curation.refusal import public_act
from markets.models import (
    Absence,
    CountryStatus,
    Edition,
    HistoryStatement,
    Listing,
    Market,
    MarketAlias,
    RecommendationLink,
    WatchListEntry,
)
from markets.models.version import DataVersion
from markets.record import load, rows
from notorious.tables.changed import list_corrections
from responses.models import Filing, Nomination, Operation, Party
from responses.record import load as responses_load

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(loaded_record: None, db: None) -> None:
    """The bundled record."""


def load_again() -> dict[str, str]:
    """{table: what the command says of it}."""
    said = io.StringIO()
    call_command("load_record", stdout=said)
    return dict(line.split(": ", 1) for line in said.getvalue().splitlines() if ": " in line)


Rows = list[dict[str, str]]


@contextlib.contextmanager
def edit_record(name: str, change: Callable[[Rows], Rows]) -> Iterator[None]:
    """Changes the rows of a bundled file as they are read."""

    read_rows = rows.read_record_rows

    def read_changed(folder: Path, file: str) -> Iterator[dict[str, str]]:
        read = read_rows(folder, file)
        return iter(change(list(read))) if file == name else read

    with pytest.MonkeyPatch.context() as patch:
        for module in (rows, load, responses_load):
            patch.setattr(module, "read_record_rows", read_changed)
        yield


NOTHING = "0 added, 0 changed, 0 left alone, 0 withdrawn"


def test_the_record_loads_whole(record: None) -> None:
    assert Listing.objects.count() == 828
    assert Listing.objects.public().count() == 613
    assert Absence.objects.count() == 51
    assert Absence.objects.public().count() == 50
    assert MarketAlias.objects.count() == 431
    assert WatchListEntry.objects.count() == 154
    assert CountryStatus.objects.count() == 679
    assert Filing.objects.count() == 94
    assert Nomination.objects.count() == 459
    assert HistoryStatement.objects.count() == 10
    assert Operation.objects.count() == 16


def test_a_second_load_changes_nothing(record: None) -> None:
    before = DataVersion.current().revision
    assert set(load_again().values()) == {NOTHING}
    assert DataVersion.current().revision == before


def test_an_edit_of_the_record_changes_exactly_that(record: None) -> None:
    def edit(listed: Rows) -> Rows:
        for row in listed:
            if (row["year"], row["market"]) == ("2010", "91-com"):
                row["category"] = "e-commerce"
        return listed

    with edit_record("listings", edit):
        said = load_again()
    assert said.pop("listings") == "0 added, 1 changed, 0 left alone, 0 withdrawn"
    assert set(said.values()) == {NOTHING}
    assert Listing.objects.get(edition__year=2010, market__slug="91-com").category == "e-commerce"
    (correction,) = list_corrections()
    assert (correction.row_id, correction.field, correction.after) == (
        "2010-91-com",
        "category",
        "e-commerce",
    )
    assert correction.reason.startswith("the bundled record v")


def test_a_row_that_left_the_record_is_withdrawn_and_may_return(record: None) -> None:
    def drop(listed: Rows) -> Rows:
        return [row for row in listed if (row["year"], row["market"]) != ("2010", "91-com")]

    with edit_record("listings", drop):
        assert load_again()["listings"] == "0 added, 0 changed, 0 left alone, 1 withdrawn"
        assert not Listing.objects.public().filter(edition__year=2010, market__slug="91-com").exists()
        assert load_again()["listings"] == NOTHING
    assert [(each.row_id, each.field) for each in list_corrections()] == [("2010-91-com", "row")]
    assert load_again()["listings"] == "0 added, 1 changed, 0 left alone, 0 withdrawn"
    assert Listing.objects.public().filter(edition__year=2010, market__slug="91-com").exists()


PARTY = {"slug": "acme-of-old", "name": "Acme", "kind": "company"}


def _set(**values: str) -> Callable[[Rows], Rows]:
    """Return what sets these values in the first row of a file."""
    return lambda listed: [{**listed[0], **values}, *listed[1:]]


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        (
            "parties",
            lambda listed: [*listed, {**PARTY, "slug": "acme"}],
            "parties: the row with slug “acme” cannot be loaded: "
            "name “Acme” is taken by the row with slug “acme-of-old”.",
        ),
        (
            "parties",
            lambda listed: [*listed, listed[0]],
            "parties: two rows have slug “alibaba-group”.",
        ),
        (
            "markets",
            lambda listed: [*listed, {**listed[0], "slug": "another", "code": "WX"}],
            "markets: the row with slug “another” cannot be loaded: code “WX” is taken by the row with slug “wechat",
        ),
        (
            "listings",
            _set(market="taobaoo"),
            "listings.csv: the market “taobaoo” is in no other file of the record.",
        ),
        ("listings", _set(year="2009"), "listings.csv: the year “2009” is in no other file of the record."),
        (
            "listings",
            _set(kind="imaginary"),
            "listings.csv: the kind “imaginary” is not one of online, physical. ",
        ),
        ("editions", _set(released_on="soon"), "editions.csv: the released_on “soon” cannot be read."),
        ("claims", _set(point="99"), "99”, which is not among the points."),
        ("nominations", _set(filer="Nobody"), "Nobody, nomination”, which is not among the filings."),
        (
            "editions",
            _set(complete_online="yes"),
            "The record contradicts itself: the online entries of 2010 are ",
        ),
        ("listings", lambda listed: [{"year": "2010"}], "A file of the record lacks 'source'."),
    ],
)
def test_a_row_that_cannot_be_loaded_is_named_and_nothing_changes(
    record: None, name: str, change: Callable[[Rows], Rows], said: str
) -> None:
    Party.objects.create(**PARTY)
    before = DataVersion.current().revision, Listing.objects.public().count(), Party.objects.count()
    with edit_record(name, change), pytest.raises(CommandError) as refused:
        load_again()
    assert said in str(refused.value)
    assert str(refused.value).endswith("Nothing was loaded. Correct that, and load again.")
    assert (DataVersion.current().revision, Listing.objects.public().count(), Party.objects.count()) == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("year,market\n2010\n", "x.csv, line 2: the row and the header differ in length."),
        ("year\n2010,taobao\n", "x.csv, line 2: the row and the header differ in length."),
        ("year\n\udcff\n", "x.csv, after line"),
    ],
)
def test_a_file_that_is_no_table_is_named_with_its_line(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "x.csv").write_text(content, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(rows.RecordRefused, match=said):
        list(rows.read_record_rows(tmp_path, "x"))


def test_a_file_that_a_spreadsheet_saved_with_a_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("year\n2010\n", encoding="utf-8-sig")
    assert list(rows.read_record_rows(tmp_path, "x")) == [{"year": "2010"}]


def test_what_a_person_changed_is_left_alone(record: None) -> None:
    person = User.objects.create(username="curator")
    listing = Listing.objects.get(edition__year=2010, market__slug="91-com")
    with pghistory.context(user=person.pk), public_act("correct row"):
        listing.category = "e-commerce"
        listing.save(update_fields=["category"])
    assert load_again()["listings"] == "0 added, 0 changed, 1 left alone, 0 withdrawn"
    listing.refresh_from_db()
    assert listing.category == "e-commerce"


def test_a_false_statement_of_completeness_is_refused(record: None) -> None:
    edition = Edition.objects.get(year=2016)
    edition.complete_online, edition.complete_source = True, "https://example.org/whole-list"
    edition.save()
    with pytest.raises(IntegrityError, match="22"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_breaking_the_count_takes_completeness_back_until_it_is_restored(record: None) -> None:
    listing = Listing.objects.public().filter(edition__year=2021, kind="online").first()
    assert listing is not None
    for stage, complete in (("withdrawn", False), ("published", True)):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            listing.stage = stage
            listing.save(update_fields=["stage"])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        assert Edition.objects.get(year=2021).complete_online is complete


def test_first_listed_is_refused_where_an_earlier_listing_is_public(record: None) -> None:
    HistoryStatement.objects.create(
        edition=Edition.objects.get(year=2021),
        market=Market.objects.get(slug="taobao"),
        says=HistoryStatement.Says.FIRST_LISTED,
        basis="secondary",
        source="https://example.org/",
    )
    with pytest.raises(IntegrityError, match="earlier listing"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_follow_ups_that_the_texts_state_are_public(record: None) -> None:
    stated = RecommendationLink.objects.public().values_list("earlier__public_id", "follow_up")
    assert {public_id for public_id, kind in stated if kind == "not_addressed"} == {
        f"2017-R{number}" for number in range(1, 8)
    }
    assert ("2015-R1", "repeated") in stated
