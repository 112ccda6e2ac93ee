"""`python -m tests.corpus.decoys FOLDER`: papers that look like the List and are none."""

import sys
from dataclasses import dataclass
from pathlib import Path

from tests.corpus.programs import chromium, weasyprint

_CSS = (
    "@page { size: Letter; margin: 1in } body { font: 11pt/1.35 'Nimbus Roman' } h1 { font-size: 22pt; text-align: center }"
    " h2 { font-size: 15pt } h3 { font-size: 13pt } h4 { font-size: 11pt; margin-bottom: 2pt }"
)
_SITES = ("Kinoport", "Zapmart", "Streamhaven", "Bookmole")
_PLACES = (("China", "Silk Lane, Beijing"), ("India", "Tank Street, Delhi"))


def _listings(voice: str) -> str:
    """Sections that are set as those of the List, said by somebody else."""
    online = "".join(
        f"<h4>{name}</h4><p>Hosted in Panama. {name} offers films and books to millions of visitors. {voice}</p>"
        for name in _SITES
    )
    places = "".join(
        f"<h3>{country}</h3><h4>{name}</h4><p>More than 300 shops sell handbags there. {voice}</p>"
        for country, name in _PLACES
    )
    return f"<h2>Online Markets</h2>{online}<h2>Physical Markets</h2>{places}"


@dataclass(frozen=True)
class Decoy:
    name: str
    head: str
    voice: str = "The operator should answer notices."


_DOCKET = "Docket Number USTR-2023-0009"
DECOYS = (
    Decoy("trade-body-filing", f"<h1>2023 Review of Notorious Markets</h1><p>Comments of the Association of Film Producers</p>"
          f"<p>{_DOCKET}</p><p>We write in response to the request of the Office of the United States Trade Representative. We name 4"
          " online markets and 2 physical markets.</p>", "Our members ask that it be named."),
    Decoy("letter", f"<p>October 6, 2023</p><p>Ambassador Jane Roe<br>United States Trade Representative</p><p>Re: 2023 Review of"
          f" Notorious Markets, {_DOCKET}</p><p>Dear Ambassador Roe:</p><p>On behalf of our members we nominate these notorious markets.</p>"),
    Decoy("farmers-directory", "<h1>Directory of Farmers’ Markets 2024</h1><p>This directory lists the markets of the county, where to buy"
          " online and where to walk.</p>", "Bring a bag."),
    Decoy("crs-report", "<h1>USTR’s Review of Notorious Markets: Background and Issues for Congress</h1><p>Congressional Research Service"
          "</p><p>December 12, 2023</p><p>Each year USTR publishes a Notorious Markets List. This report describes it.</p>"),
    Decoy("crs-plain", "<h1>The Notorious Markets List</h1><p>Updated January 3, 2024</p><p>Congressional Research Service</p><p>USTR"
          " identifies notorious markets each year. Some in Congress have asked how markets are chosen.</p>"),
    Decoy("federal-report", "<h1>Report on Trade in Counterfeit Goods</h1><p>Department of Commerce</p><p>2022</p><p>This report follows an"
          " executive order. It draws on the work of USTR and others and looks at online and physical markets.</p>"),
    Decoy("eu-watch-list", "<h1>Counterfeit and Piracy Watch List</h1><p>European Commission, Brussels, 1 December 2022</p><p>The Commission"
          " services have prepared this list; it is similar to the Notorious Markets List of USTR.</p>", "The Commission invites the operator to act."),
    Decoy("federal-register-notice", "<p>Federal Register / Vol. 88, No. 163 / Notices</p><p>OFFICE OF THE UNITED STATES TRADE REPRESENTATIVE</p>"
          "<p>[Docket Number USTR-2023-0009]</p><h2>2023 Review of Notorious Markets for Counterfeiting and Piracy: Comment Request</h2>"
          "<p>AGENCY: Office of the United States Trade Representative.</p><p>ACTION: Request for comments.</p><p>SUMMARY: USTR requests"
          " comments that identify online and physical markets.</p><p>DATES: October 6, 2023.</p>"),
    Decoy("press-release", "<p>FOR IMMEDIATE RELEASE</p><h1>USTR Releases 2023 Review of Notorious Markets for Counterfeiting and Piracy</h1>"
          "<p>January 30, 2024</p><p>WASHINGTON – The Office of the United States Trade Representative today released the findings of the 2023"
          " Review of Notorious Markets. The list identifies 39 online markets and 33 physical markets.</p>"),
    Decoy("special-301", "<h1>2010 Special 301 Report</h1><p>Office of the United States Trade Representative</p><p>April 30, 2010</p>"
          "<p>The Special 301 Report is an annual review by USTR.</p><h2>Annex 1: Notorious Markets</h2><p>USTR identifies notorious markets.</p>"),
    Decoy("court-paper", "<p>UNITED STATES DISTRICT COURT</p><p>SOUTHERN DISTRICT OF NEW YORK</p><p>Film Corp., Plaintiff, v. Kinoport, Defendant.</p>"
          "<p>Case No. 1:23-cv-01234</p><h1>Complaint</h1><p>Kinoport is named in the 2022 Review of Notorious Markets of USTR.</p>"),
    Decoy("company-statement", "<h1>Statement of Zapmart on the 2023 Notorious Markets List</h1><p>January 31, 2024</p><p>We regret that the Office of"
          " the United States Trade Representative has again listed our platform in its Review of Notorious Markets.</p>"),
    Decoy("think-tank", "<h1>Ten Years of Notorious Markets: An Analysis of the USTR Lists</h1><p>Institute for Trade Studies</p><p>Working Paper 12</p>"
          "<p>We look at each Notorious Markets List and ask what became of the markets.</p>"),
    Decoy("nomination-plain", "<h1>Notorious Markets 2024</h1><p>Coalition Against Fakes</p><p>September 2024</p><p>The Coalition thanks USTR for the"
          " opportunity to nominate markets for the 2024 Notorious Markets List. We submit the following markets.</p>", "We urge USTR to list it."),
    Decoy("ipec-report", "<h1>Annual Intellectual Property Report to Congress</h1><p>Intellectual Property Enforcement Coordinator</p><p>March 2021</p>"
          "<p>USTR publishes the Notorious Markets List; the Review of Notorious Markets is summed up below.</p>"),
)  # fmt: skip


def write(folder: Path) -> None:
    """Every decoy, in turns by Chromium and WeasyPrint."""
    folder.mkdir(parents=True, exist_ok=True)
    for index, decoy in enumerate(DECOYS):
        filler = (
            "<p>Trade in counterfeits cheats buyers. Piracy feeds on new ways of paying and hosting.</p>" * 3
        )
        page = f"<!doctype html><meta charset=utf-8><style>{_CSS}</style>{decoy.head}{filler}{_listings(decoy.voice)}"
        (weasyprint if index % 2 else chromium)(page, folder / f"{decoy.name}.pdf")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
