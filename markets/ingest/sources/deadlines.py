"""The two deadlines of a review, which are in the notice's prose and nowhere else."""

import re
from dataclasses import dataclass
from datetime import date

from markets.text.dates import PrintedDate, printed_dates

_REBUTTAL = re.compile(
    r"\brebuttals?\b|\breply\b|\breplies\b|\brespond(?:s|ing)? to (?:the )?(?:other|comment|submission|filing)",
    re.IGNORECASE,
)
_OTHER_FILINGS = re.compile(r"(?<!rebuttal )\b(?:comments?|submissions?|nominations?)\b", re.IGNORECASE)
_HEARING = re.compile(r"\bhearing\b", re.IGNORECASE)
_OPENS_WITH_DATE = re.compile(
    r"\s*(?:dates?:?\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?", re.IGNORECASE
)


# An old day is none any more: it is "extended from" or "instead of" it, or it is in a sentence of its own.
_REPLACED = re.compile(
    r"\b(?:extend(?:ed|s|ing)? from|previously|originally|formerly|instead of|in place of|rather than|from|not"
    r"|(?:published|announced|issued)(?: on)?|(?:closed|ended|expired)"
    r"|(?:was|were)(?: to (?:end|close))?)"
    r"(?: due)?(?: (?:on|by))? *$",
    re.IGNORECASE,
)
_OLD = re.compile(r"\b(?:original|previous|prior) (?:deadlines?|dates?|periods?)\b[^;]*$", re.IGNORECASE)
_WAS_DEADLINE = re.compile(r"^ (?:deadline|due date)s?\b[^.;]*\bextend", re.IGNORECASE)
_NEAR = 200
"""Characters beside a date that may say it is old. Looking further takes hours where a notice has 100,000 dates."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The last days for comments and for rebuttals. `note` says what could not be found, or is empty."""

    comments: date | None
    rebuttals: date | None
    note: str = ""


def read_deadlines(prose: str) -> Deadlines:
    """Return the deadlines in a notice's DATES paragraph.

    A date belongs to rebuttals if the words that go with it name them: the words after it where the paragraph
    opens with a date, else the words before it. Where that does not settle it, two dates are taken in order.
    """
    prose = " ".join(prose.split())
    printed = tuple(one for one in printed_dates(prose) if not _is_replaced(prose, one))
    if not printed:
        return Deadlines(None, None, "no date could be read in the notice's DATES paragraph")
    comments: list[date] = []
    rebuttals: list[date] = []
    for day, clause in _clauses(prose, printed):
        if _HEARING.search(clause) and not _REBUTTAL.search(clause):
            continue
        is_rebuttal = _REBUTTAL.search(clause) or len(printed) == 1 and _names_rebuttals_alone(prose)
        chosen = rebuttals if is_rebuttal else comments
        if day not in chosen:
            chosen.append(day)
    if len(comments) == 1 and len(rebuttals) <= 1 and (not rebuttals or comments < rebuttals):
        return Deadlines(comments[0], rebuttals[0] if rebuttals else None)
    if len(rebuttals) == 1 and not comments:
        return Deadlines(None, rebuttals[0], "the notice gives no day for comments")
    days = sorted({*comments, *rebuttals})
    if len(days) == 2 and _REBUTTAL.search(prose):
        return Deadlines(days[0], days[1], "only their order distinguishes the deadlines")
    return Deadlines(None, None, f"could not distinguish the deadlines in: {prose[:300]}")


def _names_rebuttals_alone(prose: str) -> bool:
    return _REBUTTAL.search(prose) is not None and _OTHER_FILINGS.search(prose) is None


def _is_replaced(prose: str, one: PrintedDate) -> bool:
    before = prose[max(0, one.start - _NEAR) : one.start]
    old = _REPLACED.search(before) or _OLD.search(before[before.rfind(". ") + 1 :])
    return bool(old or _WAS_DEADLINE.match(prose[one.end : one.end + _NEAR]))


def _clauses(prose: str, printed: tuple[PrintedDate, ...]) -> list[tuple[date, str]]:
    lead = _OPENS_WITH_DATE.match(prose)
    date_first = lead is not None and lead.end() == printed[0].start
    clauses = []
    for index, one in enumerate(printed):
        if date_first:
            end = printed[index + 1].start if index + 1 < len(printed) else len(prose)
            clauses.append((one.day, prose[one.end : end]))
        else:
            start = printed[index - 1].end if index else 0
            clauses.append((one.day, prose[start : one.start]))
    return clauses
