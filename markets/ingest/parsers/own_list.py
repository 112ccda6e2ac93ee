"""Whether a paper is USTR's own List: USTR speaks in it, and no sign says that it is somebody else's."""

import re
from collections.abc import Iterator, Sequence

from markets.ingest.parsers.own_covers import (
    REVIEW_OF,
    Paper,
    calls_itself_list,
    find_unknown_names,
    is_list_title,
    is_prose,
    names_author,
    names_organization,
    open_paper,
    repeats_name,
)
from markets.ingest.parsers.own_letters import OFFICE, OFFICE_HOLDER, find_end_of_letter
from markets.ingest.parsers.wording import simplify_line
from markets.text.dates import partial_date

_OWN_NAME = (
    rf"(?:the |this )?(?:20\d\d )?(?:out-of-cycle )?(?:nml|(?:notorious markets )?list|review|report)"
    rf"(?: of notorious markets)?{REVIEW_OF}(?: \(.{{2,40}}?\))?"
)
# USTR, the United States, or the List itself is the subject of a clause; not "The List said" or "USTR named us".
_USTR_SPEAKS = re.compile(
    rf"(?:^|[.!?;:,][\u201d\"')]*\s|\band )(?:{OFFICE}|the united states|the office|this year's list|{_OWN_NAME})"
    r" (?!trade |government|list\b|(?:ha[sd] )?(?:said|says|told|named|listed|included|placed)\b)\w+",
    re.MULTILINE,
)
# Only the List asks for comments, and says of itself that it finds no violations.
_FORMULA = re.compile(
    r"\bdocket (?:number|no\.?|ustr)\b|\bfederal register\b|\b(?:no|not|nor) [^.]{0,40}\bfindings?\b|\bnot exhaustive\b"
)
_QUOTED = re.compile(r"[\u201c\"][^\u201c\u201d\"]*[\u201d\"]")
_WE = re.compile(r"(?<!section )(?<!annex )(?<!part )(?<!title )\bi\b|\b(?:my|we)\b")
_USTR_NAMED = re.compile(rf"\b{OFFICE}\b|\bunited states\b")
_OFFICIAL_TITLE = re.compile(
    r"(?:\d{4} )?(?:special 301 )?out-of-cycle review of notorious markets"
    r"|\d{4} review of notorious markets for counterfeiting and piracy"
)
_OUR = re.compile(r"\bours?\b(?! attention)")
_STRANGER = re.compile(
    rf"(?<!this is the )\b(?:list|that|findings)(?: \w+ed)? (?:of|by|from) {OFFICE}"
    rf"|\b{OFFICE}'s (?:\w+ ){{0,2}}list\b|\b(?:thank|urge|ask|invite|commend|applaud|request)s? (?:that )?{OFFICE}"
    r"|\battached (?:list|report|review)\b"
)
_WHOLE_LIST = re.compile(
    r"\b(?:in full|full text|translat(?:ed|ion) (?:by|from)|text (?:of .{3,40} )?(?:is as )?follows)\b"
    r"|(?:^|[.!?:;,] )here (?:is|it is)\b",
    re.MULTILINE,
)
_MADE_BY = re.compile(
    r"\b(?i:produc|prepar|present|edit|compil|publish|provid|commission)ed by (?:the )?([A-Z]\w+)"
)
_PUBLISHES = re.compile(
    r"([A-Z]\w+) (?:publish|issu|nam|identif|nominat|submit|list|present)(?:e?s|ies)"
    r" (?:the|this|these|an?|its|online|markets|\w+ (?:online|markets?))\b"
)
_PUBLISHERS = frozenset(
    ("USTR", "Representative", "States", "Office", "Special", "List", "NML", "Review", "Report", "It")
)
_FILED = re.compile(
    rf"(?:^|[.!?] ){OFFICE} (?:should|must)\b|\bour members\b|\bwe (?:re-?)?nominate\b", re.MULTILINE
)
# One of these is wherever `_FILED` matches.
_FILED_SIGNS = (
    *("ustr should", "ustr must", "representative should", "representative must", ") should", ") must"),
    *("our members", "we nominate", "we re-nominate", "we renominate"),
)
_LONG = 1_500  # letters about markets
_STATEMENTS_UNSIGNED = 2


def is_own_list(paper: Paper) -> bool:
    """Return whether a paper calls itself the List, USTR speaks in it, and no sign is against it.

    The total decides: the statements of USTR must outnumber the lines of the cover that may name somebody, and in a
    long paper that the office has not signed there must be several.
    """
    if not calls_itself_list(paper) or any(sign(paper) for sign in _SIGNS_AGAINST):
        return False
    is_long = sum(map(len, paper.markets)) > _LONG
    is_sure = paper.is_signed or has_official_cover(paper)
    wanted = _STATEMENTS_UNSIGNED if is_long and not is_sure else 1
    return count_statements(paper) >= wanted + len(find_unknown_names(paper))


def find_doubtful_cover(texts: Sequence[str], pages: Sequence[int]) -> Iterator[str]:
    """Yield the doubt about who made a paper that reads as a List."""
    if find_end_of_letter(texts):
        return  # a letter of USTR signs the paper
    names = "”, “".join(find_unknown_names(open_paper("", texts, pages)))
    if names:
        yield f"“{names}” on page {pages[0]} may name somebody else than USTR, whose paper this would be"


def count_statements(paper: Paper) -> int:
    """Return how often USTR speaks before the first market, the List of itself, or comments were asked for."""
    simple = list(map(simplify_line, paper.beginning))
    lines = [line for text, line in zip(paper.beginning, simple, strict=True) if is_prose(text)]
    names_ustr = any(map(_USTR_NAMED.search, simple))
    if not (names_ustr or has_official_cover(paper)):
        return 0  # the List of another office
    formulas = sum(_FORMULA.search(line) is not None for line in lines)
    return formulas + sum(len(_USTR_SPEAKS.findall(line)) for line in lines)


def has_official_cover(paper: Paper) -> bool:
    """Return whether the whole name that USTR gives its List, and at most a date, are all of the cover."""
    is_official = _OFFICIAL_TITLE.fullmatch(simplify_line(paper.title)) is not None
    return is_official and all(is_list_title(line) or partial_date(line) for line in paper.front)


def says_we(paper: Paper) -> bool:
    """Return whether a person speaks, outside quotations and a foreword of the Trade Representative."""
    lines = [simplify_line(line) for line in paper.beginning if not is_prose(line)]
    if any(line == "foreword" or "ambassador" in line or OFFICE_HOLDER.search(line) for line in lines):
        return False
    said, is_ours = _read_opening(paper), _OUR.search(_read_opening(paper, to_ustr=True))
    return _WE.search(said) is not None or is_ours is not None  # "our trading partners" are those of USTR


def speaks_of_ustr(paper: Paper) -> bool:
    """Return whether the paper speaks of USTR and its List as a stranger does: "the annual list of USTR"."""
    return _STRANGER.search(_read_opening(paper)) is not None


def quotes_whole_list(paper: Paper) -> bool:
    """Return whether the paper announces the List, or is a translation: "Here is the List in full."."""
    return _WHOLE_LIST.search(_read_opening(paper)) is not None


def has_other_publisher(paper: Paper) -> bool:
    """Return whether somebody else makes the List: "The Guild identifies the markets", "produced by Toy Watch".

    Not in a paragraph in which USTR speaks: "USTR leads it, and the Department of Justice submits the facts."
    """
    said = "\n".join(text for text in paper.opening if not _USTR_SPEAKS.search(simplify_line(text)))
    names = {match[1] for pattern in (_PUBLISHES, _MADE_BY) for match in pattern.finditer(said)}
    return not names <= _PUBLISHERS


def is_filed(paper: Paper) -> bool:
    """Return whether the text says what only those do who file comments: "USTR should list Bookmole.".

    It asks for the signs first, which is much faster.
    """
    said = _QUOTED.sub("", "\n".join(map(simplify_line, (*paper.beginning, *paper.markets))))
    return any(sign in said for sign in _FILED_SIGNS) and _FILED.search(said) is not None


def _read_opening(paper: Paper, to_ustr: bool = False) -> str:
    """Return the simplified opening without quotations; `to_ustr`: only to the first statement of USTR."""
    lines = list(map(simplify_line, paper.opening))
    first = next((n for n, line in enumerate(lines) if _USTR_SPEAKS.search(line)), len(lines))
    return _QUOTED.sub("", "\n".join(lines[: first + 1] if to_ustr else lines))


_SIGNS_AGAINST = (
    names_author,
    names_organization,
    repeats_name,
    says_we,
    speaks_of_ustr,
    quotes_whole_list,
    has_other_publisher,
    is_filed,
)
