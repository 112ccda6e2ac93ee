"""The contents page is compared with what was found, also where countries and their markets are both on it."""

from dataclasses import replace

import pytest

from markets.ingest.checks.contents_checks import check_contents
from markets.ingest.records import ParsedListing
from tests.markets.ingest.checks.editions import edition, listing


def _market(name: str, country: str, code: str) -> ParsedListing:
    return replace(listing(name), kind="physical", country=country, country_codes=(code,))


def _doubts(*contents: str) -> list[str]:
    found = edition(
        [
            _market("La Salada", "Argentina", "AR"),
            _market("Tepito", "Mexico", "MX"),
            _market("El Hueco", "Mexico", "MX"),
        ]
    )
    entries = tuple((name, 5) for name in ("Physical Markets", *contents))
    return list(check_contents(replace(found, contents=entries)))


@pytest.mark.parametrize(
    "contents",
    [
        ("Argentina", "Mexico"),
        ("La Salada, Buenos Aires", "Tepito, Mexico City", "El Hueco, Puebla"),
        ("Argentina", "La Salada, Buenos Aires", "Mexico", "Tepito, Mexico City", "El Hueco, Puebla"),
    ],
)
def test_countries_and_markets_of_the_contents_that_were_found_raise_no_doubt(
    contents: tuple[str, ...],
) -> None:
    assert _doubts(*contents) == []


def test_addresses_may_be_behind_short_names_on_the_contents_page() -> None:
    contents = (("Online Markets", 3), ("VK \u2013 vk.com, vk.ru", 4), ("OK (ok.ru)", 4), ("G2A", 5))
    found = replace(edition([listing("VK"), listing("OK")]), contents=contents)
    (doubt,) = check_contents(found)
    assert "“G2A” (page 5), and no online market" in doubt


def test_countries_and_markets_of_the_contents_that_were_not_found_are_doubted() -> None:
    below = ("Argentina", "La Salada", "Mexico", "Tepito", "El Hueco")
    (country,) = _doubts(*below, "Peru")
    (market,) = _doubts(*below, "Gamarra")
    assert "“Peru” (page 5), and no physical market was found there" in country
    assert "“Gamarra” (page 5), and no physical market of that name" in market
    assert "“El Hueco”" in "".join(_doubts("Argentina", "La Salada", "Mexico", "Tepito"))


def test_a_short_name_has_its_city_behind_it_on_the_contents_page() -> None:
    contents = (("Physical Markets", 3), ("Thailand", 4), ("MBK, Bangkok", 4), ("Pratunam, Bangkok", 4))
    markets = [_market(name, "Thailand", "TH") for name in ("MBK", "Pratunam")]
    assert list(check_contents(replace(edition(markets), contents=contents))) == []
