"""Where a printed name ends and the place behind it begins."""

import pytest

from markets.ingest.parsers import heading_names
from markets.ingest.parsers.paragraphs import StyleRun
from markets.ingest.parsers.places import PrintedPlace

HERE = PrintedPlace("Freedonia", ("FR",))
TEXT = "Long Hall of Trade (Old Town Market), Lakeside, Hill Province"


def runs(*styles: tuple[int, int, bool]) -> list[StyleRun]:
    return [StyleRun(start, end, "Serif", 12.0, True, italic) for start, end, italic in styles]


def test_a_heading_that_wraps_inside_its_place_ends_its_name_at_the_first_comma() -> None:
    wrapped = runs((0, 48, False), (49, len(TEXT), False))
    read = heading_names.read_physical_name(TEXT, "The market is large.", HERE, wrapped)
    assert (read.name, read.place.city) == ("Long Hall of Trade (Old Town Market)", "Lakeside, Hill Province")


@pytest.mark.parametrize("italic", [True, False])
def test_a_change_of_style_ends_a_name_that_holds_a_comma(italic: bool) -> None:
    parted = runs((0, 47, italic), (47, len(TEXT), not italic))
    read = heading_names.read_physical_name(TEXT, "The market is large.", HERE, parted)
    assert (read.name, read.place.city) == ("Long Hall of Trade (Old Town Market), Lakeside", "Hill Province")


@pytest.mark.parametrize(
    ("printed", "name", "domain"),
    [
        ("Zeta (formerly zeta.to)", "Zeta", "zeta.to"),
        ("Zeta Files (also known as zeta.co.uk)", "Zeta Files", "zeta.co.uk"),
        ("Zeta (a.k.a. zeta.to)", "Zeta", "zeta.to"),
    ],
)
def test_small_words_before_an_address_in_brackets_are_no_part_of_the_name(
    printed: str, name: str, domain: str
) -> None:
    read = heading_names.read_online_name(printed)
    assert (read.name, read.domains) == (name, (domain,))


def test_a_former_name_in_brackets_stays_with_the_name() -> None:
    assert heading_names.read_online_name("Zeta (formerly Omega)").name == "Zeta (formerly Omega)"
