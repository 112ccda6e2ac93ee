"""Which faces are bold, by their names and by what most of their letters are."""

from markets.ingest.pages.false_bold import without_false_bold
from markets.ingest.pages.fonts import named_face
from markets.ingest.records import TextLine, TextPage, TextSpan

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
