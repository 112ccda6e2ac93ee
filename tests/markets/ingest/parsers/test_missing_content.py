"""White space in which a heading may have been is doubted, but for that inside a list."""

import pytest

from markets.ingest.parsers.missing_content import missing_content
from markets.ingest.records import TextLine, TextPage


@pytest.mark.parametrize(
    ("above", "below", "doubts"),
    [
        ("\u2022 keep records of those who offend again; and", "\u2022 answer notices within two days.", 0),
        ("\u2022 keep records of those who offend again.", "\u2022 answer notices within two days.", 1),
        ("Records of those who offend again are kept.", "Notices are answered within two days.", 1),
    ],
)
def test_no_heading_is_missing_between_the_items_of_a_sentence(above: str, below: str, doubts: int) -> None:
    heights = [72.0 + 14 * at + 8 * (at // 4) for at in range(20)]  # five paragraphs of four lines
    rows = [("The market is open every day.", y) for y in heights]
    rows += [(above, 384.0), (below, 440.0)]
    lines = tuple(TextLine(text, 1, 72, 540, y, "Times", 11, False, False) for text, y in rows)
    said = missing_content([TextPage(1, 612, 792, lines)], 1)
    assert len([each for each in said if "a heading may be missing" in each]) == doubts


@pytest.mark.parametrize(
    ("heading", "doubts"), [("Endnotes", 0), ("References and notes", 0), ("[1", 0), ("Physical", 1)]
)
def test_a_heading_over_notes_that_were_taken_out_does_not_break_off(heading: str, doubts: int) -> None:
    rows = [("The market is open every day.", 72.0 + 14 * at) for at in range(20)]
    lines = tuple(TextLine(text, 1, 72, 540, y, "Times", 11, False, False) for text, y in rows)
    lines += (TextLine(heading, 1, 72, 140, 380, "Times-Bold", 14, True, False),)
    said = missing_content([TextPage(1, 612, 792, lines)], 1)
    assert len([each for each in said if "breaks off" in each]) == doubts


HEIGHTS = [72.0 + 14 * at + 8 * (at // 4) for at in range(20)]  # five paragraphs of four lines


def count_headings(*rows: tuple[str, float, float, float]) -> int:
    """Return how many headings may be missing among rows (text, left, height, size) below five paragraphs."""
    body = [("The market is open every day.", 72.0, y, 11.0) for y in HEIGHTS]
    lines = (
        TextLine(text, 1, x0, 540, y, "Times", size, False, False) for text, x0, y, size in body + [*rows]
    )
    said = missing_content([TextPage(1, 612, 792, tuple(lines))], 1)
    return sum("a heading may be missing" in each for each in said)


@pytest.mark.parametrize(("opening", "doubts"), [("These steps are important:", 0), ("Steps are named.", 1)])
def test_no_heading_is_missing_between_the_items_of_a_list(opening: str, doubts: int) -> None:
    items = (
        ("\u2022 The authorities should close it.", 80.0, 410.0, 11.0),
        ("It has been open for a year.", 90.0, 424.0, 11.0),
        ("\u2022 The police should be there.", 80.0, 480.0, 11.0),
    )
    assert count_headings((opening, 72.0, 384.0, 11.0), *items) == doubts
    assert count_headings((opening, 72.0, 384.0, 11.0), *items[:2], ("It is open.", 72.0, 480.0, 11.0)) == 1


@pytest.mark.parametrize(("text", "size", "doubts"), [("Hosting", 11.5, 0), ("Hosting", 11.0, 1)])
def test_no_heading_is_missing_above_one_that_is_a_little_larger(text: str, size: float, doubts: int) -> None:
    assert count_headings((text, 72.0, 430.0, size), ("It is open.", 72.0, 446.0, 11.0)) == doubts


@pytest.mark.parametrize(("sign", "doubts"), [("\u2022 ", 0), ("", 1)])
def test_no_words_are_missing_before_a_bullet_that_is_set_in_far(sign: str, doubts: int) -> None:
    rows = [("The market is open every day.", 72.0, y) for y in HEIGHTS]
    rows.append((f"{sign}The police should be there.", 100.0, 384.0))
    lines = tuple(TextLine(text, 1, x0, 540, y, "Times", 11, False, False) for text, x0, y in rows)
    said = missing_content([TextPage(1, 612, 792, lines)], 1)
    assert sum("words may be missing" in each for each in said) == doubts
