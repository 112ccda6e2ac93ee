"""The List is known by what only USTR's own paper has: its title, its front, and USTR as the one who speaks."""

import pytest

from markets.ingest.parsers.identity import identify_paper

TITLE = "2022 Review of Notorious Markets for Counterfeiting and Piracy"
OFFICE = "Office of the United States Trade Representative"
BODY = (
    f"Overview of the Results of the {TITLE}",
    "Commercial-scale copyright piracy and trademark counterfeiting cause financial losses for U.S. right holders."
    f" The {TITLE} (Notorious Markets List, or NML) highlights prominent examples of online and physical markets.",
    "USTR has developed the NML under the annual Special 301 process. The NML identifies 5 online markets."
    " The List is not exhaustive.",
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
        [TITLE, f"The work of 2006 has grown into an annual publication of the {OFFICE} (USTR)."],
        [TITLE, "2022", f"This is the report of the {OFFICE} on its 2022 review of notorious markets."],
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
        [
            OFFICE.upper(),
            "The Honorable Maria Cantor",
            "Chair, Committee on Finance",
            "Dear Madam Chair:",
            f"I am pleased to transmit the {TITLE}. My Office prepared it with the help of other agencies.",
            "Sincerely,",
            "Elena Voss United States Trade Representative",
            TITLE,
        ],
        [
            "Mr. Speaker:",
            f"I transmit the {TITLE}.",
            "Elena Voss",
            "United States Trade Representative",
            TITLE,
        ],
        ["PUBLIC VERSION \u2013 BUSINESS CONFIDENTIAL INFORMATION DELETED", TITLE, "Washington, DC"],
        ["EMBARGOED UNTIL 2:00 P.M. EST, JANUARY 8, 2025", TITLE, "ISBN 978-0-16-000000-0"],
        [TITLE, "Acronyms and Abbreviations", "WIPO \u2013 World Intellectual Property Organization"],
        [
            TITLE,
            f"Suggested citation: {OFFICE}, {TITLE} (January 2023).",
            "This document is in the public domain.",
        ],
        ["This is historical material. The website is no longer updated.", TITLE, "December 21, 2022"],
        [TITLE, "At a Glance", "5 online markets", "2 physical markets"],
        [TITLE, OFFICE, "in cooperation with the Departments of Commerce, Justice, and State"],
        [TITLE, "A Note on Names", "Domain names change often, and the List gives those of the submissions."],
        [TITLE, "Prominent Examples"],  # words of the body name nobody
        [
            OFFICE,
            TITLE,
            "Shadows Behind the Bazaar",
            "To those who risk their safety so that others keep theirs",
        ],
        [OFFICE, f"{TITLE} Examen de los mercados notorios"],
        ["LAW LIBRARY", "RECEIVED MAR 12 2015", OFFICE, TITLE],
        ["ERRATA", "Page 9: for \u201cCho Sau\u201d read \u201cCho Sau Market\u201d.", OFFICE, TITLE],
        [
            TITLE,
            OFFICE,
            "Front cover: an officer opens a parcel. Photo by J. Glenn, Customs and Border Protection.",
        ],
        [
            TITLE,
            OFFICE,
            "Acknowledgments",
            "Daniel Lee led the work, with Grace Shaw and Jacob Ewing of the agency.",
        ],
        [
            TITLE,
            OFFICE,
            "Translations into Chinese and Spanish are for convenience. The English text controls.",
        ],
        ["You are viewing an archived web page, collected at the request of the National Archives.", TITLE],
        ["If you cannot read a part of this file, call (202) 395-0000 and ask for help.", TITLE],
        [
            "MEMORANDUM",
            "TO: All Agencies",
            f"FROM: {OFFICE}",
            "DATE: January 31, 2023",
            f"SUBJECT: {TITLE}",
            TITLE,
        ],
        [
            "THE UNITED STATES TRADE REPRESENTATIVE",
            "March 5, 2015",
            "The Honorable Orrin Smith",
            "Dear Mr. Chairman:",
            "We received comments from companies, and I am pleased to send you what we made of them.",
            "Ambassador Michael Roe",
            TITLE,
        ],
        ["Home", "Press Office", "Reports and Publications", TITLE, "Download the PDF (1.2 MB)"],
        [
            "MEMORANDUM",
            f"FROM: {OFFICE}",
            "TO: The Ambassador",
            f"RE: {TITLE}",
            "We recommend that you approve the text for release on January 30.",
            TITLE,
        ],
        [TITLE, "January 15, 2025", "Newly listed markets are marked"],
        [
            TITLE,
            "Letter from the United States Trade Representative",
            "Dear Reader:",
            "I am pleased to present what we found, and I thank you for your comments.",
            "Ambassador Jane Q. Whitfield",
            "United States Trade Representative",
        ],
        [
            TITLE,
            "Letter from the United States Trade Representative",
            "I thank the many agencies whose knowledge made this review possible.",
            "Ambassador Jane Q. Whitfield",
            "United States Trade Representative",
        ],
        ["FILE COPY \u2014 DO NOT REMOVE", TITLE],
        [
            OFFICE,
            "January 30, 2024",
            "Dear Mr. Speaker:",
            "Enclosed is the List. We hope that it serves you.",
            "Katherine Roe",
            "United States Trade Representative",
            "Enclosure",
            TITLE,
        ],
        [
            TITLE,
            "Ambassador Marta Quinn",
            "United States Trade Representative",
            "Foreword by the Trade Representative",
            "I thank you who sent us your comments. Markets are named in the order of the alphabet here.",
            "Marta Quinn",
        ],
        [
            "Foreword",
            "We appreciate the help of other agencies.",
            "Elena Voss",
            "United States Trade Representative",
            TITLE,
        ],
    ],
    ids=" / ".join,
)
def test_the_list_is_read_under_any_front_of_its_own(front: list[str]) -> None:
    assert identify_paper(TITLE, [*front, *BODY]) == "report"


def test_our_is_no_sign_against_once_ustr_has_spoken() -> None:
    said = "Our trading partners are encouraged to act on the List."
    assert identify_paper(TITLE, [TITLE, *BODY[:3], said, *BODY[3:]]) == "report"
    assert identify_paper(TITLE, [TITLE, said, *BODY]) == "other"


def test_here_is_inside_a_sentence_is_no_voice_of_somebody_else() -> None:
    openings = ["Being named here is no finding of a violation of law.", "Here is the List in full."]
    papers = [[*BODY[:1], opening, *BODY[1:]] for opening in openings]
    assert [identify_paper(TITLE, paper) for paper in papers] == ["report", "other"]


@pytest.mark.parametrize(
    ("title", "front"),
    [
        (TITLE, [TITLE, "Annotated Edition", OFFICE, "with notes by Brandgate Advisory"]),
        (TITLE, ["Lexport Premium Research", TITLE, OFFICE]),
        (
            "",
            [
                "Trade Policy Review: United States",
                "Annex: USTR identifies notorious markets, and they follow.",
            ],
        ),
        (TITLE, [TITLE, "Keep your brand safe. Every market below is blocked for our customers at once."]),
        (TITLE, ["Prepared for", OFFICE, TITLE, "International Toy Makers"]),
        (TITLE, [TITLE, OFFICE, "Filed on behalf of Lalatube S.A. and its counsel"]),
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
        (TITLE, ["Dear shareholders:", "The full text follows.", "Lee Min-ho, Chief Executive", TITLE]),
        (
            TITLE,
            [
                TITLE,
                "Introduction",
                "Welcome back! Another winter, another list, and it is here in full, folks.",
            ],
        ),
        (
            TITLE,
            [
                TITLE,
                "Overview",
                "Our friends in Washington have put out their catalog of villains once more.",
            ],
        ),
        (TITLE, [f"{OFFICE} (not really)", TITLE]),
        ("A Review of the 2023 Review of Notorious Markets", [OFFICE]),
        (TITLE, [TITLE, "Alldom Group"]),  # not even where the sentences hold each of the words
        (TITLE, ["Piracy List in Full", "USTR put out the new list. As a service, the text follows."]),
        (f"{TITLE} Explained", []),
        ("Notorious Markets by Year", ["Source: USTR"]),
        ("2014 Special 301 Out-of-Cycle Review of Ruritania", [OFFICE]),
        ("The 2022 Notorious Markets Reader", ["The 2022 Notorious Markets Reader"]),
        ("Zapmart Group: Risk Factor Supplement", ["USTR has included our platform in its list."]),
    ],
    ids=lambda value: value[:50] if isinstance(value, str) else " / ".join(value)[:60],
)
def test_a_list_in_the_frame_of_somebody_else_is_refused(title: str, front: list[str]) -> None:
    assert identify_paper(title, [*front, *BODY]) != "report"


@pytest.mark.parametrize(
    "said", ["USTR should list Alldom again.", "Our members sent 40 notices.", "We nominate it once more."]
)
def test_what_only_a_filer_says_is_never_in_the_list(said: str) -> None:
    assert identify_paper(TITLE, [TITLE, OFFICE, *BODY, said]) == "other"
    assert identify_paper(TITLE, [TITLE, OFFICE, *BODY, f"A filing says, \u201c{said}\u201d"]) == "report"


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
