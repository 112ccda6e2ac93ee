"""Places of entries: countries, provinces and cities, as headings, behind names and in sentences."""

import pytest

from tests.markets.ingest.parsers.small_report import TEXT, parse_lines

PHYSICAL = ("** Physical Markets", "", TEXT, "")


@pytest.mark.parametrize("mark", ["*/", "/"])
def test_the_heading_of_a_province_is_no_market_and_no_city(mark: str) -> None:
    found = parse_lines(
        *PHYSICAL,
        "** China", "", f"{mark} Guangdong Province", "", "* Silk Lane, Yuecheng", "", TEXT, "",
        "* Old Hall", "", TEXT, "",
        f"{mark} Liaoning", "", "* Gate Nine", "", TEXT, "",
        "** India", "", "* Tank Street, Delhi", "", TEXT, "",
    )  # fmt: skip
    assert [(row.name, row.country, row.city) for row in found.listings] == [
        ("Silk Lane", "China", "Yuecheng"), ("Old Hall", "China", None), ("Gate Nine", "China", None),
        ("Tank Street", "India", "Delhi"),
    ]  # fmt: skip


def test_a_province_in_the_look_of_a_country_is_no_country() -> None:
    found = parse_lines(
        *PHYSICAL,
        "** China", "", "** Guangdong Province", "", "* Silk Lane, Yuecheng", "", TEXT, "",
        "** Liaoning Province", "", "* Gate Nine, Anshan", "", TEXT, "",
        "** India", "", "* Tank Street, Delhi", "", TEXT, "",
        "** Peru", "", "* Polvo Hall, Lima", "", TEXT, "",
    )  # fmt: skip
    assert [row.country for row in found.listings] == ["China", "China", "India", "Peru"]


def test_plain_places_behind_bold_names_are_theirs_until_markets_that_are_no_longer_listed() -> None:
    names = ("Kite Hall", "Old Fort", "Tank Road")
    rows = [row for name in names for row in (f"<b>{name}</b> (Jaipur, India)", "", TEXT, "")]
    found = parse_lines(*PHYSICAL, *rows, "** Markets Removed Since the 2020 List", "", TEXT, "", TEXT)
    assert [(row.name, row.city, row.country, row.text) for row in found.listings] == [
        (name, "Jaipur", "India", TEXT) for name in names
    ]


def test_a_plain_name_with_its_city_inside_a_paragraph_is_doubted() -> None:
    rows = (f"Silk Bazaar (Surat). {TEXT} Lotus Bazaar (Pune). {TEXT}", "")
    found = parse_lines(*PHYSICAL, "** India", "", *rows)
    assert sum("hidden" in doubt and "Lotus Bazaar (Pune)" in doubt for doubt in found.doubts) == 1


def test_countries_over_joined_entries_are_no_headings_of_entries() -> None:
    rows = (f"<b>Silk Bazaar (Surat):</b> {TEXT} <b>Lotus Bazaar (Pune):</b> {TEXT}", "")
    alone = (
        "** China",
        "",
        f"<b>Gate Mall (Nanjing):</b> {TEXT}",
        "",
        "** Peru",
        "",
        f"<b>Hall (Lima):</b> {TEXT}",
        "",
    )
    found = parse_lines(*PHYSICAL, "** India", "", *rows, *alone)
    assert [row.name for row in found.listings] == ["Silk Bazaar", "Lotus Bazaar", "Gate Mall", "Hall"]


def test_headings_of_continents_over_countries_are_no_markets() -> None:
    found = parse_lines(
        *PHYSICAL, "* AMERICAS", "", "*/ Peru", "", f"<b>Gate Mall, Lima.</b> {TEXT}", "",
        "* ASIA", "", "*/ China", "", f"<b>Silk Lane, Yuecheng.</b> {TEXT}", "",
        "*/ India", "", f"<b>Fancy Hall, Pune.</b> {TEXT}", "",
    )  # fmt: skip
    assert [(row.name, row.country) for row in found.listings] == [
        ("Gate Mall", "Peru"), ("Silk Lane", "China"), ("Fancy Hall", "India"),
    ]  # fmt: skip


def test_how_many_markets_a_country_has_is_no_part_of_its_name() -> None:
    found = parse_lines(
        *PHYSICAL, "** China (1)", "", "* Silk Lane, Yuecheng", "", TEXT, "",
        "** India (2 markets)", "", "* Tank Street, Delhi", "", TEXT, "", "* Fancy Hall, Pune", "", TEXT, "",
    )  # fmt: skip
    assert [(row.name, row.country) for row in found.listings] == [
        ("Silk Lane", "China"), ("Tank Street", "India"), ("Fancy Hall", "India"),
    ]  # fmt: skip


def test_a_heading_among_those_of_countries_ends_the_country_above() -> None:
    found = parse_lines(
        "** Online Markets", "", TEXT, "",
        "*/ Panama", "", "* Bookmole", "", TEXT, "", "*/ Poland", "", "* Filmport", "", TEXT, "",
        "*/ Location Unknown", "", "* Tapehouse", "", TEXT, "", "* Zipshelf", "", TEXT, "",
    )  # fmt: skip
    assert [(row.name, row.country) for row in found.listings] == [
        ("Bookmole", "Panama"), ("Filmport", "Poland"), ("Tapehouse", None), ("Zipshelf", None),
    ]  # fmt: skip


def test_a_city_beside_the_name_in_a_sentence_is_the_city() -> None:
    found = parse_lines(
        *PHYSICAL, "** China", "", "* Silk Lane", "", f"Silk Lane in Yuecheng is large. {TEXT}", "",
        "* Old Hall", "", f"Old Hall in summer is full. {TEXT}", "",
    )  # fmt: skip
    assert [(row.country, row.city) for row in found.listings] == [("China", "Yuecheng"), ("China", None)]


def test_a_name_without_its_style_below_a_country_belongs_to_no_listing() -> None:
    rows = ("** India", "", "Silk Bazaar, Surat", "", TEXT, "", "* Lotus Bazaar, Pune", "", TEXT, "")
    found = parse_lines(*PHYSICAL, *rows)
    assert [line.text for line in found.loose] == ["Silk Bazaar, Surat"]


def test_a_place_far_below_in_the_text_is_the_place() -> None:
    found = parse_lines(
        "** Online Markets", "", "* Bookmole", "", *[TEXT] * 9, "It is operated from Panama.", ""
    )
    assert [row.country for row in found.listings] == ["Panama"]


def test_regions_may_be_below_a_remark_on_their_country() -> None:
    for mark in ("/ ", ""):
        rows = [
            row
            for region, name in (("Guangdong", "Lotus Mall, Shenzhen"), ("Liaoning", "Old Hall, Dalian"))
            for row in (mark + region, "", f"* {name}", "", TEXT, "")
        ]
        found = parse_lines("** Physical Markets", "", "** China", "", TEXT, "", *rows).listings
        assert [(row.name, row.city, row.text) for row in found] == [
            ("Lotus Mall", "Shenzhen", TEXT),
            ("Old Hall", "Dalian", TEXT),
        ]


def test_a_province_above_names_that_are_run_in_is_no_market() -> None:
    rows = (
        "/ Guangdong",
        "",
        f"<b>Silk Lane, Yuecheng.</b> {TEXT}",
        "",
        "/ Liaoning",
        "",
        f"<b>Gate Nine, Anshan.</b> {TEXT}",
        "",
    )
    found = parse_lines(*PHYSICAL, "** China", "", *rows)
    assert [(row.name, row.country) for row in found.listings] == [
        ("Silk Lane", "China"),
        ("Gate Nine", "China"),
    ]


def test_a_country_in_the_style_of_the_text_is_a_heading() -> None:
    rows = (
        "China",
        "",
        "* Silk Lane, Yuecheng",
        "",
        TEXT,
        "",
        "India",
        "",
        "* Tank Street, Delhi",
        "",
        TEXT,
        "",
    )
    found = parse_lines(*PHYSICAL, *rows)
    assert [(row.name, row.country, row.text) for row in found.listings] == [
        ("Silk Lane", "China", TEXT), ("Tank Street", "India", TEXT),
    ]  # fmt: skip


def test_rows_of_a_table_without_rules_are_no_names_among_names_that_are_run_in() -> None:
    entries = [
        f"<b>{name} (Hanoi, Vietnam).</b> {TEXT}" for name in ("Lotus Mall", "Kramat Plaza", "Old Gate")
    ]
    found = parse_lines(
        "** Physical Markets",
        "",
        entries[0],
        "",
        "City Raids",
        "Lima 4",
        "Hue 9",
        "",
        entries[1],
        "",
        entries[2],
    ).listings
    assert [row.name for row in found] == ["Lotus Mall", "Kramat Plaza", "Old Gate"]


def test_a_country_that_is_larger_than_the_heading_of_its_section_is_one() -> None:
    found = parse_lines(
        "* Physical Markets", "", TEXT, "",
        "** China", "", "* Silk Lane, Yuecheng", "", TEXT, "", "* Old Hall, Anshan", "", TEXT, "",
        "** India", "", "* Tank Street, Delhi", "", TEXT, "",
    )  # fmt: skip
    assert [(row.name, row.country) for row in found.listings] == [
        ("Silk Lane", "China"), ("Old Hall", "China"), ("Tank Street", "India"),
    ]  # fmt: skip
