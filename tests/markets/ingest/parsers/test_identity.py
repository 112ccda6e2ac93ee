"""Only a Notorious Markets List is read; what looks like one is refused by what it calls itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from markets.ingest.pages import read_pdf_in_process
from markets.ingest.parsers import NotTheList, parse_report
from markets.ingest.parsers.explain import explain_lines
from markets.ingest.parsers.identity import identify_paper

DECOYS = sorted((Path(__file__).parents[2] / "decoys").glob("*.pdf"))
EXAMPLE = Path(__file__).parents[2] / "editions" / "country-run-in" / "report.pdf"


@pytest.mark.parametrize("path", DECOYS, ids=lambda path: path.stem)
def test_a_paper_that_is_not_the_list_is_refused(path: Path) -> None:
    with pytest.raises(NotTheList, match="This is not a Notorious Markets List: it calls itself “"):
        parse_report(read_pdf_in_process(path.read_bytes()))


@pytest.mark.parametrize(
    ("title", "texts", "kind"),
    [
        ("2023 Review of Notorious Markets", ["USTR conducts this review each year."], "report"),
        ("", ["The 2023 Notorious Markets List was compiled as USTR reviewed comments."], "report"),
        ("2023 Review of Notorious Markets", ["Comments of the Film Association", "We nominate."], "comment"),
        ("USTR Releases 2023 Review of Notorious Markets", ["Today USTR released."], "press_release"),
        ("2023 Review of Notorious Markets", ["AGENCY: USTR.", "ACTION: Request for comments."], "notice"),
        ("Statement of Zapmart on the Notorious Markets List", ["We regret it."], "comment"),
        ("2010 Special 301 Report", ["USTR identifies notorious markets."], "other"),
    ],
)
def test_papers_are_told_apart(title: str, texts: list[str], kind: str) -> None:
    assert identify_paper(title, texts) == kind


def test_every_line_of_a_report_is_explained() -> None:
    pages = read_pdf_in_process(EXAMPLE.read_bytes())
    lines = list(explain_lines(pages))
    assert len(lines) == sum(len(page.lines) for page in pages)
    assert any("section heading: online" in line for line in lines)
    assert any("name" in line for line in lines) and not any("dropped" in line for line in lines)
