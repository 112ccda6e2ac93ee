"""Signs on the pages that something which was printed has not been read."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from markets.ingest.parsers import contents
from markets.ingest.parsers.asides import split_asides
from markets.ingest.parsers.line_style import stands_out
from markets.ingest.parsers.page_furniture import printed_numbers, text_lines
from markets.ingest.parsers.page_measures import Measures, measure_pages
from markets.ingest.parsers.paragraph_breaks import REPORT_BULLET
from markets.ingest.parsers.sections import kind_of
from markets.ingest.parsers.wording import is_capitals, simplify_line, split_words
from markets.ingest.records import TextLine, TextPage
from markets.text.dates import partial_date

# The end of a sentence, and not of a company's name ("B.V.").
_DATE = 40  # letters of a line that is but a date
_LARGER = 0.3  # points
_ENOUGH = 4  # headings of a size, to know how far from the text they are
_FEW_ITEMS = 3
_FEW_WORDS = 4
_ENOUGH_COLUMNS = 2  # whose sentences go on in the next
_NOTES = frozenset(  # the words of a heading over notes
    ("end", "endnote", "endnotes", "foot", "footnote", "footnotes", "note", "notes", "reference", "references",
     "source", "sources", "citations", "and", "list", "of", "the", "to")
)  # fmt: skip
_MARK_PIECE = re.compile(r"[\[(]\d{0,3}[\])]?")
_ENDED = re.compile(r"(?<![A-Z]\.[A-Z])[.!?]\u201d?$")


def missing_content(pages: Sequence[TextPage], first: int) -> Iterator[str]:
    """Sentences on pages that are missing and on places where words are. `first`: the page of the first
    listing."""
    measures = measure_pages(pages)
    yield from _numbering(pages, measures)
    lines = text_lines(pages, measures)
    taken = contents.take_contents(lines, measures)
    yield from _sections(taken, measures)
    asides: defaultdict[int, list[float]] = defaultdict(list)
    for line in (
        line for aside in split_asides([list(page.lines) for page in pages], measures)[1] for line in aside
    ):
        asides[line.page].append(line.y)
    yield from _end(taken.rest, measures, asides)
    body = [page_lines for page_lines in taken.rest if page_lines and page_lines[0].page >= first]
    yield from _gaps(body, measures, asides)
    yield from _starts(body, measures)


def _numbering(pages: Sequence[TextPage], measures: Measures) -> Iterator[str]:
    """Pages missing, doubled or out of order, by the numbers printed on them."""
    before: tuple[int, int] | None = None
    for page, number in sorted(printed_numbers(pages, measures).items()):
        if before is None and number > page:
            yield f"page {page} of the file has the number {number}: pages before it are missing"
        if before is not None and number != before[1] + page - before[0] and number != 1:
            yield (
                f"the printed page numbers jump from {before[1]} on page {before[0]} of the file to {number} on page"
                f" {page}; pages may be missing, doubled or out of order"
            )
        before = (page, number)


def _end(
    pages: Sequence[Sequence[TextLine]], measures: Measures, asides: Mapping[int, Sequence[float]]
) -> Iterator[str]:
    """Yield a report that ends inside a sentence, or with its listings: a last section follows them. The last heading
    may be that of a table."""
    lines = [line for page_lines in pages for line in page_lines]
    if not lines:
        return
    while len(lines) > 1 and (_heads_notes(lines[-1]) or _MARK_PIECE.fullmatch(lines[-1].text)):
        lines.pop()  # the heading of notes that were taken out, or a piece of their mark
    last = lines[-1]
    is_list = all(_is_item(line, measures) for line in lines[-_FEW_ITEMS:])  # of acronyms, say
    over_table = stands_out(last, measures) and any(y > last.y for y in asides.get(last.page, ()))
    if not (is_list or over_table) and not last.text.endswith((".", "!", "?", ")", "”", '"', "’")):
        yield f"the report breaks off on page {last.page}: “{_short(last.text)}”"
    heads = [line.text for line in lines if stands_out(line, measures)]
    whole = [f"{one} {after}" for one, after in pairwise(heads)]  # a heading may be broken
    kinds = [
        kind for pair in zip(heads, ["", *whole], strict=False) for text in pair if (kind := kind_of(text))
    ]
    if kinds and kinds[-1] in ("online", "physical"):
        yield f"the report ends on page {last.page} with its listings: a last section may be missing"


def _heads_notes(line: TextLine) -> bool:
    words = split_words(simplify_line(line.text))
    return bool(words) and _NOTES.issuperset(words)


def _is_item(line: TextLine, measures: Measures) -> bool:
    """Return whether a line may be an item of a list: it begins with a capital, is short, and ends without a stop."""
    is_short = line.x1 < measures.margins_at(line)[1] - 2 * measures.size
    return is_short and line.text[:1].isupper() and not _ENDED.search(line.text)


def _sections(taken: contents.Contents, measures: Measures) -> Iterator[str]:
    """Sections that the contents name and no heading opens. Wordings differ: the kind must be there, or the
    first word ("Overview of the Results of …" is "Overview")."""
    if not taken.entries:
        return
    printed = {
        _gist(line.text)
        for lines in taken.rest
        for line in lines
        if (len(line.text) < 40 or stands_out(line, measures)) and kind_of(line.text)
    }
    for name, page in taken.entries:
        if kind_of(name) is not None and not any(_gist(text) in printed for text in _readings(name)):
            where = "" if page is None else f" (page {page})"
            yield f"the contents page names the section “{name}”{where}, and it was not found"


def _readings(name: str) -> list[str]:
    """Return an entry of the contents, also without the end of the title above it ("Piracy Overview")."""
    words = name.split()
    behind = (" ".join(words[count:]) for count in range(1, min(len(words), _FEW_WORDS)))
    return [name, *(text for text in behind if kind_of(text) is not None)]


def _gist(heading: str) -> str:
    kind = kind_of(heading) or ""
    return (
        kind
        if kind != "other"
        else next((word for word in split_words(simplify_line(heading)) if word.isalpha()), "")
    )


def _gaps(
    pages: Sequence[Sequence[TextLine]], measures: Measures, asides: Mapping[int, Sequence[float]]
) -> Iterator[str]:
    """White space above a line of text in which a heading may have been: more than is usual below a heading, or
    between paragraphs. `asides`: by page, the heights of the lines of boxes, tables and figures."""
    found: list[tuple[float, float, TextLine]] = []  # size of the heading above (0: of text), distance, line
    for lines in pages:
        texts = [_is_text(line, measures) for line in lines]
        listed = float("inf")  # where the bullets of a list begin that a colon introduces
        for (above, line), (text_above, text) in zip(pairwise(lines), pairwise(texts), strict=True):
            aside = any(above.y <= y <= line.y for y in asides.get(line.page, ()))
            # A name in the margin is beside its text, and a list follows its colon at a distance of its own.
            beside = abs(line.y - above.y) < 0.5 * measures.leading or above.text.endswith(":")
            # Between items of one sentence or list is no heading, however far a program spreads them.
            bullet = REPORT_BULLET.match(line.text)
            if bullet and above.text.endswith(":"):
                listed = line.x0
            elif line.x0 < listed - 1:
                listed = float("inf")
            within = bullet and text_above and (not _ENDED.search(above.text) or abs(line.x0 - listed) < 1)
            if not (aside or beside or within) and text and (text_above or stands_out(above, measures)):
                found.append((0.0 if text_above else above.size, line.y - above.y, line))
    usual = _usual(found, measures)
    for size, gap, line in found:
        if partial_date(line.text) and len(line.text) < _DATE:
            continue  # on a cover that the overview follows on the same page
        if line.size > measures.size + _LARGER and not _ENDED.search(line.text):
            continue  # it is a heading itself, underlined say
        if gap > 1.35 * usual[size] and gap > usual[size] + 0.8 * measures.leading:
            yield f"a heading may be missing on page {line.page}, above “{_short(line.text)}”"


def _usual(found: Sequence[tuple[float, float, TextLine]], measures: Measures) -> dict[float, float]:
    """Return the usual distance below text (0) and below headings of each size; that of a seldom size is guessed from
    those of the others, since larger headings keep more distance."""
    gaps: defaultdict[float, list[float]] = defaultdict(list)
    for size, gap, _ in found:
        if size or gap > 1.2 * measures.leading:
            gaps[size].append(gap)
    heads = sorted((gap, size) for size, some in gaps.items() if size for gap in some)
    usual = {0.0: sorted(gaps[0.0])[len(gaps[0.0]) // 2] if gaps[0.0] else 1.6 * measures.leading}
    for size, some in gaps.items():
        alike = len(some) > 1 and max(some) - min(some) < 1
        if size and (alike or len(some) >= _ENOUGH):
            usual[size] = sorted(some)[len(some) // 2]
        elif size:
            gap, common = heads[len(heads) // 2]
            usual[size] = gap + max(size - common, 0.0)
    return usual


def _is_text(line: TextLine, measures: Measures) -> bool:
    return (
        abs(line.size - measures.size) < 0.6
        and not stands_out(line, measures)
        and not line.italic
        and not is_capitals(line.text)
    )


def _starts(pages: Sequence[Sequence[TextLine]], measures: Measures) -> Iterator[str]:
    """Lines that begin far from the margin, or with what cannot begin a paragraph: a name may be missing there."""
    before: TextLine | None = None
    lines = [line for page_lines in pages for line in page_lines]
    begin = Counter(round(line.x0) for line in lines)
    margins = {x0 for x0, count in begin.items() if count > 0.1 * len(lines)}  # of each column
    often = {x0 for x0 in begin if begin[x0 - 1] + begin[x0] + begin[x0 + 1] > max(2, 0.004 * len(lines))}
    middle = 0.65 * measures.left + 0.35 * measures.right
    set_so = dict.fromkeys(line.page for line in lines if line.x0 > middle and round(line.x0) in margins)
    if set_so and not _are_columns_in_order(lines, measures):
        where = f"page{'s' * (len(set_so) > 1)} {', '.join(map(str, set_so))}"
        yield f"the text is set in columns on {where}: whether it was read in its order is not certain"
    for line in lines:
        if not _is_text(line, measures):
            before = line if stands_out(line, measures) else None
            continue
        fresh = before is None or line.page != before.page or line.y - before.y > 1.22 * measures.leading
        ended = before is not None and _ENDED.search(before.text) is not None
        text = REPORT_BULLET.sub("", line.text)
        if fresh and ended and text[:1] in "(,.:;" and len(text) > 30:
            yield f"a name may be missing on page {line.page}, before “{_short(line.text)}”"
        elif (
            line.x0 > measures.margins_at(line)[0] + (55 if round(line.x0) in often else 12)
            and line.x1 > measures.right - 60
            and ended
            and round(line.x0) not in margins
            and (text == line.text or line.text[0].isalnum())  # nothing is before a bullet
        ):
            yield f"words may be missing on page {line.page}, before “{_short(line.text)}”"
        before = line


def _are_columns_in_order(lines: Sequence[TextLine], measures: Measures) -> bool:
    """Return whether sentences end at the foot of a column or go on at the head of the next: hardly any is cut."""
    whole = cut = 0
    for above, line in pairwise(lines):
        if line.page != above.page or line.y > above.y - measures.leading or not _is_text(above, measures):
            continue
        ended, small = _ENDED.search(above.text) is not None, line.text[:1].islower()
        whole += small is not ended
        cut += ended and small or not ended and not _is_text(line, measures)
    return whole >= _ENOUGH_COLUMNS and whole > 4 * cut


def _short(text: str) -> str:
    return text if len(text) < 60 else text[:60].rsplit(" ", 1)[0] + "…"
