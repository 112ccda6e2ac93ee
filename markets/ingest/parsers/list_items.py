"""Entries that are items of a list, their names set in no style of their own."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from markets.ingest.parsers.entry_drafts import Draft
from markets.ingest.parsers.line_style import HeadingStyle
from markets.ingest.parsers.page_measures import Measures
from markets.ingest.parsers.paragraphs import Paragraph
from markets.ingest.parsers.run_in_names import RunIn, is_capital_name, run_in
from markets.ingest.parsers.wording import closes_with, split_words
from markets.text.keys import name_key

_STOPS = (".", "!", "?", ":", ";")
_NEAR = 4  # paragraphs in which an entry speaks of itself by name


def find_list_items(
    paragraphs: Sequence[Paragraph],
    looks: Sequence[HeadingStyle | None],
    runins: Sequence[RunIn | None],
    measures: Measures,
) -> list[RunIn | None]:
    """Where items begin with a name and its place in brackets, in no style of their own, the items beside them that
    give no place begin with a name too: if they bear the same bullet and no colon introduces them, or if they speak
    of themselves by it."""
    placed = [p for p, runin in zip(paragraphs, runins, strict=True) if runin and runin.placed]
    made = list(runins)
    if not placed or any(runin.styled for runin in runins if runin):
        return made
    bullets = {paragraph.bullet for paragraph in placed} - {""}
    indents = {round(paragraph.lines[0].x0) for paragraph in placed}
    if min(indents) <= measures.left + 8:
        indents = set()  # they are not set in, or not all
    introduced = False
    for index, paragraph in enumerate(paragraphs):
        before = paragraphs[index - 1] if index else paragraph
        marked = paragraph.bullet in bullets
        item = marked or (round(paragraph.lines[0].x0) in indents and closes_with(before.text, _STOPS))
        introduced = before.text.endswith(":") or (introduced and bool(before.bullet))
        if made[index] is None and looks[index] is None and item:
            found = run_in(paragraph, measures, fragments=True, item=True)
            sure = marked and not introduced
            if found and (sure or _by_name(found, paragraphs[index : index + _NEAR])):
                made[index] = replace(found, placed=True)
    return made


def _by_name(found: RunIn, entry: Sequence[Paragraph]) -> bool:
    """Return whether what may be an entry has a name, and speaks of itself by it."""
    body = " ".join([entry[0].text[found.start :], *(paragraph.text for paragraph in entry[1:])])
    return is_capital_name(found.name) and name_key(found.name) in name_key(body)


def find_hidden_items(entries: Sequence[Draft], measures: Measures) -> Iterator[str]:
    """Items of a list that look as entries do and were not taken for one, as sentences that name the page."""
    for entry in entries:
        first = entry.paragraphs[0] if entry.heading is None and entry.paragraphs else None
        if first is None or first.runs[0].bold or first.runs[0].italic:
            continue
        for paragraph in entry.paragraphs[1:]:
            found = run_in(paragraph, measures, fragments=True, item=True) if paragraph.bullet else None
            if found and is_capital_name(found.name) and len(split_words(found.name)) <= 4:
                yield f"a bullet on page {paragraph.page} may be an entry of its own: “{paragraph.text[:50]}…”"
