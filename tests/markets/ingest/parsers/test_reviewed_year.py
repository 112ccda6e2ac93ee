"""The year under review where the title has none, and signs of another year."""

import pytest

from markets.ingest.parsers.reviewed_year import find_other_years, find_reviewed_year
from tests.markets.ingest.parsers import small_report
from tests.markets.ingest.parsers.small_report import TEXT, parse_lines

TITLE = "Out-of-Cycle Review of Notorious Markets"
OPENING = (f"** {TITLE}", "", *small_report.OPENING[2:])
ENTRIES = ("** Online Markets", "", "* Lotus Shop", "", TEXT, "", "* Silk Shop", "", TEXT, "")


@pytest.mark.parametrize(
    ("day", "year"), [("2011-02-28", 2010), ("2011-12-20", 2011), ("2012", 2012), (None, None)]
)
def test_a_list_of_the_first_months_is_that_of_the_year_before(day: str | None, year: int | None) -> None:
    assert find_reviewed_year(TITLE, [], day, []) == year


@pytest.mark.parametrize(
    "row",
    [
        "Following the 2020 review, two shops closed, and the owners of a third have signed a license by now.",
        "Two shops closed since the 2020 Out-of-Cycle Review, and last year's 2020 list named neither of them.",
        "In the 2020 review, USTR named two shops that have closed, and their owners have gone to jail for it.",
        "The 2021 review is the second. The 2020 review named two shops that have closed, as many others have.",
    ],
)
def test_the_review_of_another_year_is_not_the_reports_own(row: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(small_report, "OPENING", OPENING)
    found = parse_lines("** Positive Developments Following the 2020 Review", "", row, "", *ENTRIES)
    assert (found.year, found.docket) == (2021, "USTR-2021-0013")
    assert not any("seems to review" in doubt for doubt in found.doubts)


def test_a_year_that_the_printed_date_rules_out_is_not_taken() -> None:
    assert find_reviewed_year(TITLE, [], "2012-12-13", ["USTR-2010-0029", "USTR-2010-0029"]) == 2010
    assert find_reviewed_year(TITLE, [], "2012-12-13", ["USTR-2010-0029", "USTR-2012-0011"]) == 2012


def test_a_date_and_a_docket_of_another_year_are_doubted() -> None:
    assert not list(find_other_years(f"2010 {TITLE}", [], 2010, "2012-12-13", None))
    assert not list(find_other_years(TITLE, [], 2012, "2013-02-01", "USTR-2012-0011"))
    assert list(find_other_years(TITLE, [], 2010, "2012-12-13", "USTR-2012-0011")) == [
        "the report seems to review 2010, and its printed date is 2012-12-13",
        "the report seems to review 2010, and names the docket USTR-2012-0011 only",
    ]
