"""What changed between two files of a table."""

from hypothesis import given
from hypothesis import strategies as st

from markets.tables.columns import Column, Table, Type
from notorious.exports.difference import Change, list_changes

COLUMNS = ("id", "name", "data_version")
TABLE = Table(
    name="things",
    title="",
    about="",
    columns=[Column(name, Type.TEXT, "", "") for name in COLUMNS],
    key=("id",),
    records=lambda scope: (),
)
ROWS = st.dictionaries(st.sampled_from("abcde"), st.sampled_from(["", "x", "y"]), max_size=5)


def file_of(rows: dict[str, str], version: str) -> bytes:
    lines = [f"{key},{name},{version}\n" for key, name in rows.items()]
    return "".join([",".join(COLUMNS) + "\n", *lines]).encode()


@given(ROWS, ROWS)
def test_the_changes_lead_from_one_file_to_the_other(before: dict[str, str], after: dict[str, str]) -> None:
    made = dict(before)
    for _, key, change, column, was, now in list_changes(TABLE, file_of(before, "1"), file_of(after, "2")):
        if change == "removed":
            del made[key]
        elif change == "added":
            made[key] = after[key]
        else:
            assert (column, made[key]) == ("name", was)
            made[key] = now
    assert made == after


@given(ROWS)
def test_a_table_that_one_version_lacks_counts_as_empty_there(rows: dict[str, str]) -> None:
    def kinds(before: bytes, after: bytes) -> list[str]:
        return [change[2] for change in list_changes(TABLE, before, after)]

    assert kinds(b"", file_of(rows, "1")) == ["added"] * len(rows)
    assert kinds(file_of(rows, "1"), b"") == ["removed"] * len(rows)
    assert not kinds(file_of(rows, "1"), file_of(rows, "2"))


def test_a_column_that_came_later_was_blank_before() -> None:
    before, after = b"id\nx\ny\n", b"id,name\nx,New\ny,\n"
    expected: list[Change] = [("things", "x", "changed", "name", "", "New")]
    assert list_changes(TABLE, before, after) == expected
