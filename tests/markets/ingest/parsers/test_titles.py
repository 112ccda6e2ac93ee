"""A title whose lines differ in size is one title, and large words across pages are none."""

import pytest

from markets.ingest.parsers.edition_facts import find_title
from markets.ingest.parsers.page_furniture import text_lines
from markets.ingest.parsers.page_measures import measure_pages
from markets.ingest.records import TextLine, TextPage


def page(number: int, *rows: tuple[str, float]) -> TextPage:
    lines, y = [], 100.0
    for text, size in rows:
        y += 1.4 * size
        lines.append(TextLine(text, number, 72, 500, y, "Serif", size, False, False))
    return TextPage(number, 612, 792, tuple(lines))


@pytest.mark.parametrize(
    "rows",
    [
        (("2019", 30), ("Review of Notorious Markets", 22), ("for Counterfeiting and Piracy", 16)),
        (("2019 Review of", 24), ("Notorious Markets", 17), ("for Counterfeiting and Piracy", 14)),
    ],
)
def test_a_title_in_several_sizes_is_read_whole(rows: tuple[tuple[str, float], ...]) -> None:
    cover = page(1, ("Office of the United States Trade Representative", 11), *rows, ("January 15, 2020", 11))
    assert find_title([cover], 0) == "2019 Review of Notorious Markets for Counterfeiting and Piracy"


def test_large_words_at_one_place_of_most_pages_are_no_text() -> None:
    text = ("The service offers films and songs without a license to anyone.", 11.0)
    pages = [page(number, *(6 * [text]), ("REVIEW COPY", 48.0), *(6 * [text])) for number in range(1, 5)]
    kept = text_lines(pages, measure_pages(pages))
    assert {line.text for lines in kept for line in lines} == {text[0]}
