"""Lines between a name and its text: places and addresses below it, and labeled facts ("Country: China")."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from markets.ingest.parsers import domains, places
from markets.ingest.parsers.countries import is_country
from markets.ingest.parsers.headings import find_look
from markets.ingest.parsers.line_style import HeadingStyle
from markets.ingest.parsers.page_measures import Measures
from markets.ingest.parsers.paragraphs import Paragraph
from markets.ingest.parsers.places import NOWHERE, PrintedPlace
from markets.ingest.parsers.run_in_names import run_in
from markets.text.keys import name_key

_Looks = Sequence[HeadingStyle | None]
_OFTEN = 3  # times that one label or style is in a section
_ALIKE = 3  # letters that a name shares with its address
USUAL_LABEL = re.compile(
    r"^(?:country|economy|location|place|city|address(?:es)?|(?:related )?(?:domains?|sites?|websites?)|headquarters"
    r"|operator|type|category|languages?)$",
    re.IGNORECASE,
)
CITY_LABEL = re.compile(r"(?:city|town|municipality)\s*:\s*(?P<city>[^.:;]+)$", re.IGNORECASE)
_PARTS = re.compile(
    r"\s*[|;\u2013\u2014\u00b7\u2022]\s*|\s+-\s+|\s+(?=[A-Z]\w+(?: [a-z]+)?:\s)"  # "City: Hanoi Country: Vietnam"
)
_LABEL = re.compile(r"(?P<label>[A-Z]\w+(?: [a-z]+)?):\s+(?=\S)")
_MARK = re.compile("[-:|;\u2013\u2014\u00b7\u2022]")  # without one a line has no parts and no labels
_PLACE_BEHIND = re.compile(r"\s*[,(].*$")
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


def join_wrapped_names(paragraphs: Sequence[Paragraph], measures: Measures) -> list[Paragraph]:
    """Return the paragraphs, headings right below each other as one where the text below them has both as one name:
    it may be set in a column much narrower than the text."""
    made: list[Paragraph] = []  # from the last one on
    for paragraph in reversed(paragraphs):
        look = find_look(paragraph, measures)
        if made and look and look == find_look(made[-1], measures) and _are_one_name(paragraph, made):
            paragraph = _join_headings(paragraph, made.pop())
        made.append(paragraph)
    return made[::-1]


def _are_one_name(above: Paragraph, below: Sequence[Paragraph]) -> bool:
    """Return whether the text has a heading and the next one as one name. `below`: what follows, the next one last."""
    last, first = above.lines[-1], below[-1].lines[0]
    if last.page != first.page or not 0 < first.y - last.y < _NEAR * first.size:
        return False
    name = f"{above.text} {_PLACE_BEHIND.sub('', below[-1].text)}".casefold()
    return any(name in paragraph.text.casefold() for paragraph in below[-1 - _MOST_LINES : -1])


def _join_headings(above: Paragraph, below: Paragraph) -> Paragraph:
    start = len(above.text) + 1
    return replace(
        above,
        text=f"{above.text} {below.text}",
        runs=above.runs + [run._replace(start=run.start + start, end=run.end + start) for run in below.runs],
        pages=above.pages + [(offset + start, page) for offset, page in below.pages],
        lines=above.lines + below.lines,
        links=tuple(dict.fromkeys(above.links + below.links)),
    )


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
    """Return the looks without those of lines of places and addresses below a heading, in a style of their own."""
    below = set(_find_lines_below(paragraphs, looks))
    return [None if index in below else shape for index, shape in enumerate(looks)]


def _find_lines_below(paragraphs: Sequence[Paragraph], looks: _Looks) -> Iterator[int]:
    """Yield which paragraphs in a style of their own are lines of facts below a heading.

    An address alone may be a name under a category: it counts where it repeats the heading ("Kat.ph" above "kat.ph"),
    and where each line in its style is below a heading and most resemble it ("bookmole.cc" below "Bookmole").
    """
    heading = -1
    alone: defaultdict[HeadingStyle, list[tuple[int, bool]]] = defaultdict(list)
    for index, (paragraph, shape) in enumerate(zip(paragraphs, looks, strict=True)):
        above = looks[heading] if heading >= 0 else None
        text = paragraph.text
        if shape is None:
            heading = -1
        elif above is None or shape == above or shape.bold:
            heading = index
        elif places.read_place(text) or read_fact_line(text):
            yield index
        elif domains.read_hosts_alone(text):
            name, host = name_key(paragraphs[heading].text), name_key(text)
            if name == host:
                yield index
            alone[shape].append((index, name[:_ALIKE] == host[:_ALIKE]))
        else:
            heading = index
    for shape, found in alone.items():
        if (
            len(found) >= _OFTEN
            and len(found) == looks.count(shape)
            and 2 * sum(like for _, like in found) > len(found)
        ):
            yield from (index for index, _ in found)


def read_fact_line(body: str) -> tuple[PrintedPlace, list[str]] | None:
    """Return a line that is but a place and addresses, with marks between ("Aruba – deepshelf.io"), or with labels."""
    if len(body) >= 200 or not _MARK.search(body):
        return None
    parts = [part for part in _PARTS.split(body) if part]
    place = NOWHERE
    found: list[str] = []
    labels = 0
    for part in parts:
        label = _LABEL.match(part)
        value = part[label.end() :] if label else part
        addresses = domains.read_hosts_alone(value)
        city = CITY_LABEL.match(part)
        read = NOWHERE if addresses else PrintedPlace(city=city["city"]) if city else places.read_place(value)
        if not addresses and not read:
            return None
        labels += label is not None
        place = PrintedPlace(
            read.country or place.country, read.codes or place.codes, read.city or place.city
        )
        found += addresses
    return (place, found) if labels or place and found else None


def _joined(paragraphs: Sequence[Paragraph]) -> Paragraph:
    lines = [line for paragraph in paragraphs for line in paragraph.lines]
    text = read_place_lines([line.text for line in lines])
    first = paragraphs[0]
    runs = [first.runs[0]._replace(start=0, end=len(text))]
    return replace(first, text=text, lines=lines, runs=runs, pages=first.pages[:1], look=(None,))
