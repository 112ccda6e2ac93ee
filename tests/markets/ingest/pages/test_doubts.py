"""What makes a reading doubtful is said in a sentence that names the page."""

import io
import zlib

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from markets.ingest.pages import read_document
from markets.ingest.pages.doubts import layout_doubts
from markets.ingest.records import TextLine, TextPage, TextSpan
from tests.markets.ingest.pages.drawn import Draw, pdf, report

_TEXT = "the market is one of those that are reported to sell counterfeit goods in the open "


def _page(number: int, texts: list[str], printed: str = "", font: str = "Times") -> TextPage:
    lines = tuple(
        TextLine(text, number, 72, 500, 72 + 14 * row, font, 12, False, False,
             (TextSpan(0, len(text), font, 12, False, False),))
        for row, text in enumerate([*texts, printed] if printed else texts)
    )  # fmt: skip
    return TextPage(number, 612, 792, lines)


def _doubts(pages: list[TextPage]) -> tuple[str, ...]:
    return layout_doubts(pages, [0] * len(pages), [])


def _full(number: int, printed: str = "") -> TextPage:
    return _page(number, [_TEXT] * 10, printed)


def test_a_sound_report_leaves_no_doubt() -> None:
    assert _doubts([_full(number, str(number)) for number in range(1, 9)]) == ()
    assert read_document(report()).doubts == ()


def test_a_page_with_hardly_any_text_is_named_but_a_cover_may_be_empty() -> None:
    pages = [_page(1, ["Cover"]), _full(2), _page(3, ["cut"]), _full(4)]
    assert _doubts(pages) == ("Page 3 holds only 3 characters.",)


def test_pages_whose_words_are_run_together_are_named_but_addresses_are_not() -> None:
    joined = _page(2, [*[_TEXT] * 9, "Thesitehostsnofilesyeteverylink on it leads to one."])
    assert "page 2, as in “Thesitehostsnofilesyeteverylink”" in _doubts([_full(1), joined, _full(3)])[0]
    address = _page(2, [*[_TEXT] * 9, "It is thesitehostsnofilesyeteverylink.to by now."])
    assert _doubts([_full(1), address, _full(3)]) == ()


def test_the_last_lines_of_the_contents_may_be_on_a_page_of_their_own() -> None:
    contents = _page(
        2, ["Contents", *(f"Market {number} of the old town ..... {number}" for number in range(9))]
    )
    pages = [_page(1, ["Cover"]), contents, _page(3, ["Public Information 12"], "3"), _full(4), _full(5)]
    assert _doubts(pages) == ()
    assert len(_doubts([*pages[:2], _page(3, ["Page 3 of 12"]), *pages[3:]])) == 1


def test_a_page_that_ends_before_a_new_section_may_be_short() -> None:
    heading = TextLine(
        "Physical Markets",
        4,
        72,
        300,
        60,
        "Bold",
        16,
        True,
        False,
        (TextSpan(0, 16, "Bold", 16, True, False),),
    )
    full = _full(4)
    pages = [_full(1), _full(2), _page(3, [_TEXT]), TextPage(4, 612, 792, (heading, *full.lines))]
    assert _doubts(pages) == ()
    assert _doubts([*pages[:3], full, _full(5)]) == (f"Page 3 holds only {len(_TEXT)} characters.",)


def test_short_contents_and_a_short_last_page_are_no_doubt() -> None:
    pages = [_full(1), _page(2, ["Table of Contents", _TEXT]), _full(3), _page(4, [_TEXT])]
    assert _doubts(pages) == ()


@pytest.mark.parametrize(
    ("printed", "says"), [("7", "prints 7"), ("", "prints no number")], ids=["another number", "no number"]
)
def test_a_page_number_out_of_step_is_named(printed: str, says: str) -> None:
    pages = [_full(number, f"- {number - 2} -" if number > 2 else "") for number in range(1, 12)]
    assert _doubts(pages) == ()
    pages[5] = _full(6, printed)
    assert _doubts(pages) == (f"Page 6 should print the page number 4, but {says}.",)


def test_a_page_that_opens_a_section_may_print_no_number() -> None:
    pages = [_full(number, str(number)) for number in range(1, 9)]
    heading = TextLine("Annex", 6, 72, 200, 40, "Times", 16, True, False)
    pages[5] = TextPage(6, 612, 792, (heading, *_full(6).lines))
    assert _doubts(pages) == ()


def test_roman_numbers_before_the_report_are_no_doubt() -> None:
    pages = [_full(1, "i"), _full(2, "ii"), *(_full(number, str(number - 2)) for number in range(3, 12))]
    assert _doubts(pages) == ()


@pytest.mark.parametrize("text", ["!\"#$ %&' (!-) *+,", "Laa Sld, BduEndoS AlId rAGAlrdAPGildPl"])
def test_a_font_that_gives_letters_at_random_is_named(text: str) -> None:
    pages = [_full(1), _page(2, [text] * 20, font="Caslon"), _full(3)]
    assert _doubts(pages) == ("The text in the font Caslon does not read as English, first on page 2.",)


def test_names_of_markets_are_words_enough() -> None:
    names = ["ThePirateBay", "VK", "1337x", "Rapidgator.net", "MercadoLibre", "Indo-MP3", "BlueAngelHost"]
    assert _doubts([_full(1), _page(2, names * 30, font="Bold"), _full(3)]) == ()


def test_dashes_around_page_numbers_in_a_face_of_their_own_are_no_doubt() -> None:
    pages = [_page(number, ["– 7 –"] * 12, font="Caslon") for number in range(1, 4)]
    assert not [doubt for doubt in _doubts(pages) if "Caslon" in doubt]


def test_letters_exchanged_for_others_are_noticed_in_running_text() -> None:
    turned = _TEXT.translate(str.maketrans("abcdefghijklmnopqrstuvwxyz", "nopqrstuvwxyzabcdefghijklm"))
    pages = [_full(1), _page(2, [turned] * 20, font="Caslon"), _full(3)]
    assert _doubts(pages) == ("The text in the font Caslon does not read as English, first on page 2.",)


def test_illegible_characters_are_counted_on_their_page() -> None:
    assert layout_doubts([_full(1)], [3], [2]) == (
        "Page 2 cannot be opened.",
        "Page 1 holds 3 illegible characters.",
    )


def _doubtful(change: str, content: bytes) -> bytes:
    """The report with one thing wrong in its structure, and otherwise as it was."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        page = document.pages[2]
        if change == "no contents":
            del page.obj["/Contents"]
        elif change == "hidden":
            layer = pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Draft")
            hidden = pikepdf.Dictionary(D=pikepdf.Dictionary(OFF=[document.make_indirect(layer)]))
            document.Root.OCProperties = hidden
        elif change == "twice":
            document.Root.Pages.Kids[3] = page.obj
        elif change == "checksum":
            data = zlib.compress(page.Contents.read_bytes())
            page.Contents.write(data[:-1] + bytes([data[-1] ^ 1]), filter=pikepdf.Name.FlateDecode)
        document.save(out, compress_streams=False, static_id=True)
    return out.getvalue()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("no contents", "Page 3 holds no text."),
        ("hidden", "The file has hidden layers (“Draft”)"),
        ("twice", "appears more than once in the pages tree"),
        ("checksum", "The text of page 3 is damaged: its compressed data do not end as they should."),
    ],
)
def test_damage_in_the_structure_is_said(change: str, sentence: str) -> None:
    doubts = read_document(_doubtful(change, report())).doubts
    assert any(sentence in doubt for doubt in doubts)
    assert not any("BytesIO" in doubt for doubt in doubts)


def test_bytes_around_the_pdf_are_said() -> None:
    content = report()
    assert "The file begins with something other than a PDF." in read_document(b"GARBAGE" + content).doubts
    cut = content[: content.rindex(b"%%EOF")]
    assert "The file does not end as a PDF does: its end may be missing." in read_document(cut).doubts


def test_a_file_that_opens_without_a_password_is_read_though_it_is_encrypted() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(report())) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="owner", user="", R=4))
    document_read = read_document(out.getvalue())
    assert document_read.pages == read_document(report()).pages
    assert [doubt for doubt in document_read.doubts if "encrypted" in doubt] == list(document_read.doubts)


def test_a_page_that_is_a_picture_among_pages_of_text_is_named() -> None:
    def full(canvas: Canvas) -> None:
        for row in range(10):
            canvas.drawString(72, 700 - 14 * row, _TEXT)

    def picture(canvas: Canvas) -> None:
        canvas.rect(72, 72, 400, 600, fill=1)

    pages: list[Draw] = [full, picture, full]
    assert read_document(pdf(*pages)).doubts == ("Page 2 holds no text.",)


@pytest.mark.parametrize(
    ("text", "word"),
    [("the frst of all markets", "frst"), ("a di\u0290erent name", "di\u0290erent")],
)
def test_letters_that_a_font_has_lost_are_said(text: str, word: str) -> None:
    (doubt,) = _doubts([_full(1), _page(2, [text, *[_TEXT] * 9]), _full(3)])
    assert "page 2" in doubt
    assert f"“{word}”" in doubt


def test_a_font_that_has_lost_its_name_is_said() -> None:
    (doubt,) = _doubts([_full(1), _page(2, [_TEXT] * 10, font="CairoFont-1-0"), _full(3)])
    assert "CairoFont-1-0 has lost its name" in doubt and "page 2" in doubt


def test_a_page_whose_text_is_unseen_among_pages_of_text_is_named() -> None:
    def full(canvas: Canvas, mode: int = 0) -> None:
        text = canvas.beginText(72, 700)
        text.setTextRenderMode(mode)
        for _ in range(10):
            text.textLine(_TEXT)
        canvas.drawText(text)

    pages: list[Draw] = [full, lambda canvas: full(canvas, 3), full]
    (doubt,) = read_document(pdf(*pages)).doubts
    assert "text of page 2 is an invisible layer" in doubt and "page 1" in doubt
