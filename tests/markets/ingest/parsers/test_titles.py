"""A title whose lines differ in size is one title, and large words across pages are none."""

from dataclasses import replace

import pytest

from markets.ingest.parsers.page_furniture import text_lines
from markets.ingest.parsers.page_measures import measure_pages
from markets.ingest.parsers.titles import find_title, read_own_title
from markets.ingest.records import TextLine, TextPage
from tests.markets.ingest.parsers import small_report
from tests.markets.ingest.parsers.small_report import TEXT, parse_lines


def page(number: int, *rows: tuple[str, float]) -> TextPage:
    lines, y = [], 100.0
    for text, size in rows:
        y += 1.4 * size
        lines.append(TextLine(text, number, 72, 500, y, "Serif", size, False, False))
    return TextPage(number, 612, 792, tuple(lines))


def _set_apart(cover: TextPage) -> TextPage:
    return replace(cover, lines=tuple(line._replace(y=line.y * 1.3) for line in cover.lines))


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


def test_a_title_that_only_its_overview_shows_in_large_words_is_read_without_that() -> None:
    rows = (
        ("March 2014", 11.0),
        ("Overview of the Results of the 2013 Out-of-Cycle Review of Notorious Markets", 18.0),
    )
    assert find_title([page(1, *rows)], 0) == "2013 Out-of-Cycle Review of Notorious Markets"


def test_a_title_in_two_blocks_is_read_whole() -> None:
    cover = page(1, ("2017 Out-of-Cycle Review", 20), ("", 10), ("of Notorious Markets", 20))
    assert find_title([_set_apart(cover)], 0) == "2017 Out-of-Cycle Review of Notorious Markets"


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ((("Vellum Holdings", 18), ("Annual Report 2023", 26), ("2022 Review of Notorious Markets", 14)), 1),
        ((("Tradewind Rebuttal", 20), ("2025 Review of Notorious Markets", 13)), 0),
        ((("CIRCUIT COURT OF RIVERTON", 12), ("Complaint for Infringement", 12)), 1),
        ((("April 30, 2010", 12), ("2010 Special 301 Report", 12), ("Notorious Markets", 12)), 1),
        ((("Press League", 20), ("Re: 2018 Review of Notorious Markets", 12), ("Dear Mr. Stone:", 12)), 1),
        ((("A Reader", 18), ("This reader collects sources for the whole class.", 12), ("Chapter 1", 24)), 0),
    ],
)
def test_another_paper_is_called_by_its_largest_headline(
    rows: tuple[tuple[str, float], ...], title: int
) -> None:
    assert read_own_title([_set_apart(page(1, *rows))]) == rows[title][0]


TITLE = "2021 Review of Notorious Markets for Counterfeiting and Piracy"
OVERVIEW = ("Overview of the Results of the 2021 Review", 15.0)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (
            ("Office of the United States Trade Representative", "Executive Office of the President"),
            ("2021",),
        ),
        (("Office of the United States", "Trade Representative"), ("2022",)),
        (("Executive Office of the President", "2021"), ()),
        (("Office of the United States Trade Representative, Executive Office of the President",), ()),
        ((), ("January 2022",)),
        ((), ("Released January 15, 2022", "2022")),
    ],
)
def test_a_title_is_without_lines_of_its_look_that_name_an_office_or_date(
    above: tuple[str, ...], below: tuple[str, ...]
) -> None:
    rows = [(text, 11.5) for text in (*above, TITLE, *below)]
    assert find_title([page(1, *rows, OVERVIEW)], 0) == TITLE


def test_a_title_in_one_look_is_read_whole_across_wide_spaces() -> None:
    cover = page(1, ("2021", 24), ("Review of Notorious Markets", 24), ("for Counterfeiting and Piracy", 24))
    apart = replace(cover, lines=tuple(line._replace(y=line.y * 2.6) for line in cover.lines))
    assert find_title([apart], 0) == TITLE


def test_a_sentence_that_ends_in_a_date_is_no_title() -> None:
    rows = ("Comments on the 2021 Review of Notorious Markets were due by", "October 8, 2021.")
    cover = page(1, (TITLE, 12), *((text, 13) for text in rows))
    assert find_title([_set_apart(cover)], 0) == TITLE


def test_a_title_that_names_no_notorious_markets_is_that_of_the_results(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opening = ("** Overview of the Results of the 2021 Review", "", *small_report.OPENING[2:])
    monkeypatch.setattr(small_report, "OPENING", opening)
    found = parse_lines(
        "** Results of the 2021 Review of Notorious Markets",
        "",
        TEXT,
        "",
        "** Online Markets",
        "",
        "* Zobio",
        "",
        TEXT,
    )
    assert found.title == "2021 Review of Notorious Markets"
    assert any("no title of the report was found" in doubt for doubt in found.doubts)


def test_the_wrapped_name_of_an_office_is_no_part_of_the_title_in_the_same_look() -> None:
    rows = ("Office of the United States Trade", "Representative", "2021 Review of Notorious Markets")
    assert find_title([page(1, *((text, 18) for text in rows))], 0) == "2021 Review of Notorious Markets"
