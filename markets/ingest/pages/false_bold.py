"""Faces that are bold by their weight alone: some programs write the weight of a bold face for the regular one."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from markets.ingest.pages.spans import find_prevailing_style
from markets.ingest.records import TextLine, TextPage

_ADDED_STYLE = re.compile("[^-]-Bold$")  # that Qt writes into the faces of all styles
_TWO_STYLES = re.compile(r"-(?:Bold|Italic|Oblique)\w*-Bold$")
_PLAIN_ENDING = re.compile(r"(?:ps)?(?:mt)?$", re.IGNORECASE)


def without_false_bold(pages: Sequence[TextPage], heavy: Collection[str]) -> list[TextPage]:
    """Return the pages, such faces taken for regular where a sibling is called bold or where most text is set in them.

    A face whose name is that of another and a "B" is bold, and one of several fonts is what most of its letters are.
    """
    styles: Counter[tuple[str, bool]] = Counter()
    for page in pages:
        for line in page.lines:
            for span in line.spans:
                styles[span.font, span.bold] += span.end - span.start
    letters: Counter[str] = Counter()
    heavy_letters: Counter[str] = Counter()
    for (font, is_bold), count in styles.items():
        letters[font] += count
        heavy_letters[font] += is_bold * count
    most = max(letters, key=letters.__getitem__, default="")
    mostly = {
        name for name in heavy if 2 * heavy_letters[name] > letters[name]
    }  # of several fonts of one face
    false = {name for name in heavy if name == most or name not in mostly or _has_bold_sibling(name, letters)}
    if _ADDED_STYLE.search(most) and any(_TWO_STYLES.search(name) for name in letters):
        false |= {
            name
            for name in letters
            if _ADDED_STYLE.search(name) and "bold" not in name.casefold()[: -len("-bold")]
        }
    bold = (mostly - false) | {
        name for name in letters if name.split("#")[0][-1:] == "B" and name.split("#")[0][:-1] in letters
    }
    if not false and not bold:
        return list(pages)
    return [
        replace(page, lines=tuple(_corrected(line, false, bold) for line in page.lines)) for page in pages
    ]


def _has_bold_sibling(name: str, names: Collection[str]) -> bool:
    stem = _PLAIN_ENDING.sub("", name.split("#")[0])
    return any(other != name and other.startswith(stem) and "bold" in other.casefold() for other in names)


def _corrected(line: TextLine, false: Collection[str], bold: Collection[str]) -> TextLine:
    """Return the line with faces of these names regular, or bold."""
    if not any(span.font in false or span.font in bold for span in line.spans):
        return line
    spans = tuple(
        span._replace(bold=span.font in bold) if span.font in false or span.font in bold else span
        for span in line.spans
    )
    font, size, heavy, italic = find_prevailing_style(spans)
    return line._replace(spans=spans, font=font, size=size, bold=heavy, italic=italic)
