"""Where words of a line begin and end, however they are drawn."""

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from markets.ingest.pages.fonts import Face
from markets.ingest.pages.lines import make_line
from markets.ingest.pages.rows import TextRow
from markets.ingest.pages.runs import TextRun
from tests.markets.ingest.pages.drawn import lines, words


def test_text_drawn_word_by_word_keeps_its_spaces_however_narrow() -> None:
    def draw(canvas: Canvas) -> None:
        words(canvas, 72, 700, "justified", "to", "the", "margin", gap=5.5)
        words(canvas, 72, 680, "set", "very", "tight", gap=2.2)
        words(canvas, 72, 660, *"spaces drawn apart")
        words(canvas, 72, 640, "Name ", "of a ", "market")

    assert [line.text for line in lines(draw)] == [
        "justified to the margin", "set very tight", "spaces drawn apart", "Name of a market",
    ]  # fmt: skip


def test_words_in_pieces_have_their_spaces_where_letters_are_apart() -> None:
    """Ghostscript draws PostScript so: a space as letter spacing, or a space that the next letter covers."""

    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 700)
        text._code.append("[(only to retur ) 250 (n) -250 (under)] TJ")
        x = 72.0
        for piece, spacing in (("the shop was remove", 0), ("df", 3), ("rom a list", 0)):
            text.setTextOrigin(x, 680)
            text.setCharSpace(spacing)
            text.textOut(piece)
            x += stringWidth(piece, "Times-Roman", 12) + spacing
        canvas.drawText(text)

    assert [line.text for line in lines(draw)] == ["only to return under", "the shop was removed from a list"]


@pytest.mark.parametrize("in_pieces", [False, True])
def test_spaces_may_be_narrow_where_letters_are_not_spread(in_pieces: bool) -> None:
    """Even more so beside an "f", which kerning moves over the space."""

    def draw(canvas: Canvas) -> None:
        if in_pieces:
            words(canvas, 72, 720, "drawn in pie", "ces")
        text = canvas.beginText(72, 700)
        text._code.append(
            "[(no) -170 (finding) -170 (of) -125 (law) -170 (nor) -170 (half) -125 (in) -170 (use)] TJ"
        )
        text.setTextOrigin(72, 680)
        text._code.append("[(no) -125 (law) -125 (says) -125 (who) -125 (sold) -125 (them)] TJ")
        canvas.drawText(text)

    assert [line.text for line in lines(draw)][-2:] == [
        "no finding of law nor half in use",
        "no law says who sold them",
    ]


def test_letters_drawn_one_by_one_have_spaces_by_their_distance() -> None:
    def letters(*gaps: tuple[str, float, str]) -> list[TextRun]:
        x, runs = 72.0, []
        for order, (letter, gap, seen) in enumerate(gaps):
            x += gap
            runs.append(TextRun(letter, x, x + 6, 92, 12, 0, Face("Serif", False, False), seen, order))
            x += 6
        return runs

    in_word = [(letter, 0.0, "") for letter in "theirs"]
    kerned = [*in_word, ("o", 1.1, " "), *in_word]  # PDFium infers a space that kerning narrows
    unseen = [*in_word, ("o", 2.3, ""), *in_word]  # and sees none where the font's space is narrow
    for row in (kerned, unseen):
        made, _ = make_line(TextRow(92, 12, 0, letters(*row)), 1)
        assert made is not None
        assert made.text == "theirs otheirs"


def test_spaced_letters_are_words_though_some_are_set_close_or_drawn_apart() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 700)
        text.setCharSpace(3)
        text._code.append("[(To) 300 (ffe) 300 (e Club)] TJ")
        canvas.drawText(text)

    assert [line.text for line in lines(draw)] == ["Toffee Club"]


def test_an_f_that_reaches_over_a_narrow_space_is_the_end_of_its_word() -> None:
    def draw(canvas: Canvas) -> None:
        words(canvas, words(canvas, 72, 700, "officials of") + 2.1, 700, "the ministry")
        words(canvas, words(canvas, 72, 680, "It is of") + 0.5, 680, "fered")

    assert [line.text for line in lines(draw)] == ["officials of the ministry", "It is offered"]


def test_a_drawn_space_counts_from_where_it_begins() -> None:
    def draw(canvas: Canvas) -> None:
        words(canvas, 72, 720, "words in pie", "ces")
        text = canvas.beginText(72, 700)
        text.setFont("Times-Italic", 12)
        text._code.append("[(Also ) 80 (found at ) 240 (sea)] TJ")
        canvas.drawText(text)

    assert [line.text for line in lines(draw)] == ["words in pieces", "Also found atsea"]


def test_a_compound_is_one_word_though_its_halves_are_stretched_apart() -> None:
    def draw(canvas: Canvas) -> None:
        words(canvas, 72, 700, "the", "e-", "books", "of", "small-", "and", "large", "shops", gap=4)
        words(canvas, 72, 680, "a", "day-", "and-", "date", "copy", gap=4)

    assert [line.text for line in lines(draw)] == [
        "the e-books of small- and large shops", "a day-and-date copy",
    ]  # fmt: skip


@pytest.mark.parametrize("in_pieces", [False, True])
@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        (
            "(by) -400 (e-) -300 (mail) -400 (in) -400 (short-) -400 (and) -400 (long-) -300 (term)",
            "by e-mail in short- and long-term",
        ),
        (
            "(by) -400 (the) -400 (Library-) -200 (Archive) -400 (of) -400 (Pre-) -400 (Raphaelite) -400 (art)",
            "by the Library-Archive of Pre- Raphaelite art",
        ),
    ],
    ids=["compounds", "a gap narrower than others"],
)
def test_a_gap_behind_a_hyphen_is_no_space_in_a_compound_or_where_others_are_wider(
    drawn: str, read: str, in_pieces: bool
) -> None:
    def draw(canvas: Canvas) -> None:
        if in_pieces:
            words(canvas, 72, 720, "drawn in pie", "ces")
        text = canvas.beginText(72, 700)
        text._code.append(f"[{drawn}] TJ")
        canvas.drawText(text)

    assert lines(draw)[-1].text == read


def test_a_dash_in_a_stretched_line_has_the_spaces_that_are_drawn() -> None:
    def row(seen: str) -> TextRow:
        face = Face("Serif", False, False)
        pieces = (
            ("through", 72, 102, "\n"),
            ("sellers", 107, 137, "_"),
            ("\u2014", 139.2, 150, seen),
            ("some", 152.2, 170, seen),
        )
        runs = [
            TextRun(text, x0, x1, 92, 11, 0, face, gap, at) for at, (text, x0, x1, gap) in enumerate(pieces)
        ]
        return TextRow(92, 11, 0, runs)

    stretched, drawn = make_line(row(" "), 1)[0], make_line(row("_"), 1)[0]
    assert stretched is not None and drawn is not None
    assert (stretched.text, drawn.text) == ("through sellers\u2014some", "through sellers \u2014 some")


def test_a_soft_hyphen_that_is_drawn_inside_a_line_is_a_hyphen() -> None:
    run = TextRun("films\xadmirror.org", 72, 150, 92, 12, 0, Face("Serif", False, False), "\n", 0)
    made, _ = make_line(TextRow(92, 12, 0, [run]), 1)
    assert made is not None
    assert made.text == "films-mirror.org"


def test_spaces_that_are_drawn_stay_though_few_letters_are_between_them() -> None:
    def draw(canvas: Canvas) -> None:
        words(canvas, 72, 700, "make u", "p a l", "arge part")

    assert [line.text for line in lines(draw)] == ["make up a large part"]


def test_pieces_of_one_word_make_one_word() -> None:
    assert [
        line.text for line in lines(lambda canvas: words(canvas, 72, 700, "Mar", "ket", "place") and None)
    ] == ["Marketplace"]


def test_a_possessive_that_is_drawn_back_over_a_space_is_part_of_its_word() -> None:
    def draw(canvas: Canvas) -> None:
        words(canvas, 72, 720, "drawn in pie", "ces")
        text = canvas.beginText(72, 700)
        text.textOut("a developer ")
        text.moveCursor(stringWidth("a developer ", "Times-Roman", 12) - 1.8, 0)
        text.textOut("'s name")
        canvas.drawText(text)
        text = canvas.beginText(72, 680)
        text._code.append("[(a developer ) 150 ('s name)] TJ")
        canvas.drawText(text)

    assert [line.text for line in lines(draw)] == [
        "drawn in pieces",
        "a developer's name",
        "a developer's name",
    ]


def test_a_closing_mark_that_kerning_moves_away_follows_its_word() -> None:
    def draw(canvas: Canvas) -> None:
        right = words(canvas, 72, 700, "the campaign (Clean Shelf")
        words(canvas, right + 2.2, 700, ") led to raids; the shops")

    assert [line.text for line in lines(draw)] == ["the campaign (Clean Shelf) led to raids; the shops"]


def test_a_name_with_a_hyphen_stays_whole_in_a_stretched_line() -> None:
    def draw(canvas: Canvas) -> None:
        words(canvas, 72, 700, "Landlords", "at", "Souk", gap=6)
        words(canvas, words(canvas, 180, 700, "Al-") + 3, 700, "Warda", "should", gap=6)

    assert lines(draw)[0].text.endswith("Souk Al-Warda should")


def test_short_words_cut_out_of_a_sentence_are_no_spaced_letters() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 700)
        x = 72.0
        for piece in ("they are approve", "[(d) -260 (by) -260 (a) -260 (t)] TJ", "eam of volunteers"):
            text.setTextOrigin(x, 700)
            if piece.startswith("["):
                text._code.append(piece)
                x += stringWidth("dbyat", "Times-Roman", 12) + 3 * 0.26 * 12
            else:
                text.textOut(piece)
                x += stringWidth(piece, "Times-Roman", 12)
        canvas.drawText(text)

    assert [line.text for line in lines(draw)] == ["they are approved by a team of volunteers"]


def test_words_among_others_may_be_set_wider_letter_by_letter() -> None:
    def draw(canvas: Canvas) -> None:
        x = words(canvas, 72, 700, *"sold")
        x = words(canvas, x + 3, 700, *"here", gap=2.4)
        x = words(canvas, x + 3, 700, *"daily", gap=2.4)
        words(canvas, x + 3, 700, *"too")
        x = words(canvas, 72, 680, *"no")
        for word in ("more", "cheap", "copies"):
            x = words(canvas, x + 2, 680, *word)
        words(canvas, x + 1.4, 680, *"Allowed")

    assert [line.text for line in lines(draw)] == ["sold here daily too", "no more cheap copies Allowed"]


def test_a_short_word_is_spaced_as_longer_ones_of_its_look_are() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 700)
        text.setCharSpace(4)
        text.textLine("BOLIVIA")
        text.textLine("PERU")
        canvas.drawText(text)

    assert [line.text for line in lines(draw)] == ["BOLIVIA", "PERU"]
