"""Lines far outside their page, as damaged files hold them, cost no time; lists at the end of a report."""

import time

import pytest

from markets.ingest.parsers.missing_content import missing_content
from markets.ingest.records import TextLine, TextPage


def test_a_line_far_below_its_page_costs_no_time() -> None:
    heights = (100.0, 114.0, 128.0, 4e9)
    lines = tuple(
        TextLine(f"The market is open every day {y}.", 1, 72, 300, y, "Times", 11, False, False)
        for y in heights
    )
    start = time.process_time()
    list(missing_content([TextPage(1, 612, 792, lines)], 1))
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("rows", "doubts"),
    [
        (
            (
                "DOI \u2013 Digital Object Identifier",
                "NML \u2013 Notorious Markets List",
                "USTR \u2013 the Office",
            ),
            0,
        ),
        (("It names the markets that were", "nominated by the public, and those", "Known to the office"), 1),
    ],
)
def test_a_list_at_the_end_is_no_cut_sentence(rows: tuple[str, ...], doubts: int) -> None:
    wide = [("The market is open every day.", 540.0)] * 6
    lines = tuple(
        TextLine(text, 1, 72, right, 72.0 + 14 * at, "Times", 11, False, False)
        for at, (text, right) in enumerate([*wide, *((row, 300.0) for row in rows)])
    )
    said = list(missing_content([TextPage(1, 612, 792, lines)], 1))
    assert len([sentence for sentence in said if "breaks off" in sentence]) == doubts


def test_a_table_below_the_last_heading_is_no_cut_sentence() -> None:
    rows = [*["The market is open every day."] * 20, "Annex: Markets by Location", "Kite Street Jaipur"]
    lines = [
        TextLine(text, 1, 72, 540, 72.0 + 14 * at, "Times", 11, False, False) for at, text in enumerate(rows)
    ]
    lines[-2] = lines[-2]._replace(size=16, bold=True)
    for boxed, doubts in ((True, 0), (False, 1)):
        lines[-1] = lines[-1]._replace(boxed=boxed)
        said = missing_content([TextPage(1, 612, 792, tuple(lines))], 1)
        assert len([sentence for sentence in said if "breaks off" in sentence]) == doubts
