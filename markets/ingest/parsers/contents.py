"""The contents page: found, read and taken out, since it repeats every heading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markets.ingest.parsers.line_style import stands_out
from markets.ingest.parsers.page_furniture import page_number
from markets.ingest.parsers.page_measures import Measures
from markets.ingest.parsers.wording import simplify_line
from markets.ingest.records import TextLine
from markets.text.keys import name_key

_HEADING = re.compile(r"^(?:table of )?contents(?: page)?:?$|^in this (?:report|review)$|^index$")
_LEADERS = re.compile(
    r"^(?P<name>.*?\S)?\s*(?:[.\u2026\u00b7_](?:\s?[.\u2026\u00b7_]){2,}|\u2026+)\s*(?P<page>\d{1,3}|[ivxl]{1,5})?$"
)
_MAY_LEAD = re.compile("[.\u00b7_]\\s?[.\u2026\u00b7_]|\u2026")
_LAST = re.compile(r"^(?P<name>.*?[^\s\d.,].*?)[\s.]+(?P<page>\d{1,3}|[ivxl]{1,5})$")
_FIRST = re.compile(r"^(?P<page>\d{1,3}|[ivxl]{1,5})[\s.]+(?P<name>\S.*)$")
# A sentence that ends inside a line: no title does that.
_PROSE = re.compile(r"[a-z]{3,}[.!?]\s+[A-Z]")
_MOST_PENDING = 4
_FEWEST_UNNUMBERED = 3
_FEWEST_NUMBERED = 5
_NUMBER = re.compile(r"(?:(?:\d{1,2}\.)*\d{1,3}[.)]|(?:\d{1,2}\.)+\d{1,3})\s+(?=\S)")
_LONGEST = 40  # of the heading of contents
_FULL_TITLE = 0.75  # of the width of an entry, that the first line of a title takes before it goes on


@dataclass(frozen=True, slots=True)
class Contents:
    """`entries`: (heading as printed, printed page). `rest`: the lines of each page without the contents.
    `end`: number of the last page that holds contents, 0 where the report has none."""

    entries: tuple[tuple[str, int | None], ...]
    rest: list[list[TextLine]]
    end: int = 0


def list_named_keys(found: Contents) -> frozenset[str]:
    """Keys of the headings that the contents name."""
    return frozenset(name_key(name) for name, _ in found.entries)


def take_contents(pages: Sequence[list[TextLine]], measures: Measures) -> Contents:
    """Take the contents out of the lines of the pages (running heads and page numbers being gone)."""
    start = _start(pages)
    if start is None:
        return Contents((), list(pages))
    index, at = start
    headed = _HEADING.match(simplify_line(pages[index][at].text)) is not None
    follow = [
        line for lines in (pages[index][at + headed :], *pages[index + 1 : index + 2]) for line in lines
    ]
    first = _number_first(follow[:12])
    reader = _Reader(first, measures)
    rest = list(pages)
    rest[index] = pages[index][:at]
    position, begin = index, at + headed
    while position < len(pages):
        lines = pages[position]
        stop = reader.read(lines[begin:])
        left = lines[begin + stop :]
        rest[position] = (rest[position] if position == index else []) + left
        if left or position + 1 >= len(pages) or not reader.looks_on(pages[position + 1]):
            break
        position, begin = position + 1, 0
    if not reader.entries:
        return _take_unnumbered(pages, index, at) if headed else Contents((), list(pages))
    end = max((line.page for line in pages[position]), default=position + 1)
    # Some programs list the contents page itself.
    entries = [entry for entry in reader.entries if not _HEADING.match(simplify_line(entry[0]))]
    return Contents(tuple(_without_numbers(entries)), rest, end)


def _without_numbers(entries: Sequence[tuple[str, int | None]]) -> list[tuple[str, int | None]]:
    """Return the entries without the numbers of markets, where many have one ("12. Bookmole", "4.2.1 Argentina")."""
    numbered = [match.end() if (match := _NUMBER.match(name)) else 0 for name, _ in entries]
    if len(numbered) - numbered.count(0) < _FEWEST_NUMBERED:
        return list(entries)
    return [(name[start:], page) for (name, page), start in zip(entries, numbered, strict=True)]


def _take_unnumbered(pages: Sequence[list[TextLine]], index: int, at: int) -> Contents:
    """Take contents without page numbers: lines below their heading that come again as lines of their own."""
    follow = [line for lines in (pages[index][at + 1 :], *pages[index + 1 :]) for line in lines]
    last: dict[str, int] = {}
    for place, (line, after) in enumerate(pairwise([*follow, *follow[-1:]])):
        last |= {name_key(f"{line.text} {after.text}"): place, name_key(line.text): place}
    named = 0
    while named < len(follow) and last[name_key(follow[named].text)] > named:
        named += 1
    if named < _FEWEST_UNNUMBERED:
        return Contents((), list(pages))
    taken = follow[:named]
    gone = {id(line) for line in (pages[index][at], *taken)}
    rest = [[line for line in lines if id(line) not in gone] for lines in pages]
    return Contents(tuple((line.text, None) for line in taken), rest, taken[-1].page)


def _start(pages: Sequence[list[TextLine]]) -> tuple[int, int] | None:
    for index, lines in enumerate(pages[:12]):
        for at, line in enumerate(lines):
            if len(line.text) <= _LONGEST and _HEADING.match(simplify_line(line.text)):
                return index, at
    for index, lines in enumerate(pages[:6]):
        led = [at for at, line in enumerate(lines) if (m := _match_leaders(line.text)) and m["page"]]
        if len(led) >= 4:
            at = led[0]
            # The first title may be wrapped: what is above it without leaders belongs to it.
            return index, at - 1 if at and not lines[at - 1].bold and at <= 2 else at
    return None


def _match_leaders(text: str) -> re.Match[str] | None:
    """Return the match of a line with leaders; most lines hold none, which is found out faster."""
    return _LEADERS.match(text) if _MAY_LEAD.search(text) else None


def _number_first(lines: Sequence[TextLine]) -> bool:
    last = first = 0
    for line in lines:
        is_led = _match_leaders(line.text) is not None
        # The number of a section has a stop behind it: "1. Overview 3".
        begins = _FIRST.match(line.text) is not None and not is_led
        ends = is_led or _LAST.match(line.text) is not None
        last += ends and (not begins or _NUMBER.match(line.text) is not None)
        first += begins and not (ends and _NUMBER.match(line.text))
    return first > last


class _Reader:
    """Reads entries line by line; a title may be wrapped over several."""

    def __init__(self, first: bool, measures: Measures) -> None:
        self.first = first
        self.measures = measures
        self.entries: list[tuple[str, int | None]] = []
        self.pending: list[TextLine] = []
        self.size = 0.0  # of the largest entry so far
        self.last: TextLine | None = None  # of the last entry that had its page number
        self.led = 0  # entries with dots before their page

    def looks_on(self, lines: Sequence[TextLine]) -> bool:
        """Return whether a page begins with entries."""
        return any(self._entry(line) for line in lines[:3]) and not self._known(lines[0])

    def _entry(self, line: TextLine) -> tuple[str, int | None] | None:
        if self.first:
            match = _FIRST.match(line.text)
            return (match["name"].strip(), page_number(match["page"])) if match else None
        match = _match_leaders(line.text)
        if match:
            return ((match["name"] or "").strip(), page_number(match["page"]) if match["page"] else None)
        match = _LAST.match(line.text)
        if (
            match
            and len(line.text) < 130
            and not (len(match["name"]) > 95 and line.x1 < self.measures.right - 60)
        ):
            return (match["name"].strip(), page_number(match["page"]))
        return None

    def _known(self, line: TextLine) -> bool:
        """Return whether a line is the heading itself that an entry names: the contents are over."""
        if not self.entries or not stands_out(line, self.measures):
            return False
        if self.size and line.size > self.size + 0.8:
            return True
        wanted = name_key(line.text)
        return len(wanted) > 5 and any(name_key(name).startswith(wanted) for name, _ in self.entries)

    def read(self, lines: Sequence[TextLine]) -> int:
        """Return how many of the lines are contents."""
        taken = 0
        before: TextLine | None = None
        self.pending = []
        for at, line in enumerate(lines):
            if self._known(line) and self._entry(line) is None:
                break
            entry = self._entry(line)
            if _PROSE.search(line.text) and not _match_leaders(line.text) or self._falls(entry):
                break
            if entry is not None:
                self._end_last(before, line)
                name = " ".join([*(p.text for p in self.pending), entry[0]]).strip()
                self.pending = []
                if name:
                    self.entries.append((name, entry[1]))
                self.size = max(self.size, line.size)
                self.led += _match_leaders(line.text) is not None
                taken, self.last = at + 1, line
            elif self._takes_number(line):
                taken = at + 1
            elif self.first and self.entries and before is not None and self._wrapped(before, line):
                name, page = self.entries[-1]
                self.entries[-1] = (f"{name} {line.text}", page)
                taken = at + 1
            elif not self.first and len(self.pending) < _MOST_PENDING:
                self.pending.append(line)
            else:
                break
            before = line
        # What waits for a page number that never comes is a title without one, or no contents at all.
        waiting = [line for line in lines[taken : taken + 2] if len(line.text) < 90]
        if self.pending and taken + len(waiting) == len(lines) and not self.first and self.entries:
            self.entries += [(line.text, None) for line in waiting]
            taken = len(lines)
        return taken

    def _takes_number(self, line: TextLine) -> bool:
        """Give the last entry its page where the number is right below the dots, on a line of its own."""
        if self.last is None or self.pending or self.entries[-1][1] is not None or not line.text.isdecimal():
            return False
        if line.page != self.last.page or not 0 < line.y - self.last.y < 0.5 * line.size:
            return False
        self.entries[-1] = (self.entries[-1][0], page_number(line.text))
        return True

    def _end_last(self, before: TextLine | None, line: TextLine) -> None:
        """Give what waits to the last entry, whose number is beside its first line: where it is nearer to that, or
        as near and too short to go on in the next line. A title that is short itself goes on in no other line."""
        last = self.last
        if self.entries and last and before and len(self.pending) == 1 and before is self.pending[0]:
            above, below = before.y - last.y, line.y - before.y
            name, page = self.entries[-1]
            room = _FULL_TITLE * (line.x1 - last.x0)
            is_wrapped = len(name) * (before.x1 - before.x0) > room * len(before.text)
            goes_on = before.x1 - last.x0 > room
            ends = (is_wrapped or not goes_on) if above < below - 1 else (is_wrapped and not goes_on)
            if last.page == line.page and 0 < above < below + 1 and ends:
                self.entries[-1], self.pending = (f"{name} {before.text}", page), []

    def _falls(self, entry: tuple[str, int | None] | None) -> bool:
        """Return whether a page number is less than the previous one: contents only rise."""
        last = self.entries[-1][1] if self.entries else None
        return entry is not None and entry[1] is not None and last is not None and entry[1] < last

    def _wrapped(self, before: TextLine, line: TextLine) -> bool:
        return line.page == before.page and line.y - before.y < 1.45 * max(line.size, before.size) + 2
