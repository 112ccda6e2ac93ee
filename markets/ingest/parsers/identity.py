"""What a paper is: a Notorious Markets List calls itself one and speaks as USTR."""

import csv
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Literal, cast

from markets.ingest.parsers.own_covers import LIST_NAME
from markets.ingest.parsers.own_letters import find_end_of_letter
from markets.ingest.parsers.own_list import find_unknown_names, is_list_title, is_own_list
from markets.ingest.parsers.wording import simplify_line

PaperKind = Literal["report", "press_release", "notice", "comment", "statement", "other"]

_USTR = re.compile(r"\bUSTR\b|\bTrade Representative\b", re.IGNORECASE)


@cache
def _other_papers() -> tuple[tuple[PaperKind, re.Pattern[str]], ...]:
    """Return how papers of other kinds open (`papers.csv`), in plain lower-case words."""
    text = resources.files(__package__).joinpath("papers.csv").read_text(encoding="utf-8")
    return tuple(
        (cast(PaperKind, row["kind"]), re.compile(row["pattern"]))
        for row in csv.DictReader(text.splitlines())
    )


_HEAD_PARAGRAPHS = 9
_TO_USTR = re.compile(  # said to USTR, not by it
    r"\b(?:thanks?|thanked|urges?|asks?|commends?|appreciates?|submits?|nominates?|requests?|calls on|recommends?"
    r"|applauds?) (?:that |to )?(?:the )?(?:Office of the )?(?:USTR|United States Trade Representative)\b"
    r"|\b[Oo]ur members\b|\b[Rr]espectfully (?:offers?|submits?|asks?|requests?|proposes?|nominates?)\b"
    r"|\b[Ww]e (?:submit|nominate|respectfully|write|represent|appreciate|regret)\b"
    r"|\bopportunity to (?:nominate|comment|submit)|\bpleased to (?:respond|submit|provide|offer)\b"
    r"|\b(?:invitation|request) (?:of|by|from) (?:the )?(?:Office|USTR|United States Trade)\b.{0,60}\bcomments\b"
)
_TODAY = re.compile(  # how a press release opens
    r"\b(?:USTR|Trade Representative|Ambassador)\b[^.]{0,70}\btoday\b"
    r"|\b[Tt]oday,? (?:the )?(?:Office of the )?(?:(?:United States|U\.?S\.?) Trade Representative|USTR)\b"
    r"|^WASHINGTON\b(?:, D\.?C\.?)?\s*[\u2013\u2014-].{0,160}\b(?:USTR|Trade Representative)\b"
    r"|^(?:USTR|Ambassador [A-Z]\w+) (?!Notorious|Reviews|Results)[A-Z][a-z]+s [A-Z]"
)
_OWN_WORDS = re.compile(
    r"\b[Ww]e (?:are|have|had|take|work|want|wish|remain|will|do|believe|regret|respect|invest|welcome|strongly|fully"
    r"|understand|object|disagree|reject|removed|blocked)\b|\b(?:said|stated|told|spokes\w+|disappointed|regrets?|disagrees?"
    r"|clarified|opposes?|respects?)\b"
)
_ASKS_FOR_COMMENTS = re.compile(
    r"\b(?:comments|submissions|nominations|rebuttals)\b[^.]{0,40}\b(?:are|is) due\b"
    r"|\b(?:requests|seeks|invites|is (?:requesting|seeking|inviting)) (?:that )?"
    r"(?:interested|written|public|comments)\b",
    re.IGNORECASE,
)
_NOTICE_PARTS = re.compile(r"^(?:agency|action|summary|dates|addresses) ?:", re.IGNORECASE)


def identify_paper(title: str, texts: Sequence[str], pages: Sequence[int] = ()) -> PaperKind:
    """Return what a paper is, from its title and its paragraphs in order, with the page of each."""
    start = find_end_of_letter(texts)
    texts, pages = texts[start:], pages[start:]
    # Different ones: entries of the List may have addresses of their own.
    if len({match[0].casefold() for text in texts[:40] if (match := _NOTICE_PARTS.match(text))}) > 1:
        return "notice"
    head = (title, *texts[:_HEAD_PARAGRAPHS])
    if any(_TODAY.search(text) for text in head):
        return "press_release"
    headlines = [
        line
        for text in head
        if len(text) < 200 and not text.rstrip().endswith((".", "!"))
        if not (line := simplify_line(text)).startswith("issue focus")
    ]
    openings = [simplify_line(text) for text in head]
    for kind, pattern in _other_papers():
        # "USTR publishes this List each year" is a headline of a release, but also how a report begins.
        opened = kind != "press_release" and any(pattern.match(text) for text in openings)
        if opened or any(pattern.search(line) for line in headlines):
            return kind
    if any(_ASKS_FOR_COMMENTS.search(text) for text in head):
        return "notice"
    if any(_TO_USTR.search(text) for text in head):
        return "comment"
    if not is_list_title(simplify_line(title)) and _speaks_of_it(head):
        return "statement"
    return "report" if is_own_list(title, texts, pages, is_signed=start > 0) else "other"


def find_doubtful_cover(texts: Sequence[str], pages: Sequence[int]) -> Iterator[str]:
    """Yield the doubts about who made a paper that reads as a List."""
    if find_end_of_letter(texts):
        return  # a letter of USTR signs the paper
    for name in find_unknown_names(texts, pages):
        yield f"“{name}” on page {pages[0]} may name somebody else than USTR, whose paper this would be"


def _speaks_of_it(head: Sequence[str]) -> bool:
    """Return whether somebody else than USTR speaks, of the List or of a place on it."""
    own = any(_OWN_WORDS.search(text) for text in head)
    return own and any(LIST_NAME.search(text) or _USTR.search(text) for text in head)
