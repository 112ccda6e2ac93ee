"""What a figure is part of: the count that a share is of, and "for every 10,000 orders"."""

import re
from collections.abc import Sequence

from markets.text.dates import CAPITAL_MONTH_PATTERN
from responses.claims.contexts import words_within
from responses.claims.lexicon import AROUND, DEEDS, STOPS
from responses.claims.phrases import join_words, phrase_after
from responses.claims.quantities import Quantity
from responses.claims.sentences import Word
from responses.claims.setting import place_after

_OF = re.compile(
    r"(?:(?:\s+[a-z]+){0,3}\s+out)?\s+of\s+(?:(?:the|its|our|all|their|these|those|some|about|over|nearly)\s+)*(?:[\w-]+['’]s?\s+)?(?:more\s+than\s+)?",
    re.IGNORECASE,
)
_BASE_PERIOD = re.compile(
    rf"\s(?:in|during|between|from|since|over|until|by)\s(?:the\s)?"
    rf"(?:{CAPITAL_MONTH_PATTERN}|(?:\w+\s)?(?:half|quarter|half-year|year|month)s?\b)"
)
_EACH = re.compile(r"\bfor\s+(?:every|each)\b|\bof\s+every\s+(?=\d)", re.IGNORECASE)
_BEHIND_EACH = re.compile(r"\b(?:(?:for|of)\s+(?:every|each)|per)\s+$", re.IGNORECASE)
EACH_REACH = 20  # characters in which "for every" is
_LEADING = frozenset(("of", "the", "its", "our", "all", "their", "these", "those"))


def is_whole(text: str, share: Quantity, behind: int, one: Quantity) -> bool:
    """Return whether a count is what a share is of: "1.09% of the 585,879,265 active listings", "12 of the 30"."""
    of = _OF.fullmatch(text[behind : one.start])
    return (
        one.kind == "count"
        and of is not None
        and (share.kind == "percent" or share.figure.value < one.figure.value)
    )


def end_of_whole(tokens: Sequence[Word], whole: Quantity, ceiling: int) -> int:
    """Return where words about a whole end: of "2 of the 14 products seized came from us", after "products"."""
    words = words_within(tokens, whole.end, ceiling)
    phrase = phrase_after(words)
    rest = words[place_after(words, phrase) :] if phrase else []
    return rest[0].start if rest and rest[0].lower in DEEDS else ceiling


def split_each(
    text: str, span: tuple[int, int], kept: list[Quantity]
) -> tuple[list[Quantity], list[Quantity], Quantity | None]:
    """Return the quantities, those behind "for every", and the one that comes for each of these.

    "For every 1 listing taken down on request, 26 were removed proactively": 26 comes for each.
    """
    each = _EACH.search(text, *span)
    of_each = [
        one for one in kept if _BEHIND_EACH.search(text, max(span[0], one.start - EACH_REACH), one.start)
    ]
    starts = {one.start for one in of_each}
    kept = [one for one in kept if one.start not in starts]
    if not each:
        return kept, of_each, None
    beside = [one for one in kept if not one.per and _is_beside(text, each.start(), one)]
    nearest = min(beside, key=lambda one: max(each.start() - one.end, one.start - each.end()), default=None)
    return kept, of_each, nearest


def narrow_base(base: str, before: Sequence[Word], after: Sequence[Word]) -> str:
    """Return a base with what narrows it down, up to its verb: "requests from brands", "listings removed".

    `before` and `after` are the words on both sides of the share, of which one holds the base. A period is none of it.
    """
    rest = _words_after(base, after) or _words_after(base, before)
    stop = next((at for at, word in enumerate(rest) if _ends_base(word, rest[:at])), len(rest))
    narrowing = list(rest[:stop])
    if not narrowing or not _narrows(narrowing[0]) or stop == len(rest):
        return base
    verb = rest[stop].lower in AROUND["be"] or re.fullmatch(r"(?:19|20)\d\d", rest[stop].text)
    aside = (
        rest[stop].text == "," and before and rest[-1] is before[-1]
    )  # "of the requests from brands, 98% were"
    if not (verb or aside):
        return base  # "complaints closed in under 24 hours"
    while narrowing and narrowing[-1].lower in STOPS:
        narrowing.pop()  # "removed in 2022"
    return _BASE_PERIOD.split(f"{base} {join_words(narrowing)}", maxsplit=1)[0].strip()


def _words_after(base: str, words: Sequence[Word]) -> Sequence[Word]:
    """Return the words behind a phrase; [] where they do not hold it."""
    named, texts = base.split(), [word.text for word in words]
    ends = (at + len(named) for at in range(len(words)) if named and texts[at : at + len(named)] == named)
    end = next(ends, None)
    return words[end:] if end is not None else []


def _narrows(word: Word) -> bool:
    return word.lower in AROUND["narrowing"] or word.lower in DEEDS or word.lower.endswith("ed")


def _ends_base(word: Word, before: Sequence[Word]) -> bool:
    relative = bool(before) and before[-1].lower in AROUND["relative"]  # "requests that were valid"
    verb = word.lower in AROUND["be"] or word.lower == "within"
    return word.is_mark or word.text[0].isdigit() or (verb and not relative)


def words_behind(
    tokens: Sequence[Word], one: Quantity, whole: Quantity | None, ceiling: int, bracketed: bool
) -> list[Word]:
    """Return the words behind a quantity; the count that a share is of is passed over, and for a share's own count in
    brackets all that leads to what is counted."""
    between = words_within(tokens, one.end, whole.start) if whole else []
    named = next((at for at, word in enumerate(between) if word.lower in ("of", "out")), 0)
    of = [] if bracketed else between[:named] or [word for word in between if word.lower == "of"]
    behind = words_within(tokens, whole.end if whole else one.end, ceiling)
    while bracketed and behind and behind[0].lower in _LEADING:
        behind = behind[1:]
    return [*of, *behind]


def _is_beside(text: str, each: int, one: Quantity) -> bool:
    """Return whether a figure is what comes for each of something: no mark but a comma is between the two."""
    return not re.search(
        r"[;:.]\s|\bthan\s", text[min(each, one.end) : max(each, one.start)].replace("more than ", "")
    )
