"""The number of the docket, wherever a line breaks inside it."""

from collections.abc import Sequence

import pytest

from markets.ingest.parsers import parse_report
from markets.ingest.parsers.edition_facts import dockets, unread_docket
from markets.ingest.parsers.hyphens import Vocabulary
from markets.ingest.parsers.line_joints import join_lines
from markets.ingest.records import ParsedEdition, TextLine, TextPage, TextSpan
from tests.markets.ingest.parsers import small_report
from tests.markets.ingest.parsers.small_report import TEXT, parse_lines


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("docket number US-", "TR-2020-0035."),
        ("docket number USTR-", "2020-0035."),
        ("docket number USTR-2020-", "0035."),
        ("docket number USTR\u20132020\u2013", "0035."),
        ("docket number", "USTR-2020-0035."),
    ],
)
def test_a_docket_printed_over_a_line_end_is_read(line: str, after: str) -> None:
    text = join_lines(line, after, Vocabulary([line, after])) + after
    assert dockets([text]) == ["USTR-2020-0035"]


def test_a_docket_that_was_not_read_is_said() -> None:
    assert list(unread_docket(["It has no docket.", "See docket number USIR-2020-0035."])) == [
        "the report names a docket, and its number was not read: “docket number USIR-2020-0035”"
    ]
    assert not list(unread_docket(["The docket can be read by anyone. There are 20 of them."]))


def test_a_docket_that_only_a_note_names_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def parse_with_note(pages: Sequence[TextPage]) -> ParsedEdition:
        note = "1 The comments can be read in full, Docket Number USTR-2021-0011."
        span = TextSpan(0, len(note), "Serif", 7.0, False, False)
        line = TextLine(note, 1, 72.0, 320.0, 760.0, "Serif", 7.0, False, False, (span,))
        first = pages[0]
        return parse_report([TextPage(1, first.width, first.height, (*first.lines, line)), *pages[1:]])

    opening = [row.replace("under docket USTR-2021-0013", "in public") for row in small_report.OPENING]
    monkeypatch.setattr(small_report, "OPENING", opening)
    monkeypatch.setattr(small_report, "parse_report", parse_with_note)
    found = parse_lines(
        "** Online Markets", "", "* Lotus Shop", "", TEXT, "", "|", "* Silk Shop", "", TEXT, ""
    )
    assert found.docket == "USTR-2021-0011"
    assert not any("docket" in doubt for doubt in found.doubts)
