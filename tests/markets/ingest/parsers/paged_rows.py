"""Pages of rows below each other, by which paragraphs are tried."""

from collections.abc import Sequence

from markets.ingest.parsers.hyphens import Vocabulary
from markets.ingest.parsers.page_measures import Measures, measure_pages
from markets.ingest.parsers.paragraphs import build_paragraphs
from markets.ingest.records import TextLine, TextPage, TextSpan

LEFT, RIGHT, LEADING = 72.0, 540.0, 14.0
FULL, SHORT = 530.0, 300.0  # where ragged lines end
Row = tuple[float, float, str]  # left, right, text


def line(row: Row, page: int, y: float) -> TextLine:
    x0, x1, text = row
    span = TextSpan(0, len(text), "Serif", 11.0, False, False)
    return TextLine(text, page, x0, x1, y, "Serif", 11.0, False, False, (span,))


def paged(*pages: Sequence[Row | float]) -> list[TextPage]:
    """Pages of rows below each other; a number is room between paragraphs."""
    made = []
    for number, rows in enumerate(pages, 1):
        y, lines = 72.0, []
        for row in rows:
            if isinstance(row, float):
                y += row
                continue
            lines.append(line(row, number, y))
            y += LEADING
        made.append(TextPage(number, 612, 792, tuple(lines)))
    return made


def paragraphs(pages: list[TextPage]) -> list[str]:
    measures = measure_pages(pages)
    return [
        paragraph.text
        for paragraph in build_paragraphs([page.lines for page in pages], measures, Vocabulary(()))
    ]


def body(indent: float, right: float, room: float = 0.0) -> list[Row | float]:
    """Paragraphs by which the others are measured."""
    one: list[Row | float] = [
        (LEFT + indent, right, "The shops sell copies of every brand that the police have seen in"),
        (LEFT, right, "this town, and the landlords say that they do not know of it at all"),
        (LEFT, SHORT, "and will not ask."),
        room,
    ]
    return one * 8


def last_and_first(pages: list[TextPage]) -> tuple[TextLine, TextLine, Measures]:
    return pages[0].lines[-1], pages[1].lines[0], measure_pages(pages)


FOOT = "Nobody has answered the notices that were sent to the owner of it."
HEAD = "Guards keep watch at the gates."
LONG: list[Row | float] = [
    (LEFT, FULL, "The owner has let the shops to others whom nobody in the town knows, and")
]


def ragged(room: float) -> list[Row | float]:
    return [row if isinstance(row, float) else (row[0], row[1] - 9 * (at % 3), row[2])
            for at, row in enumerate(body(0, FULL, room))]  # fmt: skip
