"""What is beside the running text: boxes, tables and figures with their captions."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from markets.ingest.parsers.footnotes import has_note_number
from markets.ingest.parsers.line_style import TERMINAL, is_slanted, stands_out
from markets.ingest.parsers.page_measures import Measures
from markets.ingest.parsers.recommendations import find_recommendations
from markets.ingest.parsers.sections import kind_of
from markets.ingest.parsers.wording import closes_with
from markets.ingest.records import TextLine

_CAPTION = re.compile(
    r"^(?:figure|fig\.|table|chart|graph|exhibit|source)\s*(?:\d|[ivx]+\b|:)", re.IGNORECASE
)
# How it begins: asked first, which is much faster.
_CAPTION_BEGINS = frozenset(("fig", "tab", "cha", "gra", "exh", "sou"))
_TITLE = re.compile(
    r"^(?:figure|table|chart|graph|exhibit)\s+(?:\d+|[IVX]+)\s*[.:\u2013\u2014-]", re.IGNORECASE
)
_CENTERED = 2  # times the size, from both margins
_PROSE = re.compile(r"(?:[^\W\d_][\w\u2019'-]*,? ){5,}[\w\u2019'-]+[.!?:;]")
_HEADING_LINES, _CAPTION_LINES = 3, 3
_BELOW_NOTES = 2  # lines from the last note to the page number
_MOST = 0.2  # of all text: a report whose entries are in boxes has no asides


def split_asides(
    pages: Sequence[list[TextLine]], measures: Measures
) -> tuple[list[list[TextLine]], list[list[TextLine]]]:
    """Return the lines of each page without those of asides, and the asides in order."""
    inside = sum(len(line.text) for lines in pages for line in lines if line.boxed)
    boxes = inside > 0 and inside <= _MOST * sum(len(line.text) for lines in pages for line in lines)
    kept: list[list[TextLine]] = []
    asides: list[list[TextLine]] = []
    parted = False
    for lines, following in zip(pages, [*pages[1:], []], strict=False):
        drop = _captioned(lines, measures) | (_in_frames(lines, measures) if boxes else set())
        before = -1 if parted else -2
        if parted := boxes and _is_parted(lines, following, measures):
            drop.add(len(lines) - 1)
        for index in sorted(drop):
            if index == before + 1:
                asides[-1].append(lines[index])
            else:
                asides.append([lines[index]])
            before = index
        kept.append([line for index, line in enumerate(lines) if index not in drop])
    return kept, asides


def _in_frames(lines: Sequence[TextLine], measures: Measures) -> set[int]:
    """Return which lines are in a frame, but for headings of two lines that are on a bar of color, and footnotes, whose
    rule some programs draw as one side of a frame."""
    found: set[int] = set()
    for boxed, some in groupby(range(len(lines)), key=lambda index: lines[index].boxed):
        stretch = list(some)
        is_heading = len(stretch) <= _HEADING_LINES and all(
            lines[index].size > measures.size + 0.8 and not lines[index].text.endswith(".")
            for index in stretch
        )
        are_notes = len(lines) - stretch[-1] <= _BELOW_NOTES and has_note_number(lines[stretch[0]], measures)
        if boxed and not is_heading and not are_notes:
            found.update(stretch)
    return found


def _is_parted(lines: Sequence[TextLine], following: Sequence[TextLine], measures: Measures) -> bool:
    """Return whether a page ends with the heading of a frame, whose text is in a frame at the head of the next."""
    if not lines or not following or lines[-1].boxed or not following[0].boxed:
        return False
    last, first = lines[-1], following[0]
    inside = last.x0 > measures.margins_at(last)[0] + 4 and abs(last.x0 - first.x0) < 1
    return inside and stands_out(last, measures) and not stands_out(first, measures)


def _captioned(lines: Sequence[TextLine], measures: Measures) -> set[int]:
    """Small lines around a caption: what is written in a figure or a table without a frame. Around a caption in the
    body's size: the centered rows of its table."""
    found: set[int] = set()
    for index, line in enumerate(lines):
        if line.text[:3].casefold() not in _CAPTION_BEGINS or not _CAPTION.match(line.text):
            continue
        small = line.size <= 0.95 * measures.size
        if not small and not _is_title(line, measures):
            continue
        found.add(index)
        for step in (-1, 1):
            at = index + step
            while 0 <= at < len(lines) and (
                _in_figure(lines[at], measures, step < 0) if small else _is_row(lines[at], measures)
            ):
                found.add(at)
                at += step
    return found


def _is_title(line: TextLine, measures: Measures) -> bool:
    """Return whether a caption is bold, slanted or centered, without a stop: "Table 1. Response Times"."""
    styled = line.bold and not measures.bold or is_slanted(line) and not measures.italic
    apart = styled or line.x0 > measures.margins_at(line)[0] + _CENTERED * line.size
    return apart and _TITLE.match(line.text) is not None and not line.text.endswith((".", ";", ","))


def _is_row(line: TextLine, measures: Measures) -> bool:
    """Return whether a line may be a row of a table: short and centered, without a stop."""
    left, right = measures.margins_at(line)
    centered = line.x0 > left + _CENTERED * line.size and line.x1 < right - _CENTERED * line.size
    return centered and not line.text.endswith((".", "!", "?", ":", ",", ";"))


def _in_figure(line: TextLine, measures: Measures, above: bool) -> bool:
    """Return whether a line beside a caption belongs to the figure: small, or above it a scale or a label."""
    if line.bold:
        return False
    label = above and len(line.text) < 40 and not line.text.endswith((".", "!", "?", ":", ",", ";"))
    return line.size <= 0.95 * measures.size or (label and abs(line.size - measures.size) > 0.3)


def left_out(
    asides: Sequence[Sequence[TextLine]],
    listings: Sequence[Sequence[TextLine]],
    measures: Measures,
    counted: Sequence[str] = (),
) -> Iterator[str]:
    """Sentences that say what was left out and may belong to an entry: prose among the lines of the sections of
    listings. Figures, tables, and boxes that tell of the issue focus do not.

    `counted`: the names of all listings, where they are as many as the report states. A box is no entry then.
    """
    stretches = [((lines[0].page, lines[0].y), (lines[-1].page, lines[-1].y)) for lines in listings if lines]
    for lines in asides:
        text = " ".join(line.text for line in lines)
        at = (lines[0].page, lines[0].y)
        inside = any(start <= at and lines[0].page <= end[0] for start, end in stretches)
        is_other = kind_of(lines[0].text) == "focus" or _is_caption(lines, measures)
        if (
            inside
            and _PROSE.search(text)
            and not is_other
            and not (counted and _is_whole(lines, measures, counted))
        ):
            yield f"a box, table or figure on page {lines[0].page} is apart from the entries: “{text[:60]}…”"


def _is_whole(lines: Sequence[TextLine], measures: Measures, names: Sequence[str]) -> bool:
    """Return whether an aside has a heading of its own, ends with its last sentence, and says nothing of a listing."""
    text = " ".join(line.text for line in lines)
    return (
        stands_out(lines[0], measures)
        and closes_with(text, TERMINAL)
        and not any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) for name in names)
        and not find_recommendations(text, [(0, len(text), False)], "")
    )


def _is_caption(lines: Sequence[TextLine], measures: Measures) -> bool:
    """Return whether an aside is but a few small or slanted lines, as those below a picture are."""
    return len(lines) <= _CAPTION_LINES and all(
        line.italic and not measures.italic or line.size <= 0.95 * measures.size for line in lines
    )
