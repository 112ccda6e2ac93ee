"""Whether a quantity is a rise or a fall, and of what."""

from collections.abc import Sequence
from dataclasses import dataclass

from responses.claims.lexicon import AROUND, ARTICLES, CHANGE_NOUNS, COMPARATIVES, DEEDS, DOWN, STOPS, UP
from responses.claims.phrases import drop_count_words, phrase_after, phrase_before
from responses.claims.sentences import Word


@dataclass(frozen=True, slots=True)
class MeasuredChange:
    """`direction` is "+" or "-"; `what` is the phrase that names what rose or fell, possibly empty."""

    direction: str
    what: tuple[Word, ...]


def direction_of(word: Word) -> str:
    """ "+", "-" or "" for a word."""
    return "+" if word.lower in UP else "-" if word.lower in DOWN else ""


def read_change(kind: str, before: Sequence[Word], after: Sequence[Word]) -> MeasuredChange | None:
    """Return the change that a quantity measures, or None where it is a level or a share.

    `before` and `after` are the words of the clause on both sides of the quantity.
    """
    return _after(kind, before, after) or _before(kind, before, after)


def _after(kind: str, before: Sequence[Word], after: Sequence[Word]) -> MeasuredChange | None:
    """ "an 11% increase in …", "25% fewer …", "3,000 more merchants"."""
    for place, word in enumerate(after[:5]):
        direction = direction_of(word)
        if direction and word.lower in COMPARATIVES:
            what = phrase_after(after[place + 1 :])
            return MeasuredChange(direction, tuple(what or phrase_before(_to_verb(before))))
        if direction and word.lower in CHANGE_NOUNS and kind != "count":
            return MeasuredChange(
                direction, tuple(_object(after[place + 1 :]) or phrase_before(_to_verb(before)))
            )
        above = {"above": "+", "below": "-"}.get(word.lower, "") if kind == "percent" else ""
        if above and after[1:2] and after[1].lower in ARTICLES | {"last"}:  # "20% above the level of"
            return MeasuredChange(above, tuple(phrase_before(_to_verb(before))))
        if word.lower not in AROUND["fillers"] and not (word.is_mark and word.text == "-"):
            return None
    return None


def _before(kind: str, before: Sequence[Word], after: Sequence[Word]) -> MeasuredChange | None:
    """ "declined by 25%", "up 36%", "grew the number of … by 11%", "an increase of 36% in …"."""
    if not before:
        return None
    last = before[-1].lower
    for back in range(1, min(len(before), 18) + 1):
        word = before[-back]
        direction = direction_of(word)
        if not direction or (word.lower == "down" and before[-back - 1 :][0].lower in _TAKING):
            continue
        between = before[len(before) - back + 1 :]
        near = all(one.lower in AROUND["between"] for one in between)
        if word.lower in COMPARATIVES and not near:
            continue  # "16,000 more at the request of 400 brands"
        noun = word.lower in CHANGE_NOUNS and _is_noun(before[:-back])
        if near and kind == "count" and last not in ("by", "of"):
            return None
        if near and noun:
            return MeasuredChange(direction, tuple(_object(after) or phrase_before(before[:-back])))
        if near and len(before) > back and before[-back - 1].text == ",":
            # "revenue was 250 billion, up 58%": the subject is before the verb
            return MeasuredChange(direction, tuple(phrase_before(_to_verb(before[:-back]))))
        if near:
            return MeasuredChange(direction, tuple(phrase_before(before[:-back])))
        if not (AROUND["having"] - {"with"}).isdisjoint(one.lower for one in between):
            return None  # "more luxury brands and now has stores of 200,000 brands"
        if last in ("by", "of") and not any(one.lower in STOPS - _ALLOWED for one in between[:1]):
            what = drop_count_words([one for one in between[:-1] if not one.is_mark])
            what = [] if what and (_is_year(what[0]) or what[0].lower in AROUND["not_measured"]) else what
            return MeasuredChange(direction, tuple(what or phrase_before(before[:-back])))
        if last == "by":
            # "decreased for the fourth year in a row, by 18%"
            return MeasuredChange(direction, tuple(phrase_before(before[:-back])))
    return None


def _is_year(word: Word) -> bool:
    return len(word.text) == 4 and word.text.isdigit() and word.text[:2] in ("19", "20")


_TAKING = frozenset(("take", "takes", "took", "taken", "taking", "shut", "shutting", "turned"))
_ALLOWED = frozenset({"in", "on", "at", "the"})


def _is_noun(before: Sequence[Word]) -> bool:
    return bool(before) and (before[-1].lower in ARTICLES or not before[-1].lower.endswith("s"))


def _object(after: Sequence[Word]) -> list[Word]:
    """Return what follows "increase in": the phrase with what qualifies it, up to a mark."""
    for place, word in enumerate(after[:6]):
        if word.is_mark:
            return []
        if word.lower in ("in", "of"):
            rest = after[place + 1 :]
            head = phrase_after(rest)
            if head and head[0].lower not in ("past", "last", "same", "year"):
                return drop_count_words(_long(rest))
    return []


def _long(words: Sequence[Word]) -> list[Word]:
    """Return a phrase with what narrows it down: "brand owners registered with the programs"."""
    head = phrase_after(words)
    taken = list(
        words[: next((place + 1 for place, word in enumerate(words) if head and word is head[-1]), 0)]
    )
    following = words[len(taken)].lower if len(taken) < len(words) else ""
    if following not in DEEDS and following not in AROUND["narrowing"]:
        return taken
    for word in words[len(taken) : 14]:
        if word.is_mark or word.text[0].isdigit() or word.lower in AROUND["ends"]:
            break
        taken.append(word)
    return taken


def _to_verb(before: Sequence[Word]) -> list[Word]:
    """Return the words up to the last "is", "was", "saw" before the quantity: its subject."""
    for place in range(len(before) - 1, -1, -1):
        if before[place].lower in ("was", "were", "is", "are", "saw", "had", "has", "received", "reached"):
            return list(before[:place])
    return []
