"""Letters of which no table tells what they are: words tell it, or a sentence names the words that hold them."""

import pytest

from markets.ingest.pages.letter_tables import UnknownLetter
from markets.ingest.pages.likely_letters import likely_letters
from markets.ingest.pages.unknown_letters import with_known_letters
from tests.markets.ingest.pages.small_page import set_lines

A, B = "\ua000", "\ua001"


# Words of the same report that are read without doubt.
_PLAIN = "those other things that they then think, in thirty ways, with that of this path"


def _read(*lines: str, written: str = "", width: float = 0) -> tuple[list[str], tuple[str, ...]]:
    widths = {
        "f": 330.0,
        "i": 280.0,
        "l": 280.0,
        "t": 280.0,
        "T": 600.0,
        "h": 500.0,
        "c": 450.0,
        "s": 390.0,
        "b": 500.0,
    }
    likely = likely_letters(written, width, widths, {})
    unknown = {letter: UnknownLetter(1, written, likely) for letter in (A, B)}
    (page,), doubts = with_known_letters([set_lines(*lines, _PLAIN)], unknown)
    return [line.text for line in page.lines][:-1], doubts


@pytest.mark.parametrize(
    ("lost", "width", "read"),
    [
        (f"its o{A}ces hide tra{A}c", 900, "its offices hide traffic"),
        (f"{A}lms and {A}ve pro{A}ts identi{A}ed", 600, "films and five profits identified"),
        (f"o{A}ine, ba{A}ed, shu{A}ed", 900, "offline, baffled, shuffled"),
        (
            f"{A}e site, {A}is list, {A}ese goods, in {A}ailand",
            1020,
            "The site, This list, These goods, in Thailand",
        ),
        (f"they le{A} after, o{A}en", 590, "they left after, often"),
        (
            f"the site{A}s owner and the shop{A}s staff",
            300,
            "the site\u2019s owner and the shop\u2019s staff",
        ),
        (
            f"said that {A}it is legal,{B} and {A}all is well{B} too",
            450,
            "said that “it is legal,” and “all is well” too",
        ),
        (f"a market {A} so they say {A} of five", 500, "a market \u2013 so they say \u2013 of five"),
        (f"a market {A} so they say {A} of five", 1000, "a market \u2014 so they say \u2014 of five"),
    ],
)
def test_words_and_widths_tell_which_letters_were_lost(lost: str, width: float, read: str) -> None:
    texts, doubts = _read(lost, width=width)
    assert texts == [read]
    assert "page 1: a word is read as" in doubts[0]


def test_a_mark_that_none_opens_is_a_ligature_where_words_end() -> None:
    texts, doubts = _read(f"the sta{A} of the market", width=700)
    assert texts == ["the staff of the market"]
    assert doubts[-1] == "Letters on page 1 may be misread, at “staff”."


def test_a_name_is_read_by_the_same_word_elsewhere() -> None:
    texts, _ = _read("the flokibay owner", f"{A}okibay", width=600)
    assert texts[1] == "flokibay"


def test_what_nothing_tells_is_dropped_and_named() -> None:
    texts, doubts = _read(f"a court in D{A}sseldorf and Caf{B} Luna")
    assert texts == ["a court in Dsseldorf and Caf Luna"]
    assert doubts == ("Letters on page 1 cannot be read, at “…” in “D…sseldorf”, “Caf…”.",)


def test_a_sign_is_put_back_where_the_words_do_not_speak_against_it() -> None:
    assert _read(f"Z{A}rich and M{A}nchen", written="\xfc") == (["Zürich and München"], ())
    assert _read(f"about {A} in {A}7 of 1{A}", written="3") == (["about 3 in 37 of 13"], ())
    assert _read(f"one {A} so they say {A} of five", written="3")[0] == [
        "one \u2013 so they say \u2013 of five"
    ]
    texts, _ = _read(f"the {A}ve o{A}ces that identi{A}ed {A}lms", written="\xfb")
    assert texts == ["the five ofices that identified films"]


def test_the_same_high_code_is_the_same_ligature_in_all_styles() -> None:
    likely = likely_letters("\xfc", 0, {}, {})
    unknown = {letter: UnknownLetter(0xE7, "\xfc", likely, "Serif 231") for letter in (A, B)}
    (page,), _ = with_known_letters([set_lines(f"it went o{A}ine, ba{A}ed and shu{A}ed", f"A{B}en")], unknown)
    assert page.lines[1].text == "Afflen"


def test_a_word_of_one_shape_is_no_dash() -> None:
    (text,), doubts = _read(f"Nominated {A} a.to and Nominated {A} b.to")
    assert text.split() == ["Nominated", "a.to", "and", "Nominated", "b.to"]
    assert doubts == ("Letters on page 1 cannot be read, at “…” in “…”.",)


def test_the_sign_in_a_page_number_is_no_loss() -> None:
    assert _read("the shops of the town", f"3 {A} 14", f"4 {A} 14")[1] == ()
