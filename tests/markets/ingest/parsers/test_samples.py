"""The three samples reach 0.97 in each of the nine figures of the script that came with them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from markets.ingest.checks import check_edition
from markets.ingest.pages import read_pdf_in_process
from markets.ingest.parsers import as_json, parse_report

SAMPLES = Path(__file__).resolve().parents[5] / "shared" / "samples"
pytestmark = pytest.mark.skipif(
    not SAMPLES.exists(), reason="needs the sample reports, which are not part of the repository"
)


@pytest.mark.parametrize("year", ["2011", "2016", "2020"])
def test_every_figure_of_a_sample_is_at_least_97_percent(year: str, tmp_path: Path) -> None:
    edition = parse_report(read_pdf_in_process((SAMPLES / f"sample-{year}.pdf").read_bytes()))
    actual = tmp_path / "actual.json"
    actual.write_text(json.dumps(as_json(edition, [])), encoding="utf-8")
    command = [
        sys.executable,
        str(SAMPLES / "score.py"),
        str(SAMPLES / f"sample-{year}.expected.json"),
        str(actual),
    ]
    done = subprocess.run([*command, "--min", "0.97"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "made up" not in done.stdout


@pytest.mark.parametrize("year", ["2011", "2016", "2020"])
def test_a_sample_raises_no_problem(year: str) -> None:
    pages = read_pdf_in_process((SAMPLES / f"sample-{year}.pdf").read_bytes())
    assert check_edition(parse_report(pages), pages) == ()


@pytest.mark.parametrize("year", ["2011", "2016", "2020"])
def test_an_ask_is_the_text_at_its_place(year: str) -> None:
    edition = parse_report(read_pdf_in_process((SAMPLES / f"sample-{year}.pdf").read_bytes()))
    asks = [(listing.text, ask) for listing in edition.listings for ask in listing.recommendations]
    assert asks
    assert all(text[ask.start : ask.end] == ask.text for text, ask in asks)
