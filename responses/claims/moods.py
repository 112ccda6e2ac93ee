"""Whether a sentence says that something was done: what was not done, may be done or is planned is no figure of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from responses.claims.contexts import find_own_verb
from responses.claims.lexicon import DEEDS, MOODS
from responses.claims.quantities import Quantity
from responses.claims.sentences import Word

_UNREAL = re.compile(rf"\b(?:{'|'.join(MOODS['unreal'])})\b")  # in small letters: "May" is a month
_REAL = re.compile(rf"\b(?:{'|'.join(MOODS['real'])})\b")
_PREDICATE_ENDS = re.compile(
    r"[,;:.()]|\s(?:and|but|or|that|which|who|whose|while|because|so|before|after|when|as|than)\s"
    r"|(?<!are)(?<!were)(?<!is)(?<!was)\sto\s"
)


def is_unreal(text: str, clause: tuple[int, int], one: Quantity, before: Sequence[Word]) -> bool:
    """Return whether the words that lead to a figure, or its own predicate, say "not", "will", "could", "plans to".

    `before` is the text between the previous figure and this one.
    """
    own = any(word.lower in DEEDS for word in before)
    begin = find_own_verb(before)[0].start if own else clause[0]
    marks = [word.start for word in before if word.text == ","]
    if marks and text[clause[0] : before[0].start].strip():
        begin = max(begin, marks[-1])  # ", 6,800 of whom …": the figure before has a verb of its own
    end = _PREDICATE_ENDS.search(text, one.end, clause[1])
    said = f"{text[begin : one.start]}; {text[one.end : end.start() if end else clause[1]]}"
    return _UNREAL.search(_REAL.sub(" ", said)) is not None
