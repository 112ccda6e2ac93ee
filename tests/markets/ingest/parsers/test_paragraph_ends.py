"""Where paragraphs end in lists whose bullets are drawn."""

import pytest

from markets.ingest.parsers.hyphens import Vocabulary
from markets.ingest.parsers.page_measures import measure_pages
from markets.ingest.parsers.paragraphs import build_paragraphs
from markets.ingest.records import TextLine, TextPage

ITEMS = ("USTR asks the owner to act.", "The police should be there each day.")


@pytest.mark.parametrize(("left", "right", "count"), [(102.0, 400.0, 2), (102.0, 480.0, 1), (72.0, 400.0, 1)])
def test_items_that_are_set_in_end_where_the_next_word_has_room(
    left: float, right: float, count: int
) -> None:
    lines: list[TextLine] = []
    y = 72.0

    def add(x0: float, x1: float, text: str, room: float = 0.0) -> None:
        nonlocal y
        y += 14 + room
        lines.append(TextLine(text, 1, x0, x1, y, "Serif", 11.0, False, False))

    for _ in range(8):
        add(72, 530, "The shops sell copies of every brand that the police have seen in", 8)
        add(72, 522, "this town, and the landlords say that they do not know of it at all")
        add(72, 300, "and will not ask.")
    add(72, 300, "Two steps are named:", 8)
    add(left, right, ITEMS[0], 8)
    add(left, left + 190, ITEMS[1])
    pages = [TextPage(1, 612, 792, tuple(lines))]
    made = build_paragraphs([lines], measure_pages(pages), Vocabulary(()))
    assert [paragraph.text for paragraph in made][-count:] == (
        list(ITEMS) if count == 2 else [" ".join(ITEMS)]
    )
