"""What a figure is part of: the count that a share is of, and "for every 10,000 orders"."""

import re
from collections.abc import Sequence

from responses.claims.contexts import words_within
from responses.claims.lexicon import DEEDS
from responses.claims.phrases import phrase_after
from responses.claims.quantities import Quantity
from responses.claims.sentences import Word
from responses.claims.setting import place_after

_OF = re.compile(
    r"(?:(?:\s+[a-z]+){0,3}\s+out)?\s+of\s+(?:(?:the|its|our|all|their|these|those|some|about|over|nearly)\s+)*(?:[\w-]+['’]s?\s+)?(?:more\s+than\s+)?",
    re.IGNORECASE,
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
