"""Countries as printed, and places taken apart."""

import pytest

from markets.ingest.parsers import heading_names, places
from markets.ingest.parsers.countries import find_country_codes
from markets.ingest.parsers.places import NOWHERE, PrintedPlace
from tests.markets.ingest.parsers.small_report import TEXT, parse_lines


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("China", ("CN",)),
        ("UNITED ARAB EMIRATES", ("AE",)),
        ("the Netherlands", ("NL",)),
        ("Côte d’Ivoire", ("CI",)),
        ("TÜRKIYE", ("TR",)),
        ("Turkey", ("TR",)),
        ("Krygyz Republic", ("KG",)),
        ("Trinidad and Tobago", ("TT",)),
        ("Iceland/Romania/Finland", ("IS", "RO", "FI")),
        ("China, Hong Kong", ("CN", "HK")),
        ("RUSSIA AND UKRAINE", ("RU", "UA")),
        ("Russia (ISP host); Sweden (registration)", ("RU", "SE")),
        ("Kosovo", ("XK",)),
        ("Weixin", ()),
        ("Beijing, China", ()),
    ],
)
def test_a_printed_country_has_its_codes_and_anything_else_has_none(
    printed: str, expected: tuple[str, ...]
) -> None:
    assert find_country_codes(printed) == expected


@pytest.mark.parametrize(
    ("printed", "name", "country"),
    [
        ("Gougou (China)", "Gougou", "China"),
        ("WECHAT (WEIXIN) E-COMMERCE ECOSYSTEM", "WECHAT (WEIXIN) E-COMMERCE ECOSYSTEM", None),
        ("DOUYIN SHANGCHENG (DOUYIN MALL)", "DOUYIN SHANGCHENG (DOUYIN MALL)", None),
        ("TVPlus, TVBrowser, KuaiKan", "TVPlus, TVBrowser, KuaiKan", None),
        ("Pirata (hosted in the Netherlands)", "Pirata", "Netherlands"),
        ("Nanjing Imperiosus Technology Co., Ltd.", "Nanjing Imperiosus Technology Co., Ltd.", None),
    ],
)
def test_brackets_hold_a_place_or_belong_to_the_name(printed: str, name: str, country: str | None) -> None:
    read = heading_names.read_online_name(printed)
    assert (read.name, read.place.country) == (name, country)


CHINA = PrintedPlace("China", ("CN",))
HONG_KONG = PrintedPlace("HONG KONG", ("HK",))


@pytest.mark.parametrize(
    ("printed", "here", "name", "city"),
    [
        ("Anfu Market, Putian, Fujian Province", CHINA, "Anfu Market", "Putian, Fujian Province"),
        (
            "Central Market (Phsar Thmei), Phnom Penh",
            PrintedPlace("Cambodia", ("KH",)),
            "Central Market (Phsar Thmei)",
            "Phnom Penh",
        ),
        ("Luowu Market (Shenzhen, China)", NOWHERE, "Luowu Market", "Shenzhen"),
        ("Tank Road, Delhi, India", NOWHERE, "Tank Road", "Delhi"),
        ("Ciudad del Este", PrintedPlace("Paraguay", ("PY",)), "Ciudad del Este", None),
        ("Ladies Hall, Hong Kong", HONG_KONG, "Ladies Hall", "Hong Kong"),
        ("Ladies Hall (Hong Kong)", HONG_KONG, "Ladies Hall", "Hong Kong"),
        ("Ladies Hall (Hong Kong, China)", HONG_KONG, "Ladies Hall", "Hong Kong"),
        ("Ladies Hall, Mongkok", HONG_KONG, "Ladies Hall", "Mongkok"),
        ("Ladies Hall (Hong Kong)", NOWHERE, "Ladies Hall", None),
        ("Silk Hall (China)", CHINA, "Silk Hall", None),
        ("Toys, Bags, and Gifts Plaza, Yiwu", CHINA, "Toys, Bags, and Gifts Plaza", "Yiwu"),
    ],
)
def test_a_physical_market_is_parted_from_its_place(
    printed: str, here: PrintedPlace, name: str, city: str | None
) -> None:
    read = heading_names.read_physical_name(printed, "", here)
    assert (read.name, read.place.city) == (name, city)


@pytest.mark.parametrize(
    ("printed", "city", "country"),
    [
        ("Hong Kong, Hong Kong", "Hong Kong", "Hong Kong"),
        ("Mongkok, Hong Kong, Hong Kong", "Mongkok, Hong Kong", "Hong Kong"),
        ("Macau, Macao SAR", "Macau", "Macao SAR"),
        ("Hong Kong, China", None, "Hong Kong, China"),
        ("Singapore, Panama", None, "Singapore, Panama"),
    ],
)
def test_a_name_of_city_and_economy_that_is_printed_twice_is_both(
    printed: str, city: str | None, country: str
) -> None:
    read = places.read_place(printed)
    assert (read.city, read.country) == (city, country)


def test_a_sentence_is_no_place() -> None:
    assert places.read_place("China has closed the market") == NOWHERE


def test_the_city_below_a_name_may_have_the_name_of_the_country_above() -> None:
    found = parse_lines(
        "** Physical Markets", "", "** Singapore", "", "* Lotus Hall", "", "Singapore", "", TEXT, "",
        "** China", "", "* Silk Hall", "", "Shenzhen", "", TEXT, "",
    )  # fmt: skip
    assert [(row.name, row.country, row.city) for row in found.listings] == [
        ("Lotus Hall", "Singapore", "Singapore"), ("Silk Hall", "China", "Shenzhen"),
    ]  # fmt: skip
