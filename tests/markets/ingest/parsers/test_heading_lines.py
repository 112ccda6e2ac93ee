"""Lines between a name and its text: places and addresses below it, labels with their facts."""

import pytest

from markets.ingest.parsers.heading_lines import read_place_lines
from tests.markets.ingest.parsers.small_report import TEXT, parse_lines


@pytest.mark.parametrize("look", ("*", "/"))
def test_places_below_a_name(look: str) -> None:
    found = parse_lines(
        "** Online Markets", "", "* Bookmole", f"{look} Panama", f"{look} bookmole.cc", "", TEXT, "",
        "** Physical Markets", "", "* Lotus Mall", f"{look} Hanoi", f"{look} Vietnam", "", TEXT, "",
        "* Kramat Plaza", f"{look} Bandung", f"{look} Indonesia", "", TEXT, "",
    ).listings  # fmt: skip
    assert [(row.name, row.country, row.city, row.domains, row.text) for row in found] == [
        ("Bookmole", "Panama", None, ("bookmole.cc",), TEXT),
        ("Lotus Mall", "Vietnam", "Hanoi", (), TEXT),
        ("Kramat Plaza", "Indonesia", "Bandung", (), TEXT),
    ]


def test_a_name_of_several_lines_that_its_text_has_whole_is_one_name() -> None:
    text = TEXT.replace("The service", "Network of Independent Resellers")
    found = parse_lines(
        "** Online Markets", "", "* Bookmole", "", TEXT, "", "* Network of Independent", "* Resellers", "", text, "",
        "* Streaming Sites", "* Zobio", "", TEXT,
    ).listings  # fmt: skip
    assert [row.name for row in found][:2] == ["Bookmole", "Network of Independent Resellers"]
    assert "Streaming Sites Zobio" not in [row.name for row in found]


def test_labels_are_no_names() -> None:
    rows = [
        row
        for name, host in (("Bookmole", "bookmole.cc"), ("Deepshelf", "deepshelf.io"), ("Zobio", "zobio.to"))
        for row in (f"* {name}", "", "<b>Country:</b> Panama", "", f"<b>Domains:</b> {host}", "", TEXT, "")
    ]
    found = parse_lines("** Online Markets", "", *rows).listings
    assert [(row.name, row.country, row.domains, row.text) for row in found] == [
        ("Bookmole", "Panama", ("bookmole.cc",), TEXT),
        ("Deepshelf", "Panama", ("deepshelf.io",), TEXT),
        ("Zobio", "Panama", ("zobio.to",), TEXT),
    ]


def test_heads_of_tables_are_no_text() -> None:
    head = "* Market Country Description"
    found = parse_lines(
        "** Online Markets", "", head, "* Bookmole", TEXT, "|", head, TEXT, "", "* Zobio", "", TEXT
    ).listings
    assert [(row.name, row.text) for row in found] == [("Bookmole", f"{TEXT}\n\n{TEXT}"), ("Zobio", TEXT)]


def test_names_numbered_by_letter_and_figure() -> None:
    names = ("Bookmole", "Deepshelf", "Fenwick", "Kolvar", "Zobio")
    rows = [row for n, name in enumerate(names, 1) for row in (f"* A.{n} {name}", "", TEXT, "")]
    found = parse_lines("** Online Markets", "", *rows).listings
    assert tuple(row.name for row in found) == names


@pytest.mark.parametrize(
    ("facts", "country"),
    (
        (("/ {host}",), None),
        (("/ {host} | Panama",), "Panama"),
        (("/ Website: {host}", "", "/ Country: Panama"), "Panama"),
    ),
)
def test_facts_in_a_style_of_their_own_are_no_names(facts: tuple[str, ...], country: str | None) -> None:
    rows = [
        row.format(host=host)
        for name, host in (("Bookmole", "bookmole.cc"), ("Deepshelf", "deepshelf.io"), ("Zobio", "zobio.to"))
        for row in (f"* {name}", "", *facts, "", TEXT, "")
    ]
    found = parse_lines("** Online Markets", "", *rows).listings
    assert [(row.name, row.country, row.domains, row.text) for row in found] == [
        ("Bookmole", country, ("bookmole.cc",), TEXT),
        ("Deepshelf", country, ("deepshelf.io",), TEXT),
        ("Zobio", country, ("zobio.to",), TEXT),
    ]


@pytest.mark.parametrize(
    ("lines", "read"),
    (
        (("Hanoi", "Vietnam"), "Hanoi, Vietnam"),
        (("Panama", "bookmole.cc"), "Panama | bookmole.cc"),
        (("Hanoi", "Hue"), ""),
        (("Vietnam", "Hanoi"), ""),
        (("Some of it is sold in", "Vietnam"), ""),
    ),
)
def test_place_lines(lines: tuple[str, ...], read: str) -> None:
    assert read_place_lines(lines) == read


def test_a_sentence_on_mobile_applications_belongs_to_the_text() -> None:
    text = f"Mobile applications linked to the service were removed from stores. {TEXT}"
    (found,) = parse_lines("** Online Markets", "", "* Bookmole", "", text, "").listings
    assert (found.text, found.lead) == (text, "")


def test_a_place_run_in_below_a_name_is_the_place() -> None:
    rows = (
        "* Lotus Mall",
        "",
        f"<b>Hanoi, Vietnam.</b> {TEXT}",
        "",
        "* Kramat Plaza",
        "",
        f"<b>Peru.</b> {TEXT}",
        "",
    )
    found = parse_lines("** Physical Markets", "", *rows).listings
    assert [(row.country, row.city, row.text) for row in found] == [
        ("Vietnam", "Hanoi", TEXT),
        ("Peru", None, TEXT),
    ]


def test_stars_between_entries_are_no_text() -> None:
    rows = (
        "* Bookmole",
        "",
        TEXT,
        "",
        "* * *",
        "",
        "* Filmport",
        "",
        TEXT,
        "",
        "\u2014\u2014",
        "",
        "* Zipshelf",
        "",
        TEXT,
    )
    found = parse_lines("** Online Markets", "", *rows).listings
    assert [(row.name, row.text) for row in found] == [
        (name, TEXT) for name in ("Bookmole", "Filmport", "Zipshelf")
    ]


def test_the_label_of_a_city_gives_the_city() -> None:
    rows = [
        row
        for name, city in (("Lotus Mall", "Hanoi"), ("Gate Nine", "Da Nang"), ("Old Hall", "Can Tho"))
        for row in (f"* {name}", "", f"<b>City:</b> {city}", "", "<b>Country:</b> Vietnam", "", TEXT, "")
    ]
    found = parse_lines("** Physical Markets", "", TEXT, "", *rows).listings
    assert [(row.name, row.country, row.city, row.text) for row in found] == [
        ("Lotus Mall", "Vietnam", "Hanoi", TEXT),
        ("Gate Nine", "Vietnam", "Da Nang", TEXT),
        ("Old Hall", "Vietnam", "Can Tho", TEXT),
    ]


def test_an_address_alone_below_a_name_may_have_any_ending() -> None:
    found = parse_lines(
        "** Online Markets", "", "* Bookmole", "", "/ Panama | bookmole.wtf", "", TEXT, ""
    ).listings
    assert [(row.country, row.domains, row.text) for row in found] == [("Panama", ("bookmole.wtf",), TEXT)]


@pytest.mark.parametrize(
    "facts",
    [
        ("<b>City:</b> Hanoi <b>Country:</b> Vietnam", ""),
        ("<b>CITY</b> Hanoi", "", "<b>COUNTRY</b> Vietnam", ""),
        ("Where: Hanoi, Vietnam", ""),
        ("City: Hanoi | Country: Vietnam",),
    ],
)
def test_labels_in_one_line_or_without_colons_give_the_place(facts: tuple[str, ...]) -> None:
    rows = [
        row for name in ("Lotus Mall", "Gate Nine", "Old Hall") for row in (f"* {name}", "", *facts, TEXT, "")
    ]
    found = parse_lines("** Physical Markets", "", TEXT, "", *rows)
    assert [(row.country, row.city) for row in found.listings] == [("Vietnam", "Hanoi")] * 3
    assert [row.text for row in found.listings] == [TEXT] * 3
    assert not [doubt for doubt in found.doubts if "hidden" in doubt]


def test_an_address_below_the_name_that_it_repeats_is_no_name() -> None:
    rows = [
        row
        for name, host in (("Bookmole", "bookmole.cc"), ("Kat.ph", "kat.ph"), ("Zobio", "zobio.to"))
        for row in (f"* {name}", f"/ {host}", TEXT, "")
    ]
    found = parse_lines("** Online Markets", "", TEXT, "", *rows).listings
    assert [(row.name, row.domains) for row in found] == [
        ("Bookmole", ("bookmole.cc",)),
        ("Kat.ph", ("kat.ph",)),
        ("Zobio", ("zobio.to",)),
    ]


def test_slanted_lines_with_labels_are_no_names() -> None:
    rows = [
        row
        for name, host in (("Bookmole", "bookmole.cc"), ("Zobio", "zobio.to"))
        for row in (f"* {name}", "", f"/ Website: {host}", "", "/ Country: Panama", "", TEXT, "")
    ]
    found = parse_lines("** Online Markets", "", *rows).listings
    assert [(row.name, row.country, row.domains) for row in found] == [
        ("Bookmole", "Panama", ("bookmole.cc",)),
        ("Zobio", "Panama", ("zobio.to",)),
    ]


def test_countries_may_be_numbered_as_sections_are() -> None:
    rows = [
        row
        for n, country in enumerate(("Brazil", "China", "India", "Peru", "Vietnam"), 1)
        for row in (f"** 4.2.{n} {country}", "", f"* Lotus Mall {n}", "", TEXT, "")
    ]
    found = parse_lines("** Physical Markets", "", *rows).listings
    assert [(row.name, row.country) for row in found][:2] == [
        ("Lotus Mall 1", "Brazil"),
        ("Lotus Mall 2", "China"),
    ]
