"""`manage.py parse`: what it prints, and how it ends."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.reports import build

FORCE = {"font": "Times", "contents-names": False, "mixed": False, "number": "bottom"}


def run(path: Path) -> int:
    try:
        call_command("parse", str(path))
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def test_a_report_without_problems_is_printed_as_json_and_ends_with_0(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = build(2, "2013-2016", **FORCE)
    path = tmp_path / "report.pdf"
    path.write_bytes(report.content)
    assert run(path) == 0
    printed = json.loads(capsys.readouterr().out)
    assert set(printed) == {"edition", "listings", "problems"}
    assert printed["problems"] == []
    assert printed["edition"]["docket"] == report.expected["edition"]["docket"]
    assert len(printed["listings"]) == len(report.expected["listings"])


def test_a_report_with_problems_is_printed_all_the_same_and_ends_with_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(build(2, "2013-2016", **FORCE).content)
    monkeypatch.setattr(
        "markets.ingest.checks.check_edition", lambda edition, pages: ("a problem on page 4",)
    )
    assert run(path) == 3
    assert json.loads(capsys.readouterr().out)["problems"] == ["a problem on page 4"]


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\nnothing", b"plain words", b"<html><body><p>Hello.</p></body></html>"]
)
def test_what_is_no_report_gives_one_sentence_and_ends_with_2(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(content)
    assert run(path) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1


def test_a_file_that_is_not_there_ends_with_2(tmp_path: Path) -> None:
    assert run(tmp_path / "none.pdf") == 2
