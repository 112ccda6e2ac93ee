"""Reports made by seed: other names, sentences, fonts and quirks than any parser was written for."""

import pytest

from markets.ingest.pages import read_pdf_in_process
from markets.ingest.parsers import as_json, parse_report
from tests.markets.ingest.parsers.scoring import figures
from tests.reports import build
from tests.reports.build import FAMILIES


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("seed", range(100, 106))
def test_a_report_of_any_family_is_read_whole(seed: int, family: str) -> None:
    report = build(seed, family)
    edition = parse_report(read_pdf_in_process(report.content))
    found, said = figures(report.expected, as_json(edition, []))
    assert not said, (said, report.quirks)
    assert min(found.values()) >= 0.95, (found, report.quirks)


@pytest.mark.parametrize("family", FAMILIES)
def test_an_ask_is_the_text_at_its_place_and_on_a_page_of_its_listing(family: str) -> None:
    edition = parse_report(read_pdf_in_process(build(7, family).content))
    pages = [listing.page for listing in edition.listings]
    for listing in edition.listings:
        for ask in listing.recommendations:
            assert listing.text[ask.start : ask.end] == ask.text
            assert listing.page <= ask.page <= max(pages) + 3
