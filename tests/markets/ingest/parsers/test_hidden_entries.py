"""Entries that may be hidden in a text are doubted, and abbreviations are no entries."""

import pytest

from tests.markets.ingest.parsers.small_report import TEXT, parse_lines


@pytest.mark.parametrize(
    ("sentence", "doubts"),
    [
        ("Mr. Orlov, who describes himself as its founder, is known.", 0),
        ("St. Martin\u2019s Arcade, next door, was cleared in May.", 0),
        ("Nomad. The site was cleared in May.", 1),
    ],
)
def test_a_title_or_an_abbreviation_opens_no_entry(sentence: str, doubts: int) -> None:
    names = ("Bookmole", "Deepshelf", "Filmport", "Kolvar", "Tubeo", "Zobio")
    rows = [row for name in names for row in (f"* {name}", "", TEXT, f"{sentence * (name == 'Kolvar')}", "")]
    said = parse_lines("** Online Markets", "", *rows).doubts
    assert sum("hidden in the text" in doubt for doubt in said) == doubts
