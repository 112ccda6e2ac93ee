"""Cut running text into sentences, each with its place."""

import re
from collections.abc import Iterator
from functools import lru_cache

# One set of characters to begin with, to which the engine skips.
_STOP = re.compile(r"[.!?\u2026\n](?:(?<!\n)[\"'\u201d\u2019)\]]*(?=\s|$)|(?<=\n)\n)")
_ABBREVIATION = re.compile(
    r"(?:(?<![\w.])(?:e\.g|i\.e|etc|cf|vs|v|No|Nos|Mr|Mrs|Ms|Dr|St|Ste|Mt|Ltd|Inc|Co|Corp|Jr|Sr|approx|ca|Art|Sec|Dept|Gov|Gen"
    r"|Prof|Rep|Sen|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Fed|Reg|Rs|Av|Ave|Blvd|Fig|pp?)|\b[A-Za-z](?:\.[A-Za-z])*)\.$"
)
_COMPANY = r"ltda?|inc|co|corp|pte|pty|pvt|sdn|bhd|gmbh|plc|llc|s\.p\.a|s\.r\.l|d\.o\.o"
_INITIALS = re.compile(rf"\b(?:[A-Z]\.){{2,}}$|(?<![\w.])(?:(?i:{_COMPANY})|etc|a\.m|p\.m)\.$")
_OPENER = re.compile(
    r"^(?:The|This|That|These|Those|It|Its|They|Their|In|On|At|For|As|By|If|When|While|Although|However|Right|We|USTR"
    r"|Some|Many|Most|Several|According|A|An|Located|Headquartered|Hosted|Operates|Based|Also|Related|Nominated"
    r"|Utilizes|Users|Sellers|Despite|Since|To|Local|Authorities|Reportedly|There|Such|More|Over|After|Commenters)\b"
)


def ends_short(text: str) -> bool:
    """Return whether a text ends in an abbreviation that hardly ever ends a sentence ("e.g.", "No.")."""
    tail = text[-12:]
    return bool(_ABBREVIATION.search(tail)) and not _INITIALS.search(tail)


@lru_cache(maxsize=2048)  # a listing's text is cut for its place, its addresses, its asks and its checks
def find_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of each sentence; spaces between them, and between paragraphs, belong to none."""
    return tuple(one_by_one(text))


def one_by_one(text: str) -> Iterator[tuple[int, int]]:
    """Yield the same as `sentences`, for callers that stop after the first few."""
    begin, end = 0, len(text)
    for match in _STOP.finditer(text):
        at, after = match.span()
        stop = at if text[at] == "\n" else after
        if stop == at or _ends(text, at, after, end):
            if span := _trimmed(text, begin, stop):
                yield span
            begin = after
    if span := _trimmed(text, begin, end):
        yield span


def _trimmed(text: str, begin: int, stop: int) -> tuple[int, int] | None:
    while begin < stop and text[begin].isspace():
        begin += 1
    while stop > begin and text[stop - 1].isspace():
        stop -= 1
    return (begin, stop) if begin < stop else None


def _ends(text: str, at: int, after: int, end: int) -> bool:
    """Return whether the stop at `at` ends its sentence: what follows begins one, and no abbreviation is before."""
    word = text[max(0, at - 5) : at]
    if text[at] == "." and len(word) == 5 and word.isalpha() and word.islower() and word != "pprox":
        return True  # so long a word is no abbreviation
    rest = text[after : after + 40].lstrip()
    if not rest and not text[after:end].strip():
        return True
    if text[at] != ".":
        return not rest[:1].islower()
    before = text[max(0, at - 12) : at + 1]
    if _INITIALS.search(before):
        # "Hosting Concepts B.V. The service …": only a word that begins sentences shows the end.
        return bool(_OPENER.match(rest))
    # Behind any other word a stop ends the sentence, even if a name that begins small comes next.
    return not _ABBREVIATION.search(before)
