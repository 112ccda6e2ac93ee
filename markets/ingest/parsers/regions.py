"""Headings of provinces and states, between that of a country and those of its markets."""

from collections.abc import Container, Sequence

from markets.ingest.parsers.countries import near_codes
from markets.ingest.parsers.line_style import HeadingStyle
from markets.ingest.parsers.paragraphs import Paragraph


def find_regions(
    paragraphs: Sequence[Paragraph],
    looks: Sequence[HeadingStyle | None],
    countries: Container[int],
    named: Container[int],
) -> set[int]:
    """Return the indexes of headings that share a look and have no text: those of provinces follow a country's, or a
    remark below it, at least once, and those of continents are over one each.

    `named`: the indexes of paragraphs that open with the name of a market."""
    alike: dict[HeadingStyle, list[int]] = {}
    for index, shape in enumerate(looks):
        if shape is not None and (index not in countries or not near_codes(paragraphs[index].text)):
            alike.setdefault(shape, []).append(index)
    return {
        index
        for some in alike.values()
        if any(
            (above := _find_above(index, looks)) in countries and near_codes(paragraphs[above].text)
            for index in some
        )
        and all(index + 1 in named or _is_over_entry(index, looks) for index in some)
        or all(index not in countries and _is_over_country(index, looks, countries) for index in some)
        for index in some
    }


def _find_above(index: int, looks: Sequence[HeadingStyle | None]) -> int:
    """Return the index of the heading above; -1 where none is."""
    return next((above for above in range(index - 1, -1, -1) if looks[above] is not None), -1)


def _is_over_country(index: int, looks: Sequence[HeadingStyle | None], countries: Container[int]) -> bool:
    """Return whether the heading of a country, which stands out no more, follows at once."""
    shape, below = looks[index], looks[index + 1] if index + 1 < len(looks) else None
    if shape is None or below is None or below == shape:
        return False
    return index + 1 in countries and shape.rank >= below.rank


def _is_over_entry(index: int, looks: Sequence[HeadingStyle | None]) -> bool:
    """Return whether another heading follows at once: a market's, and no place on a line of its own."""
    shape, below = looks[index], looks[index + 1] if index + 1 < len(looks) else None
    if shape is None or below is None or below == shape:
        return False
    return below.bold >= shape.bold and below.italic <= shape.italic
