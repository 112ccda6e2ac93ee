"""Addresses of reports."""

import pytest

from markets.backfill.fetch_report import use_https


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("http://www.ustr.gov/webfm_send/2595", "https://www.ustr.gov/webfm_send/2595"),
        ("https://ustr.gov/a.pdf", "https://ustr.gov/a.pdf"),
        ("http://127.0.0.1:8000/a.pdf", "http://127.0.0.1:8000/a.pdf"),
    ],
)
def test_a_plain_address_is_asked_over_https(given: str, asked: str) -> None:
    assert use_https(given) == asked
