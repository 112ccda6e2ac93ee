"""Places and quotations that text flows around are on lines of their own, above the text beside them."""

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from markets.ingest.pages.pdf import read_pdf

_WIDE = "Vendors keep samples on display and store the goods in warehouses nearby, which are open at night"
_SHORT = "Vendors keep samples on display and store the goods nearby"


def _read(beside: list[str], font: str, size: float, x0: float, text: float, leading: float) -> list[str]:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792))
    for at in range(12):
        narrow = 4 <= at < 8
        canvas.setFont("Times-Roman", 11)
        canvas.drawString(text if narrow else 72, 700 - 14 * at, _SHORT if narrow else _WIDE)
    canvas.setFont(font, size)
    for at, line in enumerate(beside):
        canvas.drawString(x0, 700 - 14 * 4 - leading * at, line)
    canvas.save()
    return [line.text for line in read_pdf(buffer.getvalue()).pages[0].lines]


@pytest.mark.parametrize(
    ("font", "size", "x0", "text"),
    [("Times-Italic", 14, 430, 72), ("Times-Bold", 11, 72, 210), ("Times-Italic", 11, 430, 72)],
)
@pytest.mark.parametrize(("beside", "leading"), [(["Delhi, India"], 14), (["Delhi is", "full of it"], 17)])
def test_words_in_another_style_beside_text_are_above_it(
    font: str, size: float, x0: float, text: float, beside: list[str], leading: float
) -> None:
    lines = _read(beside, font, size, x0, text, leading)
    above = lines[4:-8]
    assert lines == [*[_WIDE] * 4, *above, *[_SHORT] * 4, *[_WIDE] * 4]
    assert " ".join(above) == " ".join(beside)


@pytest.mark.parametrize("leading", [14, 17, 22])
def test_bold_words_in_front_of_a_stretched_line_stay_in_it(leading: float) -> None:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792))
    for at in range(12):
        canvas.setFont("Times-Roman", 11)
        canvas.drawString(125 if at == 4 else 72, 700 - leading * at, _SHORT if at == 4 else _WIDE)
    canvas.setFont("Times-Bold", 11)
    canvas.drawString(72, 700 - leading * 4, "Lowprice.")
    canvas.save()
    lines = [line.text for line in read_pdf(buffer.getvalue()).pages[0].lines]
    assert lines[4] == f"Lowprice. {_SHORT}"


@pytest.mark.parametrize(("place", "apart"), [("Delhi, India", True), ("24", False)])
def test_a_place_ranged_right_on_the_line_of_a_name_is_below_it(place: str, apart: bool) -> None:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792))
    canvas.setFont("Times-Bold", 11)
    canvas.drawString(72, 714, "Tank Street")
    canvas.setFont("Times-Roman", 11)
    for at in range(6):
        canvas.drawString(72, 700 - 14 * at, _WIDE)
    canvas.drawRightString(72 + canvas.stringWidth(_WIDE), 714, place)
    canvas.save()
    lines = [line.text for line in read_pdf(buffer.getvalue()).pages[0].lines]
    assert lines[:-6] == (["Tank Street", place] if apart else [f"Tank Street {place}"])


def test_a_name_in_the_next_column_is_no_float() -> None:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792))
    for left in (72, 330):
        for at in range(16):
            name = (left, at) == (330, 4)
            if left == 330 and at in (2, 3, 5, 6):
                continue
            canvas.setFont("Times-Bold" if name else "Times-Roman", 11)
            canvas.drawString(left, 700 - 14 * at, "1fichier" if name else "Vendors keep their goods nearby")
    canvas.setFont("Times-Bold", 11)
    canvas.drawString(72, 700 - 14 * 17, "Lowprice.")
    canvas.setFont("Times-Roman", 11)
    canvas.drawString(130, 700 - 14 * 17, "Vendors keep goods")
    canvas.drawString(72, 700 - 14 * 18, "Vendors keep their goods nearby")
    canvas.save()
    lines = [line.text for line in read_pdf(buffer.getvalue()).pages[0].lines]
    assert lines[lines.index("1fichier") - 1 :][:3] == [
        "Vendors keep their goods nearby",
        "1fichier",
        lines[0],
    ]


def test_labels_in_front_of_their_facts_are_no_floats() -> None:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(612, 792))
    for at in range(12):
        canvas.setFont("Times-Roman", 11)
        canvas.drawString(72, 600 - 14 * at, _WIDE)
    for y, label, fact in ((640, "DOMAIN", "bookmole.cc"), (625, "COUNTRY", "Panama")):
        canvas.setFont("Times-Bold", 9)
        canvas.drawString(72, y, label)
        canvas.setFont("Times-Roman", 11)
        canvas.drawString(130, y, fact)
    canvas.save()
    lines = [line.text for line in read_pdf(buffer.getvalue()).pages[0].lines]
    assert lines[:2] == ["DOMAIN bookmole.cc", "COUNTRY Panama"]
