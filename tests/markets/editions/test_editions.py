"""Every example: a report lies there as PDF or HTML, is parsed, and is compared with expected.json.

A `recipe.json` beside a `report.pdf` says how our own typesetter made it; the others were printed by a word processor
or a browser. A `report.html` is an edition as a site mirrors it, with the site's own menus and foot around it.
"""

import json
from pathlib import Path

import pytest

from markets.ingest.checks import check_edition
from markets.ingest.pages import html, read_pdf_in_process
from markets.ingest.parsers import as_json, parse_report
from markets.ingest.records import TextPage

HERE = Path(__file__).parent
EXAMPLES = sorted(path.name for path in HERE.iterdir() if path.is_dir() and not path.name.startswith("_"))


def pages(name: str) -> tuple[TextPage, ...]:
    mirrored = HERE / name / "report.html"
    if mirrored.exists():
        return html.read_html(mirrored.read_bytes())[0]
    return read_pdf_in_process((HERE / name / "report.pdf").read_bytes())


def test_there_are_examples_of_every_family() -> None:
    families = {json.loads(path.read_text(encoding="utf-8"))["family"] for path in HERE.glob("*/recipe.json")}
    assert families == {"to-2012", "2013-2016", "since-2017"}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_parsed_as_expected(name: str, update_expected: bool) -> None:
    read = pages(name)
    edition = parse_report(read)
    actual = as_json(edition, check_edition(edition, read))
    path = HERE / name / "expected.json"
    if update_expected:
        path.write_text(json.dumps(actual, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{path.name} of {name} was written: read the difference")
    assert path.exists(), "no expected.json: run pytest --update-expected and read what it writes"
    assert actual == json.loads(path.read_text(encoding="utf-8"))
