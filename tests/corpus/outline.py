"""A report as blocks that any typesetting program can set, and what a parser must find in it."""

from dataclasses import dataclass, field
from typing import Any

from tests.reports import pool
from tests.reports.plan import Entry, Plan

OFFICE = "Office of the United States Trade Representative"


@dataclass
class Block:
    """`kind` names the style; `name` is a run-in name (or heading) and `entry` the listing that it opens."""

    kind: str
    text: str = ""
    name: str = ""
    tail: str = ""  # behind a run-in name, in the body's style: a place in brackets
    entry: Entry | None = None
    notes: list[tuple[str, str]] = field(default_factory=list)  # (words that the mark sticks to, note)


class Outline:
    """The blocks of one report. `look` holds choices that a renderer also reads."""

    def __init__(self, plan: Plan, look: dict[str, Any]) -> None:
        self.plan, self.look, self.r = plan, look, plan.r
        self.blocks: list[Block] = []
        self.notes: list[str] = []
        self._front()
        self._results()
        self._end()

    def add(self, kind: str, text: str = "", **more: Any) -> Block:
        block = Block(kind, text, **more)
        self.blocks.append(block)
        return block

    def general(self, count: int) -> str:
        return " ".join(self.r.sample(pool.GENERAL, count))

    def _front(self) -> None:
        plan, look = self.plan, self.look
        if look.get("cover", True):
            self.add("office", OFFICE)
        self.add("title", plan.title)
        self.add("date", plan.when)
        if look.get("cover", True):
            self.add("break")
        self.add("section", "Overview")
        online, physical = len(plan.online), len(plan.physical)
        stated = f" The List identifies {online} online markets and {physical} physical markets."
        opening = (
            f"The Office of the United States Trade Representative (USTR) conducts a review of notorious markets "
            f"each year.{stated if plan.q['stated'] else ''} Comments were filed under docket number {plan.docket}."
        )
        self._text(opening)
        self._text(self.general(4))
        self.add("section", f"Positive Developments Since the {plan.year - 1} Review of Notorious Markets")
        self._text("Oldload went offline in May after its owner was arrested. " + self.general(2))
        if look.get("contents"):
            self.add("contents")
        if plan.topic and not look.get("focus_in_box"):
            self.add("section", f"Issue Focus: {plan.topic}")
            self._text("Smart services of this kind are a new concern. " + self.general(4))

    def _text(self, text: str, **more: Any) -> Block:
        block = self.add("text", text, **more)
        if self.look.get("notes") and self.r.random() < self.look["notes"]:
            stop = text.find(". ")
            at = stop + 1 if 0 < stop < len(text) - 2 else len(text)
            self.notes.append(
                f"See the comment filed in docket USTR-2019-{len(self.notes) + 1:04} by a body."
            )
            block.notes.append((text[:at], self.notes[-1]))
        return block

    def _results(self) -> None:
        plan, look = self.plan, self.look
        self.add("section", f"Results of the {plan.year} Review of Notorious Markets")
        self._text(self.general(3))
        if look.get("focus_in_box") and plan.topic:
            self.add("aside", self.general(3), name=f"Issue Focus: {plan.topic}")
        self.add("kind", look.get("online_heading", "Online Markets"))
        self._text(self.general(2))
        categories = list(pool.CATEGORIES)
        for index, entry in enumerate(plan.online):
            if look.get("categories") and index % 4 == 0 and categories:
                self.add("category", categories.pop(0))
            self._online(entry, index)
            self._extras(index)
        self.add("kind", look.get("physical_heading", "Physical Markets"))
        self._text(self.general(2))
        over = ""
        for entry in plan.physical:
            if look.get("physical", "country") != "full" and entry.country != over:
                over = entry.country or ""
                self.add("country", over)
            self._physical(entry)

    def _extras(self, index: int) -> None:
        look = self.look
        if look.get("figure") and index in (1, 4):
            self.add("figure", f"Figure {index}. Visits by month, in millions")
        if look.get("table") and index == 2:
            self.add("table", "Month|Visits|Share;January|4.1|12;February|5.2|14;March|6.3|15")
        if look.get("aside") and index == 3:
            self.add("aside", self.general(2), name="What is a cyberlocker?")

    def _online(self, entry: Entry, index: int) -> None:
        look = self.look
        bracket = ""
        if form := look.get("name_form"):
            self._formed(entry, form, index)
            return
        if look.get("address_in_bracket") and not entry.domains and index % 2 == 0:
            entry.domains = [
                "".join(c for c in entry.name.lower() if c.isascii() and c.isalnum())[:14] + ".to"
            ]
            bracket = f" ({entry.domains[0]})"
            if entry.lead and self.plan.q["place"] == "lead":
                entry.country = None  # the lead alone gave it
            entry.lead = ""
        elif look.get("country_in_bracket") and entry.country and not entry.lead:
            bracket = f" ({entry.country})"
        lead = entry.lead
        if look.get("run_in"):
            blocks = list(entry.blocks)
            _, first = blocks.pop(0)
            self.add(
                "entry", " ".join(filter(None, (lead, first))), name=entry.name, tail=bracket, entry=entry
            )
        else:
            self.add("name", entry.name + bracket, entry=entry)
            if lead:
                self.add("lead", lead)
            blocks = list(entry.blocks)
        self._body(blocks)

    def _formed(self, entry: Entry, form: str, index: int) -> None:
        """An entry whose heading is printed in a form of its own, with its country or its addresses."""
        shown = form
        if "{domains" in form:
            shown = form if entry.domains and entry.lead else "{name}"
            if entry.lead and self.plan.q["place"] == "lead" and shown != "{name}":
                entry.country = None  # the lead alone gave it
            if shown == "{name}" and "{country}" in form:
                entry.country = None  # nothing prints it
            entry.lead = "" if shown != "{name}" else entry.lead
        head, _, line = shown.format(
            name=entry.name, country=entry.country, domains=", ".join(entry.domains), number=index + 1
        ).partition("\n")
        blocks = list(entry.blocks)
        if self.look.get("run_in"):
            _, first = blocks.pop(0)
            self.add("entry", " ".join(filter(None, (entry.lead, first))), name=head, entry=entry)
        else:
            self.add("name", head, entry=entry)
            for block in filter(None, (line, entry.lead)):
                self.add("lead", block)
        self._body(blocks)

    def _physical(self, entry: Entry) -> None:
        city = f", {entry.city}" if entry.city and not entry.said else ""
        if form := self.look.get("physical_form"):
            head, *lines = (
                form.format(name=entry.name, city=entry.city, country=entry.country).split("\n")
                if city
                else [entry.name]
            )
            self.add("name", head, entry=entry)
            for line in lines:
                self.add("lead", line)
            self._body(list(entry.blocks))
            return
        if self.look.get("physical") == "full":
            self.add("name", f"{entry.name}{city}, {entry.country}", entry=entry)
        elif self.look.get("physical") == "run_in":
            blocks = list(entry.blocks)
            _, first = blocks.pop(0)
            self.add("entry", first, name=entry.name + city, entry=entry)
            self._body(blocks)
            return
        else:
            self.add("name", entry.name + city, entry=entry)
        self._body(list(entry.blocks))

    def _body(self, blocks: list[tuple[str, str]]) -> None:
        for kind, text in blocks:
            if kind == "b":
                self.add("bullet", text)
            else:
                self._text(text)

    def _end(self) -> None:
        if self.look.get("endnotes") and self.notes:
            self.add("section", "Endnotes")
            self.add("endnotes")
        self.add("section", "Public Information")
        plan = self.plan
        self._text(
            f"The {plan.year} review was announced in the Federal Register; the docket is {plan.docket}. "
            "See www.ustr.gov."
        ).notes.clear()


def outline(seed: int, family: str, look: dict[str, Any], **force: Any) -> Outline:
    """The outline of a seed, with what the HTML and Typst renderers need settled."""
    settled = {"place": "lead", "numbered": False, "mixed": False, "bold-names": False, "cover": True}
    settled |= {"headings": "capitals" if look.get("capitals") else "bold", "online": "headed"}
    settled |= {"physical": "headed-full" if look.get("physical") == "full" else "country-headed"}
    usual = pool.ONLINE
    pool.ONLINE = look.get("names", usual)
    try:
        return Outline(Plan(seed, family, settled | force), look)
    finally:
        pool.ONLINE = usual
