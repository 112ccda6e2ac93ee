"""Large initials and names in the margin come where a reader reads them."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from markets.ingest.pages import read_pdf_in_process
from markets.ingest.pages.spans import lower_small_capitals
from markets.ingest.records import TextSpan
from tests.markets.ingest.pages.drawn import lines, pdf, words

TEXT = ("oods are shipped from here", "to thirty towns. Vendors keep", "but samples on display.")


def test_a_large_initial_belongs_to_the_first_line_beside_it() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 30)
        canvas.drawString(72, 685, "G")
        for row, text in enumerate(TEXT):
            words(canvas, 96 if row < 2 else 72, 700 - 15 * row, text)

    found = lines(draw)
    assert [line.text for line in found] == ["Goods are shipped from here", *TEXT[1:]]
    assert {(line.x0, line.size) for line in found} == {(72, 12)}


@pytest.mark.parametrize(
    ("initial", "rest", "read"),
    [
        ("A", "court held that it", "A court held that it"),
        ("A", " cluster of stalls", "A cluster of stalls"),
        ("A", "uthorities shut it", "Authorities shut it"),
        ("A", "vailable since 2019", "Available since 2019"),
        ("A", "round the station", "Around the station"),
        ("A", "fifth of all films", "A fifth of all films"),
        ("\u201cF", "ree of charge\u201d", "\u201cFree of charge\u201d"),
    ],
)
def test_an_initial_that_is_a_word_keeps_its_space(initial: str, rest: str, read: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 30)
        canvas.drawString(72, 685, initial[:-1])
        canvas.drawString(72 + 9 * len(initial[:-1]), 685, initial[-1])
        words(canvas, 100, 700, rest)
        words(canvas, 100, 685, "must be blocked by another court")

    assert lines(draw)[0].text == read


def test_an_initial_on_the_baseline_of_its_word_makes_no_word_of_its_own() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 30)
        canvas.drawString(72, 700, "I")
        words(canvas, 82, 700, "nvestigators bought shoes")

    assert lines(draw)[0].text == "Investigators bought shoes"


def test_an_initial_before_what_begins_no_word() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 30)
        canvas.drawString(72, 700, "A")
        words(canvas, 97, 700, "ccording to them, all is well")

    assert lines(draw)[0].text == "According to them, all is well"


def test_no_report_says_i() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 30)
        canvas.drawString(72, 685, "I")
        words(canvas, 90, 700, "n Peru, stalls of this kind")
        words(canvas, 90, 685, "hold up to n boxes of shoes")

    assert lines(draw)[0].text == "In Peru, stalls of this kind"


def test_a_short_piece_beside_a_wide_initial_is_no_raised_mark() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 30)
        canvas.drawString(72, 688, "W")
        words(canvas, 96, 700, "e r", "ead the notices of others")
        words(canvas, 96, 686, "and answer each of them.")

    assert [line.text for line in lines(draw)] == [
        "We read the notices of others",
        "and answer each of them.",
    ]


def test_lines_beside_an_initial_are_not_set_in_though_it_is_drawn_higher() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 30)
        canvas.drawString(72, 693, "G")
        for row, text in enumerate(TEXT):
            words(canvas, 96 if row < 2 else 72, 700 - 15 * row, text)

    assert {line.x0 for line in lines(draw)} == {72}


def test_a_name_in_the_margin_comes_whole_before_its_text() -> None:
    def draw(canvas: Canvas) -> None:
        for top, name in ((700, ("Digital", "Sky")), (620, ("Globe TV",))):
            for row, part in enumerate(name):
                words(canvas, 72, top - 15 * row, part, font="Times-Bold")
            for row, text in enumerate(TEXT):
                words(canvas, 190, top - 15 * row, text)

    assert [line.text for line in lines(draw)] == ["Digital Sky", *TEXT, "Globe TV", *TEXT]


def test_a_bold_name_that_is_run_in_stays_in_its_line() -> None:
    def draw(canvas: Canvas) -> None:
        words(canvas, words(canvas, 72, 700, "Taobao. ", font="Times-Bold"), 700, "The site is large.")
        for row in range(1, 4):
            words(canvas, 72, 700 - 15 * row, TEXT[2])

    assert lines(draw)[0].text == "Taobao. The site is large."


def test_words_drawn_letter_by_letter_keep_a_narrow_space() -> None:
    def draw(canvas: Canvas) -> None:
        words(canvas, words(canvas, 72, 700, *"the location of") + 3, 700, *"its hosting")

    assert lines(draw)[0].text == "the location of its hosting"


def test_what_is_drawn_twice_a_hair_apart_or_outlined_is_bold() -> None:
    def draw(canvas: Canvas) -> None:
        for x in (72, 72.35):
            words(canvas, x, 700, "Silk Market, Beijing")
        for _ in range(2):
            words(canvas, 72, 680, "drawn twice in one place")
        words(canvas, 72, 660, "An ordinary line")
        text = canvas.beginText(72, 640)
        text.setTextRenderMode(2)
        text.textOut("Ladies Street")
        canvas.drawText(text)

    assert [(line.text, line.bold) for line in lines(draw)] == [
        ("Silk Market, Beijing", True), ("drawn twice in one place", False), ("An ordinary line", False),
        ("Ladies Street", True),
    ]  # fmt: skip


def test_names_in_the_margin_are_found_below_text_as_wide_as_the_page() -> None:
    def draw(canvas: Canvas) -> None:
        for row in range(12):
            words(canvas, 72, 740 - 15 * row, "Text that is as wide as the page, and above all of the names.")
        words(canvas, 72, 500, "Digital Sky", font="Times-Bold")
        for row, text in enumerate(TEXT):
            words(canvas, 190, 500 - 15 * row, text)

    assert [line.text for line in lines(draw)][-4:] == ["Digital Sky", *TEXT]


def test_headings_drawn_before_the_text_beside_them_are_no_column() -> None:
    def draw(canvas: Canvas) -> None:
        for top, country in ((700, "Brazil"), (560, "China"), (420, "India"), (280, "Peru")):
            words(canvas, 72, top, country, font="Times-Bold")
        for top in (680, 540, 400, 260):
            for row in range(7):
                words(canvas, 190, top - 15 * row, f"Text {row} below the name of a country.")

    read = [line.text for line in lines(draw)]
    assert [read[at] for at in (0, 8, 16, 24)] == ["Brazil", "China", "India", "Peru"]


@pytest.mark.parametrize(
    ("pieces", "read", "size"),
    [
        ((("N", 12), ("OBODY ANSWERS IT", 8)), "NOBODY ANSWERS IT", 12),
        ((("A ", 12), ("court in ", 8), ("f", 12), ("rAnce", 8)), "A court in France", 12),
        ((("N", 12), ("obody in ", 9), ("F", 12), ("rance", 9)), "Nobody in France", 12),
        ((("N", 12), ("OBODY IN ", 9), ("F", 12), ("RANCE", 9), (" says", 12)), "Nobody in France says", 12),
        ((("N", 16), ("obody in France", 12)), "Nobody in France", 12),
        ((("Ó", 12), ("Buda ", 9), ("E", 12), ("dge", 9)), "Óbuda Edge", 12),
        ((("q", 12), ("uICk", 9), (" is large", 12)), "Quick is large", 12),
        ((("Nobody in the town", 12), ("ii", 9), (" answers", 12)), "Nobody in the townii answers", 12),
        ((("Y", 16), ("ouTube is another", 12)), "YouTube is another", 12),
        ((("4", 14), ("ANIME.GG", 11)), "4ANIME.GG", 14),
        ((("9C", 14), ("INEMA", 11)), "9CINEMA", 14),
        ((("CDK", 14), ("EY ", 11), ("C", 14), ("ORNER", 11)), "CDKEY CORNER", 14),
    ],
)
def test_a_line_in_small_capitals_has_the_size_of_its_text(
    pieces: tuple[tuple[str, int], ...], read: str, size: int
) -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 700)
        for piece, height in pieces:
            text.setFont("Times-Roman", height)
            text.textOut(piece)
        canvas.drawText(text)
        words(canvas, 72, 680, "Text that is as wide as the page, and below all of the names.")

    line = lines(draw)[0]
    assert (line.text, line.size) == (read, size)


def test_small_capitals_that_may_hide_a_dotless_i_are_capitals() -> None:
    sizes = ((0, 1, 12), (1, 6, 9), (6, 7, 12), (7, 10, 9))
    spans = [TextSpan(start, end, "Serif", size, False, False) for start, end, size in sizes]
    assert lower_small_capitals("Ş\u0131şlI MAll", spans) == "ŞIŞLI MALL"


def test_large_letters_of_a_face_of_small_capitals_are_capitals() -> None:
    sizes = ((0, 1, 12), (1, 5, 9), (5, 8, 12))
    spans = [TextSpan(start, end, "Serif-Small-Caps", size, False, False) for start, end, size in sizes]
    assert lower_small_capitals("Flokinet", spans) == "FlokiNET"


def test_few_drawn_spaces_part_words_of_single_letters() -> None:
    def draw(canvas: Canvas) -> None:
        x = 72.0
        for piece in ("W", "u ", "A", "i ", "M", "arket"):
            size = 11 if piece.isupper() else 7
            canvas.setFont("Times-Roman", size)
            canvas.drawString(x, 700, piece)
            x += canvas.stringWidth(piece, "Times-Roman", size)

    assert [line.text for line in lines(draw)] == ["Wu Ai Market"]


def test_an_accent_that_is_drawn_higher_joins_the_letter_below_it() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72.3, 703, "\xb4")
        words(canvas, 72, 700, "Etretat")

    assert [line.text for line in lines(draw)] == ["\xc9tretat"]


def test_small_capitals_beside_a_large_initial_are_no_raised_marks() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 28)
        canvas.drawString(72, 685, "U")
        canvas.setFont("Times-Roman", 10)
        canvas.drawString(93, 699, "sers")
        words(canvas, 116, 699, "reach the catalogue with it")
        words(canvas, 93, 685, "and pay nothing for it.")

    assert [line.text for line in lines(draw)] == [
        "Users reach the catalogue with it",
        "and pay nothing for it.",
    ]


def test_a_last_column_of_two_lines_is_a_column() -> None:
    def draw(canvas: Canvas) -> None:
        for row in range(9):
            words(canvas, 72, 700 - 15 * row, f"Line {row} of the left column")
        for row in range(2):
            words(canvas, 320, 700 - 15 * row, f"Line {row} of the right column")

    assert [line.text[:6] for line in lines(draw)] == [f"Line {row}" for row in (*range(9), 0, 1)]


def test_a_name_in_the_margin_is_known_by_the_margin_of_the_pages_before() -> None:
    def first(canvas: Canvas) -> None:
        words(canvas, 72, 700, "Digital Sky", font="Times-Bold")
        for row, text in enumerate(TEXT):
            words(canvas, 190, 700 - 15 * row, text)

    def last(canvas: Canvas) -> None:
        for row in range(12):
            words(canvas, 72, 740 - 15 * row, "Text that is as wide as the page, and above all of the names.")
        words(canvas, 72, 500, "Globe TV", font="Times-Bold")
        words(canvas, 190, 500, TEXT[0])

    read = read_pdf_in_process(pdf(first, last))
    assert [line.text for line in read[1].lines][-2:] == ["Globe TV", TEXT[0]]


def test_a_name_in_the_margin_a_little_below_its_text_comes_before_it() -> None:
    def draw(canvas: Canvas) -> None:
        for top, drop in ((700, 0), (600, 1.2)):
            words(canvas, 72, top - drop, "Digital Sky,", font="Times-Bold")
            words(canvas, 72, top - 15 - drop, "Minsk", font="Times-Bold")
            for row, text in enumerate(TEXT):
                words(canvas, 190, top - 15 * row, text)

    assert [line.text for line in lines(draw)] == ["Digital Sky, Minsk", *TEXT] * 2
