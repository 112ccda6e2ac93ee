"""Build a report by seed, and say what it holds."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from typing import Any

from tests.reports import pool
from tests.reports.typeset import Bit, Sheet, Style

FAMILIES = ("to-2012", "2013-2016", "since-2017")


@dataclass(frozen=True)
class Report:
    """The PDF, and what `score.py` expects of it."""

    content: bytes
    expected: dict[str, Any]
    quirks: dict[str, Any]


@dataclass
class Entry:
    name: str
    kind: str
    country: str | None = None
    city: str | None = None
    domains: list[str] = field(default_factory=list)
    lead: str = ""
    text: str = ""
    asks: list[str] = field(default_factory=list)
    page: int = 0
    blocks: list[tuple[str, str]] = field(default_factory=list)  # ("p" or "b", text)
    said: str = ""


class Builder:
    """One report. Every choice is drawn from the seed; `force` settles some of them."""

    def __init__(self, seed: int, family: str, force: dict[str, Any]) -> None:
        self.r = r = random.Random(f"{family}-{seed}")
        self.family = family
        pick = r.choice
        size = pick((10, 11, 12, 12, 12.5))
        q: dict[str, Any] = {
            "font": pick(("Times", "Helvetica", "LiberationSerif", "LiberationSans", "DejaVuSerif", "DejaVuSans")),
            "size": size, "justify": r.random() < 0.5, "hyphens": pick(("", "", "hard")), "a4": r.random() < 0.3,
            "leading": pick((1.12, 1.2, 1.3, 1.4)), "indent": pick((0, 0, 0, 24)), "number": pick(("bottom", "top", "dashes", "page", "pipe")),
            "head": pick(("", "", "Notorious Markets List", "Section 301 · Notorious Markets", "section")), "marks": pick(("raised", "raised", "brackets")),
            "notes": r.random() < 0.6, "headings": pick(("bold", "bold", "capitals", "caps-roman", "large", "bold-italic")),
            "online": pick(("headed", "headed", "headed", "run-in", "run-in-bulleted") if family != "to-2012" else ("run-in", "run-in-bulleted", "headed")),
            "categories": r.random() < (0.8 if family == "to-2012" else 0.2),
            "place": pick(("lead", "lead", "bracket", "line", "sentence", "heading")) if family != "to-2012" else pick(("bracket", "bracket", "lead", "heading")),
            "lead": pick(("own-italic", "own-roman", "run-in-italic", "run-in")) if family != "2013-2016" else pick(("run-in-italic", "run-in", "own-italic")),
            "defanged": r.random() < 0.3, "linked": r.random() < 0.3,
            "physical": pick(("country-headed", "country-headed", "country-run-in", "country-run-in-bold", "country-run-in-all-bold", "place-line-full", "bracket-headed", "headed-full", "place-line")) if family != "to-2012" else pick(("run-in", "run-in", "run-in-bulleted", "headed-full")),
            "country-capitals": r.random() < 0.5, "same-look": r.random() < 0.25, "remarks": r.random() < 0.6,
            "contents": {"to-2012": "none", "2013-2016": "first", "since-2017": "leaders"}[family] if r.random() < 0.8 else pick(("none", "leaders", "first", "tab")),
            "contents-names": family == "since-2017" or r.random() < 0.3, "stated": family != "to-2012" or r.random() < 0.3, "words": r.random() < 0.3,
            "order": pick(("usual", "usual", "focus-first", "physical-first")), "long": r.random() < 0.3, "bold-names": r.random() < 0.6, "break": r.random() < 0.5,
            "mixed": r.random() < 0.15, "centred": r.random() < 0.15, "roman-line": r.random() < 0.4, "city-inside": r.random() < 0.2, "answers": r.random() < 0.3,
            "several": r.random() < 0.2, "numbered": r.random() < 0.1, "dash": r.random() < 0.2, "country-large": r.random() < 0.15,
            "cover": family != "to-2012" or r.random() < 0.3, "focus": family != "to-2012" and r.random() < 0.85,
        }  # fmt: skip
        q.update(force)
        if q["online"] != "headed" and q["place"] == "line":
            q["place"] = "bracket"
        if q["place"] == "heading":
            q["categories"] = False
        if q["headings"] == "caps-roman":
            q["numbered"] = q["mixed"] = False
        if q["indent"] and q["online"] != "headed":
            q["indent"] = 0
        self.q = q
        self.year = (
            r.randint(2010, 2012)
            if family == "to-2012"
            else r.randint(2013, 2016)
            if family == "2013-2016"
            else r.randint(2017, 2026)
        )
        self.title = {
            "to-2012": "Out-of-Cycle Review of Notorious Markets", "2013-2016": f"{self.year} Out-of-Cycle Review of Notorious Markets",
            "since-2017": f"{self.year} Review of Notorious Markets for Counterfeiting and Piracy",
        }[family]  # fmt: skip
        self.docket = f"USTR-{self.year}-{r.randint(1, 60):04}"
        self.topic = pick(pool.FOCUSES) if q["focus"] else None
        self.online = self._online()
        self.physical = self._physical()

    # What stands in it.

    def _online(self) -> list[Entry]:
        r, entries = self.r, []
        for name in sorted(r.sample(pool.ONLINE, r.randint(8, 16)), key=str.casefold):
            if self.q["headings"] in ("capitals", "caps-roman") and self.q["online"] == "headed":
                name = name.upper()
            entry = Entry(name, "online", country=r.choice(pool.HOSTS) if r.random() < 0.7 else None)
            if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", name):
                entry.domains.append(name.lower())
            self._lead(entry)
            self._body(entry, pool.ONLINE_TEXT, pool.ONLINE_ASKS, bullets=r.random() < 0.15)
            entries.append(entry)
        if self.q["place"] == "heading":
            entries.sort(key=lambda entry: entry.country or "")
            for entry in entries:
                entry.country = entry.country or "Aruba"
            entries.sort(key=lambda entry: entry.country or "")
        if self.q["long"]:
            self._body(entries[0], pool.ONLINE_TEXT * 3, pool.ONLINE_ASKS, bullets=False, length=70)
        return entries

    def _lead(self, entry: Entry) -> None:
        r = self.r
        stem = re.sub(r"[^a-z0-9]", "", entry.name.casefold())[:12]
        hosts = [
            f"{stem}.{r.choice(('to', 'com', 'net', 'ru', 'co.uk', 'com.sa', 'io', 'site'))}"
            for _ in range(2)
        ]
        hosts[1] = (
            f"{r.choice(('pan', 'www2', 'mail'))}.{stem}-{r.choice(('mirror', 'x'))}.{r.choice(('cc', 'org', 'me'))}"
        )
        parts = []
        if self.family == "since-2017" or (self.family == "2013-2016" and r.random() < 0.3):
            if r.random() < 0.75:
                if not entry.domains:
                    entry.domains.append(hosts[0])
                parts.append(f"Nominated as {self._shown(entry.domains[0])}.")
                if r.random() < 0.4:
                    entry.domains.append(hosts[1])
                    more = f"{stem}3.st" if r.random() < 0.5 else ""
                    entry.domains += [more] if more else []
                    tail = f", and {self._shown(more)}" if more else ""
                    parts.append(f"Related sites include {self._shown(hosts[1])}{tail}.")
            if r.random() < 0.25:
                parts.append("Also available as a mobile app.")
        elif self.family == "2013-2016" and r.random() < 0.4:
            entry.domains.append(hosts[0])
            parts.append(f"Also found at {self._shown(hosts[0])}.")
        if entry.country and self.q["place"] == "lead":
            place = entry.country
            verbs = (
                ("Located in",)
                if self.family == "2013-2016"
                else ("Headquartered in", "Hosted in", "Operates from", "Located in", "Based in")
            )
            city = (
                f"{r.choice(('Moscow', 'Shenzhen', 'Geneva'))}, "
                if r.random() < 0.1 and codes_single(place)
                else ""
            )
            parts.insert(
                0 if self.family == "2013-2016" and r.random() < 0.5 else len(parts),
                f"{r.choice(verbs)} {city}{place}.",
            )
        if self.family == "since-2017" and r.random() < 0.2:
            parts.append("Utilizes reverse proxy services to mask the location of its hosting servers.")
        entry.lead = " ".join(parts)
        if self.q["place"] == "sentence" and entry.country:
            entry.blocks.append(
                (
                    "s",
                    r.choice(
                        (
                            f"{entry.name}, based in {entry.country}, has run for years.",
                            f"The site is operated from {entry.country} and earns its money there.",
                            f"It is headquartered in {entry.country}.",
                        )
                    ),
                )
            )
        if (
            not entry.lead
            and r.random() < (0.6 if self.q["answers"] else 0.1)
            and not entry.domains
            and not entry.blocks
        ):
            entry.domains.append(hosts[0])
            entry.blocks.append(
                (
                    "s",
                    r.choice(
                        (
                            f"The site answers at {self._shown(hosts[0])}.",
                            f"It can be reached at {self._shown(hosts[0])} from most countries.",
                            f"Since May, {entry.name} has been available under {self._shown(hosts[0])}, to which visitors of its old address are led.",
                        )
                    ),
                )
            )

    def _shown(self, domain: str) -> str:
        return domain.replace(".", "[.]") if self.q["defanged"] else domain

    def _physical(self) -> list[Entry]:
        r, entries = self.r, []
        names = r.sample(pool.PHYSICAL, r.randint(7, 14))
        places = sorted((r.choice(pool.PLACES) for _ in names), key=lambda place: place[0])
        for name, (country, city) in zip(names, places, strict=True):
            entry = Entry(name, "physical", country, city if r.random() < 0.93 else None)
            if (
                self.q["city-inside"]
                and self.q["physical"] in ("country-headed", "country-run-in-bold")
                and r.random() < 0.3
                and "," not in city
                and "(" not in city
            ):
                entry.city = city
                entry.said = r.choice(
                    (
                        f"{name} is located in {city}.",
                        f"The market stands in the old town of {city}.",
                        f"Situated in {city}, the market draws buyers from afar.",
                    )
                )
            if self.q["physical"] in ("bracket-headed",) and re.search(r"[()]", name + (city or "")):
                continue
            if (
                self.q["physical"]
                in ("run-in", "run-in-bulleted", "headed-full", "place-line", "place-line-full")
                and not entry.city
            ):
                entry.city = city
            self._body(entry, pool.PHYSICAL_TEXT, pool.PHYSICAL_ASKS, bullets=False)
            entries.append(entry)
        return entries

    def _body(
        self, entry: Entry, texts: tuple[str, ...], wanted: tuple[str, ...], bullets: bool, length: int = 0
    ) -> None:
        r = self.r
        said = [block for kind, block in entry.blocks if kind == "s"] or ([entry.said] if entry.said else [])
        entry.said = said[0] if said else ""
        length = length or r.choice((1, 2, 3, 5, 8))
        chosen = [text.format(name=entry.name) for text in r.sample(texts, min(length, len(texts)))]
        if r.random() < 0.5:
            chosen.insert(r.randint(0, len(chosen)), r.choice(pool.DISTRACTORS))
        entry.asks = []
        for ask in r.sample(wanted, r.choice((0, 0, 1, 2))):
            entry.asks.append(ask.format(name=entry.name))
        chosen += entry.asks
        if said:
            chosen.insert(0, said[0])
        entry.blocks = []
        while chosen:
            count = r.randint(1, 5)
            entry.blocks.append(("p", " ".join(chosen[:count])))
            chosen = chosen[count:]
        if bullets:
            mine = r.random() < 0.6
            lead_in = r.choice(pool.LEAD_INS if mine else pool.OTHERS_LEAD_INS).format(name=entry.name)
            items = r.sample(pool.BULLETS if mine else pool.OTHERS_BULLETS, 3)
            entry.blocks.append(("p", lead_in))
            entry.blocks += [("b", item) for item in items]
            entry.asks += items if mine else []
        entry.text = "\n\n".join(text for _, text in entry.blocks)

    # How it is set.

    def build(self) -> Report:
        q, r = self.q, self.r
        style = Style(
            q["font"], q["size"], q["size"] * q["leading"], q["justify"], q["hyphens"], *((595, 842) if q["a4"] else (612, 792)), 72,
            0 if q["indent"] else 0.55 * q["size"], q["indent"], q["number"], q["head"], q["marks"],
        )  # fmt: skip
        self.sheet = Sheet(style, r, section=self.title)
        self._front()
        parts = [self._positive, self._results]
        if self.topic:
            parts.insert(0 if q["order"] == "focus-first" else 1, self._focus)
        for part in parts:
            part()
        self._section("Public Information")
        self._text(
            f"The {self.year} review was announced in the Federal Register; the docket is {self.docket}. For more see www.ustr.gov."
        )
        expected = {
            "edition": {
                "year": self.year, "title": self.title, "published": self.published, "issue_focus": self.topic, "docket": self.docket,
                "stated_counts": {"online": len(self.online), "physical": len(self.physical)} if q["stated"] else None,
            },
            "listings": [self._expected(entry) for entry in self.online + self.physical],
        }  # fmt: skip
        return Report(self.sheet.done(), expected, q)

    def _expected(self, entry: Entry) -> dict[str, Any]:
        made = {
            "name": entry.name, "kind": entry.kind, "country": entry.country, "domains": entry.domains, "recommendations": entry.asks,
            "text": entry.text, "lead": entry.lead, "page": entry.page,
        }  # fmt: skip
        return made | ({"city": entry.city} if entry.kind == "physical" else {})

    def _front(self) -> None:
        q, r, sheet = self.q, self.r, self.sheet
        when, self.published = r.choice(
            (
                ("December 20, 2012", "2012-12-20"),
                ("March 2016", None),
                ("14 January 2021", "2021-01-14"),
                (str(self.year), None),
            )
        )
        if q["cover"]:
            sheet.paragraph(
                [Bit("OFFICE of the UNITED STATES TRADE REPRESENTATIVE")], size=14, align="center", first=0
            )
            sheet.space(120)
            sheet.paragraph([Bit(self.title, bold=True)], size=26, align="center", first=0)
            sheet.space(20)
            sheet.paragraph([Bit(when)], size=14, align="center", first=0)
            sheet.new_page()
        else:
            sheet.paragraph([Bit(self.title, bold=True)], size=16, align="center", first=0)
            sheet.paragraph([Bit(when)], size=14, align="center", first=0)
        if q["contents"] != "none":
            self._contents()
            if r.random() < 0.8:
                sheet.new_page()
        if q["cover"] or r.random() < 0.5:
            self._section("Overview of the Results" if r.random() < 0.5 else "Overview")
        count = (str(len(self.online)), str(len(self.physical)))
        if q["words"]:
            count = (in_words(len(self.online)), in_words(len(self.physical)))
        stated = r.choice(
            (
                f"The List names {count[0]} online markets and {count[1]} physical markets.",
                f"This year’s List identifies {count[0]} online and {count[1]} physical markets that reportedly facilitate piracy.",
            )
        )
        self._text(
            f"{r.choice(pool.GENERAL)} {stated if q['stated'] else ''} Comments were filed under docket number {self.docket}. {r.choice(pool.GENERAL)}",
            note="The words are used in their usual sense.",
        )
        self._text(" ".join(r.sample(pool.GENERAL, 4)))

    def _contents(self) -> None:
        q, r, sheet = self.q, self.r, self.sheet
        sheet.paragraph(
            [Bit("Table of Contents" if q["contents"] != "first" else "Contents", bold=True)],
            size=16,
            align="center",
            first=0,
        )
        rows = ["Overview", f"Positive Developments Since the {self.year - 1} Review of Notorious Markets"]
        rows += [f"Issue Focus: {self.topic}"] if self.topic else []
        rows += [f"Results of the {self.year} Review"]
        online = [entry.name for entry in self.online] if q["contents-names"] else []
        countries = (
            list(dict.fromkeys(entry.country or "" for entry in self.physical))
            if q["contents-names"] and q["physical"].startswith(("country", "bracket", "place"))
            else []
        )
        if q["country-capitals"]:
            countries = [country.upper() for country in countries]
        kinds = [("Online Markets", online), ("Physical Markets", countries)]
        for heading, names in kinds[:: -1 if q["order"] == "physical-first" else 1]:
            rows += [heading, *names]
        number = 3
        for row in [*rows, "Public Information"]:
            number += r.choice((0, 0, 1))
            if q["contents"] == "first":
                sheet.paragraph([Bit(f"{number} {row}")], gap=7, first=0)
            elif q["contents"] == "tab":
                sheet.paragraph([Bit(f"{row} {number}")], gap=3, first=0)
            else:
                self._leaders(row, number)

    def _leaders(self, row: str, number: int) -> None:
        sheet = self.sheet
        bit = Bit(row)
        width = sheet.style.width - 2 * sheet.style.margin
        words = row.split()
        size = sheet.style.size
        while sheet._width(" ".join(words) + "....", bit, size) > width - 40:
            head = []
            while words and sheet._width(" ".join([*head, words[0]]), bit, size) < width - 60:
                head.append(words.pop(0))
            sheet.paragraph([Bit(" ".join(head))], gap=0, first=0, align="left")
        text = " ".join(words)
        dots = int((width - sheet._width(text + str(number), bit, size)) / sheet._width(".", bit, size)) - 1
        sheet.paragraph([Bit(f"{text}{'.' * dots}{number}")], gap=2, first=0, align="left")

    def _section(self, text: str, size: float = 16, align: str = "center") -> None:
        sheet = self.sheet
        sheet.space(14)
        sheet.section = text
        sheet.paragraph([Bit(text, bold=True)], size=size, align=align, first=0)

    def _text(self, text: str, note: str = "") -> None:
        self.sheet.paragraph([Bit(text, note=note if self.q["notes"] else "")])

    def _positive(self) -> None:
        self._section(
            f"Positive Developments Since the {self.year - 1} Review of Notorious Markets",
            align=self.r.choice(("left", "center")),
        )
        for name in self.r.sample(["Oldload", "Granville Market", "Zipster.cc", "Sunbay Tracker"], 3):
            tail = " went offline in May after its owner was arrested. The United States encourages others to follow."
            self.sheet.paragraph(
                [
                    Bit(name, bold=self.q["bold-names"]),
                    Bit(f": {name}{tail}" if self.q["bold-names"] and self.r.random() < 0.5 else tail),
                ]
            )

    def _focus(self) -> None:
        self._section(f"Issue Focus: {self.topic}")
        for _ in range(3):
            name = self.r.choice(("Harborline", "Crate & Co", "Boxify"))
            self.sheet.paragraph(
                [
                    Bit(name, bold=self.q["bold-names"]),
                    Bit(
                        " and services like it are a new concern. "
                        + " ".join(self.r.sample(pool.GENERAL, 4)),
                        note="See the comment of a trade body.",
                    ),
                ]
                if self.q["notes"]
                else [
                    Bit(name, bold=self.q["bold-names"]),
                    Bit(" is new. " + " ".join(self.r.sample(pool.GENERAL, 4))),
                ]
            )

    def _results(self) -> None:
        if self.q["break"]:
            self.sheet.new_page()
        self._section(
            f"Results of the {self.year} {'Out-of-Cycle ' if self.family != 'since-2017' else ''}Review of Notorious Markets"
        )
        self._text(" ".join(self.r.sample(pool.GENERAL, 3)))
        both = [self._set_online, self._set_physical]
        for part in reversed(both) if self.q["order"] == "physical-first" else both:
            part()

    def _heading(self, text: str, look: str = "") -> int:
        look = look or self.q["headings"]
        sheet = self.sheet
        sheet.space(8)
        size = sheet.style.size
        bit = Bit(text, bold=look != "caps-roman", italic=look == "bold-italic")
        align = "center" if self.q["centred"] else "left"
        return sheet.paragraph([bit], size=size + (2 if look == "large" else 0), first=0, align=align, gap=3)

    def _set_online(self) -> None:
        q, r, sheet = self.q, self.r, self.sheet
        self._section(
            r.choice(("Online Markets", "Internet Markets", "Online Markets")),
            size=sheet.style.size + (4 if q["headings"] == "large" else 3),
            align="left",
        )
        self._text(" ".join(r.sample(pool.GENERAL, 2)))
        every = max(2, len(self.online) // 4)
        categories = r.sample(pool.CATEGORIES, 7)
        for index, entry in enumerate(self.online):
            if q["categories"] and index % every == 0 and categories:
                look = "bold" if q["online"] != "headed" else "large"
                if q["online"] == "headed" and q["headings"] == "large":
                    pass
                else:
                    self._heading(categories.pop(), look)
                    self._text(" ".join(r.sample(pool.GENERAL, 2)))
            if q["place"] == "heading" and (index == 0 or self.online[index - 1].country != entry.country):
                self._heading((entry.country or "").upper(), "bold" if q["online"] != "headed" else "large")
            self._set_entry(entry, index)

    def _set_entry(self, entry: Entry, index: int) -> None:
        q, sheet = self.q, self.sheet
        lead = [Bit(part) for part in [entry.lead] if part]
        blocks = list(entry.blocks)
        bracket = f" ({entry.country})" if q["place"] == "bracket" and entry.country else ""
        mixed = q["mixed"] and index % 3 == 1 and (q["online"] != "headed" or bracket)
        if (q["online"] == "headed") != mixed:
            entry.page = self._heading(
                f"{index + 1}. {entry.name}{bracket}" if q["numbered"] else entry.name + bracket
            )
            if q["place"] == "line" and entry.country:
                line = self.r.choice(
                    (
                        entry.country,
                        f"({entry.country})",
                        f"Location: {entry.country}",
                        f"Hosted in {entry.country}",
                    )
                )
                sheet.paragraph([Bit(line, italic=not q["roman-line"])], first=0, gap=2)
            self._after_heading(entry, blocks)
            return
        bullet = "•" if q["online"] == "run-in-bulleted" else ""
        kind, first = blocks.pop(0)
        lead_bits = [Bit(lead[0].text + " ", italic=q["lead"] == "run-in-italic")] if lead else []
        stop = self.r.choice(("inside", "outside"))
        name = (
            [Bit(entry.name + bracket + ".", bold=True), Bit(" ")]
            if stop == "inside" and not entry.name.endswith(".")
            else [
                Bit(entry.name, bold=True),
                Bit(bracket + ("." if not entry.name.endswith(".") or bracket else "") + " "),
            ]
        )
        entry.page = sheet.paragraph(
            [*name, *lead_bits, Bit(first)], bullet=bullet, left=14 if bullet else 0, hang=14 if bullet else 0
        )
        self._blocks(blocks)

    def _after_heading(self, entry: Entry, blocks: list[tuple[str, str]]) -> None:
        q, sheet = self.q, self.sheet
        link = f"https://www.{entry.domains[0]}/" if q["linked"] and entry.domains else ""
        if entry.lead and q["lead"].startswith("own"):
            sheet.paragraph([Bit(entry.lead, italic=q["lead"] == "own-italic", link=link)], first=0, gap=4)
        elif entry.lead:
            kind, first = blocks.pop(0)
            sheet.paragraph(
                [Bit(entry.lead, italic=q["lead"] == "run-in-italic", link=link), Bit(" " + first)], first=0
            )
        self._blocks(blocks)

    def _blocks(self, blocks: list[tuple[str, str]]) -> None:
        for kind, text in blocks:
            if kind == "b":
                self.sheet.paragraph([Bit(text)], bullet="•", left=14, hang=14, gap=3, first=0)
            else:
                note = (
                    "See the comment filed in docket USTR-2019-0001 by an association."
                    if self.q["notes"] and self.r.random() < 0.2
                    else ""
                )
                self.sheet.paragraph([Bit(text, note=note)])

    def _set_physical(self) -> None:
        q, r, sheet = self.q, self.r, self.sheet
        self._section(
            "Physical Markets",
            size=sheet.style.size + (4 if q["headings"] == "large" else 3),
            align=r.choice(("left", "center")),
        )
        self._text(" ".join(r.sample(pool.GENERAL, 2)))
        over = ""
        mode = q["physical"]
        for entry in self.physical:
            country = entry.country or ""
            if (
                mode
                in (
                    "country-headed",
                    "country-run-in",
                    "country-run-in-bold",
                    "country-run-in-all-bold",
                    "place-line-full",
                    "bracket-headed",
                    "place-line",
                )
                and country != over
            ):
                over = country
                self._heading(
                    country.upper() if q["country-capitals"] else country,
                    "large" if q["country-large"] else "bold",
                )
                if q["remarks"] and r.random() < 0.5:
                    self._text(f"The authorities in {country} report progress. " + r.choice(pool.GENERAL))
            blocks = list(entry.blocks)
            look = (
                "bold"
                if q["same-look"] or q["headings"] == "caps-roman" and mode != "country-headed"
                else "bold-italic"
            )
            city = f", {entry.city}" if entry.city and not (entry.said and mode.startswith("country")) else ""
            if mode == "country-headed":
                entry.page = self._heading(entry.name + city, look)
            elif mode == "bracket-headed":
                entry.page = self._heading(f"{entry.name} ({entry.city})" if entry.city else entry.name, look)
            elif mode == "headed-full":
                entry.page = self._heading(
                    f"{entry.name} ({entry.city}, {country})"
                    if r.random() < 0.5
                    else f"{entry.name}, {entry.city}, {country}",
                    look,
                )
            elif mode == "place-line":
                entry.page = self._heading(entry.name, look)
                sheet.paragraph([Bit(f"{entry.city}", italic=not q["roman-line"])], first=0, gap=2)
            elif mode == "place-line-full":
                entry.page = self._heading(entry.name, look)
                sheet.paragraph([Bit(f"{entry.city}, {country}", italic=not q["roman-line"])], first=0, gap=2)
            else:
                kind, first = blocks.pop(0)
                bullet = "•" if mode == "run-in-bulleted" else ""
                if mode == "country-run-in":
                    bits = (
                        [Bit(f"{entry.name}{city}. {first}")]
                        if entry.city
                        else [Bit(entry.name, bold=True), Bit(f". {first}")]
                    )
                elif mode == "country-run-in-bold":
                    bits = [Bit(entry.name, bold=True), Bit(f"{city}{' –' if q['dash'] else '.'} {first}")]
                elif mode == "country-run-in-all-bold":
                    bits = [Bit(f"{entry.name}{city}.", bold=True), Bit(f" {first}")]
                else:
                    bits = [Bit(entry.name, bold=True), Bit(f" ({entry.city}, {country}). {first}")]
                entry.page = sheet.paragraph(
                    bits, bullet=bullet, left=14 if bullet else 0, hang=14 if bullet else 0
                )
            self._blocks(blocks)


def codes_single(place: str) -> bool:
    return not re.search(r"[/;]| and ", place)


def in_words(count: int) -> str:
    units = [
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
    return units[count] if count < 20 else "twenty"


def build(seed: int, family: str, **force: Any) -> Report:
    """The report of a seed and a family of layout; `force` settles quirks that the seed would draw."""
    return Builder(seed, family, force).build()
