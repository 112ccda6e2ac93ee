"""A page of the API costs what its own rows cost."""

from markets.tables.columns import Column, Table, Type
from notorious.api.paging import cut_page


def test_a_page_reads_no_other_row() -> None:
    read: list[int] = []

    def note(record: int) -> int:
        read.append(record)
        return record

    columns = (
        Column("row_id", Type.INTEGER, "Its id.", "1", lambda record: record),
        Column("cost", Type.INTEGER, "A cell that takes long.", "1", note),
    )
    table = Table("rows", "Rows", "Numbers.", columns, key=("row_id",), records=lambda scope: range(9))
    page = cut_page(table, table.unread_rows_of(range(9)), ((1, 2),), 3)
    assert page.rows == [(3, 3), (4, 4), (5, 5)]
    assert (page.row_count, page.next_cursor) == (9, "6")
    assert read == [3, 4, 5]
