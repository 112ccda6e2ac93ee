"""How lines are set: what stands out, what is slanted, and whether there was room for more."""

import re
from dataclasses import dataclass

from markets.ingest.parsers.countries import is_country
from markets.ingest.parsers.page_measures import Measures, name_font_family
from markets.ingest.parsers.wording import closes_with, is_capitals
from markets.ingest.records import TextLine

_ALNUM = re.compile(r"[^\W_]")
_LATIN = re.compile(r"[0-9A-Za-z\u00c0-\u024f]")
_LINKS = frozenset(
    ("&", "and", "de", "del", "des", "do", "du", "for", "formerly", "from", "of", "or", "the", "with")
)
TERMINAL = (".", "!", "?", ":")
_LARGER = 1.5  # points
_NARROW = b" .,;:'!ijlft()"
_WIDE = b"mwABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class HeadingStyle:
    """What headings of one level share. `rank`: how much it stands out; larger is higher up."""

    size: float
    bold: bool
    italic: bool
    capitals: bool
    family: str

    @property
    def rank(self) -> tuple[float, bool, bool]:
        return (self.size, self.bold, not self.italic)


def stands_out(line: TextLine, measures: Measures) -> bool:
    """Return whether a whole line looks like (part of) a heading: bold throughout, or larger than the body."""
    if line.size > measures.size + 0.8:
        return True
    if not line.spans:
        return line.bold and not measures.bold
    if measures.bold:
        return False
    if not line.bold and len(line.spans) == 1:
        return not line.text[:1].isalnum() and _ALNUM.search(line.text) is None
    plain = [span for span in line.spans if not span.bold]
    if any(_LATIN.search(line.text, span.start, span.end) for span in plain):
        return False
    # Words in other scripts come from a fallback font: what is bold in Latin letters is bold throughout.
    bold = any(span.bold and _LATIN.search(line.text, span.start, span.end) for span in line.spans)
    return bold or not any(_ALNUM.search(line.text, span.start, span.end) for span in plain)


def is_slanted(line: TextLine) -> bool:
    """Return whether all letters of a line are italic."""
    return line.italic and not any(
        not span.italic and _ALNUM.search(line.text, span.start, span.end) for span in line.spans
    )


def changes_family(last: TextLine, line: TextLine) -> bool:
    """Return whether each of two lines is in one family of fonts, and they share none: a heading in small capitals."""
    if last.font == line.font:
        return False
    above, below = _families(last), _families(line)
    return len(above) == len(below) == 1 and above != below


def _families(line: TextLine) -> set[str]:
    faces = {span.font for span in line.spans if not span.raised} or {line.font}
    return {name_font_family(face) for face in faces}


def measure_units(text: str) -> float:
    """About how wide a text is, in small letters of middling width."""
    letters = text.encode("ascii", "replace")  # bytes are counted many times as fast
    count = len(letters)
    narrow, wide = letters.translate(None, _NARROW), letters.translate(None, _WIDE)
    return count - 0.45 * (count - len(narrow)) + 0.4 * (count - len(wide))


def has_room(line: TextLine, following: TextLine, measures: Measures, spare: float = 4) -> bool:
    """Return whether the first word of the following line would have fitted at the end of this one, with points to
    spare."""
    left, right = measures.margins_at(line)
    centred = abs((line.x0 + line.x1) / 2 - (left + right) / 2) < 6 and line.x0 > left + 8
    # A first line that is set in, or one line of an item in a list, is no heading in the middle.
    centred = centred and following.x0 > left + 8 and abs(following.x0 - line.x0) > 2
    end = line.x1 - line.x0 + left if centred else line.x1
    if end >= right - 4:
        return False
    word = following.text.split(" ", 1)[0]
    need = (following.x1 - following.x0) * measure_units(word + " ") / max(measure_units(following.text), 1.0)
    return end + need < right - spare


def in_capitals(line: TextLine) -> bool:
    """Whether a line may be (part of) a heading in capitals: the end of a paragraph that is but "US$12.99." is not,
    nor is a bold name that is run in."""
    if line.text[:1].islower() or not is_capitals(line.text) or sum(c.isalpha() for c in line.text) < 4:
        return False
    return len({span.bold for span in line.spans}) <= 1


def opens_marked(line: TextLine, last: TextLine) -> bool:
    """Return whether a line begins with a bold name and goes on in another weight: an entry that is run in."""
    return (
        len(line.spans) > 1
        and line.spans[0].bold
        and not line.spans[-1].bold
        and not (last.spans and last.spans[-1].bold)
    )


def short_by_far(line: TextLine, measures: Measures) -> bool:
    """Return whether a line ends long before the right margin."""
    left, right = measures.margins_at(line)
    return line.x1 < left + 0.6 * (right - left)


def stands_right(last: TextLine, line: TextLine, measures: Measures) -> bool:
    """Return whether a line is right-aligned or centered, and the next begins at the left margin."""
    left, right = measures.margins_at(last)
    return last.x0 > left + 0.4 * (right - left) and line.x0 < measures.margins_at(line)[0] + 4


def heading_wraps(last: TextLine, line: TextLine, measures: Measures) -> bool:
    """Whether a heading goes on in the next line, though a word of it would have fitted: a bracket is open, a linking
    word is at the break, or large lines follow each other closely."""
    before, after = last.text.split(" ")[-1], line.text.split(" ")[0]
    small = after.islower() or after.isupper() and last.text.isupper()
    return (
        last.text.count("(") > last.text.count(")")
        or before.casefold() in _LINKS
        or last.text.endswith((",", "/"))
        or (small and after.casefold() in _LINKS)
        or _is_close(last, line, measures)
    )


def _is_close(last: TextLine, line: TextLine, measures: Measures) -> bool:
    """Return whether lines much larger than the body are as near to each other as lines of one heading."""
    return (
        last.size > measures.size + _LARGER
        and line.page == last.page
        and 0 < line.y - last.y < 1.6 * last.size
        and is_capitals(last.text) == is_capitals(line.text)
        and not is_country(last.text)
    )


def name_wraps(last: TextLine, line: TextLine, measures: Measures) -> bool:
    """Return whether a bold name that is run in fills a whole line: it goes on, bold, at the head of the next, or ends
    with the stop behind it."""
    if not last.bold or last.size > measures.size + 0.6:
        return False
    if line.spans and line.spans[0].bold and last.x1 - last.x0 > 0.6 * (measures.right - measures.left):
        return True
    return not has_room(last, line, measures) and (
        closes_with(last.text, TERMINAL) or line.text.startswith("(")
    )
