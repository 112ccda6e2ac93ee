"""Countries and economies as they are printed, and their ISO 3166 codes."""

import csv
import difflib
import re
from functools import cache
from importlib import resources

from markets.text.keys import name_key

_NOTE = re.compile(r"\s*[\[(][^\[\]()]*[\])]")
_SEVERAL = re.compile(r"\s*[;/,]\s*(?:and\s+)?|\s+(?:and|&|or)\s+|\s+[\u2013-]\s+", re.IGNORECASE)
_SPECIAL = re.compile(r"\s*(?:S\.?A\.?R\.?|special administrative region)$", re.IGNORECASE)
_THE = re.compile(r"^the\s+", re.IGNORECASE)
# Economies with the name of their city: where it is printed beside the country, the city is meant.
_CITIES = frozenset((code,) for code in ("DJ", "GI", "HK", "KW", "LU", "MC", "MO", "PA", "SG", "SM", "VA"))


def _rows(name: str) -> list[dict[str, str]]:
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _table() -> dict[str, tuple[str, ...]]:
    """Key of a printed name → codes; misprints that are known are in `errata.csv`."""
    table = {name_key(row["name"]): tuple(row["codes"].split()) for row in _rows("countries.csv")}
    for erratum in _rows("errata.csv"):
        if erratum["field"] == "country":
            table[name_key(erratum["printed"])] = table[name_key(erratum["means"])]
    return table


@cache
def find_country_codes(printed: str) -> tuple[str, ...]:
    """ISO codes of one or several countries as printed ("China", "Switzerland; Panama", "the Netherlands",
    "Russia (ISP host)"), in their order; nothing if any part of the text is no country."""
    text = _THE.sub("", printed.strip(" .,;:"))
    for whole in (text, _SPECIAL.sub("", text), _NOTE.sub("", text)):
        if name_key(whole) in _table():
            return _table()[name_key(whole)]
    bare = _NOTE.sub("", text)
    found: list[str] = []
    parts = [part for part in _SEVERAL.split(bare) if part]
    # A name may itself hold "and" or a comma: take the longest run of parts that is a name.
    if not parts or len(parts) > 8:
        return ()
    pieces = re.split(f"({_SEVERAL.pattern})", bare, flags=re.IGNORECASE)
    at = 0
    while at < len(pieces):
        for end in range(len(pieces), at, -2):
            name = _THE.sub("", "".join(pieces[at:end]))
            if name_key(name) in _table():
                found += _table()[name_key(name)]
                at = end + 1
                break
        else:
            return ()
    return tuple(dict.fromkeys(found))


@cache
def _regions() -> frozenset[tuple[str, str]]:
    return frozenset((row["code"], name_key(row["name"])) for row in _rows("regions.csv"))


def is_region(printed: str, codes: tuple[str, ...]) -> bool:
    """Return whether a text names a province or state of one of the countries, and no city."""
    return any((code, name_key(printed)) in _regions() for code in codes)


def is_country(printed: str) -> bool:
    """Return whether a text names countries and nothing else."""
    return bool(find_country_codes(printed))


def is_own_city(printed: str) -> bool:
    """Return whether a text names an economy that has the name of its city."""
    return find_country_codes(printed) in _CITIES


@cache
def find_misspelled_name(printed: str) -> str | None:
    """Return the name in the table that a printed one of six letters or more nearly is; None where none is near."""
    wanted = name_key(printed)
    if len(wanted) < 6 or wanted in _table():
        return None
    near = difflib.get_close_matches(wanted, _table(), n=1, cutoff=0.88)
    return near[0] if near else None


def near_codes(printed: str) -> tuple[str, ...]:
    """Codes of a country, or of the one that a misspelled name nearly is."""
    known = find_country_codes(printed)
    if known:
        return known
    near = find_misspelled_name(_THE.sub("", printed.strip(" .,;:")))
    return _table()[near] if near else ()
