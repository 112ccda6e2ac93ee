"""Where to look for what a figure measures: its clause, the words next to it, and what else of the sentence."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from operator import methodcaller

from responses.claims.lexicon import AROUND, ARTICLES, DEEDS, DOWN, SAYING, STOPS, UP, VERBS
from responses.claims.quantities import Quantity
from responses.claims.sentences import Word, list_words

_FINITE = (VERBS | DEEDS.keys() | AROUND["having"] | SAYING["verbs"]) - {"with", "sold", "said", "says"}
_CLAUSE = re.compile(
    r"[;:]|\((?!(?:FY ?)?(?:19|20)\d\d\))|(?<!\([12]\d\d\d)(?<!\(FY\d\d\d\d)\)"  # "(2022)" parts no clause
    r"|\s[–—-]\s|—|,\s+(?:and|but|while|whereas|which|with|as|so|yet|including|or)\b|,\s+\w+ing\b"
    r"|\b(?:while|whereas|but|and\s+that|where(?=\s+in\s+\d))\b"
    # "Taobao, which removed 3 million listings, hosts …": the comma closes the aside
    rf"|,(?=\s+(?:(?:now|also|has|have|had|\w+ly)\s+)*(?:{'|'.join(sorted(_FINITE))}|(?-i:[a-z])\w+ed)\s)",
    re.IGNORECASE,
)
_WITH = re.compile(r",\s+with\s+$")  # "VK, with 72 million users, deletes …"
# What follows these words is about something else.
_ELSE = re.compile(
    r"(?<!,)\s(?:who|whom|whose|that|which|where|when|because|(?:al)?though|unless"
    r"|(?:after|until|once)\s(?:being|having|they|their|we|our|it|its))\s"
)
# "Against a base of 540,000 sellers, Snapdeal delisted …"
_OTHER_SUBJECT = re.compile(
    r",\s(?:[A-Z]|(?:it|we|they|he|she|our|its|their)\s)|\sand\s(?:it|we|they|he|she)\s"
)
_START = methodcaller("start")
_MOVES = UP | DOWN | {"by"}
_VERBS = VERBS | DEEDS.keys()
# "deleted 2.5 million listings and rejected 600,000"
_NEXT = re.compile(
    rf", |\sand\s(?=(?:also\s|then\s|\w+ly\s)?(?:{'|'.join(sorted(DEEDS.keys() - {'reinstated'}))})\s)"
)
_JOINED_DEED = re.compile(rf"\sand\s(?=(?:{'|'.join(sorted(DEEDS.keys() - {'reinstated'}))})\s)")
_NO_VERBS = ARTICLES | STOPS | {"and", "or", "as", "well", "another", "further"}


def words_within(tokens: Sequence[Word], start: int, end: int) -> list[Word]:
    """Return the words that lie wholly in `start` to `end`."""
    first = bisect_left(tokens, start, key=lambda word: word.start)
    return list(tokens[first : bisect_right(tokens, end, lo=first, key=lambda word: word.end)])


def find_clause(text: str, start: int, end: int, one: Quantity) -> tuple[int, int]:
    """Return the part of the sentence between the marks and conjunctions around a quantity."""
    marks = _find_marks(text, start, end)
    behind = bisect_left(marks, one.end, key=_START)
    stop = marks[behind].start() if behind < len(marks) else end
    if _WITH.search(text, start, one.start):
        stop = text.find(", ", one.end, stop) if ", " in text[one.end : stop] else stop
    for found in reversed(marks[:behind]):
        if found.end() > one.start:
            continue
        # a colon introduces what follows but names it, too: "Stores closed: 240,000", "Requests: down 26%"
        between = text[found.end() : one.start].lower().split() if found[0] == ":" else ["."]
        if all(word in _MOVES for word in between):
            continue
        # ", blocking 6 billion …": the verb belongs to the clause that it opens
        return found.start() + 1 if found[0].endswith("ing") else found.end(), stop
    return start, stop


@lru_cache(maxsize=8)  # a sentence is looked at once for each of its figures
def _find_marks(text: str, start: int, end: int) -> tuple[re.Match[str], ...]:
    return tuple(_CLAUSE.finditer(text, start, end))


def find_contexts(
    text: str,
    span: tuple[int, int],
    clause: tuple[int, int],
    near: tuple[int, int],
    one: Quantity,
    tokens: Sequence[Word],
) -> tuple[str, ...]:
    """Return the stretches to look in, the narrowest first. `near`: between the neighboring figures.

    A verb between the neighboring figures is the figure's own, and nothing else is looked at: up to the next comma
    where the verb is before it. Where there is only a "has", what leads to it is. Without a verb it may be that of
    the figure before ("deleted 2,000 reviews and 900 listings"), and then of what the semicolons around it hold.
    """
    before: Sequence[Word] = words_within(tokens, near[0], one.start)
    near = (before[0].start if before else near[0]), near[1]
    for joined in _JOINED_DEED.finditer(text, near[0], one.start):
        # "rejected 6 million items before publication and removed 1 million": what is before the "and" is not its own
        near = joined.end(), near[1]
    has = any(word.lower in ("has", "have", "had") for word in before)
    ends = _NEXT.search(text, one.end, near[1])
    if ends and (has or _has_verb(before)):
        near = near[0], ends.start()
    other = _ELSE.search(text, one.end, near[1]) or _OTHER_SUBJECT.search(text, one.end, near[1])
    if other:
        near = near[0], other.start()
    if other or _has_verb(words_within(tokens, *near)):
        stretches: tuple[tuple[int, int], ...] = (near,)
    elif has:
        stretches = (near, (span[0], near[1]))
    else:
        begin, end = text.rfind("; ", span[0], one.start), text.find("; ", one.end, span[1])
        span = max(span[0], begin), end if end >= 0 else span[1]
        opening = max(clause[0], text.rfind(": ", clause[0], one.start) + 1)
        if text.endswith("(", 0, clause[0]) or _WITH.search(text, span[0], one.start):
            span = span[0], clause[1]  # "OK.ru (39 million users) removed …"
        wider = (span,) if _opens_clause(text, opening, one.start) else ()
        stretches = ((clause[0], near[1]), clause, *wider)
    return tuple(text[begin:stop] for begin, stop in stretches)


def _opens_clause(text: str, start: int, stop: int) -> bool:
    """Return whether nothing before the figure can be its verb: "and 900 listings", "in 2019 some 900 listings"."""
    may_be = _find_verbs(text)
    return bisect_left(may_be, start) == bisect_left(may_be, stop)


@lru_cache(maxsize=8)
def _find_verbs(text: str) -> list[int]:
    """Return where the words are that may be verbs."""
    words = list_words(text)
    return [word.start for word in words if word.text[0].isalpha() and word.lower not in _NO_VERBS]


def _has_verb(tokens: Sequence[Word]) -> bool:
    # "the twelve months ended December 31" has no verb
    return any(
        (one in _VERBS or one.endswith("ed")) and one != "ended" for one in (word.lower for word in tokens)
    )
