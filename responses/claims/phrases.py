"""Noun phrases without a dictionary: they end at a function word, a known verb, or after the first plural."""

from collections.abc import Sequence

from responses.claims.lexicon import AROUND, ARTICLES, ATTRIBUTIVE, DEEDS, PLURALS, SINGULARS, STOPS, VERBS
from responses.claims.sentences import Word

MOST_PHRASE_WORDS = 10  # words
_COUNTING = frozenset(
    {"number", "numbers", "volume", "amount", "total", "count", "share", "level", "quantity"}
)


def is_plural(word: Word) -> bool:
    """Return whether a word looks like a plural noun."""
    lower = word.lower
    if lower in PLURALS:
        return True
    return (
        len(lower) > 3
        and lower.endswith("s")
        and not lower.endswith(("ss", "us", "is", "'s"))
        and lower not in SINGULARS
        and lower not in STOPS
    )


def phrase_after(words: Sequence[Word]) -> list[Word]:
    """Return the noun phrase with which `words` begin, leading articles left out; [] where there is none."""
    place = 0
    while place < len(words) and place < 4 and words[place].lower in ARTICLES:
        place += 1
    taken: list[Word] = []
    while place < len(words) and len(taken) < MOST_PHRASE_WORDS:
        word = words[place]
        following = words[place + 1] if place + 1 < len(words) else None
        # "of proactively removed listings", "one in five reported sellers"
        is_deed = word.lower.endswith("ed") and following is not None and is_plural(following)
        opening = not taken and (word.lower.endswith("ly") or is_deed)
        stops = word.lower in STOPS and not opening
        if word.is_mark or word.text[0].isdigit() or stops or (taken and word.lower in VERBS):
            break
        if not taken and (word.lower in ("of", "and", "or", "nor") or word.lower in VERBS) and not opening:
            break
        taken.append(word)
        place += 1
        if is_plural(word) and not _goes_on(word, words[place : place + 2]):
            break
    if len(taken) == 1 and taken[0].lower.endswith(("ly", "ed")):
        return []  # "7 more voluntarily", "two more followed"
    while taken and taken[-1].lower in ("and", "or", "of", "nor", "the"):
        taken.pop()
    return taken


def _goes_on(word: Word, rest: Sequence[Word]) -> bool:
    """Return whether the phrase runs on after a plural: "pieces of goods", "rights holders"."""
    if not rest or rest[0].is_mark:
        return False
    following = rest[0]
    if following.lower == "of":
        return True
    blocked = following.lower in STOPS or following.lower in VERBS or following.lower in DEEDS
    # "cosmetics listings in …", but not "lawyers protects 3 million" nor "brands themselves"
    ends = len(rest) > 1 and (rest[1].is_mark or rest[1].lower in STOPS or rest[1].lower in DEEDS)
    noun = is_plural(following) and ends and not following.lower.endswith("selves")
    return (
        (word.lower in ATTRIBUTIVE or noun)
        and not blocked
        and following.lower not in ("and", "or")
        and following.text.isascii()
    )


def phrase_before(words: Sequence[Word], is_label: bool = False) -> list[Word]:
    """Return the subject with which `words` end: back to a mark or a conjunction, "the number of" left out."""
    is_label = is_label or (bool(words) and words[-1].text == ":")
    while words and words[-1].text in (":", "∶"):
        words = words[:-1]
    if is_label and len(words) > 3 and [word.text for word in words[-3::2]] == ["(", ")"]:
        words = words[:-3]  # "Complaints received (2022):"
    place = len(words)
    while place and len(words) - place < MOST_PHRASE_WORDS + 4:
        word = words[place - 1]
        if word.is_mark or (not is_label and word.lower in AROUND["openings"]):
            break
        place -= 1
    taken = list(words[place:])
    while taken and taken[-1].lower in AROUND["auxiliaries"]:
        taken.pop()
    counted = [at for at, word in enumerate(taken[1:]) if word.lower == "of" and taken[at].lower in _COUNTING]
    if counted:
        return drop_count_words(taken[counted[-1] :])  # "through May the number of cases we supported"
    taken = _without_opening(taken)
    return drop_count_words(taken)


def _without_opening(words: list[Word]) -> list[Word]:
    """Drops "in 2017", "over the past year" and the words before a pronoun or article that opens the subject."""
    for place, word in enumerate(words[:-1]):
        if place and words[0].lower in STOPS and word.lower in ("the", "our", "its", "their"):
            later = [one.lower for one in words[place + 1 : place + 3]]
            if not {"past", "last", "same", "previous", "first", "second"} & set(later):
                return words[place:]
    return words


def drop_count_words(words: list[Word]) -> list[Word]:
    """Leave out articles and "the number of": what remains is what was counted."""
    rest = list(words)
    while rest and (
        rest[0].lower in ARTICLES or rest[0].lower in STOPS or rest[0].lower in ("we", "overall", "total")
    ):
        rest = rest[1:]
    for place, word in enumerate(rest[:4]):
        if word.lower in _COUNTING and place + 1 < len(rest) and rest[place + 1].lower == "of":
            rest = rest[place + 2 :]
            break
    while rest and rest[0].lower in ARTICLES:
        rest = rest[1:]
    return rest


def join_words(words: Sequence[Word]) -> str:
    """Return the words as running text."""
    text = ""
    for word in words:
        text += word.text if word.is_mark and word.text in ",.;:)%”’" else f" {word.text}"
    return text.strip()


def find_deed(before: Sequence[Word], after: Sequence[Word]) -> str:
    """Return what was done to what is counted: "stores were closed", "the closure of … stores"; "" where nothing."""
    for place, word in enumerate(after[:5]):
        if word.lower in DEEDS and word.lower == DEEDS[word.lower]:
            return DEEDS[word.lower]
        if word.is_mark or place > 3 or word.lower not in AROUND["passive"]:
            break
    for word in reversed(before[-4:]):
        if word.is_mark or word.lower == "and":
            break
        if word.lower in DEEDS:
            return DEEDS[word.lower]
    return ""
