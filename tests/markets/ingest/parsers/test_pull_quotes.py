"""Quotations printed beside the text, and other prose that is larger than it."""

import pytest

from tests.markets.ingest.parsers.small_report import TEXT, parse_lines


@pytest.mark.parametrize(
    ("quote", "kept"),
    [(f"/ \u201c{TEXT}\u201d", False), ("/ It has closed and opened again in each year.", True)],
)
def test_a_quotation_from_the_text_is_dropped(quote: str, kept: bool) -> None:
    found = parse_lines("** Online Markets", "", "* Bookmole", "", TEXT, "", quote, "", TEXT, "").listings
    assert (quote[2:] in found[0].text) == kept


def test_prose_in_another_size_is_doubted() -> None:
    texts = ("* Bookmole", "", TEXT, "", TEXT, "", TEXT, "", TEXT, "")
    large = f"** It opened again. {TEXT}"
    found = parse_lines("** Online Markets", "", *texts, large, "", TEXT, "")
    assert [doubt for doubt in found.doubts if "another size" in doubt]
    assert not [
        doubt for doubt in parse_lines("** Online Markets", "", *texts).doubts if "another size" in doubt
    ]


def test_a_line_of_addresses_in_another_size_is_not_doubted() -> None:
    texts = ("* Bookmole", "", "** Nominated as bookmole.cc. Based in Panama.", "", *[TEXT, ""] * 4)
    found = parse_lines("** Online Markets", "", *texts)
    assert not [doubt for doubt in found.doubts if "another size" in doubt]
