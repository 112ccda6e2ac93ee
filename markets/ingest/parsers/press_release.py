"""What a press release says about an edition."""

import re
from collections.abc import Sequence

from markets.ingest.parsers import edition_facts
from markets.ingest.parsers.hyphens import Vocabulary
from markets.ingest.parsers.page_furniture import text_lines
from markets.ingest.parsers.page_measures import measure_pages
from markets.ingest.parsers.paragraphs import Paragraph, build_paragraphs
from markets.ingest.records import ParsedPressRelease, TextPage
from markets.text.dates import partial_date
from markets.text.issue_focus import find_issue_focus
from markets.text.sentences import find_sentences

_TITLE = re.compile(r"notorious markets", re.IGNORECASE)
_YEAR = re.compile(
    r"\b(20[0-4]\d)\s+(?:special\s+301\s+)?(?:out-of-cycle\s+)?(?:review|notorious markets|list)\b"
    r"|\bnotorious markets (?:list )?(?:for|of) (20[0-4]\d)\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\b(?:[A-Z0-9][\w'\u2019&.-]*)(?:\s+(?:(?:de|del|do|da|la|of|the|&)\s+)?[A-Z0-9][\w'\u2019&.-]*)*"
)


def parse_press_release(pages: Sequence[TextPage]) -> ParsedPressRelease:
    """Title, date, year under review, counts, names and issue focus, as far as the release prints them."""
    measures = measure_pages(pages)
    lines = text_lines(pages, measures)
    blocks = build_paragraphs(lines, measures, Vocabulary(line.text for page in lines for line in page))
    texts = [block.text for block in blocks]
    return ParsedPressRelease(
        title=_title(blocks),
        published=_published(texts),
        year=_year(texts),
        stated_counts=edition_facts.stated_counts(texts),
        named=_named(texts),
        issue_focus=next(filter(None, map(find_issue_focus, texts)), None),
    )


def _title(blocks: Sequence[Paragraph]) -> str:
    about = [block for block in blocks if _TITLE.search(block.text) and len(block.text) < 220]
    best = max(about, key=lambda block: (block.size, block.all("bold")), default=None)
    return best.text if best is not None else (blocks[0].text if blocks else "")


def _published(texts: Sequence[str]) -> str | None:
    short = (partial_date(text) for text in texts[:40] if len(text) < 60)
    behind = (partial_date(text[:160]) for text in texts[:40])
    return next((found for found in [*short, *behind] if found and len(found) == 10), None)


def _year(texts: Sequence[str]) -> int | None:
    match = next((m for text in texts if (m := _YEAR.search(text))), None)
    return int(match[1] or match[2]) if match else None


def _named(texts: Sequence[str]) -> tuple[str, ...]:
    """Names inside sentences (a sentence's first word is none unless it goes on with another)."""
    found: list[str] = []
    for text in texts:
        for start, end in find_sentences(text):
            for match in _NAME.finditer(text, start, end):
                name = match[0].rstrip(".")
                if len(name) > 2 and not name.isdigit() and (match.start() > start or " " in name):
                    found.append(name)
    return tuple(dict.fromkeys(found))
