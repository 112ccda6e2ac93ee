"""What a paper calls itself: the title of a List, or the headline of another paper."""

import re
from collections.abc import Sequence

from markets.ingest.parsers.own_covers import LIST_NAME, is_list_title, is_prose
from markets.ingest.parsers.own_letters import OFFICE
from markets.ingest.parsers.sections import kind_of
from markets.ingest.parsers.wording import simplify_line
from markets.ingest.records import TextLine, TextPage
from markets.text.dates import partial_date

_YEAR_ALONE = re.compile(r"20[0-4]\d")
_YEAR_IN_TITLE = re.compile(r"\b20[0-4]\d\b")
_OFFICE = re.compile(
    r"united states trade representative|office of the|executive office|^ambassador |^ustr$|^page ", re.I
)
_OFFICE_ALONE = re.compile(
    rf"(?:(?:{OFFICE}|executive office of the president|office of the united states|trade representative)[\s,|/-]*)+"
)
_NAMED = re.compile(r"\bnotorious markets\b.*|\breview of notorious\b", re.IGNORECASE)
_TIED_BEHIND = re.compile(r"\b(?:of|for|the|and|on)$", re.IGNORECASE)
_TIED_BEFORE = re.compile(r"(?:for|of|and|on) [A-Z]|(?:FOR|OF|AND|ON) [A-Z]")
_OVERVIEW = re.compile(
    r"^overview of (?:the )?results of (?:the )?", re.IGNORECASE
)  # a heading that repeats it
_LONGEST_TITLE = 160  # letters
_SHORT_TITLE = re.compile(r"(?:the )?(?:\d{4} )?notorious markets list", re.IGNORECASE)
# What papers of every kind are called. It decides only where all lines of a cover are of one size.
_KIND_OF_PAPER = re.compile(
    r"\b(?:reports?|comments?|submissions?|filing|briefs?|reply|replies|rebuttal|complaint|opinion|order|exhibit|attachment"
    r"|guide|directory|list|review|recommendations|requests?|notice|alert|memorandum|hearing|statement|20\d\d)\b"
)
# Lines above a title that name no paper: those who are addressed, the case, the citation of a journal.
_ABOVE_TITLE = re.compile(
    r"^(?:before the|in the matter of|in re|to|from|case|no\.|docket|civil action|by|prepared|updated)\b"
    r"|^federal register\b|^\[|^(?:agency|action|summary|dates) ?:|^https?:|@|\bp(?:laintiff|etitioner)\b.*\bv\b"
)
_RE_LINE = re.compile(r"^(?:(?:in )?re|subject) ?: ")
_LONGEST_QUOTED = 120  # letters


def find_title(pages: Sequence[TextPage], contents_page: int) -> str:
    """Return the title as printed: the largest words of the first pages that are no office, date or section."""
    lines = [
        line
        for page in pages[:2]
        if not contents_page or page.number < contents_page or page.number == 1
        for line in page.lines
    ]
    groups = _group_by_look(lines, 2.2)
    best, rank, at = "", (False, False, 0.0, False), 0
    for index, group in enumerate(groups):
        words = " ".join(line.text for line in group)
        if (
            _OFFICE.search(words)
            or (partial_date(words) and len(words) < 40)
            or len(words) > 220
            or re.fullmatch(r"[\d\W]+", words)
        ):
            continue
        says = bool(re.search(r"notorious|market|review", words, re.I))
        says = says and (kind_of(words) is None or bool(_SHORT_TITLE.fullmatch(words.strip())))
        named = says and bool(_NAMED.search(words)) and not words.rstrip().endswith((".", ":", ";", ","))
        size = _find_size(group)
        here = (named, says and not words.rstrip().endswith("."), size, group[0].bold)
        if here > rank:
            best, rank, at = words, here, index
    if best:
        best = _OVERVIEW.sub("", " ".join(line.text for line in _with_other_looks(groups, at)))
    return re.sub(r"(?<=[a-z])- (?=[a-z])", "", re.sub(r"\s+", " ", best)).strip()


def _with_other_looks(groups: Sequence[list[TextLine]], at: int) -> list[TextLine]:
    """Return the lines of a title with those around it that are part of it in another look: the year above it, and
    what a small word at the break ties to it."""
    first = last = at
    while first and _is_near(groups[first - 1], groups[first]):
        above = groups[first - 1][-1].text.strip()
        tied = _TIED_BEHIND.search(above) or _TIED_BEFORE.match(groups[first][0].text.strip())
        is_year = _YEAR_ALONE.fullmatch(above) and not any(map(_has_year, groups[first]))
        if not is_year and not tied:
            break
        first -= 1
    while last + 1 < len(groups) and _is_near(groups[last], groups[last + 1]):
        text, below = groups[last][-1].text.strip(), groups[last + 1][0].text.strip()
        if not _TIED_BEHIND.search(text) and not _TIED_BEFORE.match(below):
            break
        last += 1
    return [line for group in groups[first : last + 1] for line in group]


def _is_near(above: Sequence[TextLine], below: Sequence[TextLine]) -> bool:
    before, after = above[-1], below[0]
    reach = (4.5 if _same_look(before, after) else 2.75) * max(before.size, after.size)
    near = before.page == after.page and 0 < after.y - before.y < reach
    return near and sum(len(line.text) for line in (*above, *below)) < _LONGEST_TITLE


def _same_look(a: TextLine, b: TextLine) -> bool:
    return abs(a.size - b.size) < 0.5 and a.bold == b.bold and a.italic == b.italic


def _group_by_look(lines: Sequence[TextLine], leading: float) -> list[list[TextLine]]:
    """Return lines of one look together where each is at most `leading` line heights below the last."""
    groups: list[list[TextLine]] = []
    for line in lines:
        known = groups and groups[-1][-1].page == line.page and not _is_parted(groups[-1], line)
        if known and _same_look(groups[-1][-1], line) and line.y - groups[-1][-1].y < leading * line.size:
            groups[-1].append(line)
        elif line.text.strip():
            groups.append([line])
    return groups


def _is_parted(group: Sequence[TextLine], line: TextLine) -> bool:
    """Return whether a line is no part of the words above it: an office or a date is there, or a year comes again."""
    above, below = group[-1].text.strip(), line.text.strip()
    whole = " ".join(each.text.strip() for each in group)  # the name of an office may be wrapped
    if any(_is_office(text) or _is_date(text) for text in (above, whole, below)):
        return True
    is_year = _YEAR_ALONE.fullmatch(above) or _YEAR_ALONE.fullmatch(below)
    return bool(is_year) and _has_year(line) and any(map(_has_year, group))


def _has_year(line: TextLine) -> bool:
    return _YEAR_IN_TITLE.search(line.text) is not None


def _is_office(text: str) -> bool:
    return len(text) < _LONGEST_TITLE and _OFFICE_ALONE.fullmatch(simplify_line(text)) is not None


def _is_date(text: str) -> bool:
    """Return whether a line is a date alone; with a period it ends a sentence."""
    short = len(text) < 40 and not text.endswith(".") and partial_date(text) is not None
    return short and len(re.findall(r"[^\W\d_]+", text)) <= 2


def _find_size(group: Sequence[TextLine]) -> float:
    return max([group[0].size, *(span.size for line in group for span in line.spans)])


def read_own_title(pages: Sequence[TextPage]) -> str:
    """Return what a paper that is not the List calls itself: the largest words above its text, or how it begins."""
    first = next((page for page in pages if page.lines), None)
    groups = _group_by_look(first.lines, 1.6) if first else []
    best, rank = "", (0.0, 0)
    for group in groups:
        text = " ".join(line.text.strip() for line in group)
        line = simplify_line(text)
        if _RE_LINE.match(line):
            best = text
            break
        is_above_title = _ABOVE_TITLE.search(line) is not None
        if not is_above_title and (is_prose(line) or kind_of(text) not in (None, "results")):
            if best:
                break
            continue
        if is_above_title or not _is_headline(text, line):
            continue
        size = round(_find_size(group))
        if (size, _rank_headline(line)) > rank:
            best, rank = text, (size, _rank_headline(line))
    name = best or " ".join(line.text for line in groups[0]) if groups else ""
    return name if len(name) <= _LONGEST_QUOTED else name[:_LONGEST_QUOTED].rsplit(" ", 1)[0] + "\u2026"


def _is_headline(text: str, line: str) -> bool:
    """Return whether words may name their paper: no sentence, no office, no date, and no address."""
    is_number = 3 * sum(map(str.isdigit, text)) > len(text) or partial_date(text) and len(text) < 40
    return len(text) > 3 and not text.endswith(".") and not (_is_office(line) or is_number)


def _rank_headline(line: str) -> int:
    """Return how well a line names its paper among lines of one size."""
    if LIST_NAME.search(line):
        return 1 if is_list_title(line) else 3
    return 2 if _KIND_OF_PAPER.search(line) else 0
