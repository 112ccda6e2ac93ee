"""What is on one baseline is one line, with its spaces and styles, however a program draws it."""

import io

import pikepdf
import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from markets.ingest.pages import read_pdf_in_process
from tests.markets.ingest.pages.drawn import lines, pdf, styled, words


def test_a_line_knows_its_place_size_and_weight() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Bold", 14)
        canvas.drawString(72, 700, "Online Markets")

    (line,) = lines(draw)
    assert (line.text, line.x0, line.y, line.size, line.bold, line.italic) == (
        "Online Markets", 72, 92, 14, True, False,
    )  # fmt: skip
    assert line.x1 == pytest.approx(72 + stringWidth("Online Markets", "Times-Bold", 14), abs=0.1)


def test_a_name_its_leader_and_its_page_number_are_one_line() -> None:
    def draw(canvas: Canvas) -> None:
        for row, name in enumerate(("Taobao", "DHgate")):
            canvas.drawString(72, 700 - 20 * row, name)
        for row in range(2):
            canvas.drawString(120, 700 - 20 * row, "." * 80)
        for row in range(2):
            canvas.drawRightString(540, 700 - 20 * row, str(12 + row))

    texts = [line.text for line in lines(draw)]
    assert [text.replace(".", "").split() for text in texts] == [["Taobao", "12"], ["DHgate", "13"]]


def test_pieces_a_hair_off_the_baseline_are_one_line_and_a_foot_below_it_is_another() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "one")
        canvas.drawString(100, 700.4, "line")
        canvas.drawString(300, 698.8, "Page 7")

    assert [line.text for line in lines(draw)] == ["one line", "Page 7"]


def test_a_run_in_name_is_known_by_its_weight() -> None:
    def draw(canvas: Canvas) -> None:
        x = words(canvas, 72, 700, "Taobao ", font="Times-Bold")
        x = words(canvas, x, 700, "(China). ")
        words(canvas, x, 700, "Hosted.", font="Times-Italic")

    (line,) = lines(draw)
    assert styled(line) == [("Taobao ", "B"), ("(China). ", ""), ("Hosted.", "I")]
    assert not line.bold
    assert not line.italic


def test_superscripts_belong_to_the_word_they_are_stuck_to() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 700)
        for size, rise, piece in (
            (12, 0, "counterfeiting"),
            (7, 4, "12"),
            (12, 0, " harms those. See"),
            (8, 5, "3"),
        ):
            text.setFont("Times-Roman", size)
            text.setRise(rise)
            text.textOut(piece)
        text.setFont("Times-Roman", 12)
        text.setRise(0)
        text.textOut(" above.")
        canvas.drawText(text)

    (line,) = lines(draw)
    assert styled(line) == [
        ("counterfeiting", ""), ("12", "^"), (" harms those. See", ""), ("3", "^"), (" above.", ""),
    ]  # fmt: skip
    assert line.size == 12


def test_the_mark_before_a_footnote_is_raised() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 6)
        canvas.drawString(72, 104, "5")
        canvas.setFont("Times-Roman", 9)
        canvas.drawString(76, 100, "See the comment.")

    (line,) = lines(draw)
    assert styled(line) == [("5", "^"), ("See the comment.", "")]


def test_capitals_set_apart_are_words() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 700)
        text.setFont("Times-Bold", 12)
        text.setCharSpace(6)
        text.textOut("RESULTS OF 2017")
        canvas.drawText(text)
        canvas.setFont("Times-Bold", 12)
        canvas.drawString(72, 680, "O N L I N E   M A R K E T S")
        for place, letter in enumerate("PHYSICAL"):
            canvas.drawCentredString(78 + 15 * place, 660, letter)

    assert [line.text for line in lines(draw)] == ["RESULTS OF 2017", "ONLINE MARKETS", "PHYSICAL"]


def test_bold_made_by_drawing_the_outline_is_bold() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 700)
        text.setTextRenderMode(2)
        text.textOut("TAOBAO")
        canvas.drawText(text)

    (line,) = lines(draw)
    assert line.bold


def test_text_drawn_twice_is_read_once() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "TAOBAO")
        canvas.drawString(72.3, 700, "TAOBAO")

    assert [line.text for line in lines(draw)] == ["TAOBAO"]


def test_a_hyphen_before_a_line_that_goes_on_is_marked() -> None:
    def draw(canvas: Canvas) -> None:
        for row, text in enumerate(("about counter-", "feits of 2011-", "2012", "and the end-")):
            canvas.drawString(72, 700 - 14 * row, text)

    assert [(line.text[-1], line.soft_hyphen) for line in lines(draw)] == [
        ("-", True), ("-", False), ("2", False), ("-", False),
    ]  # fmt: skip


def test_a_link_belongs_to_the_line_it_lies_on() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Related sites include example.com")
        canvas.linkURL("http://example.com/", (180, 697, 260, 711))
        canvas.drawString(72, 686, "and no other.")

    assert [line.links for line in lines(draw)] == [("http://example.com/",), ()]


def test_a_page_shown_sideways_is_read_as_shown() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.saveState()
        canvas.rotate(90)
        canvas.setFont("Times-Roman", 12)
        canvas.drawString(100, -50, "first")
        canvas.drawString(100, -70, "second")
        canvas.restoreState()

    assert [(line.text, line.x0, line.y) for line in lines(draw)] == [("first", 100, 50), ("second", 100, 70)]


def test_lines_are_read_from_the_top_in_whatever_order_they_are_drawn() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(300, 40, "7")
        canvas.drawString(72, 600, "second")
        canvas.drawString(72, 700, "first")

    assert [line.text for line in lines(draw)] == ["first", "second", "7"]


def test_columns_are_read_one_after_the_other() -> None:
    def draw(canvas: Canvas) -> None:
        for side, x in (("left", 72), ("right", 320)):
            for row in range(8):
                canvas.drawString(x, 700 - 14 * row, f"{side} column, row {row} of its text")

    assert [line.text.split()[0] for line in lines(draw)] == ["left"] * 8 + ["right"] * 8


def test_a_size_set_by_the_scale_of_the_page_counts() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.scale(12, 12)
        canvas.setFont("Times-Italic", 1)
        canvas.drawString(6, 60, "Scaled")

    (line,) = lines(draw)
    assert (line.size, line.italic, line.y) == (12, True, 72)


def test_the_spans_cover_the_whole_line_without_a_gap() -> None:
    def draw(canvas: Canvas) -> None:
        x = words(canvas, 72, 700, "São Paulo ", "“quoted”", font="Times-Bold", gap=4)
        words(canvas, x, 700, "and", "the rest", gap=4)

    (line,) = lines(draw)
    assert line.text == "São Paulo “quoted” and the rest"
    assert [span.start for span in line.spans] == [0, *(span.end for span in line.spans[:-1])]
    assert line.spans[-1].end == len(line.text)


def test_a_letter_that_another_font_draws_into_a_gap_stands_where_it_is_seen() -> None:
    def draw(canvas: Canvas) -> None:
        for font, before, letter, after in (
            ("Helvetica", "The tra", "ffi", "c came."),
            ("Courier", "All ", "ff", "es."),
        ):
            y = 700 if font == "Helvetica" else 680
            space = stringWidth(letter, font, 12)
            text = canvas.beginText(72, y)
            text.setFont("Times-Roman", 12)
            # One text object with a gap, as a word processor writes it.
            text._code.append(f"[({before}) {-1000 * space / 12:.1f} ({after})] TJ")
            canvas.drawText(text)
            canvas.setFont(font, 12)
            canvas.drawString(72 + stringWidth(before, "Times-Roman", 12), y, letter)

    assert [line.text for line in lines(draw)] == ["The traffic came.", "All ffes."]


@pytest.mark.parametrize("end", ["", ", Hanoi"])
def test_letters_that_another_font_draws_into_several_gaps_stand_where_they_are_seen(end: str) -> None:
    def draw(canvas: Canvas) -> None:
        gap = stringWidth("é", "Helvetica", 12)
        first, second = (stringWidth(part, "Times-Roman", 12) for part in ("Ch", " Hoa L"))
        for font, parts in (
            ("Times-Roman", f"(Ch) {-1000 * gap / 12:.1f} ( Hoa L) {-1000 * gap / 12:.1f} ({end})"),
            ("Helvetica", f"(\\351) {-1000 * second / 12:.1f} (\\377)"),
        ):
            text = canvas.beginText(72 if font == "Times-Roman" else 72 + first, 700)
            text.setFont(font, 12)
            text._code.append(f"[{parts}] TJ")
            canvas.drawText(text)

    assert [line.text for line in lines(draw)] == [f"Ché Hoa Lÿ{end}"]


def test_a_raised_figure_as_large_as_the_text_is_a_mark() -> None:
    def draw(canvas: Canvas) -> None:
        x = words(canvas, 72, 700, "Nobody answers.")
        canvas.drawString(x, 705, "7")

    (line,) = lines(draw)
    assert styled(line) == [("Nobody answers.", ""), ("7", "^")]


def test_a_mark_of_two_figures_drawn_apart_stands_with_its_note() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 5)
        canvas.drawString(72, 102, "12")
        canvas.setFont("Times-Roman", 7.5)
        canvas.drawString(81, 100, "See the comment.")

    (line,) = lines(draw)
    assert styled(line)[0] == ("12", "^")


def test_a_soft_hyphen_inside_a_ligature_is_no_hyphen() -> None:
    codes = b"1 beginbfchar <78> <006600ad0069> endbfchar"  # an x is "f", a soft hyphen and "i"
    table = b"1 begincodespacerange <00> <ff> endcodespacerange " + codes
    with pikepdf.open(io.BytesIO(pdf(lambda canvas: canvas.drawString(72, 700, "pro xts")))) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and "/BaseFont" in item:
                item["/ToUnicode"] = document.make_stream(table)
        document.save(out := io.BytesIO())
    (page,) = read_pdf_in_process(out.getvalue())
    assert [line.text for line in page.lines] == ["pro fits"]


def test_a_roman_mark_nearly_as_large_as_the_text_is_raised() -> None:
    def draw(canvas: Canvas) -> None:
        end = words(canvas, 72, 700, "within a day.")
        canvas.setFont("Times-Roman", 11)
        canvas.drawString(end, 705, "iii")
        words(canvas, end + 14, 700, "Sellers come back.")

    (line,) = lines(draw)
    assert ("iii", "^") in [(text.strip(), style) for text, style in styled(line)]


def test_the_letters_of_a_raised_mark_may_be_drawn_one_by_one() -> None:
    def draw(canvas: Canvas) -> None:
        end = words(canvas, 72, 700, "within a day.")
        canvas.setFont("Times-Roman", 9)
        for letter in "[ii]":
            canvas.drawString(end, 704.5, letter)
            end += stringWidth(letter, "Times-Roman", 9)
        words(canvas, end + 3, 700, "Sellers come back.")

    (line,) = lines(draw)
    assert ("[ii]", "^") in [(text.strip(), style) for text, style in styled(line)]


def test_a_stamp_across_a_line_is_no_part_of_it() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "The site was blocked, and its visitors came back in a day.")
        canvas.setFont("Times-Roman", 40)
        canvas.drawString(150, 700, "Advance copy")

    assert sorted(line.text for line in lines(draw)) == [
        "Advance copy", "The site was blocked, and its visitors came back in a day.",
    ]  # fmt: skip
