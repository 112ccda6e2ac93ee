"""Who said it: "the company says", "according to …", or the person who introduces the quotation around the figure."""

import re
from collections.abc import Sequence
from functools import lru_cache

from responses.claims.contexts import words_within
from responses.claims.lexicon import ARTICLES, SAYING, STOPS
from responses.claims.phrases import join_words
from responses.claims.sentences import Word, list_words

SPEAKER_REACH = 220  # characters before or after a quotation in which its speaker may be named
_ACCORDING = re.compile(r"\b[Aa]ccording to\s+([^,.;:“”\"()]{2,80})")
_ISSUED = re.compile(
    r"([^.:;\n]{3,160}?)\s+(?:has\s+)?(?:issued|released|made|published|gave|sent)\s+"
    r"(?:the following|this|a|the below)\s+"
    r"(?:\w+\s+){0,2}(?:statement|response|comment|remarks?)\b[^\n]{0,240}:\s*$"
)
LONGEST_INTRODUCTION = 600  # characters
_PERSONS = frozenset(("it", "he", "she", "they", "we", "i"))
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST = 9  # words of a name with its title


def find_speaker(text: str, sentence: tuple[int, int], paragraph: tuple[int, int], place: int) -> str:
    """Return who says what is at `place`, as printed, or "" where neither sentence nor quotation says."""
    marks = find_quotation_marks(text, paragraph, place)
    if marks:
        opening, closing = marks
        tokens = list_words(text, *paragraph)
        before = words_within(tokens, opening - SPEAKER_REACH, opening)
        after = words_within(tokens, closing + 1, closing + SPEAKER_REACH)
        return _before_verb(before) or _after_quote(after)
    start, end = sentence
    # what is behind a semicolon is somebody else's, unless it says whose
    start = max(start, text.rfind("; ", start, place) + 1)
    stop = text.find("; ", place, end)
    return _named_in(text[start : stop if stop >= 0 else end])


@lru_cache(maxsize=8)  # a sentence is looked at once for each of its figures
def _named_in(sentence: str) -> str:
    """Return whom a sentence names before a verb of saying: anywhere in it, so long as no quotation lies between."""
    said = _ACCORDING.search(sentence)
    if said:
        return _name(list_words(said[1])[:_LONGEST])
    tokens = list_words(sentence)
    verbs = (at for at, word in enumerate(tokens) if word.lower in SAYING["verbs"] and _is_verb(tokens, at))
    return next((found for at in verbs if (found := _subject(tokens[:at]))), "")


def find_introduced_speaker(text: str, paragraph: tuple[int, int]) -> str:
    """Return the speaker whom a paragraph introduces for all that follows: "X issued the following statement …:"."""
    last = text[max(paragraph[0], paragraph[1] - LONGEST_INTRODUCTION) : paragraph[1]].strip()
    found = _ISSUED.search(last) if last.endswith(":") else None
    return _name(list_words(found[1])[-_LONGEST:]) if found else ""


def find_quotation_marks(text: str, paragraph: tuple[int, int], place: int) -> tuple[int, int] | None:
    """Of the quotation around `place`: (its opening mark, its closing mark or the paragraph's end), or None."""
    start, end = paragraph
    opening = text.rfind("“", start, place)
    if opening > text.rfind("”", start, place):
        closing = text.find("”", place, end)
        return opening, (closing if closing >= 0 else end)
    if text.count('"', start, place) % 2:
        closing = text.find('"', place, end)
        return text.rfind('"', start, place), (closing if closing >= 0 else end)
    return None


def _before_verb(tokens: Sequence[Word]) -> str:
    """Return the speaker of 'an Alibaba spokesperson declared: ' that ends right before a quotation."""
    for here in range(len(tokens) - 1, max(-1, len(tokens) - 12), -1):
        if tokens[here].text in (".", "”", "!", "?"):
            return ""
        if tokens[here].lower in SAYING["verbs"] and tokens[here].text != "States":
            return _subject(tokens[:here])
    return ""


def _after_quote(tokens: Sequence[Word]) -> str:
    """Return the speaker of '…” said Jack Smith.' or '…” the company said.'"""
    for here, token in enumerate(tokens[:_LONGEST]):
        if token.text in (".", "“"):
            return ""
        if token.lower in SAYING["verbs"]:
            name = _subject(tokens[:here])
            if name:
                return name
            rest = list(tokens[here + 1 : here + 1 + _LONGEST])
            stop = next((at for at, word in enumerate(rest) if word.is_mark), len(rest))
            return _name(rest[:stop])
    return ""


def _is_verb(tokens: Sequence[Word], here: int) -> bool:
    following = tokens[here + 1].lower if here + 1 < len(tokens) else ""
    if here and tokens[here - 1].lower in ("be", "been", "is", "are", "was", "were"):
        return False  # "200 listings were reported"
    if tokens[here].text == "States" or (
        tokens[here].lower.endswith("ing") and following in SAYING["of_reporting"]
    ):
        return False  # "the United States", "the reporting period"
    if tokens[here].lower not in SAYING["nouns_too"]:
        return True
    return following in SAYING["after"]


def _subject(tokens: Sequence[Word]) -> str:
    """Return the noun phrase that ends `tokens`: back to a mark or a small word."""
    place = len(tokens)
    while place and len(tokens) - place < _LONGEST:
        word = tokens[place - 1]
        if word.text[0].isdigit() and not _YEAR.fullmatch(word.text):
            return ""  # "81 members replied"
        if word.is_mark or word.text[0].isdigit() or word.lower in SAYING["before_subject"]:
            break
        place -= 1
    return _name(list(tokens[place:]))


def _name(tokens: Sequence[Word]) -> str:
    taken = list(tokens)
    while taken and (taken[-1].lower in SAYING["pronouns"] or taken[-1].is_mark):
        if taken.pop().lower in _PERSONS:
            return ""  # "for the 2022 List we wrote"
    if taken and (taken[-1].lower in STOPS | {"of"} or taken[0].lower == "of"):
        return ""  # "of every hundred listings reported"
    while taken and taken[0].lower in SAYING["pronouns"]:
        taken = taken[1:]
    lower = {word.lower for word in taken}
    if lower <= ARTICLES or lower & SAYING["pronouns"]:
        return ""
    return join_words(taken)
