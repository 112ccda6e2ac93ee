"""Printed words made comparable, without changing what is kept as printed."""

import re
import string
from collections.abc import Iterable, Sequence

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_SMALL_WORDS = frozenset(
    ("the", "of", "and", "to", "in", "a", "that", "for", "as", "by", "is", "on", "are", "with")
)
# Small words of Spanish, Portuguese, French, Italian, German, Dutch, Indonesian, Russian, and Arabic.
_FOREIGN_WORDS = frozenset(
    ("de", "la", "el", "los", "las", "en", "que", "del", "y", "por", "para", "con", "da", "dos", "em", "os", "le",
     "les", "des", "et", "du", "une", "est", "il", "che", "di", "della", "der", "die", "und", "das", "von", "zu", "den",
     "mit", "het", "een", "van", "yang", "dan", "untuk", "dari", "\u0438", "\u0432", "\u043d\u0430", "\u043f\u043e",
     "\u0441", "\u0641\u064a", "\u0645\u0646", "\u0639\u0644\u0649")
)  # fmt: skip
_CHINESE_AND_JAPANESE = "\u7684\u306e"
_SOME_LINES = 400  # of a report, by which its language is known
_LETTERS = string.ascii_lowercase.encode()
_CLOSING = "\"'\u201d\u2019)]"
_PLAIN_SIGNS = str.maketrans(dict.fromkeys(DASHES, "-") | dict.fromkeys("\u2018\u2019", "'"))
_BRACKET = re.compile(r"\s*[(\[][^()\[\]]*[)\]]$")
_FIRST = re.compile(r"[a-z](?![?*+{|])")  # a letter that a pattern must begin with
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")


def simplify_line(text: str) -> str:
    """Return one line with ASCII dashes, apostrophes and single spaces, lower case: for patterns, never for keeping."""
    plain = text if text.isascii() else text.translate(_PLAIN_SIGNS)
    return " ".join(plain.split()).casefold()


def is_capitals(text: str) -> bool:
    """Return whether a text is set in capitals, brackets behind it aside: "DEEP SHELF (Panama)", "1337X"."""
    bare = text
    if text.endswith((")", "]")):
        bare = _BRACKET.sub("", text) or text
    if bare.isascii() and not bare.isupper() or bare != bare.upper():
        return False
    letters = sum(c.isalpha() for c in bare)
    return letters >= 2 or (letters == 1 and sum(c.isdigit() for c in bare) >= 2 and " " not in bare.strip())


def closes_with(text: str, stops: tuple[str, ...]) -> bool:
    """Return whether a text ends in one of these marks, closing quotes and brackets behind it aside."""
    return text.rstrip(_CLOSING).endswith(stops)


def reads_as_english(lines: Sequence[str]) -> bool:
    """Return whether a text of some length holds the small words that every English text holds, by some lines."""
    found = " ".join(lines[:: len(lines) // _SOME_LINES + 1]).casefold().split()
    text = "".join(found).encode("ascii", "replace")
    if len(text) > 400 and len(text) - len(text.translate(None, _LETTERS)) < 0.5 * len(text):
        return False
    return len(found) < 150 or sum(map(_SMALL_WORDS.__contains__, found)) >= 0.04 * len(found)


def reads_as_another_language(lines: Iterable[str]) -> bool:
    """Return whether a text holds the small words of another language, so that its letters are legible."""
    text = " ".join(lines).casefold()
    found = text.split()
    if sum(map(_FOREIGN_WORDS.__contains__, found)) >= 0.08 * len(found) > 0:
        return True
    return sum(map(text.count, _CHINESE_AND_JAPANESE)) >= 0.005 * len(text) > 0


def split_words(text: str) -> list[str]:
    """Words, with the hyphens and apostrophes inside them."""
    return _WORD.findall(text)


def match_either(text: str) -> str:
    """Return a pattern for any of the words of a text; "_" matches a space, and what a word holds is a pattern.

    Words that begin with the same letter are together: the engine then tries each letter once.
    """
    rests: dict[str, list[str]] = {}
    for word in (word.replace("_", " ") for word in text.split()):
        first = _FIRST.match(word)
        rests.setdefault(first[0] if first else "", []).append(word[1:] if first else word)
    grouped = [
        first + (rest[0] if len(rest) == 1 else f"(?:{'|'.join(rest)})")
        for first, rest in rests.items()
        if first
    ]
    return f"(?:{'|'.join([*rests.get('', []), *grouped])})"
