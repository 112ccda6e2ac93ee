"""Countries as printed, and places taken apart."""

import pytest

from markets.ingest.parsers import heading_names, places
from markets.ingest.parsers.countries import find_country_codes
from markets.ingest.parsers.places import NOWHERE, PrintedPlace


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
        ("Toys, Bags, and Gifts Plaza, Yiwu", CHINA, "Toys, Bags, and Gifts Plaza", "Yiwu"),
    ],
)
def test_a_physical_market_is_parted_from_its_place(
    printed: str, here: PrintedPlace, name: str, city: str | None
) -> None:
    read = heading_names.read_physical_name(printed, "", here)
    assert (read.name, read.place.city) == (name, city)


def test_a_sentence_is_no_place() -> None:
    assert places.read_place("China has closed the market") == NOWHERE
