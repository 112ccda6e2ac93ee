"""What is in a report: its names, places, addresses, sentences and asks."""

import random
import re
from dataclasses import dataclass, field
from typing import Any

from tests.reports import pool
from tests.reports.quirks import draw


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

    def expected(self) -> dict[str, Any]:
        """The listing, in the form of the samples' expected files."""
        made = {
            "name": self.name,
            "kind": self.kind,
            "country": self.country,
            "domains": self.domains,
            "recommendations": self.asks,
            "text": self.text,
            "lead": self.lead,
            "page": self.page,
        }
        return made | ({"city": self.city} if self.kind == "physical" else {})


class Plan:
    """One report's contents. Every choice is drawn from the seed."""

    def __init__(self, seed: int, family: str, force: dict[str, Any]) -> None:
        self.r = r = random.Random(f"{family}-{seed}")
        self.family = family
        self.q = draw(r, family, force)
        first, last = {"to-2012": (2010, 2012), "2013-2016": (2013, 2016), "since-2017": (2017, 2026)}[family]
        self.year = r.randint(first, last)
        self.title = {
            "to-2012": "Out-of-Cycle Review of Notorious Markets",
            "2013-2016": f"{self.year} Out-of-Cycle Review of Notorious Markets",
            "since-2017": f"{self.year} Review of Notorious Markets for Counterfeiting and Piracy",
        }[family]
        self.docket = f"USTR-{self.year}-{r.randint(1, 60):04}"
        self.topic = r.choice(pool.FOCUSES) if self.q["focus"] else None
        dates = (
            ("December 20, 2012", "2012-12-20"),
            ("March 2016", None),
            ("14 January 2021", "2021-01-14"),
            (str(self.year), None),
        )
        self.when, self.published = r.choice(dates)
        self.online = self._online()
        self.physical = self._physical()

    def expected(self) -> dict[str, Any]:
        """What a parser must find, in the form of the samples' expected files."""
        counts = {"online": len(self.online), "physical": len(self.physical)}
        edition = {
            "year": self.year,
            "title": self.title,
            "published": self.published,
            "issue_focus": self.topic,
            "docket": self.docket,
            "stated_counts": counts if self.q["stated"] else None,
        }
        return {"edition": edition, "listings": [entry.expected() for entry in self.online + self.physical]}

    def _online(self) -> list[Entry]:
        r, entries = self.r, []
        for name in sorted(
            r.sample(pool.ONLINE, self.q.get("online-entries") or r.randint(8, 16)), key=str.casefold
        ):
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
        stem = re.sub(r"[^a-z0-9]", "", entry.name.casefold())[:12] or "site"
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
                            f"Since May, {entry.name} has been available under"
                            f" {self._shown(hosts[0])}, to which visitors of its old address are led.",
                        )
                    ),
                )
            )

    def _shown(self, domain: str) -> str:
        return domain.replace(".", "[.]") if self.q["defanged"] else domain

    def _physical(self) -> list[Entry]:
        r, entries = self.r, []
        names = r.sample(pool.PHYSICAL, self.q.get("physical-entries") or r.randint(7, 14))
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


def codes_single(place: str) -> bool:
    return not re.search(r"[/;]| and ", place)
