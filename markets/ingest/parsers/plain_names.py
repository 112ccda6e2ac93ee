"""Names in the body's own style, under headings of categories that stand out."""

from collections.abc import Sequence

from markets.ingest.parsers.headings import find_plain_look
from markets.ingest.parsers.line_style import HeadingStyle
from markets.ingest.parsers.page_measures import Measures
from markets.ingest.parsers.paragraphs import Paragraph
from markets.ingest.parsers.wording import closes_with


def add_plain_names(
    paragraphs: Sequence[Paragraph], looks: Sequence[HeadingStyle | None], measures: Measures
) -> list[HeadingStyle | None]:
    """Return the looks with those of names in the body's own style, which are more than the headings over them."""
    names: dict[int, HeadingStyle] = {}
    for index, above in enumerate([None, *paragraphs[:-1]]):
        below = index + 1 < len(looks) and looks[index + 1] is None
        ended = above is None or looks[index - 1] or closes_with(above.text, (".", "!", "?", ";"))
        if (
            looks[index] is None
            and below
            and ended
            and (plain := find_plain_look(paragraphs[index], measures))
        ):
            names[index] = plain
    free = sum(1 for index in names if index and looks[index - 1] is None)
    if free <= len(looks) - list(looks).count(None):
        return list(looks)
    return [shape or names.get(index) for index, shape in enumerate(looks)]
