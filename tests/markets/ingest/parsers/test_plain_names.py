"""Names in no style of their own, and sections in which nothing was found."""

from tests.markets.ingest.parsers.small_report import TEXT, parse_lines


def entry(name: str) -> tuple[str, ...]:
    return (name, "", "Located in China.", "", TEXT, TEXT, TEXT, TEXT, "")


def test_a_name_in_capitals_among_plain_names_hides_none_of_them() -> None:
    names = ["Bookmole", "Filmport", "SONGS-HAVEN", "Tapehouse"]
    rows = [row for name in names for row in entry(name)]
    assert [
        listing.name for listing in parse_lines("** Online Markets", "", TEXT, "", *rows).listings
    ] == names


def test_a_section_without_an_entry_is_said() -> None:
    found = parse_lines("** Online Markets", "", TEXT, "", TEXT, "", "** Physical Markets", "", TEXT)
    assert not found.listings
    assert "no entry was found in the section “Online Markets” on page 1" in found.doubts
    assert "no entry was found in the section “Physical Markets” on page 1" in found.doubts


def test_a_plain_line_opens_no_section_that_a_heading_opens() -> None:
    rows = [row for name in ("* Bookmole", "* Filmport") for row in entry(name)]
    found = parse_lines(
        "** At a Glance", "", "2 online markets", "", TEXT, "", "** Online Markets", "", *rows
    )
    assert [listing.name for listing in found.listings] == ["Bookmole", "Filmport"]


def test_a_plain_name_may_begin_with_a_small_letter_before_a_large_one() -> None:
    names = ["Bookmole", "eFilmport", "Songshaven", "xTape House"]
    rows = [row for name in names for row in entry(name)]
    found = parse_lines("** Online Markets", "", TEXT, "", *rows).listings
    assert [listing.name for listing in found] == names


def test_categories_that_the_contents_name_with_the_markets_are_no_markets() -> None:
    categories = ("Linking", "Hosting", "Streaming", "Trading")
    names = [(category, f"{word} {category}") for category in categories for word in ("Big", "Wide")]
    heads = [head for category in categories for head in (category, f"Big {category}", f"Wide {category}")]
    contents = [f"{head} ............ 3" for head in ("Online Markets", *heads)]
    rows = [
        row
        for category, name in names
        for row in (*(("** " + category, "") if name.startswith("Big") else ()), f"* {name}", "", TEXT, "")
    ]
    found = parse_lines("|", "** Contents", "", *contents, "|", "** Online Markets", "", TEXT, "", *rows)
    assert [listing.name for listing in found.listings] == [name for _, name in names]
    assert [name for name, _ in found.contents] == ["Online Markets", *(name for _, name in names)]


def test_plain_names_under_categories_are_names() -> None:
    rows = [
        row
        for category, names in (
            ("Linking", ("Bookmole (Panama)", "Filmport", "Karto Co.")),
            ("Hosting", ("Ladeshelf", "Tapehouse (China)", "Zipshelf")),
        )
        for row in (f"* {category}", "", *(line for name in names for line in (name, "", *[TEXT] * 4, "")))
    ]
    found = parse_lines("** Online Markets", "", TEXT, "", *rows).listings
    assert [(row.name, row.country) for row in found] == [
        ("Bookmole", "Panama"),
        ("Filmport", None),
        ("Karto Co.", None),
        ("Ladeshelf", None),
        ("Tapehouse", "China"),
        ("Zipshelf", None),
    ]


def test_plain_categories_may_have_a_remark_below_them() -> None:
    rows = [
        row
        for category, name in (("Linking", "Bookmole"), ("Hosting", "Filmport"), ("Trackers", "Zipshelf"))
        for row in (category, "", "Such sites hold nothing.", "", f"<b>{name}.</b> {TEXT}", TEXT, "")
    ]
    found = parse_lines("** Online Markets", "", TEXT, "", *rows).listings
    assert [(row.name, row.text) for row in found] == [
        (name, f"{TEXT} {TEXT}") for name in ("Bookmole", "Filmport", "Zipshelf")
    ]


def test_names_with_their_places_are_headings_in_any_look() -> None:
    rows = [
        row
        for name in ("Lotus Mall, Hanoi, Vietnam", "7th Gate, Lima, Peru", "Old Hall, Surat, India")
        for row in (name, TEXT, TEXT, "")
    ]
    found = parse_lines("** Physical Markets", "", TEXT, "", *rows).listings
    assert [(row.name, row.city) for row in found] == [
        ("Lotus Mall", "Hanoi"),
        ("7th Gate", "Lima"),
        ("Old Hall", "Surat"),
    ]


def test_a_name_may_be_missing_above_a_place_only_where_there_is_room() -> None:
    rows = [
        row
        for n, city in enumerate(("Hanoi", "Hue", "Lima", "Lomé", "Pune"), 1)
        for row in (f"* Lotus Mall {n}, {city}, {'Peru' if city == 'Lima' else 'Vietnam'}", "", TEXT, "")
    ]
    for room, doubts in (((), 0), (("", ""), 1)):
        found = parse_lines("** Physical Markets", "", *rows, *room, "* Ciudad del Sol, Peru", "", TEXT)
        assert len([doubt for doubt in found.doubts if "may be but a place" in doubt]) == doubts
