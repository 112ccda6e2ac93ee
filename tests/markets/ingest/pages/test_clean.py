"""One place decides which characters pass."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from markets.ingest.pages.clean import clean_text
from markets.ingest.pages.tex_ligatures import with_tex_ligatures


@given(st.text(st.characters(exclude_categories=[]), max_size=60))
def test_nothing_that_harms_a_database_or_a_page_passes(text: str) -> None:
    cleaned, _ = clean_text(text)
    assert all(unicodedata.category(character) not in {"Cc", "Cs", "Co"} for character in cleaned)
    assert not {"\u202e", "\u2066", "\ufffe", "\uffff", "\ufeff", "\u200b", "\xad"} & set(cleaned)
    cleaned.encode("utf-8")


@given(st.text(st.characters(exclude_categories=[]), max_size=60))
def test_cleaning_what_is_clean_changes_nothing(text: str) -> None:
    cleaned, _ = clean_text(text)
    assert clean_text(cleaned) == (cleaned, 0)


def test_what_is_printed_stays_as_printed() -> None:
    printed = "“Krygyz” São Paulo’s Türkiye – ½ — … ™ 淘宝 ñ"
    assert clean_text(printed) == (printed, 0)


def test_ligatures_become_letters_and_accents_join_theirs() -> None:
    assert clean_text("\ufb01le o\ufb03ce Sa\u0303o") == ("file office São", 0)


def test_letters_of_ligatures_whose_bytes_are_swapped_or_summed_are_read() -> None:
    assert clean_text("pro\u6600\u6900ts, o\u6600\ucf00ce, o\u6600\ud200ine") == (
        "profits, office, offline",
        0,
    )
    assert clean_text("\u7400\u6900") == ("ti", 0), "a piece by itself"
    assert clean_text(with_tex_ligatures("O\x1ece, sta\x1b, \x1clms")) == ("Office, staff, films", 0)
    assert clean_text("SK\ucf00미칼") == ("SK\ucf00미칼", 0)


def test_what_stands_for_a_lost_letter_is_counted() -> None:
    assert clean_text("a\ufffdb\ue123c\ud800") == ("abc", 3)
    assert clean_text("Galer\x02a Central, the site\x01s") == ("Galera Central, the sites", 2)


def test_spaces_of_every_width_are_one_space() -> None:
    assert clean_text("a\xa0\u2009 b\tc") == ("a b c", 0)


def test_bullets_of_symbol_fonts_are_bullets() -> None:
    assert clean_text("\uf0b7 Taobao") == ("• Taobao", 0)


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ("Günes\xb8 Çars\xb8ısı", "Güneş Çarşısı"),
        ("C\xb8 ar\xb8sı", "Çarşı"),
        ("Els\u02ddo, S\u02dcao, P\xb4agina", "Első, São, Página"),
        ("Els L\xb4\u0131mits, Mar\xb8co, Pag\xb4e", "Els Límits, Março, Pagé"),
        ("the site\xb4s page /\u02dcann", "the site\xb4s page /\u02dcann"),
    ],
)
def test_accents_that_are_drawn_by_themselves_join_their_letters(drawn: str, read: str) -> None:
    assert clean_text(drawn) == (read, 0)


def test_a_minus_in_a_word_is_a_hyphen() -> None:
    assert clean_text("Sci\u2212Hub, well\u2212 and \u22125") == ("Sci-Hub, well- and \u22125", 0)
