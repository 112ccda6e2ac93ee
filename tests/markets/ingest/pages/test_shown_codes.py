"""The codes that a page shows are counted by font, also in escaped strings, two bytes each for composite fonts."""

from typing import Any

import pikepdf

from markets.ingest.pages.shown_codes import fonts_with_codes


def test_codes_are_counted_by_font() -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        simple: Any = pikepdf.Dictionary(Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        composite: Any = pikepdf.Dictionary(Subtype=pikepdf.Name.Type0, DescendantFonts=pikepdf.Array())
        fonts = pikepdf.Dictionary(F1=pdf.make_indirect(simple), F2=pdf.make_indirect(composite))
        page.Resources = pikepdf.Dictionary(Font=fonts)
        page.Contents = pdf.make_stream(b"/F1 9 Tf [(a\\(b) 20 (\\101)] TJ <61> Tj /F2 9 Tf <01020304> Tj")
        found = {str(font.Subtype): codes for font, codes in fonts_with_codes(pdf)}
    assert found["/Type1"] == {ord("a"): 2, ord("("): 1, ord("b"): 1, ord("A"): 1}
    assert found["/Type0"] == {0x0102: 1, 0x0304: 1}
