"""What is between two lines of one paragraph."""

from __future__ import annotations

import pytest

from markets.ingest.parsers.hyphens import Vocabulary
from markets.ingest.parsers.line_joints import join_lines


@pytest.mark.parametrize(
    ("text", "after", "joined"),
    [
        ("of \u6dd8", "\u8857\u7f51 and", "of \u6dd8"),
        ("of \u6dd8", "and", "of \u6dd8 "),
        ("one", "two", "one "),
    ],
)
def test_chinese_words_have_no_space_where_a_line_breaks(text: str, after: str, joined: str) -> None:
    assert join_lines(text, after, Vocabulary([])) == joined
