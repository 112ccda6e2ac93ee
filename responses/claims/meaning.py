"""What a quantity measures: its metric, unit, base and direction, from the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from responses.claims.changes import Change, change
from responses.claims.lexicon import DEEDS, NEVER, STOPS
from responses.claims.phrases import deed, is_plural, phrase_after, phrase_before, spoken, uncounted
from responses.claims.quantities import Quantity
from responses.claims.register import BY_KEY, Metric, find_metric, label_of
from responses.claims.sentences import Word

LIST_LIMIT = 100  # "three recommendations" number the writer's list; "1,200 actions" count something
_LINKS = ("is", "was", "are", "were", "reached", "reaches", "stood", "stands", "exceeded", "exceeds", "exceed", "topped",
          "surpassed", "totalled", "totaled", "numbered", "hit", "to", "at", "of", ":", "averaged", "remained")  # fmt: skip
_BE = ("are", "were", "is", "was", "have", "had", "has", "came", "come")
_NOT_MEASURED = ("past", "last", "previous", "next", "first", "every", "coming", "preceding", "another")
_TEAMS = ("team", "staff", "workforce", "network", "membership", "total", "crew")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a quantity says, before period, speaker and quote are added."""

    metric: str
    known: bool
    unit: str
    base: str
    direction: str
    noun: str = ""  # what was counted, for a figure after it in the sentence: "of which 70%", "an increase of 55%"
    of: str = ""  # the metric of that noun, where the register has it


@dataclass(frozen=True, slots=True)
class Setting:
    """The words around a quantity. `before` and `after` are cut at the clause; `contexts` run from the words
    between its neighbours to the whole sentence."""

    before: Sequence[Word]
    after: Sequence[Word]
    contexts: Sequence[str]


def meaning(one: Quantity, kind: str, setting: Setting, last: Meaning | None) -> Meaning | None:
    """The meaning of `one`, or None where nothing is measured. `kind` may be "time" or "rate" beyond the
    quantity's own. `last` is what the figure before it in the sentence means: it may lend its verb ("rose 11% in
    2016 and 36% in 2017") or its noun ("2,100 members, of which 70% …")."""
    noun = last.noun if last else ""
    if kind in ("percent", "points", "count") and not one.to:
        moved = change(kind, setting.before, setting.after)
        if moved is None and one.sign and kind != "count":
            moved = Change(one.sign, tuple(_named_around(setting)))
        if moved is None and last and last.direction and kind != "count" and not _starts_clause(setting):
            return _shared(setting, last, kind)
        if moved and not (kind == "percent" and _opens_share(setting)):
            return _of_change(moved, kind, setting, last)
    if kind == "percent":
        return _share(one, setting, noun)
    if kind == "times":
        return _ratio(setting)
    if kind == "rate":
        return _rate(one, setting)
    if kind == "time":
        return _time(one, setting)
    return _count(one, setting) if kind == "count" else None


def _opens_share(setting: Setting) -> bool:
    """ "25% of sellers"; "25% of the previous level" is rare enough to be read so too."""
    return bool(setting.after) and setting.after[0].lower == "of" and not _is_by(setting)


def _is_by(setting: Setting) -> bool:
    return bool(setting.before) and setting.before[-1].lower == "by"


def _made(metric: Metric | None, phrase: str, unit: str, base: str, direction: str = "") -> Meaning | None:
    if metric:
        return Meaning(metric.key, True, metric.unit if metric.unit and unit == "" else unit, base, direction)
    return (
        Meaning(phrase, False, unit or phrase.split(" of ")[0].split()[-1], base, direction)
        if phrase
        else None
    )


def _unit(kind: str) -> str:
    return {"percent": "percent", "points": "percentage points", "times": "times"}.get(kind, "")


def _starts_clause(setting: Setting) -> bool:
    """ "…, and 85% were clean": a predicate of its own."""
    return bool(setting.after) and setting.after[0].lower in _BE


def _of_change(moved: Change, kind: str, setting: Setting, last: Meaning | None) -> Meaning | None:
    noun = last.noun if last else ""
    base = spoken(moved.what)
    if not base and noun and last:
        # "4.6 million listings, a 55% increase": a change in what the figure before counted, and in nothing else
        metric = BY_KEY.get(f"{last.of}_change")
        named = label_of(last.of).lower() if last.of else noun
        return _made(metric, f"change in {named}", _unit(kind), noun, moved.direction)
    metric = find_metric(kind, True, base or setting.contexts[0], setting.contexts)
    if not base and not metric:
        return None
    return _made(metric, f"change in {base}", _unit(kind), base, moved.direction)


def _shared(setting: Setting, shared: Meaning, kind: str) -> Meaning | None:
    """A second figure on the verb of the first: with its own noun ("and complaints by 30%") or the same."""
    if _opens_share(setting) or shared.unit != _unit(kind):
        return None
    own = list(setting.before)
    while own and own[-1].lower in ("by", "a", "further", "another"):
        own.pop()
    while own and (own[0].is_mark or own[0].lower in ("and", "then")):
        own = own[1:]
    nouns = uncounted(own[-6:])
    if not nouns or not is_plural(nouns[-1]):
        return shared
    metric = find_metric(kind, True, spoken(nouns), setting.contexts)
    return _made(metric, f"change in {spoken(nouns)}", _unit(kind), spoken(nouns), shared.direction)


def _share(one: Quantity, setting: Setting, noun: str) -> Meaning | None:
    after = setting.after
    own = after[1:3] if after and after[0].lower == "of" else []
    if noun and (_starts_clause(setting) or (own and own[0].lower in ("them", "these", "those", "which", "whom") and not is_plural(own[-1]))):
        predicate = spoken(_predicate(after if _starts_clause(setting) else after[2:]))
        metric = find_metric("percent", False, noun, setting.contexts)
        return _made(metric, f"share of {noun} {predicate}".strip(), "percent", noun)
    of = bool(after) and after[0].lower in ("of", "the", "our", "its", "all", "their")
    if of:
        base_words = phrase_after(after)
        if not base_words:
            return None
        base = spoken(base_words)
        rest = after[_place_after(after, base_words) :]
        predicate = spoken(_predicate(rest))
        metric = find_metric("percent", False, base, setting.contexts)
        return _made(metric, f"share of {base} {predicate}".strip(), "percent", base)
    base_words = _level(setting)
    base = spoken(base_words)
    if not base or (one.figure.value == 100 and not any(is_plural(word) for word in base_words)):
        return None  # "100% committed" measures nothing
    named = f"share of {base}" if any(word.lower == "share" for word in setting.before) else base
    return _made(find_metric("percent", False, base, setting.contexts), named, "percent", "")


def _level(setting: Setting) -> list[Word]:
    """ "a 97% success rate" or "the success rate was 97%": what is at that level."""
    own = phrase_after(setting.after)
    if (
        own
        and own[0].lower not in DEEDS
        and own[0].lower not in ("higher", "lower", "more", "less", "accurate", "effective")
    ):
        return own
    return _named_around(setting)


def _named_around(setting: Setting) -> list[Word]:
    words = list(setting.before)
    while words and (
        words[-1].lower in _LINKS
        or words[-1].lower in ("with", "a", "an", "by", "has", "rose", "fell", "grew")
    ):
        words.pop()
    return phrase_before(words)


def _predicate(rest: Sequence[Word]) -> list[Word]:
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


def _place_after(words: Sequence[Word], phrase: Sequence[Word]) -> int:
    return next((place + 1 for place, word in enumerate(words) if word is phrase[-1]), 0)


def _ratio(setting: Setting) -> Meaning | None:
    compared = spoken(_predicate(setting.after))
    found = re.search(r"\b(?:as|than|the number of|those|that of)\s+(?!many\b|much\b)(.+)$", compared)
    base = found[1] if found else ""
    metric = find_metric("times", False, setting.contexts[0], setting.contexts)
    many = next((at for at, word in enumerate(setting.after) if word.lower in ("many", "more", "fewer", "less")), None)
    counted = phrase_after(setting.after[many + 1 :]) if many is not None else []
    done = deed(setting.before, []) if counted else ""
    phrase = f"{spoken(counted)} {done}".strip() or spoken(_named_around(setting)) or compared
    return _made(metric, phrase, "times", base)


def _rate(one: Quantity, setting: Setting) -> Meaning | None:
    base = spoken(phrase_after(setting.after))
    if not base or one.per is None:
        return None
    unit = f"per {one.per.value:,} {base}"
    what = spoken(_named_around(setting)) or base
    metric = find_metric("rate", False, setting.contexts[0], setting.contexts)
    return _made(metric, what, unit, base)


def _time(one: Quantity, setting: Setting) -> Meaning | None:
    place = next((at for at, word in enumerate(setting.after) if word.lower in NEVER["spans"]), None)
    if place is None:
        return None
    if setting.before and setting.before[-1].lower in _NOT_MEASURED:
        return None
    unit = setting.after[place].lower
    named = spoken(_named_around(setting))
    words = {word.lower for word in setting.before} | {word.lower for word in setting.after[place:]}
    if not words & NEVER["timed"] and not (one.to and words & NEVER["handled"]):
        return None
    moved = change("percent", setting.before, setting.after)
    direction = moved.direction if moved and _is_by(setting) else ""
    metric = find_metric("time", False, named or setting.contexts[0], setting.contexts)
    return _made(metric, named, unit, "", direction)


def _count(one: Quantity, setting: Setting) -> Meaning | None:
    phrase, done = phrase_after(setting.after), ""
    if phrase and is_plural(
        phrase[-1] if "of" not in [word.lower for word in phrase] else phrase[_head(phrase)]
    ):
        done = deed(setting.before, setting.after[_place_after(setting.after, phrase) :])
    else:
        found = _counted_before(setting)
        phrase = phrase_after(found) or found
        done = deed([], found[_place_after(found, phrase) :]) if phrase else ""
    if not phrase:
        return None
    head = phrase[_head(phrase)].lower
    if one.figure.value < LIST_LIMIT and {head, head.removesuffix("s")} & NEVER["listed"]:
        return None
    focus = spoken(phrase)
    metric = find_metric("count", False, focus, setting.contexts)
    if (
        one.figure.written
        and not one.figure.grouped
        and one.qualifier == "exact"
        and metric is None
        and one.figure.value <= 12
    ):
        return None  # "two marketplaces were added" is the writer's own count
    named = f"{focus} {done}" if done and done not in focus.lower().split() else focus
    per = next((word for word in setting.after[len(phrase) : len(phrase) + 4] if word.lower == "per"), None)
    made = _made(metric, named, "" if metric and metric.unit else head, "")
    made = replace(made, noun=focus, of=made.metric if made.known else "") if made else None
    if made and per:
        after = list(setting.after)
        following = after[after.index(per) + 1 : after.index(per) + 2]
        if following and following[0].lower in NEVER["spans"]:
            return Meaning(
                made.metric, made.known, f"{made.unit} per {following[0].lower}", made.base, made.direction
            )
    return made


def _head(phrase: Sequence[Word]) -> int:
    """The place of the head noun: the word before "of", else the last."""
    return next(
        (place - 1 for place, word in enumerate(phrase) if place and word.lower == "of"), len(phrase) - 1
    )


def _counted_before(setting: Setting) -> list[Word]:
    """ "stores closed reached 240,000", "a team of 200": what is counted, where it stands before the figure."""
    before = setting.before
    if not before or before[-1].lower not in _LINKS:
        return []
    if before[-1].lower == "of":
        return [before[-2]] if len(before) > 1 and before[-2].lower in _TEAMS else []
    phrase = _named_around(setting)
    return phrase if any(is_plural(word) or word.lower in _TEAMS for word in phrase) else []
