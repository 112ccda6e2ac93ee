"""An HTML page gives the same kind of lines as a PDF."""

import pytest

from markets.ingest.pages import Unreadable, read_html_pages
from markets.ingest.pages.html import read_html
from markets.ingest.parsers.hyphens import Vocabulary
from markets.ingest.parsers.page_measures import measure_pages
from markets.ingest.parsers.paragraphs import build_paragraphs
from markets.ingest.records import TextLine
from tests.markets.ingest.pages.drawn import styled

LONG = "Right holders say that the site draws most of its visitors from elsewhere. " * 12 + "So it goes on."


def _lines(body: str) -> list[TextLine]:
    (page,), _ = read_html(f"<!DOCTYPE html><html><body>{body}</body></html>".encode())
    return list(page.lines)


def test_headings_are_larger_the_higher_they_are_and_bold() -> None:
    lines = _lines("<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4><p>e</p>")
    assert [(line.size, line.bold) for line in lines] == [
        (24, True), (18, True), (14, True), (13, True), (12, False),
    ]  # fmt: skip


def test_styles_within_a_paragraph_are_spans() -> None:
    (line,) = _lines("<p>The <strong>Taobao</strong> <em>market</em>\n  grew.<sup>3</sup> See</p>")
    assert line.text == "The Taobao market grew.3 See"
    assert styled(line) == [
        ("The ", ""), ("Taobao", "B"), (" ", ""), ("market", "I"), (" grew.", ""), ("3", "^"), (" See", ""),
    ]  # fmt: skip


def test_a_break_parts_lines_and_a_paragraph_parts_them_further() -> None:
    first, second, third = _lines("<p>one<br>two</p><p>three</p>")
    assert [line.text for line in (first, second, third)] == ["one", "two", "three"]
    assert 0 < second.y - first.y < third.y - second.y


def test_two_breaks_part_paragraphs() -> None:
    first, second, third = _lines("one<br>two<br>\n<br>three")
    assert second.y - first.y < third.y - second.y


def test_an_arrow_from_a_note_to_its_mark_is_dropped() -> None:
    (note,) = _lines('<p>See page 4. <a href="#mark1">\u21a9</a></p>')
    (link,) = _lines('<p>See <a href="#part2">part 2</a></p>')
    assert (note.text, link.text) == ("See page 4.", "See part 2")


def test_list_items_carry_a_bullet_and_stand_further_in() -> None:
    before, outer, inner = _lines("<p>x</p><ul><li><p>a</p><ul><li>b</li></ul></li></ul>")
    assert [line.text for line in (outer, inner)] == ["• a", "• b"]
    assert before.x0 < outer.x0 < inner.x0


def test_links_go_with_their_line_and_scripts_are_no_links() -> None:
    (line,) = _lines('<p><a href="https://ustr.gov/x">here</a> <a href="javascript:alert(1)">there</a></p>')
    assert line.links == ("https://ustr.gov/x",)


def test_what_surrounds_the_article_is_dropped() -> None:
    lines = _lines(
        "<nav>menu</nav><script>bad()</script><style>p{}</style><main><p>kept</p></main>"
        '<p hidden>gone</p><footer>foot</footer><p style="display: none">gone</p>'
    )
    assert [line.text for line in lines] == ["kept"]


def test_what_the_style_sheet_or_a_class_hides_is_dropped_and_what_it_shows_somewhere_is_kept() -> None:
    lines = _lines(
        "<style>.old, #x {display:none} @media print {.wide {display:none}}</style>"
        '<p class="old">gone</p><p id="x">gone</p><p class="sr-only">gone</p><p style="opacity:0">gone</p>'
        '<p class="wide">kept</p><p class="hidden md:block">also kept</p>'
    )
    assert [line.text for line in lines] == ["kept", "also kept"]


def test_what_sites_put_around_a_text_is_dropped_and_a_text_in_such_a_class_is_kept() -> None:
    around = (
        '<p class="breadcrumb">Home</p><div class="social share-links">Share this page</div><p>The text.</p>'
    )
    assert [line.text for line in _lines(around)] == ["The text."]
    assert [line.text for line in _lines(f'<div class="share"><p>{LONG}</p></div>')] == [LONG]


def test_an_empty_main_does_not_hide_the_page() -> None:
    lines = _lines("<main></main><div>" + "The report names the markets. " * 20 + "</div>")
    assert lines[0].text.startswith("The report")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_accents_survive_every_encoding_that_is_declared(encoding: str) -> None:
    page = (
        f'<!DOCTYPE html><html><head><meta charset="{encoding}"></head><body><p>São Paulo’s</p></body></html>'
    )
    (read_page,) = read_html_pages(page.encode(encoding))
    assert read_page.lines[0].text == "São Paulo’s"


def test_a_page_without_text_says_so() -> None:
    with pytest.raises(Unreadable, match="no text in the HTML page"):
        read_html_pages(b"<!DOCTYPE html><html><body><script>x</script></body></html>")


def test_two_blocks_never_become_one_paragraph_however_long_they_are() -> None:
    pages, _ = read_html(f"<p>{LONG}</p><p>{LONG}</p><p>Short.</p><p>{LONG}</p>".encode())
    measures = measure_pages(pages)
    made = build_paragraphs([page.lines for page in pages], measures, Vocabulary(()))
    assert [paragraph.text for paragraph in made] == [LONG, LONG, "Short.", LONG]
