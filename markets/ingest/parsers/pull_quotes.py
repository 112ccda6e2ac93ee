"""Quotations from the text, printed once more beside it in a larger or slanted style."""

from collections.abc import Iterator, Sequence

from markets.ingest.parsers.entry_drafts import Draft
from markets.ingest.parsers.headings import find_look
from markets.ingest.parsers.lead_lines import is_lead
from markets.ingest.parsers.page_measures import Measures
from markets.ingest.parsers.paragraphs import Paragraph
from markets.ingest.parsers.wording import closes_with
from markets.text.keys import name_key
from markets.text.sentences import find_sentences

_LEAST_WORDS = 5  # and one more
_OTHER_SIZE = 0.8  # points
_REACH = 12  # paragraphs
_FEW = 0.3  # of the paragraphs


def without_pull_quotes(paragraphs: Sequence[Paragraph], measures: Measures) -> list[Paragraph]:
    """Return the paragraphs without those in another style than the body that repeat words of one near them."""
    odd = {at for at, paragraph in enumerate(paragraphs) if _is_set_otherwise(paragraph, measures)}
    keys = [name_key(paragraph.text) for paragraph in paragraphs] if odd else []

    def is_repeated(at: int) -> bool:
        near = [*keys[max(0, at - _REACH) : at], *keys[at + 1 : at + _REACH]]
        return any(keys[at] in key for key in near)

    return [paragraph for at, paragraph in enumerate(paragraphs) if at not in odd or not is_repeated(at)]


def _is_set_otherwise(paragraph: Paragraph, measures: Measures) -> bool:
    line = paragraph.lines[0]
    other = abs(line.size - measures.size) > _OTHER_SIZE or line.italic and not measures.italic
    if not other or paragraph.text.count(" ") < _LEAST_WORDS:
        return False
    return paragraph.text[:1] in '"\u201c' or find_look(paragraph, measures) is None


def find_odd_sizes(entries: Sequence[Draft], measures: Measures) -> Iterator[str]:
    """Yield prose in a few entries that is larger or smaller than the body: it may be beside the text."""
    texts = [(entry.name, paragraph) for entry in entries for paragraph in entry.paragraphs]
    odd = [
        (name, paragraph)
        for name, paragraph in texts
        if abs(paragraph.size - measures.size) > _OTHER_SIZE
        and (find_look(paragraph, measures) is None or closes_with(paragraph.text, (".", "!", "?")))
        and paragraph.text.count(" ") >= _LEAST_WORDS
        and not is_lead(paragraph.text[slice(*find_sentences(paragraph.text)[0])])
    ]
    for name, paragraph in odd if len(odd) < _FEW * len(texts) else ():
        yield (
            f"a paragraph of “{name}” on page {paragraph.page} is in another size than the text, and may not belong to"
            f" it: “{paragraph.text[:50]}…”"
        )
