"""Whether the words around a figure say more than its metric knows: then the figure is offered as unclear.

A metric is found by patterns. Here every noun of the figure's phrase must be one that does not change what is counted,
and the verb that governs the figure must be one of the metric's own.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from responses.claims.contexts import words_within
from responses.claims.lexicon import (
    AROUND,
    ARTICLES,
    COMPARATIVES,
    DEEDS,
    DOUBTS,
    NO_CLAIMS,
    SAYING,
    STOPS,
    UP,
    VERBS,
)
from responses.claims.moods import find_part
from responses.claims.periods import kind_of_period
from responses.claims.phrases import is_plural, join_words, phrase_after
from responses.claims.register import OTHER_REASONS, Metric, is_found
from responses.claims.sentences import Word, list_words
from responses.claims.setting import Setting

_NO_VERBS = DOUBTS["no_verbs"] | SAYING["verbs"] | UP
_IRREGULAR = DOUBTS["verbs"] | DEEDS.keys() | (VERBS - {"do", "does", "said", "say", "says"})
_COMPARES = COMPARATIVES | {"than"}
_DOING = (DEEDS.keys() - _NO_VERBS) | AROUND["having"]
_VETTED = STOPS | ARTICLES | AROUND["not_measured"] | DOUBTS["vetted"]
_SUPPORTING = _NO_VERBS | DOUBTS["support"]
_OPENING_OBJECT = DOUBTS["opening"] | AROUND["teams"] | (AROUND["having"] - {"with"})
_VERBAL = _IRREGULAR | _NO_VERBS
_NOT_JOINED = ARTICLES | AROUND["having"] | DEEDS.keys() | VERBS
_DEED_NOUN = re.compile(r"\b(?:arrests|detentions|removals|take-?downs|closures)\b", re.IGNORECASE)
_LIGHT = STOPS | ARTICLES | AROUND["more"] | NO_CLAIMS["spans"] | DOUBTS["light"]
MOST_LEAD = 14  # words before a figure in which its label is
OWN_VERB_REACH = 5  # words behind what is counted in which its own verb begins


def is_doubtful(metric: Metric, noun: str, setting: Setting, lead: str, kind: str) -> bool:
    """Return whether a noun, a verb or another subject speaks against `metric`.

    `noun` is what is counted, `lead` the sentence up to the figure, `kind` that of the quantity.
    """
    begin, stop = find_part(setting.sentence, len(lead))
    part = setting.sentence[begin:stop]
    if (metric.not_with and is_found(metric.not_with, part)) or (
        metric.deed and is_found(OTHER_REASONS, part)
    ):
        return True
    begin = max(begin, lead.rfind(":") + 1)
    words = words_within(list_words(setting.sentence), begin, len(lead))
    lead = lead[begin:]
    rest, is_behind = _words_behind(list_words(noun), setting.after)
    # "500,000 listings less than in 2021"
    if is_behind and [word.lower in _COMPARES for word in rest[:2]] == [True, True]:
        return True
    if kind == "count" and (
        _is_of_named(metric, setting.before, setting.after)
        or _is_of_each(rest)
        or (metric.level and _is_added(noun, setting.before, rest))
    ):
        return True
    if kind in ("count", "percent", "points") and (
        _has_strange_noun(metric, noun, is_behind)
        or _is_qualified(metric, rest)
        or (kind == "count" and is_behind and _is_joined(metric, rest))
    ):
        return True
    named = " ".join(word.text for word in setting.before).rpartition(noun or "unclear")
    is_label = bool(noun and named[1]) and not is_behind and "," not in named[2]
    if kind == "count" and not is_label and _is_of_other(metric, setting.before, lead):
        return True
    if kind == "count" and _has_alternative(metric, words, rest):
        return True
    if metric.state and setting.before and setting.before[-1].lower == "and":
        verb = next((word.lower for word in reversed(words) if word.lower in _DOING), "")
        if verb in DEEDS:
            return True  # "removing 1.1 million listings and 2,100 sellers"
    if metric.verbs is None or kind not in ("count", "percent"):
        return False
    by_agents = metric.deed and metric.key != "listings_reported" and _is_of_agents(words, rest)
    if _DEED_NOUN.search(noun):
        # "300 removals were reported by users": that is what users say
        return not is_label and bool(by_agents or _is_not_done(metric.verbs, words))
    if is_label:
        return False
    if by_agents or _has_other_verb(metric.verbs, words, rest):
        return True
    if metric.deed and [word.lower for word in words[-1:]] in (["has"], ["have"], ["had"]):
        # "had 3 million listings", but "had 30 listings removed"
        return not rest or not metric.verbs.match(rest[0].lower)
    others = setting.sentence.replace(noun, " ", 1) if noun else setting.sentence
    if is_found(metric.verbs, others):
        return False
    # "they read 900 reported listings", "it must defend 12 lawsuits": only the noun says what was done
    marks = [at for at, word in enumerate(setting.before) if word.is_mark]
    own = {word.lower for word in setting.before[marks[-1] + 1 if marks else 0 :]} - ARTICLES
    if metric.deed:
        return AROUND["having"].isdisjoint(own)
    is_fragment = not own and len(rest) <= OWN_VERB_REACH and metric.key != "brands_on_platform"
    return kind == "count" and not is_fragment


def _is_of_named(metric: Metric, before: Sequence[Word], after: Sequence[Word]) -> bool:
    """Return whether a list gives a count of each of several: "Nigeria 61,200 removals, Egypt 48,900 removals"."""
    owner = after[0].lower if after else ""
    if owner.endswith("s'") and not metric.focus.search(owner[:-1]):
        return True  # "39,000 merchants' items" are of 39,000 merchants
    marks = [at for at, word in enumerate(before) if word.is_mark]
    own = before[marks[-1] + 1 :] if marks and before[marks[-1]].text == "," else []
    return bool(own) and all(word.text[0].isupper() and not word.text.isupper() for word in own)


def _is_of_each(rest: Sequence[Word]) -> bool:
    """Return whether a count is of each of something: "350 reports per shift", "40 stores each"."""
    near = [word.lower for word in rest[:4]]
    at = next((at for at, word in enumerate(near) if word in ("per", "each", "apiece")), None)
    return at is not None and not (near[at + 1 : at + 2] and near[at + 1] in NO_CLAIMS["spans"])


def _is_added(noun: str, before: Sequence[Word], rest: Sequence[Word]) -> bool:
    """Return whether a count is only what was added: "290 additional brands", "40 brands joined in 2021"."""
    if (
        rest
        and rest[0].lower.endswith("ed")
        and kind_of_period(join_words(rest[1:6])) not in ("", "as_of", "since")
    ):
        return True
    words = {*noun.lower().split(), *(word.lower for word in before[-1:])}
    return not words.isdisjoint(AROUND["more"] | {"new", "hired", "recruited", "hiring"})


def _has_alternative(metric: Metric, before: Sequence[Word], rest: Sequence[Word]) -> bool:
    """Return whether the figure counts another deed with its own: "warned or banned 3,000 sellers"."""
    for near in (before[-4:], rest[:6]):
        at = next((at for at, word in enumerate(near) if word.lower in ("or", "and/or")), 0)
        pair = [*near[at - 1 : at], *near[at + 1 : at + 2]] if at else []
        done = len(pair) == 2 and all(word.lower in _IRREGULAR or word.lower.endswith("ed") for word in pair)
        own = [metric.verbs is not None and metric.verbs.match(word.lower) for word in pair]
        if done and any(own) and not all(own):
            return True
    return False


def _is_not_done(verbs: re.Pattern[str], before: Sequence[Word]) -> bool:
    """Return whether the verb before the noun of a deed is none that does it: "checked 600 of the removals"."""
    for word in reversed(before):
        lower = word.lower
        if lower in _SUPPORTING or verbs.match(lower):
            return False
        if lower in DOUBTS["verbs"] or (len(lower) > 4 and lower.endswith(("ed", "ing"))):
            return True
    return False


def _has_strange_noun(metric: Metric, noun: str, is_behind: bool) -> bool:
    """Return whether a word of the phrase may make it something else: "job listings", "refund requests"."""
    words, found = list_words(noun), metric.focus.search(noun)
    # in "Job Listings" a capital names nobody
    names = any(word.text.islower() and word.lower not in STOPS | ARTICLES for word in words)
    return any(
        not (found and found.start() <= word.start and word.end <= found.end())
        and not _is_vetted(metric, word, names and (is_behind or place > 0))
        for place, word in enumerate(words)
    )


def _is_vetted(metric: Metric, word: Word, may_name: bool) -> bool:
    lower = word.lower
    if word.is_mark or word.text[0].isdigit() or lower in _VETTED:
        return True
    if lower.endswith(("ly", "'s", "s'")) or word.text.isupper() or (may_name and word.text[0].isupper()):
        return True
    if (
        lower in NO_CLAIMS["spans"]
        or metric.focus.search(lower)
        or (metric.beside and metric.beside.search(lower))
    ):
        return True
    done = lower.endswith(("ed", "en", "ing"))
    return done and metric.clause is not None and metric.clause.search(lower) is not None


def _is_qualified(metric: Metric, rest: Sequence[Word]) -> bool:
    """Return whether what follows the noun makes it something else: "requests for refunds", "notices about spam"."""
    if not rest or rest[0].lower not in DOUBTS["qualifying"]:
        return False
    phrase = phrase_after(rest[1:])
    if (
        not phrase
        or phrase[0].lower.endswith("ing")
        or any(word.lower in NO_CLAIMS["spans"] for word in phrase)
    ):
        return False
    end = next((at for at, word in enumerate(phrase) if word.lower in ("and", "or")), None)
    return not all(_is_vetted(metric, word, may_name=True) for word in phrase[:end])


def _is_joined(metric: Metric, rest: Sequence[Word]) -> bool:
    """Return whether a figure counts something else with it: "3 million listings and accounts"."""
    phrase = phrase_after(rest[1:]) if rest and rest[0].lower in ("and", "or") else []
    if any(word.lower in _NOT_JOINED for word in phrase):
        return False
    behind = rest[len(phrase) + 1 :]
    ends = not behind or behind[0].is_mark or behind[0].lower in STOPS | {"and", "or"} | DEEDS.keys()
    return ends and bool(phrase) and is_plural(phrase[-1]) and not metric.focus.search(join_words(phrase))


def _words_behind(nouns: Sequence[Word], after: Sequence[Word]) -> tuple[Sequence[Word], bool]:
    """Return the words behind what is counted, and whether that is behind the figure; else all words."""
    named = [word.text for word in nouns]
    for place in range(min(4, len(after)) if named else 0):
        end = place + len(named)
        if [word.text for word in after[place:end]] == named:
            return after[end:], True
    return after, False


def _is_of_other(metric: Metric, before: Sequence[Word], lead: str) -> bool:
    """Return whether a noun between verb and figure is what the verb is of: "removed photos of 300 listings"."""
    for word in reversed(before):
        lower = word.lower
        has = metric.state and lower in AROUND["places"] and before[-1].lower == "with"
        if word.is_mark or lower in _OPENING_OBJECT or has:
            return False  # "a discovery platform with 7 million suppliers"
        begins = word is before[0] and lead.lstrip().startswith(word.text)
        named = word.text[0].isupper() and not begins  # a capital at the start of a sentence names nobody
        if lower in _LIGHT or lower.endswith(("ly", "'s", "s'")) or named or word.text[0].isdigit():
            continue
        own = (metric.focus, metric.clause, metric.verbs)
        is_own = any(pattern is not None and pattern.match(lower) for pattern in own)
        is_own = is_own and lower not in DOUBTS["agents"]  # "sellers" sell, but are no verb
        return not (is_own or lower in _VERBAL or lower.endswith(("ed", "ing")))
    return False


def _has_other_verb(verbs: re.Pattern[str], before: Sequence[Word], rest: Sequence[Word]) -> bool:
    """Return whether the verb that governs the figure is none of the metric's."""
    opening = [word.lower for word in rest[:2]]
    of = opening[1] if opening[:1] == ["of"] and len(opening) > 1 else ""
    relative = of in ("whom", "which") or opening[:1] in (["that"], ["which"], ["who"])
    behind = rest[2:] if of in DOUBTS["of_these"] else rest[1:] if relative else rest
    near = next((at for at, word in enumerate(behind[:OWN_VERB_REACH]) if not _is_passed(word)), 0)
    if verbs.match(" ".join(word.lower for word in behind[near : near + 4])):
        return False
    if not near and not relative and behind and behind[0].lower == "reported":
        return True  # "and 15 sellers reported to the police"
    found, lead = _find_verb(before[::-1], verbs=verbs) if of not in ("whom", "which") else ("", ())
    if [word.lower for word in lead[:1]] in (["the"], ["a"], ["an"]) and _is_not_done(verbs, lead[::-1]):
        return True  # "lifted the suspension of 300 shops"
    if [word.lower for word in lead[:1]] == ["to"] and lead[1:2] and lead[1].lower not in DOUBTS["done_to"]:
        return True  # "a court told it to delete 40 listings"
    found = found or _find_verb(behind)[0]
    if not found or verbs.match(found):
        return False
    return found.split()[0] not in DOUBTS["lending"] or not verbs.search(found)


def _is_of_agents(before: Sequence[Word], rest: Sequence[Word]) -> bool:
    """Return whether sellers or users did it: "sellers deleted 300 listings", "300 were withdrawn by sellers"."""
    by = next((at for at, word in enumerate(rest[:8]) if word.lower == "by"), None)
    if by is not None and any(word.lower in DOUBTS["agents"] for word in rest[by + 1 : by + 4]):
        return True
    subjects = [
        word.lower for word in before if not (word.lower in DOUBTS["helping"] or word.lower.endswith("ly"))
    ]
    return any(
        one in DOUBTS["agents"] and (following.endswith("ed") or following in _IRREGULAR)
        for one, following in list(pairwise(subjects))[-4:]
    )


def _is_passed(word: Word) -> bool:
    return word.lower in AROUND["be"] | DOUBTS["passed"] or word.lower.endswith("ly")


def _find_verb(
    words: Sequence[Word], most: int = 0, verbs: re.Pattern[str] | None = None
) -> tuple[str, Sequence[Word]]:
    """Return the first verb that does something, with three words behind, and the words that `words` go on with;
    "said" and "helped" leave that to another.

    `words` run backwards where `verbs` is given, and then its own nouns ("the closure of") count as verbs.
    """
    for place, word in enumerate(words[: most or None]):
        lower = word.lower
        own = verbs is not None and verbs.match(lower)
        doing = lower in _IRREGULAR or (len(lower) > 4 and lower.endswith(("ed", "ing")))
        if own or (doing and lower not in _NO_VERBS):
            near = words[max(0, place - 3) : place + 1][::-1] if verbs else words[place : place + 4]
            return " ".join(one.lower for one in near), words[place + 1 :]
    return "", ()
