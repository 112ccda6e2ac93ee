"""A rule that raises what it should not: one sentence for a person, the traceback for the log."""

import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

from markets.ingest.checks import check_edition
from markets.ingest.pages import read_pdf_in_process
from markets.ingest.parsers import NotUnderstood, explain, explain_refusal, parse_report
from markets.ingest.records import TextPage
from tests.reports import build

ROOT = Path(__file__).resolve().parents[4]
SENTENCE = "The report is not understood: a rule of the parser failed"


@pytest.fixture(scope="module")
def content() -> bytes:
    return build(2, "2013-2016").content


@pytest.fixture(scope="module")
def pages(content: bytes) -> tuple[TextPage, ...]:
    return read_pdf_in_process(content)


def fail(*_: object) -> None:
    raise IndexError("list index out of range")


def fail_as_generator(*_: object) -> Iterator[str]:
    raise ZeroDivisionError
    yield ""


def test_a_failed_rule_is_a_sentence_with_page_and_line_and_its_traceback_is_logged(
    pages: tuple[TextPage, ...], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("markets.ingest.parsers.entry_drafts._head", fail)
    with caplog.at_level(logging.ERROR), pytest.raises(NotUnderstood, match=SENTENCE) as caught:
        parse_report(pages)
    printed = [line.text for line in pages[(caught.value.page or 0) - 1].lines]
    near = re.fullmatch(rf"{SENTENCE} on page {caught.value.page}, near “(.+)”\.", str(caught.value))
    assert near is not None
    assert any(text.startswith(near[1]) for text in printed)
    assert "IndexError: list index out of range" in caplog.text


def test_where_no_line_is_known_the_sentence_says_no_more(
    pages: tuple[TextPage, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("markets.ingest.parsers.report.measure_pages", fail)
    with pytest.raises(NotUnderstood) as caught:
        parse_report(pages)
    assert str(caught.value) == f"{SENTENCE}."


def test_checks_and_explanations_refuse_in_the_same_way(
    pages: tuple[TextPage, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = parse_report(pages)
    monkeypatch.setattr("markets.ingest.checks.missing_content", fail_as_generator)
    monkeypatch.setattr("markets.ingest.parsers.explain.find_furniture", fail)
    with pytest.raises(NotUnderstood, match=SENTENCE):
        check_edition(edition, pages)
    with pytest.raises(NotUnderstood, match=SENTENCE):
        list(explain.explain_lines(pages))


def test_an_expected_refusal_stays_as_it_is() -> None:
    with pytest.raises(NotUnderstood) as caught:
        parse_report([])
    assert SENTENCE not in str(caught.value)


def test_the_command_ends_with_2_and_one_line(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(content)
    monkeypatch.setattr("markets.ingest.parsers.entry_drafts._head", fail)
    with pytest.raises(SystemExit) as end:
        call_command("parse", str(path))
    assert end.value.code == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"report.pdf: {SENTENCE} on page ")


def test_without_django_the_traceback_goes_to_the_log_file_and_not_to_a_person(
    content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(content)
    run = f"""
import sys
from pathlib import Path
from markets.ingest import parse_command
from markets.ingest.parsers import entry_drafts
parse_command._LOG = Path({str(tmp_path / "log" / "parse.log")!r})
entry_drafts._head = None
sys.exit(parse_command.main([{str(path)!r}]))
"""
    answer = subprocess.run(
        [sys.executable, "-c", run],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=dict(os.environ),
        check=False,
    )
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert answer.stderr.startswith(f"report.pdf: {SENTENCE} on page ")
    assert answer.stderr.count("\n") == 1
    assert "TypeError" in (tmp_path / "log" / "parse.log").read_text(encoding="utf-8")


def test_a_refusal_names_the_letters_that_may_be_at_fault() -> None:
    doubts = ("Page 4 holds no text.", "Page 2 holds 70 illegible characters.")
    assert explain_refusal(NotUnderstood("Nothing was found."), doubts) == f"Nothing was found. {doubts[1]}"
    assert explain_refusal(NotUnderstood("Nothing was found."), doubts[:1]) == "Nothing was found."
