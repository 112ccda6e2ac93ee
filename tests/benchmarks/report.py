"""A report of any length in the layout since 2017, to measure with. The sentences are made up."""

import io
import random

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer

_BODY = ParagraphStyle(
    "body", fontName="Times-Roman", fontSize=12, leading=15, alignment=TA_JUSTIFY, spaceAfter=9
)
_HEADING = ParagraphStyle("heading", parent=_BODY, fontName="Times-Bold", spaceBefore=12)
_SECTION = ParagraphStyle("section", parent=_HEADING, fontSize=16, leading=20, alignment=TA_CENTER)
_TITLE = ParagraphStyle("title", parent=_SECTION, fontSize=26, leading=32)
_SENTENCES = (
    "Right holders say that the site draws a large share of its visitors from countries with licensed services.",
    "The operator hides behind a privacy service and a chain of resellers.",
    "Uploads appear within hours of release, and notices reportedly go unanswered.",
    "Its index is built by users; nearly every entry that was sampled pointed to an unlicensed copy.",
    "Courts in four countries have ordered access providers to block it, which it answers with a new mirror.",
    "The service offers more than 1,000 live channels and 40,000 titles for a monthly fee of US$12.99.",
    "The United States encourages the operator to shorten the time that it takes to act on a complete notice.",
)
_COUNTRIES = ("Argentina", "Brazil", "Cambodia", "China", "India", "Indonesia", "Mexico", "Turkey", "Vietnam")


def report(online: int = 72, physical: int = 27, year: int = 2021) -> bytes:
    """A PDF of about (online + physical) * 2/3 pages."""
    rng = random.Random(year)
    names = [f"Market{number:02}" for number in range(1, online + 1)]
    title = f"{year} Review of Notorious Markets for Counterfeiting and Piracy"
    flow: list[Flowable] = [Paragraph(title, _TITLE), Paragraph(str(year), _SECTION), PageBreak()]
    flow += [Paragraph("Overview of the Results", _SECTION), *_text(rng, 4)]
    flow += [
        Paragraph(
            f"The {year} List names {online} online markets and {physical} physical markets that are reported to "
            "engage in or facilitate counterfeiting or piracy. The docket is USTR-{year}-0013.",
            _BODY,
        ),
        PageBreak(),
        Paragraph(f"Results of the {year} Review of Notorious Markets", _SECTION),
        Paragraph("Online Markets", _HEADING),
    ]
    for name in names:
        flow.append(Paragraph(name.upper(), _HEADING))
        lead = f"<i>Nominated as {name.lower()}.com. Related sites include {name.lower()}.net. Hosted in France.</i>"
        flow += [Paragraph(lead, _BODY), *_text(rng, 4)]
    flow.append(Paragraph("Physical Markets", _HEADING))
    for country in _COUNTRIES:
        flow.append(Paragraph(country.upper(), _HEADING))
        for number in range(physical // len(_COUNTRIES)):
            flow += [Paragraph(f"Bazaar {country} {number}, Harbor City", _HEADING), *_text(rng, 2)]
    flow += [Spacer(1, 12), Paragraph("Public Information", _SECTION), *_text(rng, 2)]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=LETTER, topMargin=72, bottomMargin=72, invariant=1).build(
        flow, onFirstPage=_number, onLaterPages=_number
    )
    return out.getvalue()


def _text(rng: random.Random, paragraphs: int) -> list[Flowable]:
    return [Paragraph(" ".join(rng.choices(_SENTENCES, k=5)), _BODY) for _ in range(paragraphs)]


def _number(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont("Times-Roman", 10)
    canvas.drawCentredString(306, 40, str(document.page))
