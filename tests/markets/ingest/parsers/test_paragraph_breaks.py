"""Where paragraphs end inside a page."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from markets.ingest.parsers.hyphens import Vocabulary
from markets.ingest.parsers.page_measures import measure_pages
from markets.ingest.parsers.paragraph_breaks import is_end_uncertain
from markets.ingest.parsers.paragraphs import build_paragraphs
from markets.ingest.records import TextPage
from tests.markets.ingest.parsers.paged_rows import (
    FOOT,
    FULL,
    HEAD,
    LEFT,
    LONG,
    RIGHT,
    SHORT,
    Row,
    body,
    last_and_first,
    line,
    paged,
    paragraphs,
    ragged,
)
from tests.markets.ingest.parsers.small_report import TEXT, parse_lines


def test_stops_behind_which_notes_are_marked_do_not_hide_how_near_lines_are() -> None:
    marked: list[Row | float] = [
        (LEFT, FULL, "The site was blocked, and its visitors came back in a day by way of"),
        (LEFT, FULL, "another name, which the owner had bought before the court had ruled.4"),
        2.8,
    ]
    pages = paged([*marked * 10, *LONG, (LEFT, FULL, FOOT), 2.8, *marked[:2]])
    assert paragraphs(pages)[-1].startswith("The site was blocked")


def test_a_first_line_that_is_set_in_and_ends_in_a_stop_goes_on() -> None:
    rows = [(LEFT + 18, FULL, FOOT), (LEFT, SHORT, HEAD)]
    assert paragraphs(paged([*body(18, FULL), *rows]))[-1] == f"{FOOT} {HEAD}"


def test_paragraphs_of_one_line_do_not_hide_the_distance_of_lines() -> None:
    one = [row for at in range(20) for row in ((LEFT, FULL - at % 4, FOOT), 6.0)]
    two: list[Row | float] = [
        (LEFT, FULL, "The site was blocked, and its visitors"),
        (LEFT, SHORT, "came back."),
        6.0,
    ]
    assert len(paragraphs(paged([*one, *two * 6]))) == 26


def test_a_line_spread_by_a_raised_mark_does_not_join_the_next_paragraph() -> None:
    block: list[Row | float] = [
        (LEFT, FULL, "The site was blocked, and its visitors came back in a day by way of"),
        (LEFT, FULL, "another name, which the owner had bought before the court had ruled on"),
        2.8,
        (LEFT, SHORT, "it for the second time."),
        7.0,
    ]
    assert len(paragraphs(paged(block * 6))) == 6


def test_a_column_of_few_lines_goes_on_at_its_own_margin() -> None:
    column = [(LEFT, 300.0, "The site was blocked, and its visitors came")] * 14
    beside = [(320.0, RIGHT, "back by way of another name, which was")] * 13
    first = paged(column)[0]
    second = [line(row, 1, 72.0 + 14 * at) for at, row in enumerate((*beside, (320.0, 400.0, "bought.")))]
    few = [(LEFT, 300.0, "Nobody has answered the notices of it."), (LEFT, 200.0, HEAD)]
    pages = [TextPage(1, 612, 792, (*first.lines, *second)), *paged([], few)[1:]]
    assert paragraphs(pages)[-1] == f"{few[0][2]} {HEAD}"


def test_a_large_heading_goes_on_in_a_line_at_some_distance() -> None:
    pages = paged(body(0, FULL, 8.0))
    rows = ((LEFT, FULL, "Issue Focus: Counterfeit Medicines Sold"), (LEFT, 150.0, "Online"))
    heading = [line(row, 1, 600 + 25.3 * at)._replace(size=16.0) for at, row in enumerate(rows)]
    below = line((LEFT, SHORT, HEAD), 1, 660)
    pages = [TextPage(1, 612, 792, (*pages[0].lines, *heading, below))]
    assert paragraphs(pages)[-2:] == ["Issue Focus: Counterfeit Medicines Sold Online", HEAD]


def test_text_beside_names_in_the_margin_is_not_set_in_line_by_line() -> None:
    beside = [row if isinstance(row, float) else (row[0] + 110, row[1], row[2]) for row in body(0, FULL, 8.0)]
    rows = [(LEFT + 110, FULL, FOOT), (LEFT + 110, SHORT, HEAD)]
    assert paragraphs(paged(body(0, FULL, 8.0), [*beside, *rows]))[-1] == f"{FOOT} {HEAD}"


@pytest.mark.parametrize("size", [0.1, 0.0])
def test_a_font_of_bitmaps_that_calls_itself_tiny_is_measured(size: float) -> None:
    (page,) = paged([(LEFT, RIGHT, "letters of a font without a size")] * 9)
    tiny = [
        each._replace(size=size, y=72 + 0.2 * row, spans=(each.spans[0]._replace(size=size),))
        for row, each in enumerate(page.lines)
    ]
    assert paragraphs([TextPage(1, 612, 792, tuple(tiny))])


def test_first_lines_that_hang_out_begin_paragraphs_and_others_go_on() -> None:
    out: list[Row | float] = [
        (LEFT, FULL, "The shops sell copies of every brand that the police have seen."),
        (LEFT + 24, FULL, "This town is full of them, and landlords say they know of nothing."),
        (LEFT + 24, SHORT, "Nobody asks."),
        8.0,
    ]
    pages = paged([*out * 6, (LEFT, FULL, FOOT)], [(LEFT + 24, SHORT, HEAD), 8.0, *out])
    assert paragraphs(pages)[6:] == [f"{FOOT} {HEAD}", paragraphs(pages)[0]]
    assert not is_end_uncertain(*last_and_first(pages))


def test_lines_below_a_number_may_begin_where_it_does() -> None:
    rows = [(LEFT, FULL, f"12. {FOOT}"), (LEFT, SHORT, HEAD)]
    assert paragraphs(paged([*body(0, FULL, 8.0), *rows]))[-1] == f"{FOOT} {HEAD}"


def test_paragraphs_that_nothing_sets_apart_are_doubted_once() -> None:
    two = (TEXT.removesuffix("."), "in this town.")
    rows = [
        row for name in ("Bookmole", "Filmport") for row in ("", f"* {name}", "", *two, "-", *two, "-", *two)
    ]
    for room, count in ([], 1), ([""], 0):
        set_so = [line for row in rows for line in (room if row == "-" else [row])]
        doubts = parse_lines("** Online Markets", "", *set_so).doubts
        assert sum("nothing sets the paragraphs" in doubt for doubt in doubts) == count


def test_labels_below_names_do_not_tell_how_paragraphs_are_set() -> None:
    below = ("Website: bookmole.cc", "Country: Panama", TEXT, "", TEXT)
    rows = [row for name in ("Bookmole", "Filmport", "Zobio") for row in ("", f"* {name}", "", *below)]
    doubts = parse_lines("** Online Markets", "", *rows).doubts
    assert not any("nothing sets the paragraphs" in doubt for doubt in doubts)


def test_a_full_line_with_a_stop_goes_on_where_paragraphs_have_room_between_them() -> None:
    rows = [
        (LEFT, FULL - 120, "Nobody has answered the notices of it."),
        (LEFT, SHORT, "Now they stay in it, as they say."),
    ]
    joined = " ".join(text for _, _, text in rows)
    assert paragraphs(paged([*ragged(8.0), *rows]))[-1] == joined
    assert paragraphs(paged([*ragged(0.0), *rows]))[-1] == rows[1][2]


def test_a_line_that_is_not_stretched_goes_on_where_paragraphs_have_room_between_them() -> None:
    rows = [(LEFT, RIGHT - 20, FOOT), (LEFT, SHORT, HEAD)]
    assert paragraphs(paged([*body(0, RIGHT, 8.0), *rows]))[-1] == f"{FOOT} {HEAD}"
    assert paragraphs(paged([*body(0, RIGHT, 8.0), rows[0], 8.0, rows[1]]))[-2:] == [FOOT, HEAD]


def test_a_short_line_ends_a_paragraph_though_there_is_less_room_below_the_mark_of_its_note() -> None:
    rows = [(LEFT, SHORT, FOOT), 1.2, (LEFT, SHORT, HEAD)]
    assert paragraphs(paged([*body(0, RIGHT, 8.0) * 2, *rows]))[-2:] == [FOOT, HEAD]


def test_a_long_line_in_another_face_near_the_text_is_a_heading() -> None:
    rows: list[Row | float] = [4.0, (LEFT, 370.0, "Tank Road Market (Delhi, India)"), (LEFT, RIGHT, FOOT)]
    pages = paged([*body(20.0, RIGHT), *rows])
    *others, heading, text = pages[0].lines
    caps = heading._replace(font="SerifCaps", spans=(heading.spans[0]._replace(font="SerifCaps"),))
    made = [replace(pages[0], lines=(*others, caps, text))]
    assert paragraphs(made)[-2:] == [heading.text, FOOT]


@pytest.mark.parametrize(("room", "count"), [(3.0, 18), (1.0, 17)])
def test_a_full_line_ends_a_paragraph_if_the_next_is_further_below_than_any_other(
    room: float, count: int
) -> None:
    full: list[Row | float] = [(LEFT, RIGHT, FOOT), room, (LEFT, SHORT, HEAD), room]
    assert len(paragraphs(paged([*body(0, RIGHT, room) * 2, *full]))) == count


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        (("Filers list three means of payment:", "(1) transfer; (2) cards; and (3) vouchers."), 1),
        (("Filers list three means: (1) transfer;", "(2) cards; and", "(3) vouchers."), 1),
        (("Filers list three means of payment:", "(1) Transfer.", "(2) Cards.", "(3) Vouchers."), 4),
    ],
)
def test_an_enumeration_goes_on_in_the_next_line(rows: Sequence[str], count: int) -> None:
    found = paragraphs(paged([*body(0.0, FULL, 10.0), 10.0, *((LEFT, FULL, row) for row in rows)]))
    assert len(found) - 8 == count
    assert "(2)" in found[8] or count > 1


@pytest.mark.parametrize(
    ("end", "count"), [("Headquartered in", 1), ("sites include", 1), ("Zeta,", 1), ("Zeta", 2)]
)
def test_a_short_line_that_ends_inside_a_phrase_goes_on_below_it(end: str, count: int) -> None:
    rows: list[Row | float] = [(LEFT, 160.0, end), (LEFT, 130.0, "Cyprus and more.")]
    assert len(paragraphs(paged([*body(0.0, FULL, 10.0), *rows]))) - 8 == count


def test_items_whose_bullets_are_drawn_are_paragraphs_of_their_own() -> None:
    items: list[Row | float] = [
        (LEFT, SHORT, "Two steps deserve priority:"),
        (LEFT + 24, SHORT, "USTR recommends that Alldom offer its form in English."),
        (LEFT + 24, FULL, "The United States urges the authorities to bring criminal cases against the"),
        (LEFT + 24, SHORT, "largest of its sellers."),
    ]
    pages = paged([*body(0, FULL, 10.0), *items, 10.0, *body(0, FULL, 10.0)])
    measures = replace(measure_pages(pages), parting=24.0, justified=False)
    found = [one.text for one in build_paragraphs([page.lines for page in pages], measures, Vocabulary(()))]
    assert "USTR recommends that Alldom offer its form in English." in found
