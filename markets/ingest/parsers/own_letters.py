"""A letter, foreword or memorandum of USTR in front of its List."""

import re
from collections.abc import Sequence
from itertools import pairwise

from markets.ingest.parsers.wording import simplify_line
from markets.text.dates import partial_date

OFFICE = (
    r"(?:the )?(?:office of the )?(?:(?:united states|u\.?s\.?) trade representative|ustr)"
    r"(?: \((?:the )?\W?(?:ustr|office)\W?\))?"
)
OFFICE_HOLDER = re.compile(r"^(?:acting )?(?:united states trade representative|ambassador)$")
_GREETING = re.compile(
    r"dear |to the (?:congress|president|public|reader)\b|(?:mr|ms|madam)\b.*:$|(?:foreword|preface|(?:a )?message)\b"
    rf"|(?:a )?letter from (?:{OFFICE}|(?:the )?ambassador)"
)
_SIGNATURE = re.compile(
    r"^(?!.*\b(?:to|cc|office|from|by)\b).{0,60}\b(?:united states|u\.s\.) trade representative$"
    r"|^ambassador [\w. '-]{3,40}$"
)
_LETTERHEAD = re.compile(rf"{OFFICE}(?: executive office of the president)?$")
_TRANSMITS = re.compile(r"\btransmit")
_PERSON = re.compile(r"\w[\w.'-]*(?: [\w.'-]+){1,4}")
_CLOSING = re.compile(r"(?:sincerely|respectfully|yours|very truly|with best)\b.{0,20},$")
_FROM_OFFICE = re.compile(rf"^from ?: ?(?:{OFFICE}|ambassador \w)")
_LIST_AGAIN = re.compile(
    r"(?:\d{4} )?(?:out-of-cycle )?(?:review of )?notorious markets[^.]*$|overview\b|executive summary\b"
)
_MEMORANDUM_LINES = 12
_SUBJECT = re.compile(r"^(?:subject|re) ?:")


def find_end_of_letter(texts: Sequence[str]) -> int:
    """Return where a paper goes on after a letter, foreword or memorandum of USTR; 0 without one."""
    lines = [simplify_line(text) for text in texts[:30]]
    if any(map(_FROM_OFFICE.match, lines[:_MEMORANDUM_LINES])):
        subject = next((n + 1 for n, line in enumerate(lines[:_MEMORANDUM_LINES]) if _SUBJECT.match(line)), 0)
        return next((n for n, line in enumerate(lines) if n >= subject and _LIST_AGAIN.match(line)), subject)
    greeting = next((n for n, line in enumerate(lines) if _GREETING.match(line)), len(lines))
    dated = next((n for n, text in enumerate(texts[:greeting]) if partial_date(text[:40])), 0)
    if " ".join(lines[greeting:]).startswith("dear") and any(map(_SIGNATURE.search, lines[dated:greeting])):
        return 0  # it is the address: the letter is to the Trade Representative
    is_letterhead = any(map(_LETTERHEAD.match, lines[:dated]))
    transmits = any(map(_TRANSMITS.search, lines[greeting:]))
    named = {
        above.removeprefix("ambassador ") for above, line in pairwise(lines) if OFFICE_HOLDER.search(line)
    }
    ends = (
        n + 1
        for n, (above, line, below) in enumerate(zip(["", *lines], lines, [*lines[1:], ""], strict=False))
        if n > greeting
        and (
            _SIGNATURE.search(line)
            or line in named
            or (is_letterhead and _CLOSING.match(above))
            or (transmits and _PERSON.fullmatch(line) and re.fullmatch(OFFICE, below))
        )
    )
    end = next(ends, 0)
    below = (
        lines[end : end + 2] if end else []
    )  # "Katherine Roe / United States Trade Representative / Enclosure"
    return end + sum(bool(OFFICE_HOLDER.search(line)) or line == "enclosure" for line in below)
