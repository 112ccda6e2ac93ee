"""A running head may name another author or kind of paper."""

import pytest

from markets.ingest.parsers.identity import identify_paper

TITLE = "2018 Out-of-Cycle Review of Notorious Markets"
BODY = (TITLE, "USTR publishes the List each year. The List is not exhaustive.", "Online Markets")


@pytest.mark.parametrize(
    ("head", "foreign"),
    [
        ("Reading copy", False),
        ("Accessible version", False),
        ("Received 2019-01-15", False),
        ("https://ustr.gov/about-us/policy-offices/press-office/reports", False),
        ("2018 Review of Notorious Markets", False),
        ("Exhibit 7", True),
        ("Annex A", True),
        ("Case 1:24-cv-00123 Document 12-3 Filed 03/04/25", False),
        ("Submitted by Lalatube", True),
    ],
)
def test_a_running_head_may_name_another_author_or_kind_of_paper(head: str, foreign: bool) -> None:
    assert (identify_paper(TITLE, [head, *BODY]) != "report") is foreign
