"""The words around a quantity, and what they say of it: shared by all that find a meaning."""

from collections.abc import Sequence
from dataclasses import dataclass

from responses.claims.lexicon import AROUND, STOPS
from responses.claims.phrases import phrase_before
from responses.claims.register import Metric
from responses.claims.sentences import Word


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a quantity says, before period, speaker and quote are added."""

    metric: str
    known: bool
    unit: str
    base: str
    direction: str
    noun: str = ""  # what was counted; a later figure may be of it: "of which 70%", "an increase of 55%"
    of: str = ""  # the metric of that noun, where the register has it


@dataclass(frozen=True, slots=True)
class Setting:
    """The words around a quantity. `before` and `after` are cut at the clause; `contexts` run from the words
    between its neighbors to the whole sentence."""

    before: Sequence[Word]
    after: Sequence[Word]
    contexts: Sequence[str]
    sentence: str = ""


def made_of(metric: Metric | None, phrase: str, unit: str, base: str, direction: str = "") -> Meaning | None:
    """Return the meaning with this metric, or with the phrase where the register has none; None without either."""
    head = phrase.split(" of ")[0].split()[-1] if phrase.strip() else ""
    if metric:
        return Meaning(metric.key, True, unit or metric.unit or head, base, direction)
    return Meaning(phrase, False, unit or head, base, direction) if head else None


def unit_of(kind: str) -> str:
    """Return the unit of a kind of quantity; "" where what is counted is the unit."""
    return {"percent": "percent", "points": "percentage points", "times": "times"}.get(kind, "")


def starts_clause(setting: Setting) -> bool:
    """ "…, and 85% were clean": a predicate of its own."""
    return bool(setting.after) and setting.after[0].lower in AROUND["be"]


def named_around(setting: Setting) -> list[Word]:
    """Return what is named before the quantity and its verb: "the success rate was 97%"."""
    words = list(setting.before)
    is_label = bool(words) and words[-1].text == ":"
    while words and (
        words[-1].lower in AROUND["links"]
        or words[-1].lower in ("with", "a", "an", "by", "has", "rose", "fell", "grew")
    ):
        words.pop()
    return phrase_before(words, is_label)


def read_predicate(rest: Sequence[Word]) -> list[Word]:
    """Return what is said of the base: "were verified by mail"."""
    taken: list[Word] = []
    for word in rest[:8]:
        if (
            word.is_mark
            or word.lower in ("and", "but", "while", "compared", "than")
            or word.text[0].isdigit()
        ):
            break
        taken.append(word)
    while taken and taken[-1].lower in STOPS:
        taken.pop()
    return taken


def place_after(words: Sequence[Word], phrase: Sequence[Word]) -> int:
    """Return the place right after `phrase` in `words`."""
    return next((place + 1 for place, word in enumerate(words) if word is phrase[-1]), 0)
