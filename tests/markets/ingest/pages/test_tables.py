"""The rows of a table of markets are read as entries; a table with a cell that is not plain stays as it is drawn."""

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table, TableStyle

from markets.ingest.pages import read_pdf_in_process
from tests.markets.ingest.pages.drawn import Draw, lines, pdf

_STYLE = ParagraphStyle("cell", fontName="Times-Roman", fontSize=11, leading=14)
TEXT = "The market fills three floors with stalls that sell copied shoes, bags and watches to buyers from abroad."
ROWS = (("Old Fort Arcade and Hall", "Nagpur", "India", TEXT), ("Kite Street", "Jaipur", "India", TEXT))


def table(*rows: tuple[str, ...], grid: bool = True) -> Draw:
    def draw(canvas: Canvas) -> None:
        cells = [[Paragraph(text, _STYLE) for text in row] for row in rows]
        made = Table(cells, colWidths=[90, 60, 60, 240][: len(rows[0]) - 1] + [240])
        made.setStyle(
            TableStyle(
                [("VALIGN", (0, 0), (-1, -1), "TOP"), *([("GRID", (0, 0), (-1, -1), 1, "gray")] * grid)]
            )
        )
        _, height = made.wrapOn(canvas, 460, 700)
        made.drawOn(canvas, 72, 720 - height)
        canvas.setFont("Times-Roman", 11)
        canvas.drawString(72, 690 - height, "Nothing below the table belongs to it, however short it is.")

    return draw


@pytest.mark.parametrize("grid", [True, False])
def test_a_row_is_an_entry_with_its_place_below_its_name(grid: bool) -> None:
    found = lines(table(("Market", "City", "Country", "Comments"), *ROWS, grid=grid))
    assert [(line.text, line.bold, line.italic) for line in found[:2]] == [
        ("Old Fort Arcade and Hall", True, False),
        ("Nagpur, India", False, True),
    ]
    second = next(index for index, line in enumerate(found) if line.text == "Kite Street")
    assert " ".join(line.text for line in found[2:second]) == TEXT
    assert found[-1].text == "Nothing below the table belongs to it, however short it is."
    assert not any(line.boxed for line in found)


def test_addresses_are_in_brackets_behind_the_name() -> None:
    rows = (("Wave", "wave.to<br/>wave.me", TEXT), ("Tide", "tide.cc", TEXT))
    found = lines(table(("Name", "Domains", "Description"), *rows))
    assert [line.text for line in found if line.bold] == ["Wave (wave.to, wave.me)", "Tide (tide.cc)"]


@pytest.mark.parametrize(
    "head", [("Market", "Revenue", "Country", "Comments"), ("Market", "City", "Country", "Visits")]
)
def test_a_table_with_other_columns_stays_as_it_is_drawn(head: tuple[str, ...]) -> None:
    found = lines(table(head, *ROWS))
    assert found[0].text == " ".join(head)
    assert not any(line.italic for line in found)


def test_columns_of_numbers_and_places_may_be_before_the_names() -> None:
    rows = [(str(at), row[2], row[0], row[3]) for at, row in enumerate(ROWS, 14)]
    found = lines(table(("No.", "Country", "Market", "What we found"), *rows))
    assert [line.text for line in found if line.bold] == ["Old Fort Arcade and Hall", "Kite Street"]
    assert [line.text for line in found if line.italic] == ["India", "India"]


def test_a_cell_goes_on_below_repeated_heads() -> None:
    head = ("Market", "City", "Country", "Comments")

    def rest(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 11)
        for x, word in zip((78, 168, 228, 288), head, strict=True):
            canvas.drawString(x, 740, word)
        canvas.drawString(288, 726, "and the goods come from abroad.")
        table(ROWS[1])(canvas)

    second = read_pdf_in_process(pdf(table(head, ROWS[0]), rest))[1]
    assert [line.text for line in second.lines[:2]] == ["and the goods come from abroad.", "Kite Street"]


def test_a_table_of_markets_that_is_not_read_is_known() -> None:
    (page,) = read_pdf_in_process(pdf(table(("Market", "Revenue", "Country", "Comments"), *ROWS)))
    ((heads, names),) = page.tables
    assert (heads, names) == (
        "market revenue country comments",
        ("Old Fort Arcade", "and Hall", "Kite Street"),
    )


@pytest.mark.parametrize("text", ["Named in a list this market", "markets which are named only. The List"])
def test_a_stretched_line_of_text_is_no_table(text: str) -> None:
    def draw(canvas: Canvas) -> None:
        for x, word in zip(range(72, 600, 70), text.split(), strict=False):
            canvas.drawString(x, 700, word)

    assert not read_pdf_in_process(pdf(draw))[0].tables


def test_a_row_without_a_cell_stays_as_it_is_drawn() -> None:
    found = lines(table(("Market", "City", "Country", "Comments"), ("Kite Street", "Jaipur", "", TEXT)))
    assert found[0].text == "Market City Country Comments"


def test_a_table_goes_on_on_the_next_page() -> None:
    head = ("Market", "City", "Country", "Comments")
    first, second = read_pdf_in_process(pdf(table(head, ROWS[0]), table(ROWS[1])))
    assert first.lines[0].text == "Old Fort Arcade and Hall"
    assert [line.text for line in second.lines[:2]] == ["Kite Street", "Jaipur, India"]
