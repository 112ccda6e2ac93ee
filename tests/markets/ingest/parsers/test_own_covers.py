"""Mottos on a cover name nobody; what may be either a motto or a name is doubted."""

import pytest

from markets.ingest.parsers.identity import identify_paper
from markets.ingest.parsers.own_list import find_doubtful_cover

OFFICE = "Office of the United States Trade Representative"
TITLE = "2021 Review of Notorious Markets for Counterfeiting and Piracy"
BODY = (
    f"Overview of the Results of the {TITLE}",
    "USTR publishes the List under the annual Special 301 process, after comments from the public.",
    "The List does not make findings of legal violations.",
    "Online Markets",
    "FILEBURROW",
    "USTR encourages the operator to answer notices.",
)


@pytest.mark.parametrize(
    ("motto", "doubts"),
    [
        ("GROWN AT HOME, COPIED ABROAD", 0),
        ("INVENT. PRODUCE. DEFEND.", 0),
        ("A MAKER-CENTERED TRADE PATH", 0),
        ("A Trade Policy for American Creators", 0),
        ("Resilient Supply Chains", 1),
        ("DEFENDING CRAFT WORLDWIDE", 1),
        ("MPG", 1),
        ("Knowledge Partner: Toymark", 1),
    ],
)
def test_a_motto_on_an_unsigned_cover_is_no_author(motto: str, doubts: int) -> None:
    texts = [TITLE, motto, *BODY]
    assert identify_paper(TITLE, texts) == "report"
    assert len(list(find_doubtful_cover(texts, [1] * len(texts)))) == doubts
    assert not list(find_doubtful_cover([OFFICE, *texts], [1] * (len(texts) + 1)))


@pytest.mark.parametrize(
    "name",
    [
        "FILEBURROW",
        "Craft Makers of America",
        f"{OFFICE} (Fan Page)",
        "VIEWS OF TOY WATCH",
        "TOY WATCH",
        "Toy Watch",
        "Presented by MarkLedger Services, Inc.",
        "Summary prepared by the library of a parliament",
    ],
)
def test_an_author_on_an_unsigned_cover_is_seen(name: str) -> None:
    texts = [TITLE, name, *BODY, "This paper was written for all who read Toy Watch."]
    assert identify_paper(TITLE, texts) == "other"


@pytest.mark.parametrize(
    "front",
    [
        [TITLE, f"Published by the {OFFICE}", "Questions? press@example.gov"],
        [TITLE, "Winder Building, 600 17th Street NW", "For sale by the Superintendent of Documents"],
        [
            TITLE,
            "Memorandum for the President",
            "From: Ambassador Ann Roe",
            f"Subject: {TITLE}",
            "I recommend it.",
        ],
        [
            "The United States Trade Representative",
            "February 17, 2022",
            "Dear Mr. Chairman:",
            "I enclose the review that my office prepared.",
            "Sincerely,",
            "Ann Roe",
            TITLE,
        ],
        [
            "The United States Trade Representative Executive Office of the President",
            "February 17, 2022",
            "To the Reader:",
            "I am pleased to release the results of this year's review.",
            "Sincerely,",
            "Ann Roe",
            TITLE,
        ],
        [
            "To the Congress and the public:",
            f"Transmitted herewith is the {TITLE}.",
            "Ann Q. Roe",
            OFFICE,
            TITLE,
        ],
        ["Posted to www.ustr.gov 12/17/2022 11:04 AM", TITLE, OFFICE],
        ["OFFICE of the UNITED STATES", "TRADE REPRESENTATIVE", TITLE],
        ["2022 Review", "of Notorious Markets", "for Counterfeiting and Piracy", "January 2023"],
    ],
    ids=" / ".join,
)
def test_addresses_and_letters_of_the_office_are_its_own(front: list[str]) -> None:
    assert identify_paper(TITLE, [*front, *BODY]) == "report"


def test_the_title_may_name_the_markets_in_brackets() -> None:
    title = "2026 Review of Counterfeiting and Piracy (Notorious Markets)"
    assert identify_paper(title, [title, *BODY]) == "report"


def test_agencies_may_be_named_behind_a_signed_cover() -> None:
    texts = [TITLE, OFFICE, "Members of the Subcommittee", "Council of Economic Advisers", *BODY]
    assert identify_paper(TITLE, texts, [1, 1, *[2] * (len(texts) - 2)]) == "report"
    assert identify_paper(TITLE, texts, [1] * len(texts)) == "other"


@pytest.mark.parametrize(
    ("prose", "kind"),
    [
        ("Entries are in alphabetical order, and the names of markets are set in capitals.", "report"),
        ("This edition was produced by Ledger House for the customers of its service.", "other"),
    ],
)
def test_a_section_behind_the_cover_may_have_any_heading_but_names_nobody(prose: str, kind: str) -> None:
    texts = [TITLE, OFFICE, "Whatever it is called", prose, *BODY]
    assert identify_paper(TITLE, texts, [1, 1, *[2] * (len(texts) - 2)]) == kind


def test_a_cover_that_speaks_about_the_list_is_not_its_own() -> None:
    texts = ["Chapter 9: Notorious Markets", *BODY]
    assert identify_paper("Overview", texts) == "other"
    assert identify_paper("Overview", texts[1:]) == "report"


def test_a_sheet_above_the_cover_makes_it_part_of_another_paper() -> None:
    texts, pages = ["Schedule 4", TITLE, *BODY], [1, *[2] * (len(BODY) + 1)]
    assert identify_paper(TITLE, texts, pages) == "other"
    assert identify_paper(TITLE, texts, [1] * len(texts)) == "report"


def test_an_unsigned_paper_is_refused_where_ustr_says_little() -> None:
    listing = "The site offers films and books without a license, and it answers no notice from anyone."
    once = (BODY[0], "USTR has developed this paper under its annual process.", *BODY[3:])
    short = "2022 Notorious Markets List"
    assert identify_paper(short, [short, *once, *[listing] * 20]) == "other"
    assert identify_paper(short, [short, *BODY, *[listing] * 20]) == "report"
    assert identify_paper(TITLE, [TITLE, OFFICE, *BODY, *[listing] * 20]) == "report"
    mottos = ["Safe Goods", "Sound Markets", "Strong Makers"]
    assert identify_paper(TITLE, [TITLE, *mottos, *BODY]) == "other"
    assert identify_paper(TITLE, [TITLE, OFFICE, *mottos, *BODY]) == "report"


def test_the_whole_title_alone_on_a_cover_needs_one_word_of_the_list() -> None:
    listing = "The site offers films and books without a license, and it answers no notice from anyone."
    markets = ("Online Markets", "ALLDOM.SU", *[listing] * 20)
    for title in (TITLE, "2015 Out-of-Cycle Review of Notorious Markets"):
        for said in (
            "The List is not exhaustive at all.",
            "This year's List names 9 markets.",
            "It makes no finding of law.",
        ):
            assert identify_paper(title, [title, "January 30, 2023", said, *markets]) == "report"
        assert identify_paper(title, [title, "They are in the order of the alphabet.", *markets]) == "other"
        assert (
            identify_paper(title, [title, "Handout", "The List is not exhaustive at all.", *markets])
            == "other"
        )
    said = f"Translation from English by an agency. {said}"
    assert identify_paper(TITLE, [TITLE, said, *markets]) == "other"


def test_a_list_that_names_neither_ustr_nor_the_united_states_is_of_another_office() -> None:
    texts = ["This report names online markets.", "The report is not complete.", "The Office presents it."]
    assert identify_paper("Report on Notorious Markets 2024", texts) == "other"
