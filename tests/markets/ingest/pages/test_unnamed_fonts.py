"""Fonts that no library names are kept separate: a heading's is not the body's."""

import pikepdf

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
