"""Join lines into paragraphs that keep the style and the page of every letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from markets.ingest.parsers.hyphens import Vocabulary
from markets.ingest.parsers.line_joints import join_lines
from markets.ingest.parsers.line_style import (
    TERMINAL,
    HeadingStyle,
    has_room,
    heading_wraps,
    in_capitals,
    is_slanted,
    name_wraps,
    opens_marked,
    short_by_far,
    stands_out,
    stands_right,
)
from markets.ingest.parsers.page_measures import Measures
from markets.ingest.parsers.wording import closes_with
from markets.ingest.records import TextLine
from markets.text.sentences import ends_short

REPORT_BULLET = re.compile(
    r"^(?:[\u2022\u00b7\u25e6\u25cb\u2219\u2043\u27a2\u2713\u2714*\u2666\u00a7\uf0b7]|o(?=\s+[A-Z])|[-\u2013\u2014](?=\s)"
    r"|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)](?=\s))\s*"
)
_ITEM_END = re.compile(r";(?: and| or)?$")


class StyleRun(NamedTuple):
    """A stretch of a paragraph's text in one style."""

    start: int
    end: int
    font: str
    size: float
    bold: bool
    italic: bool


@dataclass(slots=True)
class Paragraph:
    """A paragraph, bullet or heading. `pages` holds (offset in text, page) for each line, in order.

    `bullet` is the mark that was before the text, "" if none did.
    """

    text: str
    runs: list[StyleRun]
    pages: list[tuple[int, int]]
    lines: list[TextLine]
    bullet: str = ""
    links: tuple[str, ...] = field(default=())
    look: tuple[HeadingStyle | None] | None = None  # as a heading, once `headings.look` has looked

    @property
    def page(self) -> int:
        return self.pages[0][1]

    def all(self, style: str) -> bool:
        """Return whether nearly all letters are "bold" or "italic"."""
        count = _latin_letters if _latin_letters(self.text) else _letters
        marked = sum(count(self.text[run.start : run.end]) for run in self.runs if getattr(run, style))
        return marked > 0 and marked >= 0.95 * count(self.text)

    @property
    def size(self) -> float:
        return max(self.runs, key=lambda run: run.end - run.start).size

    @property
    def font(self) -> str:
        return max(self.runs, key=lambda run: run.end - run.start).font


def _latin_letters(text: str) -> int:
    """Letters of other scripts come from a fallback font, whose style says nothing."""
    return sum(c.isalnum() and c < "\u0370" for c in text)


def _letters(text: str) -> int:
    return sum(c.isalnum() for c in text)


def build_paragraphs(
    pages: Iterable[Sequence[TextLine]], measures: Measures, vocabulary: Vocabulary
) -> list[Paragraph]:
    """Return the paragraphs of the lines given page by page; one may go on from page to page."""
    made: list[Paragraph] = []
    group: list[TextLine] = []
    above = False  # whether the line above looks like a heading
    for line in (line for lines in pages for line in lines):
        heading = stands_out(line, measures)
        if group and not _goes_on(group, line, above, heading, measures):
            made.append(_paragraph(group, vocabulary))
            group = []
        group.append(line)
        above = heading
    if group:
        made.append(_paragraph(group, vocabulary))
    made = [paragraph for paragraph in made if paragraph.text]
    _mark_lists(made, measures)
    return made


def _mark_lists(made: Sequence[Paragraph], measures: Measures) -> None:
    """What is set in further than a line that ends in a colon is a list, though its bullets be drawn and not
    written (browsers print so)."""
    before: Paragraph | None = None
    floor: float | None = None  # how far in the items of the list are, at least
    for paragraph in made:
        if stands_out(paragraph.lines[0], measures) or paragraph.bullet:
            floor = None
        elif before is not None and before.text.endswith(":") and not before.bullet:
            floor = max(measures.left + 8, before.lines[0].x0 + 4)
        if floor is not None and all(line.x0 > floor for line in paragraph.lines):
            paragraph.bullet = "\u2022"
        else:
            floor = None
        before = paragraph


def _goes_on(
    group: Sequence[TextLine], line: TextLine, heading: bool, heads: bool, measures: Measures
) -> bool:
    """Whether a line goes on with the paragraph of those above it; `heading`: whether the last of them looks like
    one, `heads`: whether the line does."""
    last = group[-1]
    if abs(last.size - line.size) > 0.6:
        return False
    wraps = heading != heads
    if wraps and not name_wraps(last, line, measures) or _starts_bullet(line, group):
        return False
    beside = line.y < last.y and line.x0 > last.x1 - 1  # at the top of the next column
    gap = line.y - last.y if line.page == last.page and not beside else None
    most = _most(group, measures)
    if last.text.endswith("-") and line.text[:1].islower():
        most *= 1.2  # the two halves of a word are in one paragraph
    if gap is not None and gap > most and _in_mid_sentence(last, line, heading or heads, measures):
        most = 2.2 * line.size  # a paragraph set wider than the others
    if gap is not None and (gap < 0 or gap > most or gap > 2.6 * line.size):
        return False
    if len(group) == 1 and stands_right(last, line, measures):
        return False
    if wraps:
        return True
    if heading:
        # Headings that follow each other: the one above has ended if the next word would have fitted.
        return last.italic == line.italic and (
            heading_wraps(last, line, measures) or not has_room(last, line, measures)
        )
    ends = closes_with(last.text, TERMINAL) and not ends_short(last.text)
    above, below = in_capitals(last), in_capitals(line)
    if above != below and not last.bold:
        apart = gap is None or gap > 1.08 * measures.leading or has_room(last, line, measures)
        alone = all(in_capitals(each) for each in group) and not line.text.startswith("(")
        if apart and (ends or alone):
            return False
    if above and below and not last.bold and all(in_capitals(each) for each in group):
        return not has_room(last, line, measures)
    if ends and (opens_marked(line, last) or _both_indented(group, line, measures)):
        return False
    if (
        is_slanted(last) != is_slanted(line)
        and not (last.spans and last.spans[-1].italic and is_slanted(line))
        and not (is_slanted(last) and line.spans and line.spans[0].italic and line.text[:1].islower())
        and (closes_with(last.text, TERMINAL) or has_room(last, line, measures))
    ):
        return False
    if _item_ends(last, line, measures):
        return False
    if line.text[:1].islower() and not ends:
        return True
    if _shifted(group, line):
        near = gap is None or len(group) == 1 and gap <= 1.08 * measures.leading
        return not ends and near and not has_room(last, line, measures)
    if has_room(last, line, measures):
        return not ends and not short_by_far(last, measures) and gap is not None
    return True


def _in_mid_sentence(last: TextLine, line: TextLine, heading: bool, measures: Measures) -> bool:
    """Return whether a full line without a stop is followed by one in the same style that goes on in small letters."""
    alike = (last.bold, last.italic, last.font) == (line.bold, line.italic, line.font)
    goes_on = line.text[:1].islower() and not closes_with(last.text, TERMINAL)
    return alike and goes_on and not heading and not has_room(last, line, measures)


def _item_ends(last: TextLine, line: TextLine, measures: Measures) -> bool:
    """Return whether an item of a list ends with the line: set in, a semicolon behind it, the next begins below it."""
    return (
        last.x0 > measures.left + 8
        and line.x0 < last.x0 + 1
        and _ITEM_END.search(last.text) is not None
        and has_room(last, line, measures)
    )


def _both_indented(group: Sequence[TextLine], line: TextLine, measures: Measures) -> bool:
    """Return whether the only line so far and the next are both set in from the margin, as first lines are."""
    first = group[0]
    return (
        len(group) == 1
        and not REPORT_BULLET.match(first.text)
        and first.x0 > measures.left + 8
        and abs(line.x0 - first.x0) < 1
    )


def _most(group: Sequence[TextLine], measures: Measures) -> float:
    """Return the largest distance of baselines inside the paragraph that these lines begin."""
    last = group[-1]
    if len(group) > 1 and group[-2].page == last.page and group[-2].y < last.y:
        return 1.2 * (last.y - group[-2].y) + 0.5
    return (
        1.22 * measures.leading
        if abs(last.size - measures.size) < 0.6
        else max(1.5, 1.1 * measures.leading / measures.size) * last.size
    ) + 0.5


def _starts_bullet(line: TextLine, group: Sequence[TextLine]) -> bool:
    match = REPORT_BULLET.match(line.text)
    if match is None:
        return False
    mark = match[0].strip()
    if not mark[0].isalnum() and mark not in "-\u2013\u2014" and mark[0] != "(":
        return True
    # "a)", "1.", "-" may also begin a line by chance: they count after a complete sentence, or indented.
    above = group[-1].text
    return closes_with(above, TERMINAL) and not ends_short(above) or line.x0 > group[-1].x0 + 4


def _shifted(group: Sequence[TextLine], line: TextLine) -> bool:
    """Return whether the line begins elsewhere than the paragraph's lines do: an indent, or the end of a bullet."""
    if len(group) > 1:
        return abs(line.x0 - group[-1].x0) > 4
    first = group[0]
    if REPORT_BULLET.match(first.text):
        return line.x0 < first.x0 + 1
    return line.x0 > first.x0 + 4


def _paragraph(lines: Sequence[TextLine], vocabulary: Vocabulary) -> Paragraph:
    """Return one paragraph of lines: hyphens resolved, bullet taken off."""
    text = ""
    runs: list[StyleRun] = []
    pages: list[tuple[int, int]] = []
    bullet, cut = "", 0
    match = REPORT_BULLET.match(lines[0].text)
    if match and len(lines[0].text) > match.end():
        bullet, cut = match[0].strip(), match.end()
    links: list[str] = []
    for index, line in enumerate(lines):
        skip = cut if index == 0 else 0
        if text:
            text = join_lines(text, line.text, vocabulary)
        pages.append((len(text), line.page))
        if len(line.spans) < 2:
            end = len(text) + len(line.text) - skip
            runs.append(StyleRun(len(text), end, line.font, line.size, line.bold, line.italic))
        else:
            runs += _runs(line, skip, len(text))
        text += line.text[skip:]
        links += line.links
    stripped = text.strip()
    if len(stripped) < len(text):
        runs = [run._replace(end=min(run.end, len(stripped))) for run in runs if run.start < len(stripped)]
    return Paragraph(
        stripped,
        runs,
        pages,
        list(lines),
        bullet,
        tuple(dict.fromkeys(links)),
    )


def _runs(line: TextLine, skip: int, offset: int) -> Iterator[StyleRun]:
    for span in line.spans:
        start, end = max(span.start, skip), span.end
        if start < end:
            yield StyleRun(
                offset + start - skip, offset + end - skip, span.font, span.size, span.bold, span.italic
            )
