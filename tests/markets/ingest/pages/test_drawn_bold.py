"""Bold that a browser draws itself is found beside the face that it widens."""

from typing import Any

import pikepdf

from markets.ingest.pages.drawn_bold import find_drawn_bold


def _font(pdf: pikepdf.Pdf, face: str, wider: int) -> Any:
    """A font of four drawn shapes, each wider than usual by twice that number of thousandths."""
    shapes = {
        f"/g{number}": pdf.make_stream(f"600 0 {20 - wider} 0 {500 + number + wider} 700 d1".encode())
        for number in range(4)
    }
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Subtype=pikepdf.Name.Type3,
            FontMatrix=[0.001, 0, 0, -0.001, 0, 0],
            CharProcs=pikepdf.Dictionary(shapes),
            FontDescriptor=pikepdf.Dictionary(FontName=pikepdf.Name(face)),
        )
    )


def test_the_wider_font_of_a_face_is_bold() -> None:
    with pikepdf.new() as pdf:
        plain, bold = _font(pdf, "/AAAAAA+Garamond-Regular", 0), _font(pdf, "/BAAAAA+Garamond-Regular", 16)
        again, other = _font(pdf, "/CAAAAA+Garamond-Regular", 1), _font(pdf, "/AAAAAA+Caslon", 40)
        assert find_drawn_bold([plain, bold, again, other, bold]) == {bold.objgen}
        assert find_drawn_bold([plain, again, other]) == set()
