"""Contents whose entries are numbered, or whose page numbers are beside the first line of a title."""

import pytest

from markets.ingest.parsers.contents import take_contents
from markets.ingest.parsers.missing_content import missing_content
from markets.ingest.parsers.page_measures import Measures
from markets.ingest.records import TextLine, TextPage, TextSpan

MEASURES = Measures(11.0, 14.0, 72.0, 540.0, "serif", False, False)


def line(text: str, y: float) -> TextLine:
    span = TextSpan(0, len(text), "Serif", 11.0, False, False)
    return TextLine(text, 1, 72.0, 500.0, y, "Serif", 11.0, False, False, (span,))


def read(*rows: tuple[float, str]) -> tuple[tuple[str, int | None], ...]:
    lines = [line("Contents", 72.0), *(line(text, y) for y, text in rows)]
    return take_contents([lines], MEASURES).entries


def test_a_second_line_near_the_first_goes_on_with_it_though_the_first_has_the_page() -> None:
    assert read(
        (100, "Overview of the Review of Notorious Markets for ......... 3"),
        (114, "Counterfeiting"),
        (133, "Online Markets ......... 4"),
        (152, "Physical Markets for"),
        (166, "Counterfeits ......... 9"),
    ) == (
        ("Overview of the Review of Notorious Markets for Counterfeiting", 3),
        ("Online Markets", 4),
        ("Physical Markets for Counterfeits", 9),
    )


def test_a_page_number_right_below_the_dots_is_that_of_its_title() -> None:
    names = ("Overview", "Online Markets", "Physical Markets")
    rows = [
        row
        for n, name in enumerate(names)
        for row in ((100.0 + 16 * n, f"{name} ..... "), (102.0 + 16 * n, f"{n}"))
    ]
    assert read(*rows) == tuple((name, n) for n, name in enumerate(names))


def test_the_numbers_of_many_markets_are_no_part_of_their_names() -> None:
    rows = [(100 + 14 * n, f"{n}. Shelf{n} ......... {n}") for n in range(1, 13)]
    assert read(*rows)[:2] == (("Shelf1", 1), ("Shelf2", 2))
    assert read(*rows[:4])[0] == ("1. Shelf1", 1)


def test_the_numbers_of_sections_are_no_page_numbers() -> None:
    rows = ((100, "1. Overview 3"), (114, "2. Online Markets 4"), (128, "3. Physical Markets 9"))
    assert read(*rows) == (("1. Overview", 3), ("2. Online Markets", 4), ("3. Physical Markets", 9))
    assert read((100, "3 Overview"), (114, "4 Online Markets"))[0] == ("Overview", 3)


@pytest.mark.parametrize(
    ("heading", "doubts"), [("Positive Developments", 0), ("5. Positive Developments", 0), ("The Sites", 1)]
)
def test_the_end_of_the_title_above_hides_no_section_from_the_contents(heading: str, doubts: int) -> None:
    rows = (
        "Contents",
        "Overview for ......... 2",
        "Piracy",
        "Positive Developments ......... 2",
        "Online Markets ..... 2",
    )
    body = (
        "Overview for Piracy",
        *["The market is open every day."] * 9,
        heading,
        "Online Markets",
        "It is open.",
    )
    pages = [
        TextPage(
            number,
            612,
            792,
            tuple(line(text, 72.0 + 14 * at)._replace(page=number) for at, text in enumerate(some)),
        )
        for number, some in ((1, rows), (2, body))
    ]
    assert sum("the section" in said for said in missing_content(pages, 2)) == doubts


def test_contents_that_name_themselves_name_no_section() -> None:
    assert read(
        (100, "Contents ......... 1"), (114, "Overview ......... 2"), (128, "Online Markets ......... 4")
    ) == (
        ("Overview", 2),
        ("Online Markets", 4),
    )


def test_a_line_too_short_to_go_on_ends_the_title_above_it() -> None:
    long = "Registry Holdings Limited (formerly Lotus Domain Bureau and Its Sister Bureau"
    rows = ((f"{long}", 440.0), ("Pte. Ltd.) and Its Resellers", 230.0))

    def read_right(*texts: tuple[str, float]) -> list[str]:
        lines = [line(text, 100.0 + 14 * at)._replace(x1=x1) for at, (text, x1) in enumerate(texts)]
        return [name for name, _ in take_contents([[line("Contents", 72.0), *lines]], MEASURES).entries]

    both = f"{long} Pte. Ltd.) and Its Resellers"
    beside_first = ((f"{long} 11", 540.0), rows[1])
    assert read_right(("Avito 9", 540.0), *beside_first, ("Kinogo 12", 540.0)) == ["Avito", both, "Kinogo"]
    beside_last = (rows[0], (f"{rows[1][0]} 11", 540.0))
    assert read_right(("Avito 9", 540.0), *beside_last, ("Kinogo 12", 540.0)) == ["Avito", both, "Kinogo"]
