"""Join lines into paragraphs that keep the style and the page of every letter."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from markets.ingest.parsers.hyphens import Vocabulary
from markets.ingest.parsers.line_joints import join_lines
from markets.ingest.parsers.line_style import HeadingStyle, stands_out
from markets.ingest.parsers.page_measures import Measures
from markets.ingest.parsers.paragraph_breaks import REPORT_BULLET, goes_on, heads_page
from markets.ingest.records import TextLine


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
        styled = [run for run in self.runs if getattr(run, style)]
        if len(styled) in (0, len(self.runs)):
            return bool(styled) and _letters(self.text) > 0
        count = _latin_letters if _latin_letters(self.text) else _letters
        marked = sum(count(self.text[run.start : run.end]) for run in styled)
        return marked > 0 and marked >= 0.95 * count(self.text)

    @property
    def size(self) -> float:
        # A line in small capitals has the size of its large ones, though most of its letters are small.
        return max(self.lines, key=lambda line: len(line.text)).size

    @property
    def font(self) -> str:
        return self._longest_run.font

    @property
    def _longest_run(self) -> StyleRun:
        return max(self.runs, key=_count_letters) if len(self.runs) > 1 else self.runs[0]


def _count_letters(run: StyleRun) -> int:
    return run.end - run.start


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
        if group and not goes_on(group, line, above, heading, measures):
            cut = len(group) - heads_page(group, measures)
            made += [_paragraph(some, vocabulary) for some in (group[:cut], group[cut:]) if some]
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
        start = len(text)
        pages.append((start, line.page))
        if len(line.spans) < 2:
            end = start + len(line.text) - skip
            runs.append(StyleRun(start, end, line.font, line.size, line.bold, line.italic))
        else:
            runs += _runs(line, skip, start)
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
