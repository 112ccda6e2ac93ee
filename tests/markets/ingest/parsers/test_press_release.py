"""What a press release says about an edition."""

from markets.ingest.parsers.press_release import parse_press_release
from markets.ingest.records import StatedCounts, TextLine, TextPage

TEXTS = (
    ("USTR Releases 2019 Review of Notorious Markets for Counterfeiting and Piracy", 16.0, True),
    ("April 29, 2020", 11.0, False),
    ("Today the Office published its yearly List. The 2019 Review names 38 online", 11.0, False),
    ("markets and 34 physical markets, among them Zapmart and Golden Bazaar.", 11.0, False),
)


def release() -> TextPage:
    lines = tuple(
        TextLine(
            text,
            1,
            72,
            72 + 4.2 * len(text),
            80 + 16 * n,
            "Times-Bold" if bold else "Times",
            size,
            bold,
            False,
        )
        for n, (text, size, bold) in enumerate(TEXTS)
    )
    return TextPage(1, 612, 792, lines)


def test_title_date_year_counts_and_names_are_read() -> None:
    read = parse_press_release([release()])
    assert read.title == TEXTS[0][0]
    assert read.published == "2020-04-29"
    assert read.year == 2019
    assert read.stated_counts == StatedCounts(38, 34)
    assert {"Zapmart", "Golden Bazaar"} <= set(read.named)
