"""Set the listings, headed or run in, in all the ways that a report may print them."""

from tests.reports import pool
from tests.reports.frame import Frame
from tests.reports.plan import Entry
from tests.reports.typeset import Bit

_UNDER_COUNTRY = (
    "country-headed",
    "country-run-in",
    "country-run-in-bold",
    "country-run-in-all-bold",
    "bracket-headed",
    "place-line",
)
_NOTE = "See the comment filed in docket USTR-2019-0001 by an association."


class Entries(Frame):
    """The results of a report."""

    def results(self) -> None:
        if self.q["break"]:
            self.sheet.new_page()
        review = "Review" if self.plan.family == "since-2017" else "Out-of-Cycle Review"
        self.section(f"Results of the {self.plan.year} {review} of Notorious Markets")
        self.text(self.general(3))
        both = [self.set_online, self.set_physical]
        for part in reversed(both) if self.q["order"] == "physical-first" else both:
            part()

    def _kind(self, title: str, align: str) -> None:
        self.section(
            title, size=self.sheet.style.size + (4 if self.q["headings"] == "large" else 3), align=align
        )
        self.text(self.general(2))

    def set_online(self) -> None:
        q, online = self.q, self.plan.online
        self._kind(self.r.choice(("Online Markets", "Internet Markets")), "left")
        every = max(2, len(online) // 4)
        categories = self.r.sample(pool.CATEGORIES, len(pool.CATEGORIES))
        over = "large" if q["online"] == "headed" else "bold"
        for index, entry in enumerate(online):
            named = over != q["headings"] or over == "bold"
            if q["categories"] and index % every == 0 and categories and named:
                self.heading(categories.pop(), over)
                self.text(self.general(2))
            if q["place"] == "heading" and (index == 0 or online[index - 1].country != entry.country):
                self.heading((entry.country or "").upper(), over)
            self._entry(entry, index)

    def _entry(self, entry: Entry, index: int) -> None:
        q = self.q
        bracket = f" ({entry.country})" if q["place"] == "bracket" and entry.country else ""
        mixed = q["mixed"] and index % 3 == 1 and bool(q["online"] != "headed" or bracket)
        if (q["online"] == "headed") != mixed:
            number = f"{index + 1}. " if q["numbered"] else ""
            entry.page = self.heading(f"{number}{entry.name}{bracket}")
            if q["place"] == "line" and entry.country:
                here = entry.country
                line = self.r.choice((here, f"({here})", f"Location: {here}", f"Hosted in {here}"))
                self.sheet.paragraph([Bit(line, italic=not q["roman-line"])], first=0, gap=2)
            self._headed(entry)
        else:
            self._run_in(entry, bracket, "•" if q["online"] == "run-in-bulleted" else "")

    def _headed(self, entry: Entry) -> None:
        q, blocks = self.q, list(entry.blocks)
        link = f"https://www.{entry.domains[0]}/" if q["linked"] and entry.domains else ""
        if entry.lead and q["lead"].startswith("own"):
            self.sheet.paragraph(
                [Bit(entry.lead, italic=q["lead"] == "own-italic", link=link)], first=0, gap=4
            )
        elif entry.lead:
            _, first = blocks.pop(0)
            lead = Bit(entry.lead, italic=q["lead"] == "run-in-italic", link=link)
            self.sheet.paragraph([lead, Bit(" " + first)], first=0)
        self._blocks(blocks)

    def _run_in(self, entry: Entry, bracket: str, bullet: str) -> None:
        blocks = list(entry.blocks)
        _, first = blocks.pop(0)
        stop = "" if entry.name.endswith(".") and not bracket else "."
        if self.r.random() < 0.5:
            name = [Bit(f"{entry.name}{bracket}{stop}", bold=True), Bit(" ")]
        else:
            name = [Bit(entry.name, bold=True), Bit(f"{bracket}{stop} ")]
        lead = [Bit(entry.lead + " ", italic=self.q["lead"] == "run-in-italic")] if entry.lead else []
        entry.page = self._opening([*name, *lead, Bit(first)], bullet)
        self._blocks(blocks)

    def _opening(self, bits: list[Bit], bullet: str) -> int:
        left = 14 if bullet else 0
        return self.sheet.paragraph(bits, bullet=bullet, left=left, hang=left)

    def _blocks(self, blocks: list[tuple[str, str]]) -> None:
        for kind, text in blocks:
            if kind == "b":
                self.sheet.paragraph([Bit(text)], bullet="•", left=14, hang=14, gap=3, first=0)
            else:
                self.text(text, note=_NOTE if self.r.random() < 0.2 else "")

    def set_physical(self) -> None:
        q = self.q
        self._kind("Physical Markets", self.r.choice(("left", "center")))
        over = ""
        for entry in self.plan.physical:
            country = entry.country or ""
            if q["physical"] in _UNDER_COUNTRY and country != over:
                over = country
                printed = country.upper() if q["country-capitals"] else country
                self.heading(printed, "large" if q["country-large"] else "bold")
                if q["remarks"] and self.r.random() < 0.5:
                    self.text(f"The authorities in {country} report progress. {self.general(1)}")
            self._market(entry, country)

    def _market(self, entry: Entry, country: str) -> None:
        q, mode = self.q, self.q["physical"]
        named = entry.said and mode.startswith("country")
        city = f", {entry.city}" if entry.city and not named else ""
        plain = q["same-look"] or (q["headings"] == "caps-roman" and mode != "country-headed")
        look = "bold" if plain else "bold-italic"
        line = ""
        match mode:
            case "country-headed":
                title = entry.name + city
            case "bracket-headed":
                title = f"{entry.name} ({entry.city})" if entry.city else entry.name
            case "headed-full":
                brackets = self.r.random() < 0.5
                title = (
                    f"{entry.name} ({entry.city}, {country})"
                    if brackets
                    else f"{entry.name}, {entry.city}, {country}"
                )
            case "place-line" | "place-line-full":
                title = entry.name
                line = f"{entry.city}, {country}" if mode == "place-line-full" else f"{entry.city}"
            case _:
                self._market_run_in(entry, city, country)
                return
        entry.page = self.heading(title, look)
        if line:
            self.sheet.paragraph([Bit(line, italic=not q["roman-line"])], first=0, gap=2)
        self._blocks(entry.blocks)

    def _market_run_in(self, entry: Entry, city: str, country: str) -> None:
        mode, blocks = self.q["physical"], list(entry.blocks)
        _, first = blocks.pop(0)
        if mode == "country-run-in":
            bits = (
                [Bit(f"{entry.name}{city}. {first}")]
                if city
                else [Bit(entry.name, bold=True), Bit(f". {first}")]
            )
        elif mode == "country-run-in-bold":
            bits = [Bit(entry.name, bold=True), Bit(f"{city}{' –' if self.q['dash'] else '.'} {first}")]
        elif mode == "country-run-in-all-bold":
            bits = [Bit(f"{entry.name}{city}.", bold=True), Bit(f" {first}")]
        else:
            bits = [Bit(entry.name, bold=True), Bit(f" ({entry.city}, {country}). {first}")]
        entry.page = self._opening(bits, "•" if mode == "run-in-bulleted" else "")
        self._blocks(blocks)
