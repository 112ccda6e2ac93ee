"""Entries that share a paragraph, and headings between a country and its markets."""

import pytest

from markets.ingest.checks.name_checks import check_names
from markets.ingest.parsers.entry_drafts import Draft, finish_listing
from markets.ingest.parsers.page_measures import Measures
from markets.ingest.parsers.paragraphs import Paragraph, StyleRun
from markets.ingest.parsers.run_in_names import run_in
from markets.ingest.records import TextLine, TextSpan
from tests.markets.ingest.parsers.small_report import TEXT, parse_lines

PHYSICAL = ("** Physical Markets", "", TEXT, "")


def test_each_bold_name_behind_a_sentence_begins_an_entry_of_its_own() -> None:
    found = parse_lines(
        "** Online Markets", "", TEXT, "",
        f"<b>Bookmole</b> (Panama). {TEXT} <b>Filmport</b>. The United States urges",
        f"Filmport to answer notices. {TEXT} <b>Tapehouse.io</b> (China). {TEXT}", "",
        f"<b>Zipshelf</b>. {TEXT}", "",
    )  # fmt: skip
    assert [(row.name, row.country) for row in found.listings] == [
        ("Bookmole", "Panama"), ("Filmport", None), ("Tapehouse.io", "China"), ("Zipshelf", None),
    ]  # fmt: skip
    assert [len(row.recommendations) for row in found.listings] == [0, 1, 0, 0]
    assert found.listings[0].text == TEXT


def test_bold_words_inside_an_entry_with_a_heading_open_no_entry() -> None:
    rows = [row for name in ("Bookmole", "Filmport", "Tapehouse") for row in (f"* {name}", "", TEXT, "")]
    found = parse_lines("** Online Markets", "", TEXT, "", *rows, f"{TEXT} <b>Note</b>. {TEXT}", "")
    assert [row.name for row in found.listings] == ["Bookmole", "Filmport", "Tapehouse"]


def test_a_name_in_capitals_has_the_dotless_i_of_its_text() -> None:
    described = ("* KAPALI ÇARŞI, ISTANBUL", "", f"{TEXT} Police raided Kapalı Çarşı twice.", "")
    silent = ("* TAŞ HANI, BURSA", "", TEXT, "")
    found = parse_lines(*PHYSICAL, "** Türkiye", "", *described, *silent)
    assert [row.name for row in found.listings] == ["Kapalı Çarşı", "TAŞ HANI"]
    assert list(check_names(found)) == ["the capitals of “TAŞ HANI” on page 1 do not tell i from dotless ı"]


def test_a_name_in_capitals_stays_as_printed_where_its_letters_are_sure() -> None:
    found = parse_lines(
        "** Online Markets", "", TEXT, "", "* MINI-SHOP", "", f"{TEXT} Mini-Shop is large.", ""
    )
    assert [row.name for row in found.listings] == ["MINI-SHOP"]


def test_a_first_line_in_small_capitals_is_text() -> None:
    """What PDFium gives of a line whose capitals are larger: a size of its own for each stretch."""
    text = "Nobody answers the notices of right holders. The service offers films without a license."
    line = TextLine(text, 1, 72, 500, 100, "Serif", 11, False, False)
    small = [StyleRun(0, 1, "Serif", 11, False, False), StyleRun(1, 43, "Serif", 7.5, False, False)]
    rest = [StyleRun(43, 47, "Serif", 11, False, False), StyleRun(47, len(text), "Serif", 7.5, False, False)]
    paragraph = Paragraph(text, [*small, *rest], [(0, 1)], [line])
    found = finish_listing(Draft("Bookmole", "online", 1, paragraphs=[paragraph]))
    assert (found.text, found.lead) == (text, "")


def test_a_name_that_nothing_sets_apart_is_doubted_where_the_alphabet_expects_it() -> None:
    rows = [row for name in ("Bookmole", "Filmport", "Kinohall", "Playtorrent", "Tapehouse", "Zipshelf")
            for row in (f"<b>{name}</b>. {TEXT}", "")]  # fmt: skip
    hidden = ("Goodload – It opened again in March.", "", "Annex – It closed.", "")
    found = parse_lines("** Online Markets", "", TEXT, "", *rows[:4], *hidden, *rows[4:])
    doubts = [doubt for doubt in found.doubts if "hidden" in doubt]
    assert doubts == ["an entry may be hidden in the text on page 1: “Goodload – It opened again in March.…”"]


def test_bold_names_without_a_stop_open_entries() -> None:
    texts = ("The site is large.", "offers copied films.", "Nobody answers notices.")
    names = ("Bookmole", "Filmport", "Kino Hall")
    rows = [row for name, text in zip(names, texts, strict=True) for row in (f"<b>{name}</b> {text}", "")]
    found = parse_lines("** Online Markets", "", "Cyberlockers", "", *rows)
    assert [row.name for row in found.listings] == list(names)
    assert found.listings[1].text == "Filmport offers copied films."


def test_a_bold_name_at_the_head_of_a_paragraph_is_doubted() -> None:
    rows = (
        f"<b>Bookmole</b>. {TEXT}",
        "",
        "<b>Kinohall</b>, The site is large.",
        "",
        f"<b>Filmport</b>. {TEXT}",
        "",
    )
    found = parse_lines("** Online Markets", "", TEXT, "", *rows)
    assert [doubt for doubt in found.doubts if "hidden" in doubt] == [
        "an entry may be hidden in the text on page 1: “Kinohall, The site is large.…”"
    ]


def test_a_name_in_small_capitals_opens_an_entry() -> None:
    text = f"Bookmole. {TEXT}"
    sizes = ((0, 1, 11), (1, 10, 7.5), (10, len(text), 11))
    spans = tuple(TextSpan(start, end, "Serif", size, False, False) for start, end, size in sizes)
    line = TextLine(text, 1, 72, 500, 100, "Serif", 11, False, False, spans)
    runs = [StyleRun(start, end, "Serif", size, False, False) for start, end, size in sizes]
    measures = Measures(11.0, 14.0, 72.0, 540.0, "serif", False, False)
    found = run_in(Paragraph(text, runs, [(0, 1)], [line]), measures)
    assert found is not None
    assert (found.name, found.start) == ("Bookmole", 10)


def test_a_heading_in_small_capitals_has_the_size_of_its_large_letters() -> None:
    text = "CYBERLOCKERS"
    spans = (TextSpan(0, 1, "Serif", 14, True, False), TextSpan(1, len(text), "Serif", 11, True, False))
    line = TextLine(text, 1, 72, 200, 100, "Serif", 14, True, False, spans)
    runs = [StyleRun(span.start, span.end, "Serif", span.size, True, False) for span in spans]
    assert Paragraph(text, runs, [(0, 1)], [line]).size == 14


@pytest.mark.parametrize(("labeled", "doubts"), [(6, 0), (2, 1)])
def test_labels_that_open_paragraphs_hide_no_entries(labeled: int, doubts: int) -> None:
    names = ("Bookmole", "Deepshelf", "Filmport", "Kolvar", "Tubeo", "Zobio")
    rows = [
        row
        for at, name in enumerate(names)
        for row in (f"* {name}", "", TEXT, "", f"{'Enforcement. ' * (at < labeled)}{TEXT}", "")
    ]
    said = parse_lines("** Online Markets", "", *rows).doubts
    assert sum("hidden in the text" in doubt for doubt in said) == doubts


def test_a_name_and_a_verb_that_read_as_its_address_are_not_the_address() -> None:
    text = f"FlokiNET is reached at flokinet.is and is run from Panama. {TEXT}"
    (found,) = parse_lines("** Online Markets", "", "* FlokiNET", "", text, "").listings
    assert (found.country, found.domains) == ("Panama", ("flokinet.is",))
    text = f"Run from Sweden, the service can be reached at njal.la and njalla.no. {TEXT}"
    (found,) = parse_lines("** Online Markets", "", "* Njalla", "", text, "").listings
    assert found.domains == ("njal.la", "njalla.no")


def test_the_number_of_a_section_is_no_part_of_the_issue_focus() -> None:
    for number in ("III. ", "C. ", "Part 3: ", "2) ", ""):
        found = parse_lines(f"** {number}Issue Focus: Small Parcels", "", TEXT, "", *PHYSICAL)
        assert found.issue_focus == "Small Parcels"


def test_a_plain_name_is_doubted_where_its_paragraph_speaks_of_it_again() -> None:
    hidden = ("Kinohall. Nobody answers the letters that are sent to Kinohall.", "")
    found = parse_lines(
        "** Online Markets", "", f"<b>Bookmole</b>. {TEXT}", "", *hidden, f"<b>Wave</b>. {TEXT}", ""
    )
    assert sum("hidden" in doubt and "Kinohall." in doubt for doubt in found.doubts) == 1


def test_the_topic_in_a_heading_below_that_of_the_focus_is_the_issue_focus() -> None:
    found = parse_lines(
        "** Issue Focus", "", "** The Work of Small Parcels", "", TEXT, "",
        *PHYSICAL, "* Silk Lane, Yuecheng", "", TEXT, "",
    )  # fmt: skip
    assert found.issue_focus == "The Work of Small Parcels"


def test_a_label_that_the_next_heading_would_follow_out_of_order_is_no_name() -> None:
    rows = [row for name in ("Bookmole", "Filmport", "Kinohall") for row in (f"* {name}", "", TEXT, "")]
    found = parse_lines("** Online Markets", "", *rows[:4], f"<b>Update.</b> {TEXT}", "", *rows[4:])
    assert [row.name for row in found.listings] == ["Bookmole", "Filmport", "Kinohall"]


def test_a_name_with_a_dot_is_no_address_where_another_one_is_given() -> None:
    rows = ("* Cine.calidad", "", f"Nominated as cinecalidad.rs. {TEXT}", "", "* Hasan.zz", "", TEXT, "")
    found = parse_lines("** Online Markets", "", *rows).listings
    assert [row.domains for row in found] == [("cinecalidad.rs",), ("hasan.zz",)]


def test_a_name_that_ends_in_another_script_from_a_plain_font_is_whole() -> None:
    found = parse_lines(
        "** Online Markets",
        "",
        f"<b>Bookmole</b> \u5927\u5e02<b>.</b> {TEXT}",
        "",
        f"<b>Filmport.</b> {TEXT}",
        "",
    )
    assert [row.name for row in found.listings] == ["Bookmole \u5927\u5e02", "Filmport"]
