"""Where a paragraph ends: whether a line goes on with those above it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from markets.ingest.parsers.line_style import (
    TERMINAL,
    changes_family,
    has_room,
    heading_wraps,
    in_capitals,
    is_slanted,
    name_wraps,
    opens_marked,
    short_by_far,
    stands_right,
)
from markets.ingest.parsers.page_measures import FLUSH, ROOM, Measures
from markets.ingest.parsers.places import is_placed_name
from markets.ingest.parsers.text_blocks import ITEM_ENDS
from markets.ingest.parsers.wording import closes_with
from markets.ingest.records import TextLine
from markets.text.enumerations import find_enumerated
from markets.text.sentences import ends_short

REPORT_BULLET = re.compile(
    r"^(?:[\u2022\u00b7\u25e6\u25cb\u2219\u2043\u27a2\u2713\u2714*\u2666\u00a7\uf0b7]|o(?=\s+[A-Z])|[-\u2013\u2014](?=\s)"
    r"|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)](?=\s))\s*"
)
_OPEN_END = re.compile(
    r" (?:and|as|at|by|from|includes?|in|of|on|or|the|to|under|with)$|,$"
)  # no name ends so
_HEADING_LEADING = 1.75  # at most, between the lines of one large heading
_FIRST_INDENT = 60  # points by which first lines are set in at most


def goes_on(
    group: Sequence[TextLine], line: TextLine, heading: bool, heads: bool, measures: Measures
) -> bool:
    """Whether a line goes on with the paragraph of those above it; `heading`: whether the last of them looks like
    one, `heads`: whether the line does."""
    last = group[-1]
    if abs(last.size - line.size) > 0.6:
        return False
    wraps = heading != heads
    if wraps and not name_wraps(last, line, measures) or _starts_bullet(line, group):
        return False
    beside = line.y < last.y and line.x0 > last.x1 - 1  # at the top of the next column
    gap = line.y - last.y if line.page == last.page and not beside else None
    most = _most(group, measures)
    if last.text.endswith("-") and line.text[:1].islower():
        most *= 1.2  # the two halves of a word are in one paragraph
    if gap is not None and gap > most and _in_mid_sentence(last, line, heading or heads, measures):
        most = 2.2 * line.size  # a paragraph set wider than the others
    large = heading and heads and last.size > measures.size + 0.8
    if large and (heading_wraps(last, line, measures) or not has_room(last, line, measures)):
        most = max(most, _HEADING_LEADING * last.size)
    if gap is not None and (gap < 0 or gap > most or gap > 2.6 * line.size):
        return False
    if len(group) == 1 and stands_right(last, line, measures):
        return False
    if wraps:
        return True
    placed = len(group) == 1 and is_placed_name(last.text) and not line.text[:1].islower()
    stops = closes_with(last.text, TERMINAL)
    if placed or stops and is_placed_name(line.text):
        return False
    if heading:
        # Headings that follow each other: the one above has ended if the next word would have fitted.
        return last.italic == line.italic and (
            heading_wraps(last, line, measures) or not has_room(last, line, measures)
        )
    ends = stops and not ends_short(last.text)
    above, below = in_capitals(last), in_capitals(line)
    if above != below and not last.bold:
        apart = gap is None or gap > 1.08 * measures.leading or has_room(last, line, measures)
        alone = all(in_capitals(each) for each in group) and not line.text.startswith("(")
        if apart and (ends or alone):
            return False
    if above and below and not last.bold and all(in_capitals(each) for each in group):
        return not has_room(last, line, measures)
    if ends and opens_marked(line, last):
        return False
    if ends and not measures.spaced and _both_indented(group, line, measures):
        return False
    if (
        (last.italic or line.italic)
        and is_slanted(last) != is_slanted(line)
        and not (last.spans and last.spans[-1].italic and is_slanted(line))
        and not (is_slanted(last) and line.spans and line.spans[0].italic and line.text[:1].islower())
        and (stops or has_room(last, line, measures))
    ):
        return False
    if changes_family(last, line) and has_room(last, line, measures):
        return False
    if _item_ends(last, line, measures):
        return False
    if line.text[:1].islower() and not ends:
        return True
    if hangs := _tells_by_hanging(last, line, measures):
        return hangs == "on" or not ends
    if ends and measures.spaced and gap is not None and gap > measures.between:
        return False
    if ends and measures.spaced and gap is not None and abs(line.x0 - last.x0) < 1 and not _is_item(group):
        # Some lines with marks of notes are not stretched; below the mark at an end there may be less room.
        ended = measures.justified and measures.even and gap > 1.05 * measures.leading
        by = line.x0 - measures.margins_at(line)[0]
        # Items whose bullets are drawn are set in; quotations may be so on both sides.
        item = by > 12 and has_room(last, line, measures, spare=4 + by)
        return not (item or ended and has_room(last, line, measures))
    if ends and measures.even and gap is not None and gap > ROOM * measures.leading:
        return False
    if ends and measures.justified and last.x1 < measures.margins_at(last)[1] - 2 * FLUSH:
        return False
    if ends and gap is None and _ends_with_page(last, line, measures):
        return False
    if ends and _tells_after_stop(group, gap is None, measures):
        return _goes_on_after_stop(last, line, measures)
    if _shifted(group, line, measures):
        near = gap is None or len(group) == 1 and gap <= 1.08 * measures.leading
        # The lines below a number may begin where it does.
        numbered = abs(line.x0 - last.x0) < 1 and last.text[0].isdigit()
        return (numbered or not ends) and near and not has_room(last, line, measures)
    if has_room(last, line, measures):
        # Lines of addresses may be set in a column much narrower than the text.
        within = gap is not None and gap <= ROOM * measures.leading and _OPEN_END.search(last.text)
        return not ends and gap is not None and (bool(within) or not short_by_far(last, measures))
    return True


def _tells_by_hanging(last: TextLine, line: TextLine, measures: Measures) -> str:
    """Return "on" or "new" where first lines hang out and the line begins as others or as first ones; else ""."""
    if measures.hung is None:
        return ""
    first, rest = (abs(line.x0 - x0) < 1 for x0 in measures.hung)
    if rest and min(abs(last.x0 - x0) for x0 in measures.hung) < 1:
        return "on"
    return "new" if first and abs(last.x0 - measures.hung[1]) < 1 else ""


def _tells_after_stop(group: Sequence[TextLine], over_page: bool, measures: Measures) -> bool:
    """Return whether indents or justified lines tell if a paragraph goes on behind a line that ends in a stop."""
    if _is_item(group):
        return False
    return bool(measures.indent) and (over_page or len(group) == 1) or measures.justified and over_page


def _is_item(group: Sequence[TextLine]) -> bool:
    return REPORT_BULLET.match(group[0].text) is not None


def _ends_with_page(last: TextLine, line: TextLine, measures: Measures) -> bool:
    """Return whether another line, or only the next word, had room at the foot of the page."""
    return last.page in measures.open_pages or has_room(last, line, measures, spare=0)


def _goes_on_after_stop(last: TextLine, line: TextLine, measures: Measures) -> bool:
    if has_room(last, line, measures):
        return False
    if measures.indent:
        return line.x0 < measures.margins_at(line)[0] + measures.indent - 4
    return (
        last.x1 > measures.margins_at(last)[1] - measures.flush and line.x0 < measures.margins_at(line)[0] + 4
    )


def is_end_uncertain(last: TextLine, line: TextLine, measures: Measures) -> bool:
    """Return whether nothing tells if a paragraph ends with the last line of a page: it is full and ends in a stop.

    In stretched text, it ends nearly where others do.
    """
    if line.page == last.page and line.y > last.y or last.page in measures.open_pages:
        return False
    if measures.indent or _tells_by_hanging(last, line, measures):
        return False
    if measures.justified and not measures.flush < measures.margins_at(last)[1] - last.x1 < FLUSH:
        return False
    ends = closes_with(last.text, TERMINAL) and not ends_short(last.text)
    return ends and not has_room(last, line, measures)


def heads_page(group: Sequence[TextLine], measures: Measures) -> bool:
    """Return whether the last of these lines is a plain heading at the head of a page, below a paragraph that ends on
    the page before: it is short, and no sentence."""
    if len(group) < 2 or group[-1].page == group[-2].page:
        return False
    last, line = group[-2:]
    ends = closes_with(last.text, TERMINAL) and not ends_short(last.text)
    return ends and line.text[:1].isupper() and line.text[-1].isalnum() and short_by_far(line, measures)


def _in_mid_sentence(last: TextLine, line: TextLine, heading: bool, measures: Measures) -> bool:
    """Return whether a full line without a stop is followed by one in the same style that goes on in small letters."""
    alike = (last.bold, last.italic, last.font) == (line.bold, line.italic, line.font)
    goes_on = line.text[:1].islower() and not closes_with(last.text, TERMINAL)
    return alike and goes_on and not heading and not has_room(last, line, measures)


def _item_ends(last: TextLine, line: TextLine, measures: Measures) -> bool:
    """Return whether an item of a list ends with the line: set in, a semicolon behind it, the next begins below it."""
    return (
        last.text.endswith(ITEM_ENDS)
        and last.x0 > measures.margins_at(last)[0] + 8
        and line.x0 < last.x0 + 1
        and (line.x0 > last.x0 - 1 or has_room(last, line, measures))
    )


def _both_indented(group: Sequence[TextLine], line: TextLine, measures: Measures) -> bool:
    """Return whether the only line so far and the next are both set in from the margin, as first lines are."""
    first = group[0]
    return (
        len(group) == 1
        and not REPORT_BULLET.match(first.text)
        and 8 < first.x0 - measures.margins_at(first)[0] < _FIRST_INDENT
        and abs(line.x0 - first.x0) < 1
    )


def _most(group: Sequence[TextLine], measures: Measures) -> float:
    """Return the largest distance of baselines inside the paragraph that these lines begin."""
    last = group[-1]
    # Raised marks spread single lines: the nearest two tell how the others are set.
    if len(group) > 1 and group[-2].page == last.page and group[-2].y < last.y:
        inside = last.y - group[-2].y
        for above, line in pairwise(group[-4:-1]):
            if line.page == above.page and 0 < line.y - above.y < inside:
                inside = line.y - above.y
        if not 0.9 < inside / measures.leading < 1.25 or abs(last.size - measures.size) > 0.6:
            return 1.2 * inside + 0.5
    return (
        1.22 * measures.leading
        if abs(last.size - measures.size) < 0.6
        else max(1.5, 1.1 * measures.leading / measures.size) * last.size
    ) + 0.5


def _starts_bullet(line: TextLine, group: Sequence[TextLine]) -> bool:
    match = REPORT_BULLET.match(line.text)
    if match is None:
        return False
    mark = match[0].strip()
    if not mark[0].isalnum() and mark not in "-\u2013\u2014" and mark[0] != "(":
        return True
    # "a)", "1.", "-" may also begin a line by chance: they count after a complete sentence, or indented.
    if line.x0 > group[-1].x0 + 4:
        return True
    above = group[-1].text
    if not closes_with(above, TERMINAL) or ends_short(above):
        return False
    before = " ".join(each.text for each in group) if mark[0] == "(" else ""
    return not before or len(before) + 1 not in find_enumerated(f"{before} {line.text}")


def _shifted(group: Sequence[TextLine], line: TextLine, measures: Measures) -> bool:
    """Return whether the line begins elsewhere than the paragraph's lines do: an indent, or the end of a bullet."""
    if len(group) == 1 and _hangs(group[0], line, measures):
        return False
    left = measures.column_at(line)[0]
    by = line.x0 - left - group[-1].x0 + measures.column_at(group[-1])[0]
    if len(group) > 1:
        set_in = measures.indent and abs(line.x0 - left - measures.indent) < 1
        return abs(by) > (1 if set_in else 4)
    return by < 1 if REPORT_BULLET.match(group[0].text) else by > 4


def _hangs(first: TextLine, line: TextLine, measures: Measures) -> bool:
    """Return whether the lines below a first line are set in, as the block that they are in is."""
    left = measures.margins_at(line)[0]
    near = line.page == first.page and 0 < line.y - first.y <= 1.08 * measures.leading
    return near and first.x0 + 4 < left and abs(line.x0 - left) < 1
