"""Entries that are narrower than the page, or set in below their first lines."""

from markets.ingest.parsers.text_blocks import find_blocks_beside_frames
from markets.ingest.records import TextPage
from tests.markets.ingest.parsers.paged_rows import Row, line, paged, paragraphs

_WIDE: list[Row | float] = [
    row
    for _ in range(12)
    for row in ((72.0, 530.0, "A line of the front goes on to the margin, and it"), (72.0, 400.0, "ends here."), 8.0)
]  # fmt: skip


def _entry(first: float, left: float, right: float) -> list[Row | float]:
    """A paragraph of three lines whose second ends in a stop near the right margin."""
    return [
        (first, right - 5, "The market is known for its many stalls, and the"),
        (left, right - 2, "landlord collects the rent each month in cash only."),
        (left, left + 90, "Nobody knows his name."),
        8.0,
    ]


def test_narrow_entries_keep_their_paragraphs() -> None:
    found = paragraphs(paged(_WIDE, [row for _ in range(9) for row in _entry(72.0, 72.0, 310.0)]))
    assert len(found) == 12 + 9


def test_entries_set_in_on_both_sides_keep_their_paragraphs() -> None:
    rows = [row for _ in range(9) for row in _entry(112.0, 112.0, 500.0)]
    assert len(paragraphs(paged(_WIDE, rows))) == 12 + 9


def test_lines_below_a_hanging_first_line_that_ends_in_a_stop() -> None:
    entry: list[Row | float] = [
        (72.0, 525.0, "Lotus Mall. The market is known for its many stalls, all of which sell the same fake goods."),
        (96.0, 528.0, "Nobody knows the name of the landlord, who collects the rent each month in cash and who"),
        (96.0, 527.0, "lives abroad, as his tenants have said to those who asked them for it more than once, and"),
        (96.0, 200.0, "no one has seen him."),
        8.0,
    ]  # fmt: skip
    assert len(paragraphs(paged(_WIDE, [row for _ in range(6) for row in entry]))) == 12 + 6


def test_items_of_a_list_end_at_a_semicolon_though_the_line_is_full() -> None:
    items: list[Row | float] = [
        (72.0, 300.0, "Lotus Mall states that it will:"),
        (102.0, 529.0, "publish a contact point for all developers of software;"),
        (102.0, 530.0, "keep records of all sellers of games for seven years;"),
        (102.0, 300.0, "train its staff."),
        8.0,
    ]
    assert len(paragraphs(paged(_WIDE, items))) == 12 + 4


def test_lines_of_a_table_end_at_one_place_before_the_margin_of_the_page() -> None:
    entry: list[Row | float] = [
        (72.0, 520.0, "The market is known for its many stalls,"),
        (72.0, 520.0, "each of which sells the same goods, and the"),
        (72.0, 514.0, "landlord collects the rent in cash."),
        (72.0, 520.0, "Nobody knows his name, or says that he does, for"),
        (72.0, 200.0, "fear of him."),
        8.0,
    ]
    front: list[Row | float] = [
        (72.0, 540.0, "A line of the front goes on to the margin, and it"),
        (72.0, 400.0, "ends."),
    ]
    found = paragraphs(paged(front, [row for _ in range(6) for row in entry]))
    assert len(found) == 1 + 12


def test_lines_that_flow_around_a_frame_have_a_margin_of_their_own() -> None:
    beside = [line((72.0, 300.0, "The market is known for its many"), 1, 72 + 14.0 * at) for at in range(4)]
    frame = [
        line((330.0, 540.0, "Parcels in numbers"), 1, 72 + 14.0 * at)._replace(boxed=True) for at in range(3)
    ]
    ((number, block),) = find_blocks_beside_frames([TextPage(1, 612, 792, (*beside, *frame))], 72.0, 14.0)
    assert (number, block.left, block.right) == (1, 72.0, 300.0)
    assert not list(find_blocks_beside_frames([TextPage(1, 612, 792, tuple(frame))], 72.0, 14.0))
