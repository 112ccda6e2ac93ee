"""Signs that Ghostscript and MuPDF misread are read as they were printed, and a sentence says so."""

import pytest

from markets.ingest.pages.misread_signs import with_read_signs
from tests.markets.ingest.pages.small_page import set_lines


@pytest.mark.parametrize(
    ("lost", "read"),
    [
        ("a developer9s name", "a developer’s name"),
        ("a <clone= of it, sold as <new.=", "a “clone” of it, sold as “new.”"),
        ("<a quote over", "“a quote over"),
        ("AMAZON9S FOREIGN DOMAINS", "AMAZON’S FOREIGN DOMAINS"),
        ('" Bookmole. The site is large', "• Bookmole. The site is large"),
        ("the sellers9 own words", "the sellers’ own words"),
        ("from 201032011 on", "from 2010–2011 on"),
        ("Cloudhub (China) 3 The site", "Cloudhub (China) – The site"),
        ("Dropfiles \xea The site in last year\xd5s list", "Dropfiles – The site in last year’s list"),
        ("at mp3x9s.example.com and shop9.to/?a=b9c", "at mp3x9s.example.com and shop9.to/?a=b9c"),
    ],
)
def test_signs_of_which_ghostscript_keeps_one_byte_are_read(lost: str, read: str) -> None:
    (page,), (doubt,) = with_read_signs([set_lines("It is the site9s own <index=.", lost)])
    assert [line.text for line in page.lines] == ["It is the site’s own “index”.", read]
    assert doubt.startswith("Letters are lost in the file, first on page 1: “")
    assert doubt.endswith("“is the site9s” is read as “is the site’s”.")


@pytest.mark.parametrize(
    ("lost", "read"),
    [
        ("MarchÏ Sandaga, CÙte d'Ivoire", "Marché Sandaga, Côte d'Ivoire"),
        ("OrtakÚy and GalerÓa", "Ortaköy and Galería"),
        ("users pay for ªpremiumº speed", "users pay for “premium” speed"),
        ("2010±2011", "2010–2011"),
    ],
)
def test_letters_that_mupdf_gives_in_adobes_order_are_read(lost: str, read: str) -> None:
    (page,), (doubt,) = with_read_signs([set_lines("A ªcloneº there.", lost)])
    assert [line.text for line in page.lines] == ["A “clone” there.", read]
    assert doubt == "Letters are lost in the file, first on page 1: “A ªcloneº” is read as “A “clone””."


def test_a_file_that_has_right_quotes_or_accents_is_left_alone() -> None:
    pages = [set_lines("“MegaÜbel” and the Café at 25º, 1ª and more", "a = b, 9s, x < y")]
    assert with_read_signs(pages) == (pages, ())
