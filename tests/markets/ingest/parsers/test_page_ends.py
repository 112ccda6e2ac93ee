"""Where paragraphs end at the foot of a page or column, where no distance tells."""

from dataclasses import replace

import pytest

from markets.ingest.parsers.hyphens import Vocabulary
from markets.ingest.parsers.line_style import measure_units
from markets.ingest.parsers.open_pages import find_open_pages
from markets.ingest.parsers.page_measures import Measures, measure_pages
from markets.ingest.parsers.paragraph_breaks import is_end_uncertain
from markets.ingest.parsers.paragraphs import build_paragraphs
from tests.markets.ingest.parsers.paged_rows import (
    FOOT,
    FULL,
    HEAD,
    LEFT,
    LONG,
    RIGHT,
    SHORT,
    body,
    last_and_first,
    line,
    paged,
    paragraphs,
    ragged,
)


@pytest.mark.parametrize(("x0", "count"), [(LEFT + 18, 2), (LEFT, 1)])
def test_an_indent_tells_whether_a_paragraph_begins_on_the_next_page(x0: float, count: int) -> None:
    pages = paged([*body(18, FULL), (LEFT + 18, FULL, FOOT)], [(x0, SHORT, HEAD)])
    assert len(paragraphs(pages)) == 8 + count
    assert not is_end_uncertain(*last_and_first(pages))


@pytest.mark.parametrize(("x1", "count"), [(RIGHT - 12, 2), (RIGHT, 1)])
def test_a_justified_line_that_is_not_full_ends_its_paragraph(x1: float, count: int) -> None:
    pages = paged([*body(0, RIGHT, 8.0), (LEFT, x1, FOOT)], [(LEFT, SHORT, HEAD)])
    assert len(paragraphs(pages)) == 8 + count
    assert not is_end_uncertain(*last_and_first(pages))


def test_a_line_that_is_nearly_as_full_as_stretched_ones_is_uncertain() -> None:
    pages = paged([*body(0, RIGHT, 8.0), (LEFT, RIGHT - 1.5, FOOT)], [(LEFT, SHORT, HEAD)])
    assert len(paragraphs(pages)) == 10
    assert is_end_uncertain(*last_and_first(pages))


def test_a_full_ragged_line_with_a_stop_at_the_foot_of_a_page_is_uncertain() -> None:
    assert is_end_uncertain(*last_and_first(paged([*ragged(8.0), (LEFT, FULL, FOOT)], [(LEFT, SHORT, HEAD)])))
    sure = paged([*ragged(8.0), (LEFT, SHORT, HEAD)], [(LEFT, SHORT, HEAD)])
    assert not is_end_uncertain(*last_and_first(sure))


@pytest.mark.parametrize(("rows", "lines", "is_open"), [(9, 2, True), (9, 1, False), (32, 2, False)])
def test_a_page_with_room_for_another_line_ends_its_paragraph(rows: int, lines: int, is_open: bool) -> None:
    full = ragged(8.0)
    early, after = [*full[:rows], (LEFT, FULL, FOOT)], [*LONG * lines, (LEFT, SHORT, HEAD), 8.0, *full]
    pages = paged(full, full, [*full, *LONG], early, after)
    text = [page.lines for page in pages]
    measures = measure_pages(pages)
    measures = replace(measures, open_pages=find_open_pages(pages, text, measures))
    assert (4 in measures.open_pages) is is_open
    found = [paragraph.text for paragraph in build_paragraphs(text, measures, Vocabulary(()))]
    assert any(f"{FOOT} The owner" in each for each in found) is not is_open


def test_a_word_that_nearly_fitted_at_the_foot_of_a_page_is_uncertain() -> None:
    head = "Guards keep watch."
    needed = 90 * measure_units("Guards ") / measure_units(head)
    pages = paged([*ragged(8.0), (LEFT, FULL - needed - 2, FOOT)], [(LEFT, LEFT + 90, head)])
    assert paragraphs(pages)[-1] == head
    assert is_end_uncertain(*last_and_first(pages))


@pytest.mark.parametrize(("head", "count"), [("Bookmole", 2), ("It closed.", 1), ("bookmole", 1)])
def test_a_short_line_at_the_head_of_a_page_that_is_no_sentence_is_a_heading(head: str, count: int) -> None:
    first = [*body(0, FULL, 8.0), (LEFT, FULL, FOOT)]
    second = [(LEFT, 120.0, head), 8.0, *body(0, FULL, 8.0)]
    assert len(paragraphs(paged(first, second))) == 16 + count


def test_a_line_in_the_right_column_goes_on_in_the_left_one_of_the_next_page() -> None:
    sides = dict.fromkeys((1, 2), ((60.0, 295.0), (317.0, 552.0)))
    measures = Measures(11.0, 14.0, 60.0, 552.0, "serif", False, False, sides)
    last = line((317.0, 552.0, "Fines are rare, and seized"), 1, 723.0)
    first = line((60.0, 295.0, "goods are sold."), 2, 72.0)
    assert len(build_paragraphs([[last], [first]], measures, Vocabulary(()))) == 1
