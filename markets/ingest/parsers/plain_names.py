"""Names in the body's own style, under headings of categories that stand out; categories in that style over names."""

from collections.abc import Sequence

from markets.ingest.parsers.headings import find_plain_look, is_plain
from markets.ingest.parsers.line_style import HeadingStyle
from markets.ingest.parsers.page_measures import Measures
from markets.ingest.parsers.paragraphs import Paragraph
from markets.ingest.parsers.run_in_names import RunIn
from markets.ingest.parsers.wording import closes_with

_STOPS = (".", "!", "?", ":", ";")


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


def find_plain_categories(
    paragraphs: Sequence[Paragraph],
    looks: Sequence[HeadingStyle | None],
    runins: Sequence[RunIn | None],
    measures: Measures,
) -> set[int]:
    """Return which short lines in the body's own style are over a run-in name: categories, underlined perhaps. Between
    the two may be a remark, where several lines are so."""
    opens = [runin is not None and (runin.styled or runin.placed) for runin in runins]
    short = [
        index
        for index, paragraph in enumerate(paragraphs)
        if looks[index] is None
        and is_plain(paragraph, measures)
        and (index == 0 or closes_with(paragraphs[index - 1].text, _STOPS))
    ]
    direct = {index for index in short if any(opens[index + 1 : index + 2])}
    remarked = {
        index
        for index in short
        if any(opens[index + 2 : index + 3])
        and looks[index + 1] is None
        and not opens[index + 1]
        and closes_with(paragraphs[index + 1].text, _STOPS)
        and not (index and paragraphs[index - 1].text.endswith(":"))
    }
    several = len({paragraphs[index].text for index in direct | remarked}) > 1
    return direct | remarked if several else direct
