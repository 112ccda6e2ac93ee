"""Fonts that no library names are kept separate: a heading's is not the body's."""

import io

import pikepdf
import pytest

from markets.ingest.pages import read_pdf_in_process
from markets.ingest.pages.unnamed_fonts import FontNames


def test_fonts_without_a_name_have_one_each() -> None:
    with pikepdf.new() as pdf:
        bare = [pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font)) for _ in range(2)]
        named = pikepdf.Dictionary(
            FontDescriptor=pikepdf.Dictionary(FontName=pikepdf.Name("/NimbusRoman-Bold"))
        )
        first, second = (FontNames._name(font) for font in bare)
        assert first
        assert second
        assert first != second
        assert FontNames._name(named) == "NimbusRoman-Bold"


@pytest.mark.parametrize(("scale", "size"), [(0.001, 11.0), (0.01, 1.1)])
def test_letters_drawn_as_shapes_have_the_size_that_is_seen(scale: float, size: float) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(612, 792))
        page = pdf.pages[0]
        letters = "abcdefgh"
        shape = pdf.make_indirect(pdf.make_stream(b"500 0 0 0 500 700 d1 0 0 500 700 re f"))
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type3,
            FontBBox=[0, -200, 900, 800],
            FontMatrix=[scale, 0, 0, scale, 0, 0],
            CharProcs=pikepdf.Dictionary({f"/{letter}": shape for letter in letters}),
            Encoding=pikepdf.Dictionary(Differences=[97, *(pikepdf.Name(f"/{c}") for c in letters)]),
            FirstChar=97,
            LastChar=104,
            Widths=[500] * 8,
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(font)))
        page.Contents = pdf.make_stream(f"BT /F {size} Tf 72 700 Td (abcdefgh) Tj ET".encode())
        made = io.BytesIO()
        pdf.save(made)
    (line,) = read_pdf_in_process(made.getvalue())[0].lines
    assert (line.text, line.size) == (letters, 11.0)
