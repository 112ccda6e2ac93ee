"""Lines between a name and its text: places and addresses below it, and labeled facts ("Country: China")."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from markets.ingest.parsers import domains, places
from markets.ingest.parsers.countries import is_country
from markets.ingest.parsers.line_style import HeadingStyle
from markets.ingest.parsers.page_measures import Measures
from markets.ingest.parsers.paragraphs import Paragraph
from markets.ingest.parsers.run_in_names import run_in
from markets.text.keys import name_key

_Looks = Sequence[HeadingStyle | None]
_OFTEN = 3  # times that one label is in a section
USUAL_LABEL = re.compile(
    r"^(?:country|economy|location|place|city|address(?:es)?|(?:related )?(?:domains?|sites?|websites?)|headquarters"
    r"|operator|type|category|languages?)$",
    re.IGNORECASE,
)
_MOST_LINES, _LONGEST = 4, 60
_NEAR = 1.6  # times the size, between lines of one heading


def find_labels(paragraphs: Sequence[Paragraph], looks: _Looks, measures: Measures) -> set[int]:
    """Return which paragraphs begin with a label and no run-in name: the same words again and again, or usual ones."""
    names = {
        index: found.name.casefold()
        for index, (paragraph, shape) in enumerate(zip(paragraphs, looks, strict=True))
        if shape is None
        and len(paragraph.runs) > 1
        and (found := run_in(paragraph, measures))
        and found.styled
    }
    counts = Counter(names.values())
    return {index for index, name in names.items() if counts[name] >= _OFTEN or USUAL_LABEL.match(name)}


def join_place_lines(
    paragraphs: Sequence[Paragraph], looks: _Looks
) -> tuple[list[Paragraph], list[HeadingStyle | None]]:
    """Return the paragraphs and their looks, lines of places and addresses below a heading as one paragraph of text.

    Such lines may look as the name above them does ("Lotus Mall", "Hanoi", "Vietnam"), or be set in one paragraph.
    """
    made: list[Paragraph] = []
    shapes: list[HeadingStyle | None] = []
    looks = [
        None if look and not look.bold and _has_label(paragraph.text) else look
        for paragraph, look in zip(paragraphs, looks, strict=True)
    ]
    index = 0
    while index < len(paragraphs):
        paragraph, shape = paragraphs[index], looks[index]
        below = _below_name(paragraphs, looks, index) if shape is not None else 0
        made.append(paragraph)
        shapes.append(shape)
        index += 1
        if below:
            made.append(_joined(paragraphs[index : index + below]))
            shapes.append(None)
            index += below
    return made, shapes


def _has_label(text: str) -> bool:
    """Return whether a line begins with a usual label ("Country: China")."""
    label, colon, value = text.partition(":")
    return bool(colon and value) and USUAL_LABEL.match(label) is not None


def _below_name(paragraphs: Sequence[Paragraph], looks: _Looks, index: int) -> int:
    """Return how many paragraphs below a heading are but places and addresses, several lines of them."""
    if is_country(paragraphs[index].text.rstrip(" .:")):
        return 0
    heading = paragraphs[index].lines[-1]
    lines: list[str] = []
    found = 0
    below = islice(zip(paragraphs, looks, strict=True), index + 1, index + 1 + _MOST_LINES)
    for count, (paragraph, shape) in enumerate(below, 1):
        first = paragraph.lines[0]
        near = first.page == heading.page and 0 < first.y - heading.y < _NEAR * max(heading.size, first.size)
        lines += [line.text for line in paragraph.lines]
        if not near or len(lines) > _MOST_LINES or any(len(line) > _LONGEST for line in lines):
            break
        heading = paragraph.lines[-1]
        alike = shape is not None and shape == looks[index]
        if (len(lines) > 1 or alike) and read_place_lines(lines):
            found = count
    return found


def read_place_lines(lines: Sequence[str]) -> str:
    """Return lines that are but places and addresses as one line, with marks between; "" where they are more."""
    text, city, known = "", "", False
    for line in lines:
        if is_country(line.strip(" .")):
            text, city, known = text + (f"{city}, {line}" if city else line) + " | ", "", True
        elif not city and (domains.read_hosts_alone(line) or places.read_place(line)):
            text, known = f"{text}{line} | ", True
        elif not city and not text and places.read_city(line):
            city = line
        else:
            return ""
    return text.removesuffix(" | ") if known and not city else ""


def without_place_lines(paragraphs: Sequence[Paragraph], looks: _Looks) -> list[HeadingStyle | None]:
    """Return the looks without those of places on a line of their own below a heading."""
    kept = list(looks)
    for index in range(1, len(kept)):
        shape, above = kept[index], kept[index - 1]
        below = shape is not None and above is not None and shape != above and not shape.bold
        text = paragraphs[index].text
        again = below and name_key(text) == name_key(paragraphs[index - 1].text)  # "Kat.ph" above "kat.ph"
        if below and places.read_place(text) or again and domains.read_hosts_alone(text):
            kept[index] = None
    return kept


def _joined(paragraphs: Sequence[Paragraph]) -> Paragraph:
    lines = [line for paragraph in paragraphs for line in paragraph.lines]
    text = read_place_lines([line.text for line in lines])
    first = paragraphs[0]
    runs = [first.runs[0]._replace(start=0, end=len(text))]
    return replace(first, text=text, lines=lines, runs=runs, pages=first.pages[:1], look=(None,))
