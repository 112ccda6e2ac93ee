"""The List is known by what only USTR's own paper has: its title, its front, and USTR as the one who speaks."""

from __future__ import annotations

import pytest

from markets.ingest.parsers.identity import identify_paper

TITLE = "2022 Review of Notorious Markets for Counterfeiting and Piracy"
OFFICE = "Office of the United States Trade Representative"
BODY = (
    f"Overview of the Results of the {TITLE}",
    "Commercial-scale copyright piracy and trademark counterfeiting cause financial losses for U.S. right holders."
    f" The {TITLE} (Notorious Markets List, or NML) highlights prominent examples of online and physical markets.",
    "USTR has developed the NML under the annual Special 301 process. The NML identifies 5 online markets.",
    "Online Markets",
    "ALLDOM.SU",
    "Nominated as alldom[.]su. Alldom rewards uploaders. USTR encourages Alldom to answer notices.",
    "Physical Markets",
    "Brazil",
    "Feira Nova, S\u00e3o Paulo",
    "It has 1,000 shops. The United States encourages the authorities to take action against Feira Nova.",
)


@pytest.mark.parametrize(
    "front",
    [
        [],
        ["January 2023"],
        [OFFICE, "2022", "Review of", "Notorious Markets", "for Counterfeiting", "and Piracy"],
        ["EXECUTIVE OFFICE OF THE PRESIDENT", OFFICE.upper(), "WASHINGTON, D.C. 20508", TITLE],
        [TITLE, "Docket No. USTR-2022-0010", "January 2023"],
        [TITLE, "Ambassador Katherine Tai", "United States Trade Representative"],
        [TITLE, "Katherine Tai, United States Trade Representative"],
        [TITLE, "Katherine Tai", "United States Trade Representative", "January 2023"],
        [
            OFFICE,
            "Freedom of Information Office",
            "Request No. 2023-017",
            "Released in full, 58 pages",
            TITLE,
        ],
        [TITLE, OFFICE, "600 17th Street NW, Washington, DC 20508", "www.ustr.gov"],
        [TITLE, "Foreword", "I want to thank my staff for this report.", "Katherine Tai"],
        [
            OFFICE.upper(),
            f"I am pleased to transmit the {TITLE}. The report is the result of the work of many agencies.",
            "Katherine Tai",
            "United States Trade Representative",
            TITLE,
        ],
        [TITLE, f"The {OFFICE} is committed to documents that everyone can read."],
        ["Public Version", TITLE, f"A Report of the {OFFICE}"],
        [
            "The United States of America",
            TITLE,
            "Protecting American Innovation",
            "Release date: 30 Jan. 2023",
        ],
        [
            TITLE,
            "Volume II",
            "Under the annual Special 301 process",
            "For official use",
            "Thursday, February 2, 2023",
        ],
        [
            TITLE,
            "Commercial-scale piracy and counterfeiting cause large losses for those who create and invent.",
            "The Office of the United States Trade Representative (USTR) publishes the List to raise awareness.",
        ],
    ],
    ids=" / ".join,
)
def test_the_list_is_read_under_any_front_of_its_own(front: list[str]) -> None:
    assert identify_paper(TITLE, [*front, *BODY]) == "report"


@pytest.mark.parametrize(
    ("title", "front"),
    [
        (TITLE, [TITLE, "Annotated Edition", OFFICE, "with notes by Brandgate Advisory"]),
        (TITLE, ["Lexport Premium Research", TITLE, OFFICE]),
        (TITLE, [TITLE, "MPG"]),
        (
            "",
            [
                "Trade Policy Review: United States",
                "Annex: USTR identifies notorious markets, and they follow.",
            ],
        ),
        (TITLE, [TITLE, "Keep your brand safe. Every market below is blocked for our customers at once."]),
        (
            TITLE,
            [TITLE, OFFICE, "Cover for counterfeits ends where goods were bought at a market named here."],
        ),
        (TITLE, [TITLE, "It is that time of the year again: the new List is out, and here it is in full."]),
        (
            TITLE,
            [
                "From the collection of the Trade Policy Library, scanned by a volunteer; errors are ours.",
                TITLE,
            ],
        ),
        (
            "The Notorious Markets List",
            ["The Notorious Markets List", "Harbor Street Press", "New York and London"],
        ),
        (f"{TITLE} Explained", []),
        ("The 2022 Notorious Markets Reader", ["The 2022 Notorious Markets Reader"]),
        ("Zapmart Group: Risk Factor Supplement", ["USTR has included our platform in its list."]),
    ],
    ids=lambda value: value[:50] if isinstance(value, str) else " / ".join(value)[:60],
)
def test_a_list_in_the_frame_of_somebody_else_is_refused(title: str, front: list[str]) -> None:
    assert identify_paper(title, [*front, *BODY]) != "report"


@pytest.mark.parametrize(
    ("title", "opening", "ask"),
    [
        ("2023 Review of Notorious Markets", "Canada identifies 5 markets, like the review of USTR.", "Canada"),
        ("Notorious Markets List 2023", "PirateWatch identifies markets. This list is unlike that of USTR.", "It"),
        ("2022 Notorious Markets List", "USTR identifies markets every year.", "Nobody"),
        ("Review of Notorious Markets 2022", "It began after the United States published a list.", "The Service"),
        ("Notorious Markets List", "The Notorious Markets List is published by USTR.[1]", "An editor"),
        (TITLE, "The Guild identifies the notorious markets that are listed here.", "The Guild"),
    ],
)  # fmt: skip
def test_a_list_in_the_voice_of_somebody_else_is_refused(title: str, opening: str, ask: str) -> None:
    listing = f"Kinoport offers films to millions of visitors. {ask} encourages Kinoport to answer notices."
    texts = [title, "Overview", opening, "Online Markets", *["Kinoport", listing] * 16]
    assert identify_paper(title, texts) != "report"
