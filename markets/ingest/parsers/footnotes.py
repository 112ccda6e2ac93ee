"""Footnotes at the foot of a page, and the marks that stick to words."""

import re
from collections.abc import Sequence

from markets.ingest.parsers.note_labels import NO_LABELS, NoteLabels
from markets.ingest.parsers.page_measures import Measures
from markets.ingest.parsers.wording import is_capitals
from markets.ingest.records import TextLine, TextSpan
from markets.text.powers import read_power

_MARK = re.compile(
    r"^(?:\[(\d{1,3})\]|(\d{1,3})(?![\d,]|\.\d|-\w|\s*(?:percent|%))|([*\u2020\u2021\u00a7])|([a-z])(?=[.)\s]))\.?\s*(?=\S)"
)
_SUPERSCRIPT = r"(?:\d|[\u2070\u00b9\u00b2\u00b3\u2074-\u2079])"
_RAISED = re.compile(
    rf"^[\[(]?(?:{_SUPERSCRIPT}{{1,3}}(?:\s*,\s*\d{{1,3}})*|[*\u2020\u2021\u00a7]+|[ivxl]{{1,6}}|[a-z])[\])]?$"
)
_LEADERS = re.compile(r"(?:[.\u2026\u00b7_]\s?){5,}\s*(?:\d{1,3}|[ivxl]{1,5})?$")
_LAST_CONTENTS_PAGE = 12
_COLUMN = 10  # lines' distance from the foot of a column up to the next, at least
_REACH = 80  # lines between a mark and its note
_CONTENTS = re.compile(r"^(?:table of )?contents\W*$", re.IGNORECASE)
_PARTING = ".,;:!?)\u201d"
_BRACKETED = re.compile(
    r"(?<=[\w.,;:!?\u201d\"')\]])\[\d{1,3}\]|(?<=[.!?\u201d)])\s\[\d{1,3}\](?=\s|$)|^\[\d{1,3}\](?=\s+[A-Z]|$)"
)


def list_raised_marks(lines: Sequence[TextLine]) -> set[str]:
    """Return the raised letters and figures of lines, without brackets."""
    return {
        line.text[span.start : span.end].strip(" []()")
        for line in lines
        for span in line.spans
        if span.raised and _RAISED.match(line.text[span.start : span.end].strip())
    }


def has_note_number(line: TextLine, measures: Measures) -> bool:
    """Return whether a line is small and begins with a number, as notes do."""
    match = _MARK.match(line.text) if line.size <= 0.93 * measures.size else None
    return match is not None and match[2] is not None


def _starts_note(line: TextLine, marks: set[str], measures: Measures) -> bool:
    """Return whether a line begins a footnote: a number that is small, or that is raised in the text above."""
    match = _MARK.match(line.text)
    if match is None:
        return False
    mark = next(group for group in match.groups() if group)
    raised = bool(line.spans) and line.spans[0].raised
    if line.size <= 0.93 * measures.size:
        return raised or not match[4] or mark in marks
    if raised or match[4]:
        return mark in marks  # the mark of a note may begin a line of text
    named = bool(line.spans) and line.spans[0].bold and not measures.bold  # "7 Days Market, Odesa. …" run in
    glued = match[2] is not None and line.text[match.end(2)].isalpha()  # "4Files.io"
    return mark in marks and not (match[1] or named or glued)


def without_footnotes(
    pages: Sequence[list[TextLine]], measures: Measures, labels: NoteLabels = NO_LABELS
) -> list[list[TextLine]]:
    """Return the pages without the footnotes at the feet of their columns: from the first line that begins one (all
    below it being of its size), and also where a long note goes on at the foot of the next page."""
    columns = [_split_columns(lines, measures) for lines in pages]
    parts_of_all = [column for parts in columns for column in parts]
    kept = iter(_without_notes_at_feet(parts_of_all, measures, labels.places))
    return [[line for _ in parts for line in next(kept)] for parts in columns]


def _split_columns(lines: Sequence[TextLine], measures: Measures) -> list[list[TextLine]]:
    """Return the lines of a page column by column: each ends where the next line is far above."""
    columns: list[list[TextLine]] = [[]]
    for line in lines:
        if columns[-1] and line.y < columns[-1][-1].y - _COLUMN * measures.leading:
            columns.append([])
        columns[-1].append(line)
    return columns


def _without_notes_at_feet(
    pages: Sequence[list[TextLine]], measures: Measures, labeled_lines: frozenset[tuple[int, float]]
) -> list[list[TextLine]]:
    kept, open_size = [], None
    before, marks = set[str](), set[str]()  # a note may be on the page after its mark
    for lines in pages:
        before = marks
        marks = list_raised_marks(lines)
        cut, size = len(lines), None
        for index in range(len(lines) - 1, _contents(lines) - 1, -1):
            line = lines[index]
            if size is not None and abs(line.size - size) > 0.6 or line.bold and not measures.bold:
                break  # a heading ("4SHARED") is no note, whatever it begins with
            if line.size > 0.93 * measures.size and is_capitals(line.text):
                break
            if size is None:
                size = line.size
            labeled = (line.page, line.y) in labeled_lines
            if not labeled and _MARK.match(line.text) is None:
                continue
            if (
                labeled
                or _starts_note(line, marks - list_raised_marks([line]), measures)
                or _starts_note(line, list_raised_marks(lines[:index]), measures)
                or line.size <= 0.93 * measures.size
                and _starts_note(line, before, measures)
                or cut < len(lines)
                and _is_note_before(line, lines[cut], measures)
            ):
                cut = index
        if cut == len(lines) and open_size is not None:
            # Nothing begins here; a note of the page before may go on.
            small = len(lines)
            while (
                small and abs(lines[small - 1].size - open_size) < 0.3 and open_size <= 0.93 * measures.size
            ):
                small -= 1
            cut = small
        elif cut < len(lines) and lines[cut].size <= 0.93 * measures.size and open_size is not None:
            while cut and abs(lines[cut - 1].size - lines[cut].size) < 0.3 and not lines[cut - 1].italic:
                cut -= 1
        notes = lines[cut:]
        open_size = notes[-1].size if notes and not re.search(r"[.!?)\]\"\u201d/]$", notes[-1].text) else None
        kept.append(_without_notes_between(lines[:cut], before, measures, labeled_lines))
    return kept


def _is_note_before(line: TextLine, note: TextLine, measures: Measures) -> bool:
    """Return whether a line has the number before that of a note, in its size, which is not that of the text."""
    number, after = _MARK.match(line.text), _MARK.match(note.text)
    if number is None or after is None or not (number[2] and after[2]):
        return False
    alike = abs(line.size - note.size) < 0.1 and abs(line.size - measures.size) > 0.3
    return alike and int(number[2]) + 1 == int(after[2])


def _without_notes_between(
    lines: list[TextLine], before: set[str], measures: Measures, labeled_lines: frozenset[tuple[int, float]]
) -> list[TextLine]:
    """Return the lines without notes below the entry that they belong to: small, the first with a label, or with a mark
    that is raised in the text above, or on the page before."""
    kept: list[TextLine] = []
    inside = False
    for index, line in enumerate(lines):
        small = line.size <= 0.93 * measures.size and not line.bold and not is_capitals(line.text)
        starts = (line.page, line.y) in labeled_lines or (
            small
            and line.spans
            and line.spans[0].raised
            and list_raised_marks([line])
            & (before | list_raised_marks(lines[max(0, index - _REACH) : index]))
        )
        inside = bool(starts) or inside and small
        if not inside:
            kept.append(line)
    return kept


def _contents(lines: Sequence[TextLine]) -> int:
    """How many of a page's lines are contents: small, and with figures or names that begin with one, but no notes."""
    if not lines or lines[0].page > _LAST_CONTENTS_PAGE:
        return 0
    led = max((at + 1 for at, line in enumerate(lines) if _is_led(line.text)), default=0)
    headed = next((at for at, line in enumerate(lines[:4]) if _CONTENTS.match(line.text.strip())), None)
    if headed is None or headed + 1 == len(lines):
        return led
    size = lines[headed + 1].size
    return max(led, max(at + 1 for at, line in enumerate(lines) if abs(line.size - size) < 0.3))


def _is_led(text: str) -> bool:
    """Return whether dots or the like lead to the end of a line, or to the number there."""
    led = (
        ".." in text or ". ." in text or "__" in text or "_ _" in text or "\u2026" in text or "\u00b7" in text
    )
    return led and _LEADERS.search(text) is not None


def without_marks(line: TextLine) -> TextLine:
    """Return the line without raised figures, small letters behind larger ones, and marks in square brackets; its spans
    follow. What a raised figure is a power of keeps it: "10⁶"."""
    if len(line.spans) == 1 and not line.spans[0].raised and "[" not in line.text:
        return line  # as nearly all are
    drop = []
    for before, span in zip((None, *line.spans), line.spans, strict=False):
        is_mark = span.raised or before is not None and _is_small_mark(line.text, before, span)
        raised = line.text[span.start : span.end] if is_mark else ""
        if power := read_power(line.text[: span.start], raised):
            line = line._replace(text=line.text[: span.start] + power + line.text[span.end :])
        elif _RAISED.match(raised.replace(" ", "")):
            drop.append((span.start, span.end))
    if "[" in line.text:
        drop += [match.span() for match in _BRACKETED.finditer(line.text)]
    return without_stretches(line, drop) if drop else line


def _is_small_mark(text: str, before: TextSpan, span: TextSpan) -> bool:
    """Return whether small letters stick to the end of a word in larger ones."""
    mark, after = text[span.start : span.end], text[span.end : span.end + 1]
    ends = mark.endswith(" ") or not after.isalnum()
    return (
        span.size < 0.9 * before.size and ends and mark.strip().islower() and text[span.start - 1].islower()
    )


def without_stretches(line: TextLine, drop: Sequence[tuple[int, int]]) -> TextLine:
    """Return the line without these stretches of its text; its spans follow."""
    letters = list(line.text)
    keep = [True] * len(letters)
    for start, end in drop:
        # The space behind a mark parts two words; a space before it does not.
        while end > start and line.text[end - 1] == " ":
            end -= 1
        if not start:  # nothing is before it
            end += line.text.startswith(" ", end)
        keep[start:end] = [False] * (end - start)
        if start and letters[start - 1] in _PARTING and letters[end : end + 1] and letters[end].isalpha():
            keep[start], letters[start] = True, " "  # the mark alone was between two words
    place, count = [], 0
    for flag in keep:
        place.append(count)
        count += flag
    place.append(count)
    text = "".join(c for c, flag in zip(letters, keep, strict=True) if flag)
    spans: list[TextSpan] = []
    for span in line.spans:
        moved = span._replace(start=place[span.start], end=place[span.end])
        if spans and text[moved.start : moved.end].isspace():
            spans[-1] = spans[-1]._replace(end=moved.end)
        elif moved.start < moved.end:
            spans.append(moved)
    trimmed = text.rstrip()
    kept = tuple(s._replace(end=min(s.end, len(trimmed))) for s in spans if s.start < len(trimmed))
    return line._replace(text=trimmed, spans=kept, gaps=tuple(place[gap] for gap in line.gaps))
