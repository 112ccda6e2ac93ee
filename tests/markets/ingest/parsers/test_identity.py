"""Only a Notorious Markets List is read; what looks like one is refused by what it calls itself."""

import io
import json
from html import escape
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

from markets.ingest.pages import read_pdf_in_process
from markets.ingest.pages.html import read_html
from markets.ingest.parsers import NotTheList, parse_report
from markets.ingest.parsers.explain import explain_lines
from markets.ingest.parsers.identity import identify_paper
from markets.ingest.parsers.report import identify_pages

DECOYS = sorted((Path(__file__).parents[2] / "decoys").glob("*.pdf"))
PAPERS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "papers.json").read_text(encoding="utf-8"))
EXAMPLE = Path(__file__).parents[2] / "editions" / "country-run-in" / "report.pdf"


@pytest.mark.parametrize("path", DECOYS, ids=lambda path: path.stem)
def test_a_paper_that_is_not_the_list_is_refused(path: Path) -> None:
    with pytest.raises(NotTheList, match="This is not a Notorious Markets List: it calls itself “"):
        parse_report(read_pdf_in_process(path.read_bytes()))


@pytest.mark.parametrize(
    ("title", "texts", "kind"),
    [
        ("2023 Review of Notorious Markets", ["USTR conducts this review each year."], "report"),
        ("2023 Review of Notorious Markets", ["USTR publishes this List each year."], "report"),
        ("", ["The 2023 Notorious Markets List was compiled as USTR reviewed comments."], "report"),
        ("2023 Review of Notorious Markets", ["Comments of the Film Association", "We nominate."], "comment"),
        ("USTR Releases 2023 Review of Notorious Markets", ["Today USTR released."], "press_release"),
        ("2021 Notorious Markets List: Nominations", ["USTR conducts this review each year."], "comment"),
        ("2021 Review of Notorious Markets", ["The Coalition is pleased to respond to USTR."], "comment"),
        (
            "2021 Review of Notorious Markets",
            [
                "This follows the invitation of the Office of the United States Trade Representative for comments."
            ],
            "comment",
        ),
        ("2023 Review of Notorious Markets", ["AGENCY: USTR.", "ACTION: Request for comments."], "notice"),
        (
            "2023 Review of Notorious Markets",
            ["USTR conducts this review each year."] * 9 + ["Addresses: a.to"] * 2,
            "report",
        ),
        ("Statement of Zapmart on the Notorious Markets List", ["We regret it."], "statement"),
        ("The U.S. Notorious Markets List names five sites", ["USTR identifies these markets."], "other"),
        ("2022 Notorious Markets List: Key Takeaways", ["USTR identifies five markets."], "other"),
        (
            "2022 Report on Notorious Markets",
            ["Prepared by the Coalition", "USTR lists markets too."],
            "other",
        ),
        ("2022 Review of Notorious Markets", ["Exhibit A", "USTR identifies five markets."], "other"),
        (
            "Out-of-Cycle Review of Notorious Markets",
            ["Comments are due by May 5. USTR conducts it."],
            "notice",
        ),
        ("2010 Special 301 Report", ["USTR identifies notorious markets."], "other"),
    ],
)
def test_papers_are_distinguished(title: str, texts: list[str], kind: str) -> None:
    assert identify_paper(title, texts) == kind


@pytest.mark.parametrize("paper", PAPERS, ids=[f"{paper['kind']}: {paper['title'][:50]}" for paper in PAPERS])
def test_a_paper_of_any_kind_is_recognized_by_its_page(paper: dict[str, Any]) -> None:
    body = "".join(f"<p>{escape(text)}</p>" for text in paper["paragraphs"])
    pages, _ = read_html(f"<html><main><h1>{escape(paper['title'])}</h1>{body}</main></html>".encode())
    assert identify_pages(pages) == paper["kind"]


@pytest.mark.parametrize("paper", PAPERS[::8], ids=[paper["kind"] for paper in PAPERS[::8]])
def test_a_paper_of_any_kind_is_recognized_by_its_pdf(paper: dict[str, Any]) -> None:
    file, styles = io.BytesIO(), getSampleStyleSheet()
    looks = ["Normal" if text.endswith(".") else "Heading2" for text in paper["paragraphs"]]
    body = [Paragraph(escape(t), styles[look]) for t, look in zip(paper["paragraphs"], looks, strict=True)]
    SimpleDocTemplate(file).build([Paragraph(escape(paper["title"]), styles["Title"]), *body])
    assert identify_pages(read_pdf_in_process(file.getvalue())) == paper["kind"]


@pytest.mark.parametrize(("head", "kind"), [("Exhibit 99.2", "other"), ("USTR", "report")])
def test_a_running_head_says_whose_paper_it_is(head: str, kind: str) -> None:
    file, styles = io.BytesIO(), getSampleStyleSheet()
    body = [Paragraph("2023 Review of Notorious Markets", styles["Title"])]
    body += [Paragraph("USTR conducts this review each year under docket USTR-2023-0009.", styles["Normal"])]
    body += [PageBreak(), Paragraph("Online Markets", styles["Title"]), PageBreak()]
    body += [Paragraph("Physical Markets", styles["Title"])]

    def draw_head(canvas: Canvas, _: object) -> None:
        canvas.setFontSize(8)
        canvas.drawString(72, 760, head)

    SimpleDocTemplate(file).build(body, onFirstPage=draw_head, onLaterPages=draw_head)
    assert identify_pages(read_pdf_in_process(file.getvalue())) == kind


def test_a_paper_that_names_no_year_is_not_the_list() -> None:
    body = "<p>USTR publishes the list after comments from the public.</p><h2>Online Markets</h2><h3>Bookmole</h3>"
    pages, _ = read_html(f"<main><h1>Notorious Markets List</h1>{body}<p>It sells books.</p></main>".encode())
    with pytest.raises(
        NotTheList, match="it calls itself “Notorious Markets List”. It does not say which year"
    ):
        parse_report(pages)


def test_every_line_of_a_report_is_explained() -> None:
    pages = read_pdf_in_process(EXAMPLE.read_bytes())
    lines = list(explain_lines(pages))
    assert len(lines) == sum(len(page.lines) for page in pages)
    assert any("section heading: online" in line for line in lines)
    assert any("name" in line for line in lines) and not any("dropped" in line for line in lines)
