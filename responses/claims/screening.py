"""Which figures are claims, and of what kind."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter

from responses.claims.contexts import words_within
from responses.claims.labels import is_label, span_word
from responses.claims.lexicon import AROUND, ARTICLES, COMPARATIVES, DEEDS, DOUBTS, NO_CLAIMS, STOPS, VERBS
from responses.claims.periods import is_within_period
from responses.claims.quantities import Quantity
from responses.claims.sentences import Word, list_words
from responses.claims.setting import Meaning, Setting

LARGE = 100  # a count below which a figure that measures nothing known is hardly a claim
_SPENDING = frozenset(("take", "takes", "took", "taken", "need", "needed"))
_GOVERNING = VERBS | DOUBTS["verbs"]
NEXT = 60  # characters after a figure in which its unit of time may be


def is_no_claim(text: str, one: Quantity, tokens: Sequence[Word], named: list[tuple[int, int]]) -> bool:
    """Return whether a figure is a date, a label, a span of time on its own or a pronoun.

    `tokens` are the words of its sentence; `named` are the stretches whose digits name something.
    """
    behind = bisect_right(named, one.figure.start, key=itemgetter(1))
    if one.kind != "percent" and any(begin < one.last.end for begin, _ in named[behind : behind + 1]):
        return True
    before = words_within(tokens, one.start - NEXT, one.start)
    after = words_within(tokens, one.end, one.end + 2 * NEXT)
    if span_word(one, after) and (
        not _is_timed(text, one, tokens)
        or is_within_period(text, one.figure.start, one.last.end)  # "the nine months ended June 2021"
    ):
        return True
    if one.figure.written and one.figure.value == 1 and one.kind == "count" and not one.per:
        return True  # "one" is nearly always a pronoun
    return is_label(text, one, before, after) or _is_note_number(one, tokens, after)


def _is_note_number(one: Quantity, tokens: Sequence[Word], after: Sequence[Word]) -> bool:
    """Return whether a figure is the number of a note before its first word: "1 Of these 212 listings"."""
    opens = bool(tokens) and tokens[0].start == one.start
    small = after[:1] and after[0].text[0].isupper() and after[0].lower in STOPS | ARTICLES
    return bool(opens and small and one.figure.value < LARGE and not one.figure.written)


def is_measure(one: Quantity, sentence: Sequence[Word], setting: Setting, last: Meaning | None) -> bool:
    """Return whether a figure measures something, whatever it is: a share, or a count of some size that is grouped or
    with what was done or behind another claim."""
    if one.kind in ("percent", "times") or one.per or is_reply(one, sentence):
        return one.figure.value != 100
    if one.kind != "count":
        return False
    own_from = [word.lower for word in setting.before[-1:]] == ["from"]
    following = [word.lower for word in setting.after[:4] if word.lower not in AROUND["more"]][:3] or [""]
    few = one.figure.written and one.figure.value < LARGE
    own = ["", "", *(word.lower for word in setting.before[-6:] if word.lower not in AROUND["more"])][-2:]
    done = following[0] in DEEDS or (
        following[0] in ("were", "was") and not DEEDS.keys().isdisjoint(following)
    )
    if done or few:
        return done  # "63 were shut down", "38 banned"
    if one.to and own_from and not span_word(one, list(setting.after)):
        return True  # "went down from 310 to 204"
    if last and (one.figure.value > 1 or one.figure.value % 1) and not span_word(one, list(setting.after)):
        return following[0] not in (")", "x", "cfr", "u.s.c")  # "closed 31 and ended the leases of 8"
    aside = (
        own[1] in (",", "–", "—") and following[0] in ("in", "so", "of") and one.figure.value > 1
    )  # "26 so far"
    label = (
        own[1] in (":", "∶") and own[0].isalpha() and own[0] != "year"
    )  # "Pending: 870", "closed another 40"
    label = label or (
        len(own[1]) == 4 and own[1][:2] in ("19", "20") and own[1].isdigit()
    )  # "2018 13; 2019 21"
    if label or aside or own[1] in DEEDS.keys() - {"sold"}:
        return True
    if following[0] in AROUND["be"] | {"did"} or (
        following[0] in COMPARATIVES and following[1:2] == ["than"]
    ):
        return True  # "12 were clean", "12 fewer than in 2017"
    known = (
        own[1] in _GOVERNING  # "we looked and found 212"
        or one.figure.grouped
        or last
        or one.qualifier != "exact"
        or following[0] in ("of", "per")
    )
    return one.figure.value >= LARGE and bool(known or any(word.lower in DEEDS for word in sentence))


def is_reply(one: Quantity, tokens: Sequence[Word]) -> bool:
    """Return whether a span of time is how fast something is done: "complaints are answered within 20 hours"."""
    span = span_word(one, words_within(tokens, one.end, one.end + NEXT)).removesuffix("s")
    if span not in ("minute", "hour", "day"):
        return False
    lead = [word.lower for word in words_within(tokens, 0, one.start)]
    done = {word.removesuffix("s") for word in lead[1:]} & (NO_CLAIMS["handled"] | NO_CLAIMS["handling"])
    if lead[-1:] == [] or "must" in lead:
        return False  # a duty
    quick = lead[-1] in _SPENDING or (done and lead[-1] in ("in", "within", "inside"))
    return bool(quick)


def find_kind(one: Quantity, tokens: Sequence[Word]) -> str:
    """Return the kind of a quantity: "rate", "time", or its own."""
    if one.per:
        return "rate"
    return "time" if span_word(one, words_within(tokens, one.end, one.end + NEXT)) else one.kind


@lru_cache(maxsize=8)  # a sentence is looked at once for each of its figures
def _list_lower(text: str) -> frozenset[str]:
    return frozenset(word.lower for word in list_words(text))


def _is_timed(text: str, one: Quantity, tokens: Sequence[Word]) -> bool:
    """Return whether the sentence speaks of how long something takes; else a span of time is no claim."""
    lower = _list_lower(text)
    if lower & NO_CLAIMS["timed"] or (one.to is not None and lower & NO_CLAIMS["handled"]):
        return True
    return is_spent(tokens)


def is_spent(words: Sequence[Word]) -> bool:
    """Return whether words say what time was spent on: "it took us 4 hours to remove a page"."""
    lower = [word.lower for word in words]
    begun = next(
        (at for at, word in enumerate(lower) if word in _SPENDING),
        None,
    )
    return begun is not None and any(
        word == "to" and following in NO_CLAIMS["handling"] for word, following in pairwise(lower[begun:])
    )
