"""Headings that are numbered without a stop behind the number ("1 Bookmole", "A.1 Bookmole", "4.2.1 Argentina")."""

import re
from collections.abc import Sequence
from itertools import pairwise

from markets.ingest.parsers.headings import find_look
from markets.ingest.parsers.page_measures import Measures
from markets.ingest.parsers.paragraphs import Paragraph

_NUMBER = re.compile(r"^(?:[A-Z][.-]?)?(\d{1,3})\s+(?=\S)")
_SECTION = re.compile(r"^(?:\d{1,2}\.){1,3}\d{1,3}\s+(?=\S)")
_FEW = 5  # headings in a row that must be numbered: a name may begin with a figure


def drop_heading_numbers(paragraphs: Sequence[Paragraph], measures: Measures) -> None:
    """Take the numbers off headings that count from 1 in steps of one, where each list may begin again, and those of
    several levels."""
    headings = [paragraph for paragraph in paragraphs if find_look(paragraph, measures)]
    sections = [(heading, match) for heading in headings if (match := _SECTION.match(heading.text))]
    for heading, match in sections if len(sections) >= _FEW else ():
        _cut(heading, match.end())
    found = [(heading, match) for heading in headings if (match := _NUMBER.match(heading.text))]
    values = [int(match[1]) for _, match in found]
    rising = all(after in (before + 1, 1) for before, after in pairwise(values))
    if len(found) < _FEW or values[0] != 1 or not rising:
        return
    for paragraph, match in found:
        _cut(paragraph, match.end())


def _cut(paragraph: Paragraph, length: int) -> None:
    paragraph.text = paragraph.text[length:]
    paragraph.runs = [
        run._replace(start=max(run.start - length, 0), end=run.end - length)
        for run in paragraph.runs
        if run.end > length
    ]
    paragraph.pages = [(max(start - length, 0), page) for start, page in paragraph.pages]
    paragraph.look = None
