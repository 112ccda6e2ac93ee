"""Whether the words that lead to a figure say that it was not, may be or will be, or is of somebody else."""

import re
from bisect import bisect_left
from functools import lru_cache

from responses.claims.lexicon import DOUBTS, MOODS
from responses.claims.quantities import Quantity

_OTHERS = re.compile(rf"\b(?:{'|'.join(DOUBTS['others'])})\b", re.IGNORECASE)
_SPEAKERS = re.compile(rf"\b(?:{'|'.join(DOUBTS['speakers'])})\b", re.IGNORECASE)
_UNREAL = re.compile(rf"\b(?:{'|'.join(MOODS['unreal'])})\b")  # in small letters: "May" is a month
_REAL = re.compile(rf"\b(?:{'|'.join(MOODS['real'])})\b")
_PREDICATE_ENDS = re.compile(
    r"[,;:.()]|\s(?:and|but|or|that|which|who|whose|while|because|so|before|after|when|as|than)\s"
    r"|(?<!are)(?<!were)(?<!is)(?<!was)\sto\s"
)
_LOOSE = {
    one: re.compile(re.sub(r"\(\?[!=](?:[^()]|\([^()]*\))*\)", "", one.pattern), one.flags)
    for one in (_OTHERS, _UNREAL)
}


def is_unreal(text: str, clause: tuple[int, int], one: Quantity) -> bool:
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


def is_led_by_others(sentence: str, begin: int, stop: int) -> bool:
    """Return whether the words from `begin` to a figure say that it is somebody else's."""
    return _is_led(_OTHERS, sentence, begin, stop)


def is_of_others(said_by: str) -> bool:
    """Return whether the speaker is no company that answers: "the Motion Picture Association", "right holders"."""
    return _SPEAKERS.search(said_by) is not None
