"""Texts that hold what hardly belongs to them are doubted."""

from dataclasses import replace

import pytest

from markets.ingest.checks import check_edition
from markets.ingest.checks.text_checks import check_texts
from tests.markets.ingest.checks.editions import TEXT, edition, listing
from tests.markets.ingest.pages.small_page import set_lines


@pytest.mark.parametrize(
    "text",
    [
        f"It came back under another address.4 {TEXT}",
        f"It came back under another address. [15] {TEXT}",
        f"It came back under another address. [c] {TEXT}",
        f"It takes cash, (1) cards, (2) and coins. {TEXT}",
        f"It takes cash; (2) cards. {TEXT}",
        f"It came back under another address.\u00b2 {TEXT}",
        f"It came back under another address.Advertising pays. {TEXT}",
        f"It came back,but under another name. {TEXT}",
        f"It uses the platform\u2019sseller tools. {TEXT}",
        f"{TEXT}\n\nRakuda\n\n{TEXT}",
        f"{TEXT}\n\nRakuda (Taiwan)\n\n{TEXT}",
        f"{TEXT}\n\nof the sellers, most are anonymous.",
        f"The police arrested nine sel lers. Sellers come back. Most sellers use messengers. {TEXT}",
        f"So bannedsellers return. Some banned names, many sellers. {TEXT}",
        f"It sells c hargers to anyone. {TEXT}",
        f"It sells labels , tags, and boxes. {TEXT}",
        f"bans no shop, and sellers know it. {TEXT}",
        f"It sells s h o e s and bags. {TEXT}",
        f"bookfi sellers meet a warning. {TEXT}",
        f"book sellers meet a warning. {TEXT}",
        f"Bookfi to answer notices. {TEXT}",
        f"Bookfi remove nothing. It has to remove all, and removes a tenth. {TEXT}",
        f"A row ofsome shops. Some of some shops, and most of some. {TEXT}",
        f"The localpolice came. A local shop had asked for police. {TEXT}",
        f"A filmcopy is cheap. A film copy costs little. {TEXT}",
        f"The company behindits market. The market and its sellers behind it, its market behind walls. {TEXT}",
    ],
)
def test_a_text_with_something_odd_is_doubted(text: str) -> None:
    assert list(check_texts(edition([listing("Bookfi", text)])))


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "It fell by 2.3 percent, to 5,312 users. The U.S. Government should:\n\nblock the site;\n\nask the host\n\n"
        + TEXT,
        "Rapidgator.Net and Node.js are no sentences. An iPhone costs US$4.50. It is No. 12.",
        "It is slow to take down a shop. A takedown takes days, and a second takedown takes more.",
        "It holds a copy of a right. Its copyright lapsed. Any copy needs a right.",
        "It takes: (1) cash; (2) cards; and (3) coins.\n\nIt takes (a) cash and, (b) cards.",
        "bookfi is open on weekdays. Most copies are sold by way of bookfi, all days but Sunday.",
        f"bookfi.org is open on weekdays. Bookfi has to remove it, and removes nothing. {TEXT}",
        "It fits in suitcases. A suit is sewn to order. In most cases, buyers pay in cash.",
        "It serves web sites. A website is a site. Two web pages were seen on that site.",
    ],
)
def test_an_ordinary_text_raises_no_doubt(text: str) -> None:
    assert list(check_texts(edition([listing("Bookfi", text)]))) == []


def test_a_word_in_two_pieces_that_is_whole_once_is_one_word() -> None:
    text = f"The mana gement is gone. Nobody knows its management. {TEXT}"
    (said,) = check_texts(edition([listing("Bookfi", text)]))
    assert "“mana gement” on page 7 may be one word" in said
    text = f"Supertv Plus is open. Its host is supertvplus.to by day. {TEXT}"
    assert list(check_texts(edition([listing("Bookfi", text)]))) == []


def test_words_run_together_in_many_places_make_all_spaces_doubtful() -> None:
    text = f"So bannedsellers return,but late. Some banned names, many sellers. It uses its platform. {TEXT}"
    found = [listing("Bookfi", text), listing("Cda", f"It is open,but not today. {TEXT}")]
    assert any("in the whole report" in said for said in check_texts(edition(found)))
    assert not any("in the whole report" in said for said in check_texts(edition(found[:1])))


@pytest.mark.parametrize(
    ("city", "count"), [("Hill Province", 1), ("Putian, Hill Province", 0), ("Putian", 0), ("Fujian", 1)]
)
def test_a_region_in_the_place_of_a_city_is_doubted(city: str, count: int) -> None:
    market = replace(
        listing("Lotus Mall"), kind="physical", country="China", country_codes=("CN",), city=city
    )
    assert sum("is a region" in said for said in check_edition(edition([market]), [])) == count


@pytest.mark.parametrize(
    ("head", "count"), [("Market City Country Description", 1), ("Market Description", 0)]
)
def test_a_table_of_several_columns_is_doubted(head: str, count: int) -> None:
    said = check_edition(edition([listing("Lotus Mall")]), [set_lines(TEXT, head, TEXT)])
    assert sum("its cells may be mixed" in each and "page 1" in each for each in said) == count


def test_words_that_are_made_of_two_raise_no_doubt() -> None:
    text = f"Few wholesale buyers want the whole sale. Many workshops need work. {TEXT}"
    text += " Few shops livestream live from their stream, and little work is done."
    assert list(check_texts(edition([listing("Bookfi", text)]))) == []


@pytest.mark.parametrize(
    ("items", "doubts"),
    [
        (("links that lead to other sites", "no limit on the number of accounts"), 0),
        (("links that lead to other sites.", "no limit on the number of accounts"), 1),
        (("links that lead to other sites", "Trackers"), 1),
        (("no limit on the number of accounts",), 1),
    ],
)
def test_a_text_that_ends_in_a_list_without_stops_does_not_break_off(
    items: tuple[str, ...], doubts: int
) -> None:
    text = "\n\n".join([TEXT, "It offers:", *items])
    said = [
        sentence for sentence in check_texts(edition([listing("Bookfi", text)])) if "breaks off" in sentence
    ]
    assert len(said) == doubts


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        (f"The site answers at bookfi.net. Believed to be hosted in Russia.\n\n{TEXT}", 0),
        (f"Reached at bookfi.net. Related sites include bookfi.org. Run from Russia.\n\n{TEXT}", 0),
        (f"Reached at bookfi.net. Run from China.\n\n{TEXT}", 1),
        (f"Reached at bookfi.net. Related sites include kinohall.org.\n\n{TEXT}", 1),
        (f"{TEXT}\n\nRelated sites include bookfi.org. Run from Russia.\n\n{TEXT}", 1),
    ],
)
def test_a_line_of_addresses_inside_a_text_is_doubted_but_for_its_head(text: str, doubts: int) -> None:
    market = replace(
        listing("Bookfi", text), country="Russia", country_codes=("RU",), domains=("bookfi.net", "bookfi.org")
    )
    said = check_edition(edition([market]), [])
    assert sum("addresses or places is inside" in each for each in said) == doubts
