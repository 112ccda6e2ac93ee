"""Set what is around the listings: cover, contents, overview, positive developments, issue focus."""

from tests.reports import pool
from tests.reports.plan import Plan
from tests.reports.typeset import Bit, Sheet

_NUMBERS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_OFFICE = "OFFICE of the UNITED STATES TRADE REPRESENTATIVE"


class Frame:
    """The front of a report, and the helpers that every part of it is set with."""

    def __init__(self, plan: Plan, sheet: Sheet) -> None:
        self.plan, self.sheet = plan, sheet
        self.q, self.r = plan.q, plan.r

    def section(self, text: str, size: float = 16, align: str = "center") -> None:
        self.sheet.space(14)
        self.sheet.section = text
        self.sheet.paragraph([Bit(text, bold=True)], size=size, align=align, first=0)

    def text(self, text: str, note: str = "") -> None:
        self.sheet.paragraph([Bit(text, note=note if self.q["notes"] else "")])

    def general(self, count: int) -> str:
        return " ".join(self.r.sample(pool.GENERAL, count))

    def heading(self, text: str, look: str = "") -> int:
        look = look or self.q["headings"]
        sheet = self.sheet
        sheet.space(8)
        bit = Bit(text, bold=look != "caps-roman", italic=look == "bold-italic")
        align = "center" if self.q["centred"] else "left"
        size = sheet.style.size + (2 if look == "large" else 0)
        return sheet.paragraph([bit], size=size, first=0, align=align, gap=3)

    def front(self) -> None:
        plan, sheet = self.plan, self.sheet
        if self.q["cover"]:
            sheet.paragraph([Bit(_OFFICE)], size=14, align="center", first=0)
            sheet.space(120)
        sheet.paragraph(
            [Bit(plan.title, bold=True)], size=26 if self.q["cover"] else 16, align="center", first=0
        )
        sheet.space(20 if self.q["cover"] else 0)
        sheet.paragraph([Bit(plan.when)], size=14, align="center", first=0)
        if self.q["cover"]:
            sheet.new_page()
        if self.q["contents"] != "none":
            self.contents()
            if self.r.random() < 0.8:
                sheet.new_page()
        if self.q["cover"] or self.q["contents"] != "none" or self.r.random() < 0.5:
            self.section(self.r.choice(("Overview", "Overview of the Results")))
        self.overview()

    def overview(self) -> None:
        online, physical = len(self.plan.online), len(self.plan.physical)
        first, second = (_NUMBERS[online], _NUMBERS[physical]) if self.q["words"] else (online, physical)
        stated = self.r.choice(
            (
                f"The List names {first} online markets and {second} physical markets.",
                f"This year’s List identifies {first} online and {second} physical markets that facilitate piracy.",
            )
        )
        before = self.general(1) + (f" {stated}" if self.q["stated"] else "")
        self.text(
            f"{before} Comments were filed under docket number {self.plan.docket}. {self.general(1)}",
            note="The words are used in their usual sense.",
        )
        self.text(self.general(4))

    def contents(self) -> None:
        q, plan = self.q, self.plan
        title = "Contents" if q["contents"] == "first" else "Table of Contents"
        self.sheet.paragraph([Bit(title, bold=True)], size=16, align="center", first=0)
        rows = ["Overview", f"Positive Developments Since the {plan.year - 1} Review of Notorious Markets"]
        rows += [f"Issue Focus: {plan.topic}"] if plan.topic else []
        rows += [f"Results of the {plan.year} Review"]
        named = q["contents-names"]
        by_country = named and q["physical"].startswith(("country", "bracket", "place"))
        countries = list(dict.fromkeys(entry.country or "" for entry in plan.physical)) if by_country else []
        if q["country-capitals"]:
            countries = [country.upper() for country in countries]
        kinds = [
            ["Online Markets", *(entry.name for entry in plan.online if named)],
            ["Physical Markets", *countries],
        ]
        for names in reversed(kinds) if q["order"] == "physical-first" else kinds:
            rows += names
        number = 3
        for row in [*rows, "Public Information"]:
            number += self.r.choice((0, 0, 1))
            if q["contents"] == "leaders":
                self.leaders(row, number)
            else:
                text = f"{number} {row}" if q["contents"] == "first" else f"{row} {number}"
                self.sheet.paragraph([Bit(text)], gap=7 if q["contents"] == "first" else 3, first=0)

    def leaders(self, row: str, number: int) -> None:
        sheet, bit = self.sheet, Bit(row)
        width, size = sheet.style.width - 2 * sheet.style.margin, sheet.style.size
        words = row.split()
        while sheet.measure(" ".join(words) + "....", bit, size) > width - 40:
            head: list[str] = []
            while words and sheet.measure(" ".join([*head, words[0]]), bit, size) < width - 60:
                head.append(words.pop(0))
            sheet.paragraph([Bit(" ".join(head))], gap=0, first=0, align="left")
        text = " ".join(words)
        room = width - sheet.measure(f"{text}{number}", bit, size)
        dots = int(room / sheet.measure(".", bit, size)) - 1
        sheet.paragraph([Bit(f"{text}{'.' * dots}{number}")], gap=2, first=0, align="left")

    def positive(self) -> None:
        title = f"Positive Developments Since the {self.plan.year - 1} Review of Notorious Markets"
        self.section(title, align=self.r.choice(("left", "center")))
        bold = self.q["bold-names"]
        for name in self.r.sample(["Oldload", "Granville Market", "Zipster.cc", "Sunbay Tracker"], 3):
            tail = " went offline in May after its owner was arrested. The United States encourages others to follow."
            again = f": {name}" if bold and self.r.random() < 0.5 else ""
            self.sheet.paragraph([Bit(name, bold=bold), Bit(again + tail)])

    def focus(self) -> None:
        self.section(f"Issue Focus: {self.plan.topic}")
        for _ in range(3):
            name = self.r.choice(("Harborline", "Crate & Co", "Boxify"))
            note = "See the comment of a trade body." if self.q["notes"] else ""
            text = " and services like it are a new concern. " + self.general(4)
            self.sheet.paragraph([Bit(name, bold=self.q["bold-names"]), Bit(text, note=note)])

    def end(self) -> None:
        self.section("Public Information")
        year, docket = self.plan.year, self.plan.docket
        self.text(
            f"The {year} review was announced in the Federal Register; the docket is {docket}. See www.ustr.gov."
        )
