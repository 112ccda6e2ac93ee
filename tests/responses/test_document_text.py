"""The running text of a document, from which figures are proposed."""

from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from markets.models import Snapshot
from responses.curation.quoting import read_text


def _pdf(pages: list[list[tuple[float, float, float, str]]]) -> bytes:
    """Make a PDF of pages of words: (from the left, from the bottom, size, text)."""
    made = BytesIO()
    canvas = Canvas(made, pagesize=A4)
    for words in pages:
        for x, y, size, text in words:
            canvas.setFont("Helvetica", size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def _text_of(content: bytes) -> str:
    return read_text(Snapshot(content=content, media_type="application/pdf")) or ""


def test_a_raised_mark_of_a_note_is_no_digit_of_the_figure_before_it() -> None:
    body = [(72, 700.0 - 20 * at, 12.0, "The team answers every complaint in good time.") for at in range(8)]
    marked = [(72, 720.0, 12.0, "The team has 640"), (163, 724.0, 7.0, "4"), (170, 720.0, 12.0, "employees.")]
    text = _text_of(_pdf([[*marked, *body]]))
    assert "640 employees" in text and "6404" not in text


def test_a_page_number_is_not_inside_a_sentence() -> None:
    body = [
        [
            (72, 740.0 - 20 * at, 12.0, "We removed listings that a right holder had named to")
            for at in range(30)
        ]
        + [(290, 40.0, 12.0, str(page))]
        for page in (1, 2, 3)
    ]
    assert not [line for line in _text_of(_pdf(body)).split("\n") if line.strip().isdigit()]


def test_a_raised_figure_after_ten_is_a_power() -> None:
    body = [(72, 700.0 - 20 * at, 12.0, "The team answers every complaint in good time.") for at in range(8)]
    raised = [(72, 720.0, 12.0, "It holds 10"), (129, 724.0, 7.0, "6"), (136, 720.0, 12.0, "files.")]
    assert "It holds 10⁶ files." in _text_of(_pdf([[*raised, *body]]))


def test_a_full_line_goes_on_whatever_the_next_begins_with() -> None:
    full = [
        (72, 700.0 - 14 * at, 12.0, "The team answers every complaint in good time, and") for at in range(8)
    ]
    broken = [
        (72, 728.0, 12.0, "In the six months to June 2022 the company removed"),
        (72, 714.0, 12.0, "7,104,220 listings."),
        (72, 560.0, 12.0, "Sellers banned"),
        (72, 546.0, 12.0, "Listings removed"),
    ]
    text = _text_of(_pdf([[*broken[:2], *full, *broken[2:]]]))
    assert "the company removed 7,104,220 listings." in text
    assert "Sellers banned\nListings removed" in text


def test_columns_of_a_table_are_apart() -> None:
    rows = [("Measure", "2022", "2023"), ("Stores closed", "4,200", "3,900"), ("Arrests", "88", "104")]
    table = [
        (72.0 + 110 * column, 700.0 - 16 * row, 12.0, cell)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
    ]
    assert _text_of(_pdf([table])).split("\n") == ["\t".join(cells) for cells in rows]


def test_words_that_are_each_drawn_alone_are_no_columns() -> None:
    words = ["In", "2022", "the", "company", "removed", "12,450", "listings", "and"]
    line = [(72.0 + 66 * at, 12.0, word) for at, word in enumerate(words)]
    text = _text_of(_pdf([[(x, 700.0 - 16 * row, size, word) for row in range(6) for x, size, word in line]]))
    assert "\t" not in text and "the company removed 12,450 listings and" in text
