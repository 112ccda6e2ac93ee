"""Plain sentences whose parts are linked to the rows that they rest on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markets.cells import ListingHistory

ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
CARDINALS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True, slots=True)
class Part:
    """Words, and the address of the rows that they rest on."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class LinkedSentence:
    """One sentence in parts."""

    parts: tuple[Part, ...]

    def __str__(self) -> str:
        return "".join(part.text for part in self.parts)


def write_sentence(*parts: Part | str | Iterable[Part]) -> LinkedSentence:
    """Return a sentence of words, parts and lists of parts."""
    flat: list[Part] = []
    for part in parts:
        if isinstance(part, str):
            flat.append(Part(part))
        elif isinstance(part, Part):
            flat.append(part)
        else:
            flat += part
    return LinkedSentence(tuple(flat))


def write_ordinal(number: int) -> str:
    """`second`, `11th`."""
    if number < len(ORDINALS):
        return ORDINALS[number]
    last = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{last}"


def write_cardinal(number: int) -> str:
    """`four`, `11`."""
    return CARDINALS[number] if number < len(CARDINALS) else str(number)


def count_editions(number: int) -> str:
    """`one edition`, `four editions`."""
    return f"{write_cardinal(number)} edition{'' if number == 1 else 's'}"


def join_parts(parts: Sequence[Part]) -> list[Part]:
    """`A, B and C`."""
    joined: list[Part] = []
    for index, part in enumerate(parts):
        if index:
            joined.append(Part(" and " if index == len(parts) - 1 else ", "))
        joined.append(part)
    return joined


def link_entry(row: ListingHistory, year: int) -> Part:
    """Return the market's name, linked to what that edition says of it."""
    return Part(row.market.name, f"/editions/{year}/{row.market.slug}/")
