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
_USTR = re.compile(r"\bUSTR\b|\bTrade Representative\b", re.IGNORECASE)
_AUTHOR = (
    r"(?:the )?(?:office of the )?(?:(?:united states|u\.?s\.?) trade representative|ustr)(?: \(.{2,12}?\))?"
)
# How the List speaks: USTR, the United States, or the List itself is the subject of a clause.
_SPEAKS_AS_USTR = re.compile(
    rf"(?:^|[.!?;:,][\u201d\"')]*\s|\band )\s*(?:{_AUTHOR}|the united states"
    r"|(?:the |this )(?:\d{4} )?(?:out-of-cycle )?(?:nml|(?:notorious markets )?list|review|report)"
    r"(?: of notorious markets)?(?: for counterfeiting and piracy)?(?: \(.{2,40}?\))?|this year's list) (?:\w+ ){0,3}?"
    + match_either(
        """conduct(?:s|ed)? publish(?:es|ed)? identif(?:y|ies|ied) name[sd]? highlights? list(?:s|ed)? has_been
        issue[sd]? encourages? urges? recommends? commends? first covers? developed reviewed examines? considers?
        received solicited began includes? initiated requested asked asks release[sd]? established notes? welcomes?
        concluded does reports? is are was thanks draws calls hopes announce[sd]?
        remains appreciates continues believes"""
    )
    + r"\b",
    re.MULTILINE,
)
_SPEAKS_TO_USTR = re.compile(r"\b(?:asks?|requests?|recommends?|urges?|nominates?) (?:that )?(?:the )?ustr\b")
_SPEAKS_AS_ANOTHER = re.compile(r"\b(?:we|our|you|your|i|my|it is|here)\b")
_DOCKET = re.compile(r"\bdocket (?:number|no\.?|ustr)\b|\bfederal register\b")


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
# The words of which titles and covers of the List are made; a headline about it, or a cover of others, has more.
_TITLE_WORDS = re.compile(
    r"\b(?:(?:ambassador|the honorable) \w+(?: \w\.)?(?: \w+)?"
    r"|notorious|markets?|marketplaces?|review|list|reports?|results?|overview|findings|annual|special|out|of|cycle|for|on"
    r"|counterfeiting|and|piracy|the|in|to|from|year|section|issued|published|final|online|physical|executive|office"
    r"|president|united|states|america|government|federal|interagency|trade|representative|u|s|us|ustr|nml"
    r"|ambassador|washington|d|c|docket|number|no|edition|volume|part|series|a|an|of|at|as|by|under|pursuant|process"
    r"|act|period|covering|date|dated|version|publication|public|release|released|official|document|use|copy"
    r"|immediate|unclassified|confidential|full|complete|text|revised|updated|corrected|intellectual|property|rights"
    r"|innovation|enforcement|protecting|protection|american|creators|workers|brands|page|i|ii|iii|iv|v|vi"
    r"|spring|summer|fall|autumn|winter|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)\b|\d+"
)
_ASKS_FOR_COMMENTS = re.compile(
    r"\b(?:comments|submissions|nominations|rebuttals)\b[^.]{0,40}\b(?:are|is) due\b"
    r"|\b(?:requests|seeks|invites|is (?:requesting|seeking|inviting)) (?:that )?"
    r"(?:interested|written|public|comments)\b",
    re.IGNORECASE,
)
# Where the body begins, and lines above it that the List or a copy of it on the web has.
_BODY = re.compile(
    r"(?:\W|[\divx]+[.)] )*(?:(?:table of )?contents|overview|executive summary|introduction|foreword|issue focus"
    r"|positive|results|background|acknowledge?ments|(?:online|physical|internet) market)"
)
_OWN_LINE = re.compile(
    rf"^(?:(?:issued|published|released|prepared) )?(?:by )?{_AUTHOR}$|^(?:acting |by )*(?:ambassador|the honorable)\b"
    r"|^special 301 (?:sub)?committee\b|^(?:freedom of information|foia)\b|^request (?:no|number)\b"
    r"|^released in (?:full|part)\b|^\d+ \w+ street\b|\bustr\.gov\b"
    r"|, (?:acting |deputy )*(?:united states|u\.s\.) trade representative$"
    r"|^(?:skip|home|menu|search|back|print|share|archived|downloaded|mirrored|retrieved|copy|source|page|figure|photo)\b"
)
_OFFICE_HOLDER = re.compile(r"^(?:acting )?(?:united states trade representative|ambassador)$")
_FRONT_LINES = 12
_STATEMENT_STEPS = (0, 1_500, 6_000)  # letters of a paper from which one more statement of USTR is expected
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
    return "report" if _is_own_list(title, texts) else "other"


def _is_own_list(title: str, texts: Sequence[str]) -> bool:
    """Return whether a paper calls itself the List, has no front of somebody else's, and speaks as USTR."""
    whole = [simplify_line(text) for text in "\n".join(texts)[:40_000].split("\n")]
    joined = "\n".join(whole)
    named = simplify_line(title)
    if _LIST.search(title):
        if _list_other_words(named):
            return False
    elif _OTHER_TITLE.search(title) or not _CALLS_ITSELF.search(joined):
        return False
    spoken = len(_SPEAKS_AS_USTR.findall(joined))
    if spoken <= len(_SPEAKS_TO_USTR.findall(joined)):
        return False
    if spoken + bool(_DOCKET.search(joined)) < sum(len(joined) > letters for letters in _STATEMENT_STEPS):
        return False
    return _is_own_front(whole)


def _speaks_of_it(title: str, head: Sequence[str]) -> bool:
    """Return whether somebody else than USTR speaks, of the List or of a place on it."""
    own = any(_OWN_WORDS.search(text) for text in head)
    about = _ABOUT_ITS_PLACE.search(title) or not _LIST.search(title)
    return own and bool(about) and any(_LIST.search(text) or _USTR.search(text) for text in head)


def _is_own_front(lines: Sequence[str]) -> bool:
    """Return whether the lines above the body are those of the List, and what comes first speaks as USTR."""
    end = next(
        (n for n, line in enumerate(lines[:_FRONT_LINES]) if _BODY.match(line) and len(line) < 200), None
    )
    is_prose_seen = False
    for line, below in zip(lines[:_FRONT_LINES][:end], [*lines[1:], ""], strict=False):
        if len(line) >= 200 or line.endswith((".", "!")):
            if len(line) <= 40:
                continue
            if _SPEAKS_AS_USTR.search(line) or _DOCKET.search(line):
                return True
            if is_prose_seen or _SPEAKS_AS_ANOTHER.search(line):
                return False
            is_prose_seen = True  # "Commercial-scale piracy causes losses." may come before USTR speaks
        elif _list_other_words(line) and not _OWN_LINE.search(line) and not _OFFICE_HOLDER.search(below):
            return False
    return not is_prose_seen


def _list_other_words(line: str) -> list[str]:
    """Return the words of a line of the front that are in no title of the List ("… names five sites")."""
    return re.findall(r"\w+", _TITLE_WORDS.sub("", line))


def read_own_title(title: str, texts: Sequence[str]) -> str:
    """Return what a paper calls itself: its title, or how it begins."""
    headline = next((text for text in texts if 3 < len(text) < 200 and not text.endswith(".")), "")
    found = bool(_LIST.search(title)) or not headline  # else it may be the name of a market
    name = title if title and found and not title.endswith(".") else headline or title or "".join(texts[:1])
    return name if len(name) <= 120 else name[:120].rsplit(" ", 1)[0] + "\u2026"
