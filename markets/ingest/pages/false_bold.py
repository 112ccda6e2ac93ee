"""Faces that are bold by their weight alone: some programs write the weight of a bold face for the regular one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from markets.ingest.pages.spans import prevailing
from markets.ingest.records import TextLine, TextPage

_PLAIN_ENDING = re.compile(r"(?:ps)?(?:mt)?$", re.IGNORECASE)


def without_false_bold(pages: Sequence[TextPage], heavy: Collection[str]) -> list[TextPage]:
    """The pages, such faces taken for regular where a sibling is called bold or where most text is set in them."""
    if not heavy:
        return list(pages)
    letters: Counter[str] = Counter()
    for page in pages:
        for line in page.lines:
            for span in line.spans:
                letters[span.font] += span.end - span.start
    most = max(letters, key=letters.__getitem__, default="")
    false = {name for name in heavy if name == most or _has_bold_sibling(name, letters)}
    if not false:
        return list(pages)
    return [replace(page, lines=tuple(_plain(line, false) for line in page.lines)) for page in pages]


def _has_bold_sibling(name: str, names: Collection[str]) -> bool:
    stem = _PLAIN_ENDING.sub("", name.split("#")[0])
    return any(other != name and other.startswith(stem) and "bold" in other.casefold() for other in names)


def _plain(line: TextLine, false: Collection[str]) -> TextLine:
    if not any(span.font in false for span in line.spans):
        return line
    spans = tuple(span._replace(bold=False) if span.font in false else span for span in line.spans)
    font, size, bold, italic = prevailing(spans)
    return line._replace(spans=spans, font=font, size=size, bold=bold, italic=italic)
