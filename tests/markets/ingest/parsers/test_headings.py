"""Headings that are broken over lines, and headings with numbers."""

import pytest

from markets.ingest.parsers.line_style import heading_wraps
from markets.ingest.parsers.page_measures import Measures
from markets.ingest.records import TextLine
from tests.markets.ingest.parsers.small_report import TEXT, parse_lines

MEASURES = Measures(11.5, 15.0, 72.0, 540.0, "serif", False, False)


def line(text: str, y: float, size: float = 11.5) -> TextLine:
    return TextLine(text, 1, 72.0, 72.0 + 6 * len(text), y, "Serif-Bold", size, True, False)


@pytest.mark.parametrize(
    ("above", "below", "size", "wraps"),
    [
        ("Trade Exchange Platform of the", "Yangtze Delta", 11.5, True),
        ("Download Center for Applications", "and Ringtones in Asia", 11.5, True),
        ("FILE INDEXERS", "AND MIRRORS", 11.5, True),
        ("Indexers and Mirrors (formerly", "Index Bay)", 11.5, True),
        ("Physical", "Markets", 22.0, True),
        ("CHINA", "Silk Market", 22.0, False),
        ("China", "Silk Market", 22.0, False),
        ("Silk Market", "Zhanxi Market", 11.5, False),
        ("Silk Market", "The Bay", 11.5, False),
    ],
)
def test_a_heading_goes_on_by_its_words_or_its_size(above: str, below: str, size: float, wraps: bool) -> None:
    last, following = line(above, 100.0, size), line(below, 100.0 + 1.3 * size, size)
    assert heading_wraps(last, following, MEASURES) is wraps


def test_contents_without_page_numbers_are_no_headings() -> None:
    found = parse_lines(
        "|", "** Contents", "", "Online Markets", "Physical Markets", "Public Information", "|",
        "** Online Markets", "", "* Cloudhub", TEXT, "", "** Physical Markets", "",
        "* Silk Market, Beijing, China", "The market has halls in which vendors sell goods that bear false marks.",
    )  # fmt: skip
    assert [listing.name for listing in found.listings] == ["Cloudhub", "Silk Market"]
