"""Whether a figure is the writer's own fact: not what was not, may be or will be, and not what somebody else says."""

import re
from bisect import bisect_left
from functools import lru_cache

from responses.claims.lexicon import MOODS, SAYING
from responses.claims.quantities import Quantity
from responses.claims.register import is_found


def _any_of(*listed: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(one for name in listed for one in MOODS[name])})\b", flags)


_OTHERS = _any_of("others")
_SPEAKERS = _any_of("actors", "observers")
_OBSERVERS = _any_of("observers")
_DISPUTED = _any_of("disputed")
_UNREAL = _any_of("unreal", flags=0)  # in small letters: "May" is a month
_REAL = _any_of("real", flags=0)
_OF_WRITER = re.compile(r"\b(?:[Oo]ur|[Mm]y|[Ww]e|us|I|[Tt]he (?:company|platform))\b")
_PREDICATE_ENDS = re.compile(
    r"[,;:.()]|\s(?:and|but|or|that|which|who|whose|while|because|so|before|after|when|as|than)\s"
    r"|(?<!are)(?<!were)(?<!is)(?<!was)\sto\s"
)
_PART_ENDS = re.compile(r"[;•]")
_LOOSE = {
    one: re.compile(re.sub(r"\(\?[!=](?:[^()]|\([^()]*\))*\)", "", one.pattern), one.flags)
    for one in (_OTHERS, _UNREAL)
}
MOST_BEFORE = 80  # characters before a speaker that say whether somebody speaks to, of or by it
_VIEW = "|".join(MOODS["views"])
_PLAIN_SAYING = "|".join(sorted(SAYING["verbs"] - SAYING["nouns_too"]))
_SAYS = "|".join([*MOODS["opining"], _PLAIN_SAYING, rf"(?:{'|'.join(sorted(SAYING['nouns_too']))}) that"])
# what may be between a speaker and the verb: "AAFA, a trade association, has long claimed"
_LINK = (
    r"(?:[’']s?)?(?:\s\([^()]{1,30}\)|,[^,.;]{1,60},)?(?:\s(?:of|on|in|for|by)\s[^,;:.]{2,40}?)?"
    r"(?:\s(?:has|have|had|also|\w+ly|itself|only|still|long|once|then)){0,3}"
)
_SAID = re.compile(
    rf"{_LINK}\s(?:{_SAYS})\b(?!\s(?:to|from|by)\b)|[’']s?\s(?:\w+\s){{0,2}}(?:{_VIEW})\b", re.IGNORECASE
)
_GIVEN = re.compile(rf"{_LINK}\s(?:{'|'.join(MOODS['counting'])})\b", re.IGNORECASE)
_OBJECT = re.compile(
    r"\b(?:by|from|with|to|of|for|on|in|at|against|after|following|despite|under|via|through|between|among|upon|since"
    r"|concerning|about|regarding)\s+(?:[\w’'&.-]+\s+){0,3}$",
    re.IGNORECASE,
)
_CITED = re.compile(
    rf"(?:(?:^|[,(]\s?)per|\baccording\s+to|\b(?:{'|'.join(MOODS['cited'])})\s+(?:by|in))\s+(?:[\w’'&.-]+\s+){{0,3}}$",
    re.IGNORECASE,
)
_OWN_SUBJECT = re.compile(
    r"[,;—–]\s(?:and\s|but\s|so\s|while\s|yet\s|however,?\s)*(?:we|our|I|of which|of these|the company|the platform)\b"
)


def is_own_fact(text: str, clause: tuple[int, int], one: Quantity, said_by: str) -> bool:
    """Return whether the sentence `text` gives a figure as a fact of the company that writes it.

    `clause` is the figure's clause up to the next figure, `said_by` who says it.
    """
    begin, stop = find_part(text, one.start)
    part = text[begin:stop]
    return not (
        is_of_others(said_by)
        or is_found(_DISPUTED, part)
        or part.rstrip().endswith("?")
        or _is_unreal(text, clause, one)
        or _is_led(_OTHERS, text, max(begin, text.rfind(":", 0, one.start) + 1), one.start)
        or _is_given_by_others(part, one.start - begin)
    )


def find_part(sentence: str, place: int) -> tuple[int, int]:
    """Return the part of a sentence that a place is in: a list parts a sentence."""
    begin = max(sentence.rfind(";", 0, place), sentence.rfind("•", 0, place)) + 1
    stop = _PART_ENDS.search(sentence, begin)
    return begin, stop.start() if stop else len(sentence)


def is_of_others(said_by: str) -> bool:
    """Return whether the speaker is no company that answers: "the Motion Picture Association", "right holders"."""
    return _SPEAKERS.search(said_by) is not None and not _OF_WRITER.search(said_by)


def _is_given_by_others(part: str, place: int) -> bool:
    """Return whether somebody else is said to say, think or count a figure: "the EUIPO study counted 12,000"."""
    return any(
        begin <= place and not _OWN_SUBJECT.search(part, end, place) for begin, end in _find_sayings(part)
    )


@lru_cache(maxsize=8)  # a sentence is looked at once for each of its figures
def _find_sayings(part: str) -> list[tuple[int, int]]:
    """Return where others are said to say something: what it is begins there, and behind what words it goes on."""
    sayings: list[tuple[int, int]] = []
    for found in _SPEAKERS.finditer(part):
        near = max(0, found.start() - MOST_BEFORE)
        if _CITED.search(part[near : found.start()]):
            sayings.append((0, found.end()))  # "the 5,000 sellers cited by AAFA"
        elif not (
            _OBJECT.search(part[near : found.start()]) or _OF_WRITER.search(part[near : found.start()][-20:])
        ):
            says = _SAID.match(part, found.end())
            if not says and _OBSERVERS.fullmatch(found[0]):
                says = _GIVEN.match(part, found.end())
            if says:
                sayings.append((says.end(), says.end()))
    return sayings


def _is_unreal(text: str, clause: tuple[int, int], one: Quantity) -> bool:
    """Return whether the words that lead to a figure, or its own predicate, say "not", "will", "could", "plans to"."""
    end = _PREDICATE_ENDS.search(text, one.end, clause[1])
    behind = text[one.end : end.start() if end else clause[1]]
    return _UNREAL.search(_REAL.sub(" ", behind)) is not None or _is_led(_UNREAL, text, clause[0], one.start)


def _is_led(pattern: re.Pattern[str], text: str, begin: int, stop: int) -> bool:
    """Return whether a pattern is found from `begin` to `stop`. A text is searched once, not for each figure."""
    starts = _find_starts(pattern, text)
    near = starts[bisect_left(starts, begin) : bisect_left(starts, stop)]
    return any(pattern.match(text, at, stop) for at in near)


@lru_cache(maxsize=8)
def _find_starts(pattern: re.Pattern[str], text: str) -> list[int]:
    """Return where the pattern may be found, whatever it asks of what follows."""
    text = _REAL.sub(lambda found: " " * len(found[0]), text) if pattern is _UNREAL else text
    loose, found = _LOOSE[pattern], list[int]()
    match = loose.search(text)
    while match:
        found.append(match.start())
        match = loose.search(text, match.start() + 1)
    return found
