"""Take from the pages what is no text of the report: page numbers, running heads, footnotes and their marks."""

import re
from collections import Counter
from collections.abc import Sequence
from operator import attrgetter

from markets.ingest.parsers.asides import split_asides
from markets.ingest.parsers.footnotes import list_raised_marks, without_footnotes, without_marks
from markets.ingest.parsers.note_labels import NO_LABELS, find_note_labels
from markets.ingest.parsers.note_marks import UnmarkedText, without_plain_marks
from markets.ingest.parsers.number_words import read_roman
from markets.ingest.parsers.page_measures import Measures
from markets.ingest.records import TextLine, TextPage

_NUMBER = re.compile(
    r"^(?:[-\u2013\u2014|~\[(]\s*)?(?:page\s+|p\.\s*)?(\d{1,3}|[ivxl]{1,6})"
    r"(?:\s*(?:of|/)\s*\d{1,3})?(?:\s*[-\u2013\u2014|~\])])?(?:\s*\|?\s*p\s?a\s?g\s?e)?$",
    re.IGNORECASE,
)
TABLE_HEAD = re.compile(
    r"^(?:no\.?\s)?(?:market|name|platform|site)\s(?:(?:country|economy|city|location|place|domains?|address(?:es)?"
    r"|(?:web)?sites?|type|description|summary|details|comments?|findings|notes)(?:\s(?!$)|$)){1,5}$",
    re.IGNORECASE,
)
# How it begins: asked first, which is much faster.
_TABLE_HEAD_BEGINS = frozenset(("no", "ma", "na", "pl", "si"))
_ORNAMENT = re.compile(r"[\s*\u2022\u00b7~_\u2042\u2500\u2014\u2013-]+$")  # between entries: "* * *"
_LONGEST = 60  # of a line that is but a number
_IN_HEAD = re.compile(r"^(\d{1,3})\b(?!\d)|(?<![\d-])(\d{1,3})$")
_HEIGHT = attrgetter("y")
_LARGE = 1.8  # times the body's size: a stamp
_MARK_DIGITS = 3
_EDGE = 6  # lines at an edge of a page among which its head or foot is found
_MARGIN = 0.14  # of a page's height
_TITLES = 0.7  # of the heads, which may name a company that ends in a stop
_FIGURES = re.compile(r"\d+")


def page_number(text: str) -> int | None:
    """Return the number that a line gives its page ("3", "- 3 -", "Page 3 of 20", "3 | Page", "iv"), if it is one."""
    text = text.strip()
    match = _NUMBER.match(text) if len(text) <= _LONGEST else None
    if match is None:
        return None
    figure = match[1].casefold()
    if figure.isdigit():
        return int(figure)
    return read_roman(figure)


def find_furniture(
    pages: Sequence[TextPage], measures: Measures
) -> tuple[set[tuple[int, float]], set[tuple[int, float]]]:
    """(page, y) of running heads, and of page numbers."""
    heads = _running(pages, measures) | _stamps(pages, measures)
    return heads, _numbers(pages, heads)


def text_lines(pages: Sequence[TextPage], measures: Measures) -> list[list[TextLine]]:
    """For each page its lines of text proper, in reading order, without marks of footnotes."""
    return read_text_lines(pages, measures).pages


def read_text_lines(pages: Sequence[TextPage], measures: Measures) -> UnmarkedText:
    """Return the same, with doubts on the marks."""
    heads, numbers = find_furniture(pages, measures)
    taken = heads | numbers | _table_heads(pages)
    kept = [
        [
            line
            for line in page.lines
            if (page.number, line.y) not in taken
            and (line.text[:1].isalnum() or not _ORNAMENT.match(line.text))
            and not _is_lone_mark(line, measures)
        ]
        for page in pages
    ]
    rest = split_asides(kept, measures)[0]
    labels = find_note_labels(rest, measures)
    bare = without_footnotes(rest, measures, labels)
    unmarked = [[line for line in map(without_marks, lines) if line.text] for lines in bare]
    raised = any(mark.isalpha() for lines in bare for mark in list_raised_marks(lines))
    return without_plain_marks(unmarked, NO_LABELS if raised else labels)


def _is_lone_mark(line: TextLine, measures: Measures) -> bool:
    """Return whether a line is but the mark of a note: it did not fit behind the last word of the line above."""
    return len(line.text) <= _MARK_DIGITS and line.text.isdigit() and line.size < 0.75 * measures.size


def _table_heads(pages: Sequence[TextPage]) -> set[tuple[int, float]]:
    """(page, y) of the heads of tables that list markets ("Market Country Addresses Description"), several of them."""
    found = [
        (page.number, line.y)
        for page in pages
        for line in page.lines
        if line.text[:2].casefold() in _TABLE_HEAD_BEGINS and TABLE_HEAD.match(line.text)
    ]
    return set(found) if len(found) > 1 else set()


def printed_numbers(pages: Sequence[TextPage], measures: Measures) -> dict[int, int]:
    """Number of each page in the file → the number printed on it, alone or in a running head."""
    heads = _running(pages, measures)
    numbers = _numbers(pages, heads)
    found: dict[int, int] = {}
    in_heads: dict[int, int] = {}
    for page in pages:
        for line in page.lines:
            place = (page.number, line.y)
            number = page_number(line.text) if place in numbers else None
            if number is not None:
                found[page.number] = number
            elif place in heads and (match := _IN_HEAD.search(line.text.strip())):
                in_heads[page.number] = int(match[1] or match[2])
    # A figure in a running head is the page's number only if it keeps step with the pages.
    steps = Counter(number - page for page, number in in_heads.items())
    if steps and max(steps.values()) >= 0.6 * len(in_heads):
        return in_heads | found
    return found


def _edges(lines: Sequence[TextLine]) -> list[tuple[TextLine, TextLine | None]]:
    """Return the outermost lines of a page, each with its neighbor towards the middle."""
    ordered = sorted(lines, key=_HEIGHT)
    if len(ordered) < 2:
        return [(line, None) for line in ordered]
    top = list(zip(ordered[:3], ordered[1:4], strict=False))
    bottom = list(zip(reversed(ordered[-3:]), reversed(ordered[-4:-1]), strict=False))
    return [*top, *bottom]


def _running(pages: Sequence[TextPage], measures: Measures) -> set[tuple[int, float]]:
    """(page, y) of running heads and feet: the same words, figures aside, at the same height of several pages,
    kept apart from the text by more than a line's distance or by their size."""
    found: Counter[tuple[str, int]] = Counter()
    places: dict[tuple[str, int], list[tuple[int, float]]] = {}
    for page in pages:
        seen = set()
        for line, inner in _edges(page.lines):
            # A line of a paragraph that ends up at the edge of several pages goes on in the next line.
            apart = inner is None or abs(inner.y - line.y) > 1.4 * measures.leading
            small = _is_small(line, measures)
            margin = line.y < 0.1 * page.height or line.y > 0.9 * page.height
            if not (apart or (small and margin)) or page_number(line.text) is not None:
                continue
            name = (_FIGURES.sub("#", line.text.casefold()), round(line.y / 4))
            if name not in seen:
                seen.add(name)
                found[name] += 1
                places.setdefault(name, []).append((page.number, line.y))
    enough = max(3, round(0.2 * len(pages)))
    running = _margins(pages, measures)
    for name in found:
        words, height = name
        near = sum(found[words, height + step] for step in (-1, 0, 1))
        if near >= enough:
            running.update(places[name])
    return running


def _stamps(pages: Sequence[TextPage], measures: Measures) -> set[tuple[int, float]]:
    """(page, y) of large words across several pages, at one place: "COPY"."""
    found: dict[tuple[str, int, int], set[tuple[int, float]]] = {}
    for page in pages:
        for line in page.lines:
            if line.size > _LARGE * measures.size:
                found.setdefault((line.text, round(line.x0), round(line.y)), set()).add((page.number, line.y))
    enough = max(3, 0.5 * len(pages))
    return {place for places in found.values() if len(places) >= enough for place in places}


def _is_small(line: TextLine, measures: Measures) -> bool:
    return line.size < 0.93 * measures.size or line.italic


def _margins(pages: Sequence[TextPage], measures: Measures) -> set[tuple[int, float]]:
    """(page, y) of heads and feet whose words change with the section: on most pages a line at one height,
    always apart from the text."""
    running: set[tuple[int, float]] = set()
    texts = []
    for page in pages:
        ordered = sorted(page.lines, key=_HEIGHT)
        outermost = ordered if len(ordered) < 2 * _EDGE else [*ordered[:_EDGE], *ordered[-_EDGE:]]
        texts.append((page, [line for line in outermost if page_number(line.text) is None]))
    for end in (0, -1):
        heights: dict[int, list[tuple[int, float, bool, bool]]] = {}
        for page, lines in texts:
            if len(lines) > 2:
                outer, inner = lines[end], lines[1 if end == 0 else -2]
                far = abs(inner.y - outer.y) > (1.4 if _is_small(outer, measures) else 1.9) * measures.leading
                title = len(outer.text) < 200 and not outer.text.endswith((".", "!", "?"))
                heights.setdefault(round(outer.y / 3), []).append((page.number, outer.y, far, title))
        for rows in heights.values():
            titles = sum(title for _, _, _, title in rows)
            enough = len(rows) >= max(4, 0.6 * len(pages)) and titles >= _TITLES * len(rows)
            if enough and all(far for _, _, far, _ in rows):
                running.update((number, y) for number, y, _, _ in rows)
    return running


def _numbers(pages: Sequence[TextPage], heads: set[tuple[int, float]]) -> set[tuple[int, float]]:
    """(page, y) of page numbers: at the edge, and in step with the pages (or alone, far from the text)."""
    candidates: list[tuple[TextPage, TextLine, int, bool]] = []
    for page in pages:
        rest = [line for line in page.lines if (page.number, line.y) not in heads]
        edges = _edges(rest)
        for line, inner in edges[:1] + edges[-3:-2] if len(rest) >= 7 else edges:
            number = page_number(line.text)
            if number is not None:
                margin = not _MARGIN * page.height < line.y < (1 - _MARGIN) * page.height
                apart = margin and (inner is None or abs(inner.y - line.y) > 1.5 * line.size)
                candidates.append((page, line, number, apart))
    steps = Counter(number - page.number for page, _, number, _ in candidates)
    usual = {step for step, count in steps.items() if count >= 2}
    return {
        (page.number, line.y)
        for page, line, number, apart in candidates
        if number - page.number in usual or (apart and not line.bold)
    }
