"""Which year a report reviews, and signs that contradict it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from markets.ingest.parsers.sections import Section

_YEAR = re.compile(r"\b(20[0-4]\d)\b")
_REVIEW = r"\b(20\d\d) (?:out-of-cycle )?(?:review|notorious markets list|list)\b"
_ANOTHER = (
    r"(?:since|following|after|before|until|in|from|to|than|with|unlike|and|previous|prior|earlier|last)"
    r"(?: year['\u2019]s)?(?: (?:the|its|our|ustr['\u2019]s))?"
)
_OWN_REVIEW = re.compile(rf"(?P<another>\b{_ANOTHER} )?{_REVIEW}", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|following|after|previous|prior|last|earlier)\b", re.IGNORECASE)
_FIRST_MONTHS = ("01", "02", "03", "04")  # a List that comes out then is that of the year before


def find_reviewed_year(
    name: str, found: Sequence[Section], day: str | None, dockets_named: Sequence[str]
) -> int | None:
    """Return the year under review, which the title, the results or the overview give; never simply the date's."""
    if years := _YEAR.findall(name):
        return int(years[0])
    votes = _count_headings(found)
    if not votes:
        votes = _count_texts(found)
        votes.update(_year_of(number) for number in dockets_named)
    if votes:
        return max(votes, key=lambda year: (_fits(year, day), votes[year], year))
    return int(day[:4]) - (day[5:7] in _FIRST_MONTHS) if day else None


def find_other_years(
    name: str, found: Sequence[Section], year: int, day: str | None, docket: str | None
) -> Iterator[str]:
    """Yield the docket where it is not that of the review's year, and the printed date where neither the title nor a
    heading says the year, as doubts."""
    if not (_fits(year, day) or _YEAR.search(name) or _count_headings(found)):
        yield f"the report seems to review {year}, and its printed date is {day}"
    if docket and _year_of(docket) != year:
        yield f"the report seems to review {year}, and names the docket {docket} only"


def _count_headings(found: Sequence[Section]) -> Counter[int]:
    votes: Counter[int] = Counter()
    for section in found:
        heading = section.heading
        if heading is None or _SINCE.search(heading.text):
            continue
        for text in _YEAR.findall(heading.text):
            votes[int(text)] += 1 if section.kind != "results" else 3
    return votes


def _count_texts(found: Sequence[Section]) -> Counter[int]:
    """Return how often the text names the review of each year. "Since the 2010 review" refers to another one."""
    named = (
        match
        for section in found
        for paragraph in section.paragraphs
        if "20" in paragraph.text
        for match in _OWN_REVIEW.finditer(paragraph.text)
    )
    return Counter(int(match[2]) for match in named if not match["another"])


def _year_of(docket: str) -> int:
    return int(docket[5:9])


def _fits(year: int, day: str | None) -> bool:
    """Return whether a List of a year may have the date: it comes out in that year or the next."""
    return day is None or int(day[:4]) - year in (0, 1)
