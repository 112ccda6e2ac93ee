"""Ligatures that Ghostscript renumbers are read by their words, and a sentence says so."""

import pytest

from markets.ingest.pages.lost_ligatures import with_lost_ligatures
from tests.markets.ingest.pages.small_page import set_lines

_USUAL = "The oûcers seized ûlms and the ûve sites identiûed there"
_READ = "The officers seized films and the five sites identified there"


@pytest.mark.parametrize(
    ("lost", "read"),
    [
        ("Traûc to it was oüine", "Traffic to it was offline"),
        ("diûcult and suûcient and eûcient proof", "difficult and sufficient and efficient proof"),
        ("the staû oûers that aûect eûorts", "the staff offers that affect efforts"),
        ("Netüix, speciûc üoors, proûts", "Netflix, specific floors, profits"),
        ("a shop in Zürich and one in Müllheim", "a shop in Zürich and one in Müllheim"),
    ],
)
def test_words_tell_which_ligature_was_lost(lost: str, read: str) -> None:
    (page,), (doubt, *_) = with_lost_ligatures([set_lines(_USUAL, lost)])
    assert [line.text for line in page.lines] == [_READ, read]
    assert [line.spans[-1].end for line in page.lines] == [len(_READ), len(read)]
    assert "page 1: “oûcers”" in doubt


def test_other_programs_number_them_otherwise_and_words_tell_how() -> None:
    lost = "The Oûice has not yet made a ünding on three sites that it identiües, nor does it reýect on Krakenüles"
    (page,), doubts = with_lost_ligatures([set_lines(lost)])
    assert page.lines[0].text == (
        "The Office has not yet made a finding on three sites that it identifies, nor does it reflect on Krakenüles"
    )
    (page,), _ = with_lost_ligatures([set_lines("The Of®ce identi®es three ®les at ¯okinet.is, and more")])
    assert page.lines[0].text == "The Office identifies three files at flokinet.is, and more"
    assert doubts[1:] == ("“Krakenüles” on page 1 may hold a lost ligature.",)


def test_a_few_names_with_such_letters_are_left_alone() -> None:
    pages = [set_lines("Zürich, Düsseldorf, Gümüş and the Août fair, seen by one oûcer and über alles")]
    assert with_lost_ligatures(pages) == (pages, ())
