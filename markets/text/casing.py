"""A name that is printed in capitals, in normal case."""

import re

_ADDRESS = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SMALL = frozenset(
    {"a", "an", "and", "at", "by", "de", "del", "for", "in", "la", "of", "on", "or", "the", "to"}
)
_SHORT = 3
"""Capitals of this length or less are an abbreviation: VK, DHT."""


def normalize_case(printed: str) -> str:
    """`ANNA'S ARCHIVE` → `Anna's Archive`; an address in lower case. A name in mixed case is left alone."""
    if any(letter.islower() for letter in printed):
        return printed
    words = _WORD.findall(printed)
    short = len(words) == 1 and len(words[0]) <= _SHORT
    parts = [part.lower() if _ADDRESS.fullmatch(part) else part for part in printed.split(" ")]
    if not short:
        parts = [part if part.islower() else _case_part(part, at == 0) for at, part in enumerate(parts)]
    return " ".join(parts)


def _case_part(part: str, first: bool) -> str:
    return _WORD.sub(lambda word: _case_word(word[0], first), part)


def _case_word(word: str, first: bool) -> str:
    lower = word.lower()
    return lower if lower in _SMALL and not first else lower[:1].upper() + lower[1:]
