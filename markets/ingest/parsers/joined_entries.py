"""Several markets in one paragraph, each after its name in bold, or in italics with its place."""

from collections.abc import Sequence

from markets.ingest.parsers.countries import is_country
from markets.ingest.parsers.headings import find_look
from markets.ingest.parsers.line_style import TERMINAL
from markets.ingest.parsers.page_measures import Measures
from markets.ingest.parsers.paragraphs import Paragraph
from markets.ingest.parsers.run_in_names import run_in
from markets.ingest.parsers.wording import closes_with


def part_joined_entries(paragraphs: Sequence[Paragraph], measures: Measures) -> list[Paragraph]:
    """Return the paragraphs of a section, cut before each name that is run in behind a sentence."""
    parted = [_parted(paragraph, measures) for paragraph in paragraphs]
    joined = sum(len(parts) > 1 for parts in parted)
    headed = sum(
        find_look(paragraph, measures) is not None and not is_country(paragraph.text.rstrip(" .:"))
        for paragraph in paragraphs
    )
    # Among entries with headings, bold words inside a paragraph are labels.
    return [part for parts in parted for part in parts] if 2 * joined >= headed else list(paragraphs)


def _parted(paragraph: Paragraph, measures: Measures) -> list[Paragraph]:
    if len(paragraph.runs) < 3 or measures.bold or not _opens(paragraph, measures):
        return [paragraph]
    made: list[Paragraph] = []
    rest = paragraph
    for run in paragraph.runs[1:]:
        shift = len(paragraph.text) - len(rest.text)
        if (run.bold or run.italic) and closes_with(paragraph.text[: run.start].rstrip(), TERMINAL):
            behind = _cut(rest, run.start - shift, len(rest.text))
            if _opens(behind, measures):
                made.append(_cut(rest, 0, run.start - shift))
                rest = behind
    return [*made, rest]


def _opens(paragraph: Paragraph, measures: Measures) -> bool:
    found = run_in(paragraph, measures)
    return found is not None and found.styled and (paragraph.runs[0].bold or found.placed)


def _cut(paragraph: Paragraph, start: int, end: int) -> Paragraph:
    """Return a stretch of a paragraph, with the lines that it is on."""
    ends = [*(offset for offset, _ in paragraph.pages[1:]), len(paragraph.text)]
    on = [index for index, (offset, _) in enumerate(paragraph.pages) if offset < end and ends[index] > start]
    text = paragraph.text[start:end].rstrip()
    return Paragraph(
        text,
        [
            run._replace(start=max(run.start - start, 0), end=min(run.end - start, len(text)))
            for run in paragraph.runs
            if run.start < start + len(text) and run.end > start
        ],
        [(max(paragraph.pages[index][0] - start, 0), paragraph.pages[index][1]) for index in on],
        [paragraph.lines[index] for index in on],
        "" if start else paragraph.bullet,
        tuple(link for index in on for link in paragraph.lines[index].links),
    )
