"""`manage.py parse --explain`: for each line of a report, the rule that took it."""

from collections.abc import Iterable, Iterator, Sequence

from markets.ingest.parsers import contents, entry_drafts
from markets.ingest.parsers.asides import split_asides
from markets.ingest.parsers.errors import refuse_failed_rules
from markets.ingest.parsers.footnotes import without_footnotes
from markets.ingest.parsers.hyphens import Vocabulary
from markets.ingest.parsers.note_labels import find_note_labels
from markets.ingest.parsers.page_furniture import find_furniture, text_lines
from markets.ingest.parsers.page_measures import measure_pages
from markets.ingest.parsers.paragraphs import Paragraph, build_paragraphs
from markets.ingest.parsers.report import collect_entries
from markets.ingest.parsers.sections import Section, find_sections
from markets.ingest.records import TextLine, TextPage

_Place = tuple[int, float, float]


def explain_lines(pages: Sequence[TextPage]) -> Iterator[str]:
    """Yield one sentence for each line: page, rule, text. Raises UnknownHeading as parsing does."""
    rules = _rules(pages)
    for page in pages:
        for line in page.lines:
            yield f"p. {page.number:>3}  {rules.get(_place(line), 'dropped: only a mark'):32}  {line.text}"


def _place(line: TextLine) -> _Place:
    return line.page, line.y, line.x0


@refuse_failed_rules()
def _rules(pages: Sequence[TextPage]) -> dict[_Place, str]:
    measures = measure_pages(pages)
    heads, numbers = find_furniture(pages, measures)
    rules: dict[_Place, str] = {}
    kept = []
    for page in pages:
        for line in page.lines:
            at = (page.number, line.y)
            if at in heads or at in numbers:
                rules[_place(line)] = "furniture: page number" if at in numbers else "furniture: running head"
        kept.append([line for line in page.lines if _place(line) not in rules])
    rest, asides = split_asides(kept, measures)
    _mark(rules, (line for lines in asides for line in lines), "aside: box, table or figure")
    bare = without_footnotes(rest, measures, find_note_labels(rest, measures))
    _mark(rules, (line for lines in rest for line in lines), "footnote")
    for lines in bare:
        for line in lines:
            rules.pop(_place(line), None)
    running = text_lines(pages, measures)
    found = contents.take_contents(running, measures)
    _mark(rules, (line for page_lines in running for line in page_lines), "contents page")
    for page_lines in found.rest:
        for line in page_lines:
            rules[_place(line)] = "text outside the listings"
    vocabulary = Vocabulary(line.text for page_lines in found.rest for line in page_lines)
    parts = find_sections(build_paragraphs(found.rest, measures, vocabulary), measures)
    _sections(rules, parts)
    named = contents.list_named_keys(found)
    entries, _ = collect_entries(parts, measures, named)
    for entry in entries:
        _entry(rules, entry)
    return rules


def _mark(rules: dict[_Place, str], lines: Iterable[TextLine], rule: str) -> None:
    for line in lines:
        rules.setdefault(_place(line), rule)


def _sections(rules: dict[_Place, str], parts: Sequence[Section]) -> None:
    for part in parts:
        listings = part.kind in ("online", "physical")
        for paragraph in part.paragraphs if listings else ():
            _set(rules, paragraph, f"{part.kind}: category, country or remark")
        if part.heading is not None:
            _set(rules, part.heading, f"section heading: {part.kind}")


def _entry(rules: dict[_Place, str], entry: entry_drafts.Draft) -> None:
    """The lines of one entry: its name, its place lines and lead, its text."""
    listing = entry_drafts.finish_listing(entry)
    for index, paragraph in enumerate(entry.paragraphs):
        lead = bool(listing.lead) and index < 2 and paragraph.text.startswith(listing.lead[:20])
        placed = index < 2 and not lead and paragraph.text not in listing.text and len(paragraph.text) < 90
        _set(rules, paragraph, f"{entry.kind}: " + ("lead" if lead else "place line" if placed else "text"))
    if entry.heading is not None:
        _set(rules, entry.heading, f"{entry.kind}: name")
    elif entry.paragraphs:
        rules[_place(entry.paragraphs[0].lines[0])] = f"{entry.kind}: run-in name and text"


def _set(rules: dict[_Place, str], paragraph: Paragraph, rule: str) -> None:
    for line in paragraph.lines:
        rules[_place(line)] = rule
