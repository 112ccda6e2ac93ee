"""What a paper is: a Notorious Markets List calls itself one and speaks as USTR."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Literal, cast

from markets.ingest.parsers.wording import match_either, simplify_line

PaperKind = Literal["report", "press_release", "notice", "comment", "statement", "other"]

_LIST = re.compile(r"\bnotorious[- ]market", re.IGNORECASE)
_REVIEW = re.compile(r"\b(?:review|list|report)s?\b", re.IGNORECASE)
_USTR = re.compile(
    r"\bUSTR\b|\b(?:United States|U\.?S\.?) Trade Representative\b|\bTrade Representative\b", re.IGNORECASE
)
_USTR_SPEAKS = re.compile(
    r"\b(?:USTR|(?:the )?(?:Office of the )?(?:United States|U\.?S\.?) Trade Representative(?: \(.{2,12}?\))?"
    r"|the United States|this (?:list|report|review)|the (?:20\d\d )?(?:NML|list|review))\s+(?:\w+ ){0,3}?"
    + match_either(
        """conduct(?:s|ed)? publish(?:es|ed)? identif(?:y|ies|ied) name[sd]? highlights? list(?:s|ed)? has_been
        issue[sd]? encourages? urges? recommends? commends? first covers? developed reviewed examines? considers?
        received solicited began includes? initiated requested asked release[sd]? established notes? welcomes?
        concluded does reports? is are"""
    )
    + r"\b",
    re.IGNORECASE,
)


@cache
def _other_papers() -> tuple[tuple[PaperKind, re.Pattern[str]], ...]:
    """Return how papers of other kinds open (`papers.csv`), in plain lower-case words."""
    text = resources.files(__package__).joinpath("papers.csv").read_text(encoding="utf-8")
    return tuple(
        (cast(PaperKind, row["kind"]), re.compile(row["pattern"]))
        for row in csv.DictReader(text.splitlines())
    )


_ABOUT_IT = re.compile(
    r"\bustr[\u2019']?s\b|\bcongress\b|\b(?:comments?|submission|response|responding|analysis|overview|summary"
    r"|guide|background|briefing|understanding|history|views) (?:of|on|to|by|from|for|regarding) (?:the )?"
    r"(?:ustr|\d{4}|notorious|united states|office)",
    re.IGNORECASE,
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
_CALLS_ITSELF = re.compile(
    r"\b(?:overview|results) of (?:the )?(?:results|20\d\d|out-of-cycle).{0,60}notorious market"
    r"|\b20\d\d (?:out-of-cycle )?(?:review of )?notorious markets\b|\b(?:review|list) of notorious markets\b"
    r"|\bnotorious markets list\b",
    re.IGNORECASE,
)
_OTHER_TITLE = re.compile(
    r"\b(?:report|strategy|plan|act|law|directory|list)\b|\bmarkets? of\b", re.IGNORECASE
)
_TODAY = re.compile(  # how a press release opens
    r"\b(?:USTR|Trade Representative|Ambassador)\b[^.]{0,70}\btoday\b"
    r"|\b[Tt]oday,? (?:the )?(?:Office of the )?(?:(?:United States|U\.?S\.?) Trade Representative|USTR)\b"
    r"|^WASHINGTON\b(?:, D\.?C\.?)?\s*[\u2013\u2014-].{0,80}\b(?:USTR|Trade Representative)\b"
    r"|^(?:USTR|Ambassador [A-Z]\w+) (?!Notorious|Reviews|Results)[A-Z][a-z]+s [A-Z]"
)
_ABOUT_ITS_PLACE = re.compile(  # "on its place in the 2022 Notorious Markets List"; a report's title names nothing else
    r"(?<!review )\b(?:on|in|from|regarding|about|to|by|over|at|for|against|and|with|s|ed)\s"
    r"(?:the |ustr(?:'s)? |u\.?s\.? |trade |annual |special 301 |\d{4} |out-of-cycle |review of )*notorious market"
)
_OWN_WORDS = re.compile(
    r"\b[Ww]e (?:are|have|had|take|work|want|wish|remain|will|do|believe|regret|respect|invest|welcome|strongly|fully"
    r"|understand|object|disagree|reject|removed|blocked)\b|\b(?:said|stated|told|spokes\w+|disappointed|regrets?|disagrees?"
    r"|clarified|opposes?|respects?)\b"
)
# The words of which the titles of the List are made; a headline about it has others.
_TITLE_WORDS = re.compile(
    r"\b(?:"
    r"notorious|markets?|marketplaces?|review|list|reports?|results?|overview|findings|annual|special|out|of|cycle|for|on"
    r"|counterfeiting|and|piracy|the|in|to|from|year|section|issued|published|final|online|physical|executive|office"
    r"|president|united|states|trade|representative|ustr|nml|ambassador|washington|d|c"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)\b|\d+"
)
_ASKS_FOR_COMMENTS = re.compile(
    r"\b(?:comments|submissions|nominations|rebuttals)\b[^.]{0,40}\b(?:are|is) due\b"
    r"|\b(?:requests|seeks|invites|is (?:requesting|seeking|inviting)) (?:that )?"
    r"(?:interested|written|public|comments)\b",
    re.IGNORECASE,
)
# Where the cover ends, and lines on it that copies of the List on the web have.
_COVER_END = re.compile(
    r"(?:table of )?contents|overview|executive summary|introduction|foreword|issue focus|positive|results|background",
)
_OWN_COVER = re.compile(r"^(?:acting |by )*(?:ambassador|the honorable)\b|\b(?:ustr|trade representative)\b")
_WEB_LINE = re.compile(
    r"^(?:skip|home|menu|search|back|print|share|archived|downloaded|mirrored|retrieved|copy|source|page|figure|photo)\b"
)
_COVER_LINES = 8
_NOTICE_PARTS = re.compile(r"^(?:agency|action|summary|dates|addresses) ?:", re.IGNORECASE)


def identify_paper(title: str, texts: Sequence[str]) -> PaperKind:
    """Return what a paper is, from its title and its paragraphs in order."""
    if sum(bool(_NOTICE_PARTS.match(text)) for text in texts[:40]) >= 2:
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
    named = simplify_line(title)
    if not re.match(r"(?:\W|\d{4}|special 301|out-of-cycle)*review of notorious", named) and _speaks_of_it(
        named, head
    ):
        return "statement"
    if _names_another_author(named, texts):
        return "other"
    if _ABOUT_IT.search(title) or (_LIST.search(title) and _has_other_words(named)):
        return "other"
    whole = "\n".join(texts)[:40_000]
    if not _USTR.search(whole) and not _USTR_SPEAKS.search(whole):
        return "report" if _LIST.search(title) and not _OTHER_TITLE.search(title) else "other"
    if _LIST.search(title) and _REVIEW.search(title):
        return "report"
    own = _LIST.search(title) or not _OTHER_TITLE.search(title)
    return "report" if own and _CALLS_ITSELF.search(whole) and _USTR_SPEAKS.search(whole) else "other"


def _speaks_of_it(title: str, head: Sequence[str]) -> bool:
    """Return whether somebody else than USTR speaks, of the List or of a place on it."""
    own = any(_OWN_WORDS.search(text) for text in head)
    about = _ABOUT_ITS_PLACE.search(title) or not _LIST.search(title)
    return own and bool(about) and any(_LIST.search(text) or _USTR.search(text) for text in head)


def _names_another_author(title: str, texts: Sequence[str]) -> bool:
    """Return whether a cover has lines that are no title, date or place, and does not name USTR."""
    cover: list[str] = []
    for line in map(simplify_line, texts[:_COVER_LINES]):
        if _COVER_END.match(line) or len(line) >= 200:
            break
        if not line.endswith((".", "!")) and line != title:
            cover.append(line)
    if any(_OWN_COVER.search(line) for line in cover):
        return False
    return any(_has_other_words(line) and not _WEB_LINE.match(line) for line in cover)


def _has_other_words(title: str) -> bool:
    """Return whether a headline says more of the List than its own title does ("… names five sites")."""
    return len(re.findall(r"\w+", _TITLE_WORDS.sub("", title))) >= 2


def read_own_title(title: str, texts: Sequence[str]) -> str:
    """Return what a paper calls itself: its title, or how it begins."""
    headline = next((text for text in texts if 3 < len(text) < 200 and not text.endswith(".")), "")
    name = title if title and not title.endswith(".") else headline or title or "".join(texts[:1])
    return name if len(name) <= 120 else name[:120].rsplit(" ", 1)[0] + "\u2026"
