"""What has changed between two files of a table: told as one would who holds both, by one who holds a row of each."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markets.tables.columns import Column, Table, Type
from markets.tables.scope import Scope
from notorious.exports.difference import OutOfOrder, difference
from notorious.tables.files import written

COLUMNS = ("market", "year", "id", "name", "data_version")
TABLE = Table(
    name="things",
    title="",
    about="",
    columns=[Column(name, Type.INTEGER if name == "year" else Type.TEXT, "", "") for name in COLUMNS],
    key=("id",),
    rows=lambda scope: iter(()),
    sorted_by=("market", "year"),
)
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=4)
YEAR = st.sampled_from(["", "2", "10", "2017"])
# An id tells a market and a year too, as in every table of ours; several ids may stand at the same place.
ROWS = st.dictionaries(st.tuples(st.sampled_from("aB-é"), YEAR, TEXT), TEXT, max_size=8)
Rows = dict[tuple[str, str, str], str]


def _file(rows: Rows, version: str) -> bytes:
    """As tables are written: in their order, and within a place in any."""
    scope = Scope(version, version, 1, datetime.datetime.now(datetime.UTC))
    order = sorted(rows, key=lambda row: (row[0], int(row[1] or -1)))
    made = [
        (market, year, f"{market}{year}{text}", rows[market, year, text], version)
        for market, year, text in order
    ]
    return b"".join(written(TABLE, made, scope, "csv"))


def _in_pieces(content: bytes, size: int) -> Iterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]


def _told(before: bytes, after: bytes, size: int = 1000, sort: bool = False) -> list[tuple[str, ...]]:
    places = difference(TABLE, _in_pieces(before, size), _in_pieces(after, size), sort)
    return [change for changes in places for change in changes]


def _held(before: Rows, after: Rows) -> set[tuple[str, ...]]:
    """The same by dictionaries."""
    made = set()
    for key in before.keys() | after.keys():
        name = "".join(key)
        if key not in before or key not in after:
            made.add(("things", name, "removed" if key in before else "added", "", "", ""))
        elif before[key] != after[key]:
            made.add(("things", name, "changed", "name", before[key], after[key]))
    return made


@given(ROWS, ROWS, st.integers(1, 50))
def test_the_changes_are_those_of_who_holds_both_files(before: Rows, after: Rows, size: int) -> None:
    found = _told(_file(before, "2026.1"), _file(after, "2026.2"), size)
    assert len(found) == len(set(found))
    assert set(found) == _held(before, after)


@given(ROWS)
def test_a_table_that_one_version_lacks_counts_as_empty_there(rows: Rows) -> None:
    assert {change[2] for change in _told(b"", _file(rows, "1"))} <= {"added"}
    assert len(_told(b"", _file(rows, "1"))) == len(_told(_file(rows, "1"), b"")) == len(rows)
    assert not _told(_file(rows, "1"), _file(rows, "2"))


def test_a_column_that_came_later_was_blank_before() -> None:
    before = b"market,year,id\na,1,x\nb,1,y\n"
    after = b"market,year,id,name\na,1,x,New\nb,1,y,\n"
    assert _told(before, after) == [("things", "x", "changed", "name", "", "New")]


def test_a_file_that_is_not_in_its_order_is_refused_or_put_in_order() -> None:
    good, bad = b"market,year,id\na,2,x\na,10,y\n", b"market,year,id\na,10,y\na,2,x\n"
    with pytest.raises(OutOfOrder, match="things.csv"):
        _told(good, bad)
    with pytest.raises(OutOfOrder, match="things.csv"):
        _told(bad, good)
    assert not _told(bad, good, sort=True)
