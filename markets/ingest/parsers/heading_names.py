"""Take a printed heading apart: the name as printed, and the place behind it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from markets.ingest.parsers import domains, places
from markets.ingest.parsers.countries import is_country
from markets.ingest.parsers.paragraphs import StyleRun
from markets.ingest.parsers.places import NOWHERE, PrintedPlace

_CORPORATE = re.compile(  # the whole part: "Sa Kaeo" and "Co Loa" are places
    r"^(?:co|inc|ltd|llc|l\.l\.c|s\.?a|s\.?r\.?l|gmbh|corp|limited|jsc|b\.?v|plc|pte|pty|ltda|s\.?p\.?a|o\.?y|a\.?g|l\.?p)"
    r"\.?(?:\s*(?:,|\(|&|co\b|inc\b|ltd\b).*)?$",
    re.IGNORECASE,
)
_SPACED_ADDRESS = re.compile(
    r"^(\w[\w-]*)(?: \. ?|\. )([A-Za-z]{2,4})$"
)  # set with space between its letters
_MARK = re.compile(r"\s+([\u2013\u2014|\u00b7\u2022/-])\s+(?=\S)|([:;])\s+(?=\S)")
_NUMBERED = re.compile(
    r"^(?:(?:[ivx]{1,5}|[a-h]|\d{1,2})\.)?(?:\d{1,2}\.){1,3}\d{1,3}\.?\s+(?=\S)", re.IGNORECASE
)
_MARKET_WORDS = re.compile(
    r"\b(?:markets?|malls?|plazas?|bazaars?|cent(?:er|re)s?|mercado|feira|feria|souk|souq|shops?|stores?|galer\w+|arcade"
    r"|building|complex|towers?|street)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PlaceForm:
    """How the headings of physical markets print the city: in brackets, or beside a mark before or behind the name."""

    brackets: bool = False
    mark: str = ""
    city_first: bool = False


def place_form(printed: Sequence[str], bodies: Sequence[str]) -> PlaceForm:
    """The form that most of the printed headings share. `bodies`: the text under each, which speaks of the market."""
    bracketed = [text for text in printed if trailing_bracket(text) and len(split_at_commas(text)) == 1]
    comma = [text for text in printed if len(split_at_commas(text)) > 1]
    brackets = len(bracketed) > 2 * len(comma) and len(bracketed) >= 0.5 * len(printed)
    parted = [(*part, body) for text, body in zip(printed, bodies, strict=True) for part in _parted(text)]
    marks = Counter(mark for _, mark, _, _ in parted)
    mark, count = marks.most_common(1)[0] if marks else ("", 0)
    if count < 0.4 * len(printed):
        return PlaceForm(brackets)
    alike = [(left, right, body) for left, found, right, body in parted if found == mark]
    before = sum(_sounds_like_name(left, body) for left, _, body in alike)
    behind = sum(_sounds_like_name(right, body) for _, right, body in alike)
    return PlaceForm(brackets, mark, before < behind)


def _sounds_like_name(text: str, body: str) -> int:
    """How much a part of a heading is like a market's name: it has a word for a market, the entry speaks of it."""
    return bool(_MARKET_WORDS.search(text)) + (f"in {text}" not in body and _occurs(text, body))


def without_number(text: str) -> str:
    """Return the heading without the number of its section ("3.1.12 1337X")."""
    return _NUMBERED.sub("", text)


@dataclass(frozen=True, slots=True)
class PlacedName:
    """A name as printed and the place printed with it."""

    name: str
    place: PrintedPlace = NOWHERE
    domains: tuple[str, ...] = ()


def trailing_bracket(text: str) -> tuple[str, str] | None:
    """("Gougou", "China") of "Gougou (China)": the words before the last pair of brackets, and those in it."""
    text = text.rstrip()
    if not text.endswith((")", "]")):
        return None
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        if text[at] in ")]":
            depth += 1
        elif text[at] in "([":
            depth -= 1
            if depth == 0:
                return (text[:at].rstrip(), text[at + 1 : -1].strip()) if text[:at].strip() else None
    return None


def split_at_commas(text: str) -> list[str]:
    """Return the parts of a text between commas that are in no brackets; corporate endings stay with their name."""
    parts: list[str] = []
    depth, start = 0, 0
    for at, letter in enumerate(text):
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and depth <= 0 and text[at + 1 : at + 2] in (" ", ""):
            parts.append(text[start:at].strip())
            start = at + 1
    parts.append(text[start:].strip())
    joined: list[str] = []
    for part in parts:
        if joined and _CORPORATE.match(part):
            joined[-1] += ", " + part
        elif part:
            joined.append(part)
    return joined or [text]


def read_online_name(text: str) -> PlacedName:
    """Return the name of an online market. A bracket or the last part is a place only where it names a country."""
    text = _SPACED_ADDRESS.sub(r"\1.\2", without_number(text.strip()).rstrip(":").strip())
    text = re.sub(r"(?<=[(\[]) | (?=[)\]])", "", text)
    bracket = trailing_bracket(text)
    if bracket:
        place = places.read_place(bracket[1], near=True)
        if place:
            return replace(read_online_name(bracket[0]), place=place)
        if addresses := domains.read_bracketed_hosts(bracket[1]):
            return replace(read_online_name(bracket[0]), domains=tuple(addresses))
        cut = re.split(r"\s*[,;]\s*", bracket[1], maxsplit=1)
        if (
            len(cut) == 2
            and (addresses := domains.read_bracketed_hosts(cut[0]))
            and (place := places.read_place(cut[1]))
        ):
            return PlacedName(bracket[0], place, tuple(addresses))
    parts = split_at_commas(text)
    for at in range(1, len(parts)):
        place = places.read_place(", ".join(parts[at:]))
        if place:
            return PlacedName(", ".join(parts[:at]), place)
    return _online_parted(text) or PlacedName(text)


def _parted(text: str) -> Iterator[tuple[str, str, str]]:
    """(the words before a mark, the mark, the words after it) for each dash, bar or colon."""
    for match in _MARK.finditer(text):
        if match.start():
            yield text[: match.start()], match[1] or match[2], text[match.end() :]


def _online_parted(text: str) -> PlacedName | None:
    """Return a name with its country or its addresses on the other side of a dash, a bar or a colon."""
    for left, mark, right in _parted(text):
        if place := places.read_place(right):
            return replace(read_online_name(left), place=place)
        if place := places.read_place(left):
            return replace(read_online_name(right), place=place)
        if mark != "/" and (addresses := domains.read_hosts_alone(right)):
            return replace(read_online_name(left), domains=tuple(addresses))
    return None


def read_physical_name(
    text: str,
    body: str,
    here: PrintedPlace,
    runs: Sequence[StyleRun] = (),
    form: PlaceForm = PlaceForm(),
) -> PlacedName:
    """Return the name of a physical market. `here` is the country of the heading above; `body` is the entry's text,
    which tells a name that holds a comma from a name and a place. `form`: how the other headings print it."""
    text = without_number(text.strip()).rstrip(":").strip()
    bracket = trailing_bracket(text)
    if bracket and (place := places.read_place(bracket[1], near=True)):
        return PlacedName(bracket[0], places.with_own_city(place, here))
    parted = list(_parted(text))
    for left, mark, right in parted:
        if mark == form.mark:
            return _by_mark(left, right, here, form)
    parts = split_at_commas(text)
    if len(parts) > 1:
        return _by_commas(parts, body, here, runs)
    if bracket and not places.is_alias(bracket[1], bracket[0]) and places.read_city(bracket[1]):
        known = here and (form.brackets or f" in {bracket[1]}" in body or f", {bracket[1]}" in body)
        if known or (not here and form.brackets):
            return PlacedName(bracket[0], PrintedPlace(here.country, here.codes, bracket[1]))
    for left, mark, right in parted:
        if mark not in ":;" and (place := places.read_place(right)):
            return PlacedName(left, places.with_own_city(place, here))
        if here and mark not in ":;/" and places.read_city(right):
            return PlacedName(left, PrintedPlace(here.country, here.codes, right))
    return PlacedName(text, PrintedPlace(here.country, here.codes))


def _by_mark(left: str, right: str, here: PrintedPlace, form: PlaceForm) -> PlacedName:
    name, printed = (right, left) if form.city_first else (left, right)
    place = places.read_place(printed)
    if place:
        return PlacedName(name, places.with_own_city(place, here))
    return PlacedName(name, PrintedPlace(here.country, here.codes, printed))


def _by_commas(parts: list[str], body: str, here: PrintedPlace, runs: Sequence[StyleRun]) -> PlacedName:
    country = here
    for at in range(1, len(parts)):
        if is_country(", ".join(parts[at:])):
            country = places.with_own_city(places.read_place(", ".join(parts[at:])), here)
            parts = parts[:at]
            break
    cut = _name_parts(parts, body, runs)
    return PlacedName(", ".join(parts[:cut]), replace(country, city=", ".join(parts[cut:]) or country.city))


def _name_parts(parts: list[str], body: str, runs: Sequence[StyleRun]) -> int:
    """Return how many of the parts are the name: one, unless style or the entry's own text shows that more are."""
    most = len(parts) - 1
    if most <= 1:
        return 1
    for count in range(1, most + 1):
        end = len(", ".join(parts[:count]))
        if any(end <= run.start <= end + 2 and _differs(before, run) for before, run in pairwise(runs)):
            return count
    for count in range(most, 1, -1):
        # "Toys, Gifts, and Bags Plaza": a part that goes on with "and" belongs to the name.
        if re.match(r"^(?:and|&|y|e)\s|^[a-z]", parts[count - 1]):
            return count
        longer = ", ".join(parts[:count])
        if _occurs(longer, body) and not _occurs_alone(parts[0], longer, body):
            return count
    return 1


def _differs(before: StyleRun, run: StyleRun) -> bool:
    """Return whether the style changes between two runs: a new line makes a new run of the same style."""
    return (before.font, before.bold, before.italic) != (run.font, run.bold, run.italic)


def _occurs(name: str, body: str) -> bool:
    return name.casefold() in body.casefold()


def _occurs_alone(short: str, longer: str, body: str) -> bool:
    return re.search(re.escape(short.casefold()), body.casefold().replace(longer.casefold(), " ")) is not None
