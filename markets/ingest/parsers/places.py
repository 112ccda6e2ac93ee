"""Places as they are printed: behind a name, on a line of their own, or in a sentence."""

import re
from dataclasses import dataclass, replace

from markets.ingest.parsers.countries import (
    find_country_codes,
    find_misspelled_name,
    is_country,
    is_own_city,
    near_codes,
)

_VERB = re.compile(
    r"^(?:(?:reportedly|allegedly|primarily|mainly|currently|also)\s+)?"
    r"(?:headquartered|hosted|based|located|situated|registered|incorporated|operated|operating|operates|run|managed"
    r"|domiciled|location|country|place|economy|seat)\b:?\s*(?:in|from|out of|at|within)?\s*:?\s+",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"^[(\[]\s*([^()\[\]]*?)\s*[)\]]$")
_ARTICLE = re.compile(r"^the\s+(?=\S)")
_COMMA = re.compile(r"\s*,\s*(?![^()\[\]]*[)\]])")
_BRACKET_BEHIND = re.compile(r"^(.*\S)\s*[(\[]([^()\[\]]+)[)\]]$")
_SMALL = {
    "de", "del", "la", "las", "los", "el", "do", "da", "dos", "das", "di", "du", "of", "the", "and", "y", "e", "le",
    "les", "near", "al", "bin", "ul", "un", "en", "sur", "am", "an", "der", "den", "van", "upon", "in",
}  # fmt: skip
_ALIAS = re.compile(
    r"\b(?:a/?k/?a|d/?b/?a|f/?k/?a|also|formerly|former|known|doing business|or|now|including|previously|alias"
    r"|trading)\b",
    re.IGNORECASE,
)

_LONGEST_LINE = 90


@dataclass(frozen=True, slots=True)
class PrintedPlace:
    """`country` and `city` as printed, `codes` of the country."""

    country: str | None = None
    codes: tuple[str, ...] = ()
    city: str | None = None

    def __bool__(self) -> bool:
        return bool(self.country or self.city)


NOWHERE = PrintedPlace()


def is_name_like(text: str, most: int = 6) -> bool:
    """Return whether a text may be the name of a place: few words, each with a capital or a small linking word."""
    parts = [part for part in re.split(r"[\s,;/]+", text.strip()) if any(c.isalnum() for c in part)]
    if not 1 <= len(parts) <= most + 2 or re.search(
        r"[.!?:]\s|[.!?:]$", re.sub(r"\bSt\.|\bD\.[CF]\.?", "", text)
    ):
        return False
    big = [part for part in parts if part and part.strip("()'’-").casefold() not in _SMALL]
    return bool(big) and all(part.strip("()'’\"“”-")[:1].isupper() or part[:1].isdigit() for part in big)


def read_place(text: str, near: bool = False) -> PrintedPlace:
    """Return the place that a text names as a whole, a country being in it ("China"; "Beijing, China"; "hosted in
    Panama"); NOWHERE if the text is anything else. `near` admits a country that is misspelled."""
    text = _read_bare(text).removesuffix("-based")
    text = text[_ends_at(_ARTICLE, text) :]
    if not text or len(text) > 120:
        return NOWHERE
    whole = find_country_codes(text)
    parts = _COMMA.split(text)
    if whole and not _names_city_too(text):
        return PrintedPlace(text, whole)
    for at in range(1, len(parts)):
        country = ", ".join(parts[at:])
        if is_country(country) and not _names_city_too(country):
            city = ", ".join(parts[:at])
            return PrintedPlace(country, find_country_codes(country), city) if is_name_like(city) else NOWHERE
    bracket = _BRACKET_BEHIND.match(text) if text.endswith((")", "]")) else None
    if bracket and is_name_like(bracket[1]) and is_country(bracket[2]):
        return PrintedPlace(bracket[2], find_country_codes(bracket[2]), bracket[1])
    if near and find_misspelled_name(parts[-1]) and is_name_like(text):
        return PrintedPlace(parts[-1], near_codes(parts[-1]), ", ".join(parts[:-1]) or None)
    return NOWHERE


def _read_bare(text: str) -> str:
    """Return the text without a verb before it, brackets around it and a stop behind it."""
    text = text.strip().rstrip(".").strip()
    text = text[_ends_at(_VERB, text) :]
    inside = _IN_BRACKETS.match(text)
    return inside[1] if inside else text


def _ends_at(pattern: re.Pattern[str], text: str) -> int:
    """Return where a pattern ends that is at the head of a text; 0 where it is not."""
    found = pattern.match(text)
    return found.end() if found else 0


def _names_city_too(country: str) -> bool:
    """Return whether the name of one economy is printed twice: "Hong Kong, Hong Kong"."""
    parts = _COMMA.split(country)
    return len(parts) > 1 and is_own_city(country) and all(map(is_own_city, parts))


def with_own_city(place: PrintedPlace, here: PrintedPlace) -> PrintedPlace:
    """Return the place beside a name below the heading of its country: "Hong Kong" below "Hong Kong" is the city."""
    city = (place.country or "").split(",")[0]
    again = not place.city and place.codes == here.codes and is_own_city(city)
    return replace(place, city=city) if again else place


def is_placed_name(text: str) -> bool:
    """Return whether a line is but a name, its city and its country ("Tank Road, New Delhi, India")."""
    if text.count(",") < 2 or len(text) > _LONGEST_LINE or text.endswith((".", ",", ";", ":")):
        return False
    return "," in (read_place(text).city or "")


def read_city(text: str) -> str | None:
    """Return a city or region that is alone, no country with it; None where the text looks like anything else."""
    text = _read_bare(text)
    return text if is_name_like(text) and not _ALIAS.search(text) else None


def is_alias(text: str, name: str) -> bool:
    """Return whether brackets behind a name hold another name: "CTC" of Chenoy Trade Center, "also …", "formerly …"."""
    initials = "".join(word[0] for word in re.findall(r"[^\W_]+", name)).casefold()
    letters = re.sub(r"\W", "", text)
    if _ALIAS.search(text) or letters.casefold() == initials:
        return True
    return letters.isupper() and 2 <= len(letters) <= 5 and not name.isupper()
