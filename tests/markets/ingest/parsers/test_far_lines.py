"""Lines far outside their page, as damaged files hold them, cost no time."""

import time

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
