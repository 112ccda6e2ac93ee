"""Names in the margin: a little higher or lower than their text, hyphenated, ranged right, on lines of their own."""

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from markets.ingest.pages.pdf import read_pdf

_TEXT = "Vendors keep samples on display and store the goods in warehouses nearby"


def _read(names: dict[str, list[str]], lower: float = 0.0, right: bool = False) -> list[str]:
    """The lines of a page with each name, on lines of its own, beside its text; cells are drawn one by one."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792))
    y = 700.0
    for key, lines in names.items():
        canvas.setFont("Times-Bold", 11)
        for at, line in enumerate(lines):
            draw = canvas.drawRightString if right else canvas.drawString
            draw(170 if right else 72, y - lower - 14 * at, line)
        canvas.setFont("Times-Roman", 11)
        for at in range(4):
            canvas.drawString(190, y - 14 * at, f"{_TEXT} {key}{at}")
        y -= 80
    canvas.save()
    return [line.text for line in read_pdf(buffer.getvalue()).pages[0].lines]


def _wanted(names: dict[str, str]) -> list[str]:
    return [
        line for key, name in names.items() for line in (name, *(f"{_TEXT} {key}{at}" for at in range(4)))
    ]


_NAMES = {"a": ["Lotus Market"], "b": ["Silver Gate Trade", "Center, Hanoi"], "c": ["Kramat Plaza"]}
_WHOLE = {"a": "Lotus Market", "b": "Silver Gate Trade Center, Hanoi", "c": "Kramat Plaza"}


def test_names_lower_than_their_text() -> None:
    assert _read(_NAMES, lower=8.4) == _wanted(_WHOLE)


def test_names_higher_than_their_text() -> None:
    assert _read(_NAMES, lower=-7.0) == _wanted(_WHOLE)


def test_names_ranged_right() -> None:
    assert _read(_NAMES, right=True) == _wanted(_WHOLE)


def test_a_name_broken_at_a_hyphen() -> None:
    names = {**_NAMES, "b": ["Silver Gate Shop-", "ping Center"], "c": ["Kramat Wi-", "Fi Plaza"]}
    wanted = {**_WHOLE, "b": "Silver Gate Shopping Center", "c": "Kramat Wi-Fi Plaza"}
    assert _read(names) == _wanted(wanted)
