"""How a heading looks, whatever it says."""

import re

from markets.ingest.parsers import lead_lines
from markets.ingest.parsers.line_style import HeadingStyle, stands_out
from markets.ingest.parsers.page_measures import Measures, name_font_family
from markets.ingest.parsers.paragraphs import Paragraph
from markets.ingest.parsers.places import is_placed_name
from markets.ingest.parsers.wording import closes_with, is_capitals, split_words

_STOPS = (".", "!", "?", ";")
_END = 6  # letters: those of " Corp." with its space
_CORPORATE_END = re.compile(  # in the last letters of a text
    r"\b(?:Co|Inc|Ltd|LLC|S\.A|B\.V|N\.V|Corp|Jr|Sr|St|etc|[A-Z]\.[A-Z])\.$", re.IGNORECASE
)


def find_look(paragraph: Paragraph, measures: Measures) -> HeadingStyle | None:
    """Return the look of a paragraph that stands out from the body as a heading does; None for running text."""
    if paragraph.look is None:
        paragraph.look = (_look(paragraph, measures),)
    return paragraph.look[0]


def _look(paragraph: Paragraph, measures: Measures) -> HeadingStyle | None:
    text = paragraph.text
    if len(text) > 320:
        return None
    apart = all(stands_out(line, measures) for line in paragraph.lines)
    sentence = closes_with(text, _STOPS) and not _CORPORATE_END.search(text[-_END:])
    if sentence and not apart:
        return None
    count = len(split_words(text))
    if not 0 < count <= 40 or paragraph.bullet and not paragraph.all("bold"):
        return None
    if sentence and (count > 7 or lead_lines.is_lead(text)):
        return None
    bold, italic = (
        paragraph.all("bold") and not measures.bold,
        paragraph.all("italic") and not measures.italic,
    )
    capitals = is_capitals(text) and len({run.bold for run in paragraph.runs}) == 1
    size = round(2 * paragraph.size) / 2
    name = name_font_family(paragraph.font)
    made = HeadingStyle(size, bold, italic, capitals and not bold and size <= measures.size + 0.8, name)
    if apart:
        return made
    if count > 16:
        return None
    if made.capitals or italic or (name != measures.family and len(paragraph.lines) <= 2):
        return made
    return None


def find_plain_look(paragraph: Paragraph, measures: Measures, capitals: bool = False) -> HeadingStyle | None:
    """Return the look of a paragraph that may be a heading in the body's own style; None for any other."""
    if not is_plain(paragraph, measures):
        return None
    return HeadingStyle(round(2 * paragraph.size) / 2, False, False, capitals, "plain")


def is_plain(paragraph: Paragraph, measures: Measures) -> bool:
    """Return whether a paragraph in the body's own style may still be a heading: one short line without a stop."""
    if len(paragraph.lines) != 1:
        return False
    line = paragraph.lines[0]
    left, right = measures.margins_at(line)
    return (
        not paragraph.bullet
        and len(split_words(paragraph.text)) <= 8
        and (
            not re.search(r"[.!?;:,]$", paragraph.text)
            or _CORPORATE_END.search(paragraph.text[-_END:]) is not None
        )
        and not (
            paragraph.text[:1].islower() and paragraph.text.split(" ", 1)[0].islower()
        )  # "eBay" may be a name
        and (line.x1 < left + 0.75 * (right - left) or is_placed_name(line.text))
    )
