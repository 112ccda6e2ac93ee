"""The cover of a paper: what is on that of a List, and which of its lines name another author or kind of paper."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from markets.ingest.parsers.own_letters import OFFICE, OFFICE_HOLDER
from markets.ingest.parsers.wording import is_capitals, simplify_line

LIST_NAME = re.compile(r"\bnotorious[- ]market", re.IGNORECASE)
# How the List speaks: USTR, the United States, or the List itself is the subject of a clause.
SPEAKS_AS_USTR = re.compile(
    rf"(?:^|[.!?;:,][\u201d\"')]*\s|\band )\s*(?:{OFFICE}|the united states"
    r"|(?:the |this )(?:\d{4} )?(?:out-of-cycle )?(?:nml|(?:notorious markets )?list|review|report)"
    r"(?: of notorious markets)?(?: for counterfeiting and piracy)?(?: \(.{2,40}?\))?|this year's list)"
    r" (?!trade |government|list\b|(?:ha[sd] )?(?:again |also |once )*(?:said|says|told|wrote|added|named|listed"
    r"|included|placed)\b)\w+",
    re.MULTILINE,
)
NAMES_DOCKET = re.compile(r"\bdocket (?:number|no\.?|ustr)\b|\bfederal register\b")
# The words of which titles of the List are made; a headline about it has more.
_TITLE_WORDS = re.compile(
    r"\b(?:(?:ambassador|the honorable) \w+(?: \w\.)?(?: \w+)?"
    r"|notorious|markets?|marketplaces?|review|list|reports?|results?|overview|findings|annual|special|out|of|cycle|for|on"
    r"|counterfeiting|and|piracy|the|in|to|from|year|section|issued|published|final|online|physical|executive|office"
    r"|president|united|states|america|government|federal|trade|representative|u|s|us|ustr|nml"
    r"|ambassador|washington|d|c|docket|number|no|edition|volume|part|series|a|an|at|as|by|under|pursuant|process"
    r"|act|period|covering|date|dated|version|publications?|public|release|released|official|document"
    r"|full|complete|text|revised|updated|corrected|originally|i|ii|iii|iv|v|vi"
    r"|spring|summer|fall|autumn|winter|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|first|second|third|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|\w+teen|twentie)th)\b|\d+"
)
# What covers say of the document, and of its subject; and words that name nobody.
COVER_WORDS = re.compile(
    r"\b(?:use|copy|immediate|unclassified|confidential|business|information|deleted|embargoed|cleared|until|before|not|pm|am"
    r"|p|m|e?[sd]t|eastern|time|noon|seal|available|dc|inquiries|phone|telephone|email|web|contact|title|agency|page|type"
    r"|language|english|control|file|size|kb|mb|prepared|interagency"
    r"|intellectual|property|innovation|protect\w*|american|workers|creators)\b"
)
# Where the cover ends: the headings of what comes first in a List.
_BODY = re.compile(
    r"(?:\W|[\divx]+[.)] )*(?:(?:table of )?contents|overview|executive summary|introduction|foreword|issue focus"
    r"|positive|results|background|acknowledge?ments|(?:online|physical|internet) market"
    r"|(?:(?:list of )?(?:acronyms|abbreviations)|glossary|preface|scope|purpose|(?:a )?message from"
    r"|letter of transmittal|disclaimer"
    r"|(?:report )?(?:summary|highlights)$|(?:at|the list at) a glance|key (?:findings|facts)|how to (?:use|read))\b)"
)
OWN_LINE = re.compile(
    r"^(?:acting |by )*(?:ambassador|the honorable)\b"
    r"|^(?:(?:prepared )?by )?(?:the )?special 301 (?:sub)?committee\b"
    r"|\bfreedom of information\b|^request (?:no|number)\b"
    r"|^released in (?:full|part)\b|\b\d+ \w+ street\b|\bustr\.gov\b"
    r"|, (?:acting |deputy )*(?:united states|u\.s\.) trade representative$|- ambassador [\w. '-]{3,40}$"
    r"|^iss?[bs]n\b|\bleft blank$"
    r"|^(?:skip|home|menu|search|back|print|share|archived|download(?:ed)?|mirrored|retrieved|copy|source|page|figure"
    r"|(?:cover )?photo)\b"
    r"|\b(?:departments? of (?:commerce|justice|state|the treasury|homeland)|(?:copyright|trademark) office"
    r"|customs and border|superintendent of documents|government (?:printing|publishing) office)\b"
    r"|\b(?:librar(?:y|ies)|depository|docketed|received|scanned|copy|press office)\b"
)
# Papers about the List, and those who write them: never on its cover, though its sentences may hold the words.
GENRE = re.compile(
    r"\b(?:analys[ie]s|summar\w+|guide|exhibit|attachment|annex|enclosure|appendix|answers?|response|repl(?:y|ies)|stud(?:y|ies|ents?)"
    r"|(?:views|submissions?|filing|nominations?|observations|testimony) (?:of|by|from)|reprint(?:ed)?"
    r"|model|index|notes|brief\w*|members?|clients?|subscribers?|customers?|users?|lesson|course|proposal|translation"
    r"|guild|group|partners|news|daily|weekly|media|press|council"
    r"|associations?|alliance|coalition|league|union|federation"
    r"|society|institute|university|clinic|firm|consult\w+|advis\w+|research\w*|platforms?)\b"
)
_BY = re.compile(
    r"\b(?:[Bb]y|BY|[Oo]n behalf of|(?:[Pp]repared|[Pp]roduced|[Ee]dited|[Cc]ompiled) for) (?:the )?([A-Z].*)"
)
_COURT_STAMP = re.compile(r"Case \d.* Filed \d")
CAPITALIZED_WORDS = re.compile(r"(?<=[a-z0-9,;:] )(?!\S*@)[A-Z][\w.&'\u2019-]*")
_SMALL_WORDS_OF_NAMES = frozenset(("a", "an", "and", "for", "of", "the"))
_MOTTO = re.compile(
    r"\b(?:is|are|that|who|with|not|no|every|to|in|at|on|against|behind|from|must|can|will|we|our)\b"
    r"|^an? |\w{3,}[.!?] \w{3,}"
)
_OTHER_PAPER = re.compile(r"\b(?:review|report|list)\b")
_MAIL_ADDRESS = re.compile(r"\S+@\S+")
_OFFICE_NAME = re.compile(OFFICE)
FRONT_LINES = 30


def opens_body(line: str) -> bool:
    """Return whether a line, in simple form, is the heading of what comes behind a cover."""
    return _BODY.match(line) is not None and len(line) < 200


def names_another(head: str) -> bool:
    """Return whether a running head names another kind of paper, or somebody: "Exhibit 7", "Filed by Lalatube"."""
    if "://" in head or _COURT_STAMP.match(head):  # a browser prints "https://ustr.gov/…/press-office/…"
        return False
    names = map(simplify_line, CAPITALIZED_WORDS.findall(head))
    is_foreign = any(list_other_words(COVER_WORDS.sub("", name)) for name in names)
    return is_foreign or GENRE.search(simplify_line(head)) is not None


def find_cover_names(
    texts: Sequence[str], pages: Sequence[int], common: frozenset[str], is_signed: bool
) -> Iterator[tuple[str, bool]]:
    """Yield the lines above the body that name another author or kind of paper, and whether that is sure.

    A line is a name if its words begin large; on a cover that the office signs, it is a motto or a stamp. Words in
    capitals may be a motto, unless the text says them again.
    """
    said = [simplify_line(text) for text in texts if is_prose(text)]
    lines = [_MAIL_ADDRESS.sub("", simplify_line(text)).strip() for text in texts[: FRONT_LINES + 1]]
    for at, (line, below) in enumerate(pairwise([*lines, ""])):
        is_inside = bool(pages) and pages[at] > pages[0]
        if opens_body(line) or is_inside and is_prose(below):
            return
        if is_prose(line):
            if SPEAKS_AS_USTR.search(line) or NAMES_DOCKET.search(line):
                return
            continue
        others = list_other_words(COVER_WORDS.sub("", line))
        if not others or OWN_LINE.search(line) or OFFICE_HOLDER.search(below):
            continue
        if names_author(texts[at]) or not is_inside and GENRE.search(line):
            yield texts[at], True
            continue
        is_plain = is_inside or is_signed or common.issuperset(others)
        if not is_plain and _may_be_name(texts[at], line, others):
            is_doubtful = " " in line and is_capitals(texts[at])
            yield texts[at], not is_doubtful or any(line in text for text in said)


def _may_be_name(text: str, line: str, others: Sequence[str]) -> bool:
    """Return whether a line of a cover may be a name: all its words begin large, and it does not read as a motto.

    Most words of a motto are those of the List ("America First Trade Policy"), or it has a verb or a stop.
    """
    if not set(others).isdisjoint(text.split()) or line.endswith(("?", "!", ":")):
        return False
    if _OFFICE_NAME.search(line) or _OTHER_PAPER.search(line) and not LIST_NAME.search(line):
        return True
    words = [word for word in re.findall(r"\w+", line) if word not in _SMALL_WORDS_OF_NAMES]
    return len(words) < 3 or 2 * len(others) > len(words) and not _MOTTO.search(line)


def names_author(text: str, pattern: re.Pattern[str] = _BY) -> bool:
    """Return whether a line says by whom or for whom: "Prepared by Jamie Lee"; not "by the Office of …"."""
    found = pattern.search(text)
    return found is not None and bool(list_other_words(COVER_WORDS.sub("", simplify_line(found[1]))))


def is_prose(line: str) -> bool:
    """Return whether a line, in simple form, is a sentence or longer."""
    return len(line) >= 200 or line.endswith((".", "!", "?")) and line.count(" ") >= 5


def list_common_words(paragraphs: Sequence[str]) -> frozenset[str]:
    """Return the words that the sentences of a paper hold in small letters: on its cover they name nobody."""
    words = (re.findall(r"\b[a-z]{2,}\b", text) for text in paragraphs if is_prose(text))
    return frozenset(chain.from_iterable(words))


def list_other_words(line: str) -> list[str]:
    """Return the words of a line of the front that are in no title of the List ("… names five sites")."""
    return re.findall(r"\w+", _TITLE_WORDS.sub("", line))
