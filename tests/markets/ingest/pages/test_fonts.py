"""Which faces are bold, by their names and by what most of their letters are."""

import ctypes
import io

import pikepdf
import pytest
from pypdfium2_raw import bindings as raw
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from markets.ingest.pages import read_pdf_in_process
from markets.ingest.pages.false_bold import without_false_bold
from markets.ingest.pages.fonts import UNKNOWN_FACE, named_face, read_face, with_seen_units
from markets.ingest.records import TextLine, TextPage, TextSpan
from tests.markets.ingest.pages.drawn import pdf

_BOLD = 700


def _line(text: str, font: str, weight: int) -> TextLine:
    face = named_face(font, weight=weight)
    span = TextSpan(0, len(text), face.name, 11, face.bold, False)
    return TextLine(text, 1, 72, 540, 72, face.name, 11, face.bold, False, (span,))


def test_fonts_in_which_cairo_draws_one_face_are_bold_as_most_of_its_letters_are() -> None:
    lines = (
        _line("The service offers films and songs", "CairoFont-0-0", 400),
        _line("first", "CairoFont-0-1", _BOLD),
        _line("Rutracker", "CairoFont-3-0", _BOLD),
        _line("1fi", "CairoFont-3-1", 400),
    )
    (page,) = without_false_bold([TextPage(1, 612, 792, lines)], {"CairoFont-0", "CairoFont-3"})
    assert [line.bold for line in page.lines] == [False, False, True, True]
    assert {line.font for line in page.lines} == {"CairoFont-0", "CairoFont-3"}


def test_a_style_that_qt_adds_to_each_face_says_nothing() -> None:
    lines = (
        _line("The service offers films and songs", "Serif-Bold", 400),
        _line("Nominated as a.to.", "Serif-Italic-Bold", 400),
        _line("Rutracker", "Serif-Bold-Bold", 400),
    )
    (page,) = without_false_bold([TextPage(1, 612, 792, lines)], set())
    assert [line.bold for line in page.lines] == [False, False, True]


@pytest.mark.parametrize(
    ("name", "bold"),
    [("Caladea-Regular", False), ("Caladea-Italic", False), ("Caladea-Bold", True), ("Caladea", True)],
)
def test_a_face_that_calls_itself_regular_is_not_bold_however_thick_its_stems(
    name: str, bold: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        raw, "FPDFFont_GetBaseFontName", lambda font, buffer, size: setattr(buffer, "value", name.encode())
    )
    monkeypatch.setattr(raw, "FPDFFont_GetFontData", lambda *_: False)
    monkeypatch.setattr(raw, "FPDFFont_GetFlags", lambda font: 6)
    monkeypatch.setattr(raw, "FPDFFont_GetItalicAngle", lambda font, angle: False)
    monkeypatch.setattr(raw, "FPDFFont_GetWeight", lambda font: 704)
    monkeypatch.setattr(raw, "FPDFFont_GetAscent", lambda font, size, ascent: True)
    assert read_face(1).bold is bold


def test_faces_of_one_name_are_known_by_their_embedded_styles() -> None:
    def draw(canvas: Canvas) -> None:
        for y, font in ((700, "Vera"), (680, "VeraBd"), (660, "VeraIt")):
            pdfmetrics.registerFont(TTFont(font, f"{font}.ttf"))
            canvas.setFont(font, 12)
            canvas.drawString(72, y, "Taobao")

    with pikepdf.open(io.BytesIO(pdf(draw))) as document:
        for item in document.objects:
            for key in ("/BaseFont", "/FontName"):
                if isinstance(item, pikepdf.Dictionary) and key in item:
                    item[key] = pikepdf.Name("/X")
        document.save(out := io.BytesIO())
    (page,) = read_pdf_in_process(out.getvalue())
    assert [(line.bold, line.italic) for line in page.lines] == [(False, False), (True, False), (False, True)]


@pytest.mark.parametrize(("text", "times"), [("more", 2.816), ("A1", 2.048), ("more", 1.0), ("-", 2.816)])
def test_the_height_of_letters_tells_the_units_that_a_file_hides(text: str, times: float) -> None:
    content = pdf(lambda canvas: canvas.drawString(72, 700, text))
    document = raw.FPDF_LoadMemDocument64(content, len(content), None)
    page = raw.FPDF_LoadPage(document, 0)
    text_page = raw.FPDFText_LoadPage(page)
    size = raw.FPDFText_GetFontSize(text_page, 0)
    seen = with_seen_units(UNKNOWN_FACE, ctypes.cast(text_page, ctypes.c_void_p), text, 0, size / times)
    assert (seen.units > 2) is (times > 1 and text != "-")
    raw.FPDFText_ClosePage(text_page)
    raw.FPDF_ClosePage(page)
    raw.FPDF_CloseDocument(document)
