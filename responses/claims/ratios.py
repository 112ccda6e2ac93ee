"""Quantities that set one thing against another: "28 times as many", "1.5 per 10,000", "fell to 12 hours"."""

import re

from responses.claims.lexicon import AROUND, NO_CLAIMS
from responses.claims.phrases import find_deed, join_words, phrase_after
from responses.claims.quantities import Quantity
from responses.claims.register import find_metric
from responses.claims.screening import is_spent
from responses.claims.setting import Meaning, Setting, made_of, named_around, read_predicate

_LONG = {"h": "hours", "hr": "hours", "hrs": "hours", "mins": "minutes"}


def read_ratio(setting: Setting) -> Meaning | None:
    """ "28 times as many listings … as": the base is what it is set against."""
    compared = join_words(read_predicate(setting.after))
    found = re.search(r"\b(?:as|than|the number of|those|that of)\s+(?!many\b|much\b)(.+)$", compared)
    base = found[1] if found else ""
    metric = find_metric("times", False, setting.contexts[0], setting.contexts)
    many = next(
        (at for at, word in enumerate(setting.after) if word.lower in ("many", "more", "fewer", "less")), None
    )
    counted = phrase_after(setting.after[many + 1 :]) if many is not None else []
    done = find_deed(setting.before, []) if counted else ""
    phrase = f"{join_words(counted)} {done}".strip() or join_words(named_around(setting)) or compared
    return made_of(metric, phrase, "times", base)


def read_rate(one: Quantity, setting: Setting) -> Meaning | None:
    """ "1.5 suspected fakes per 10,000 orders", "one in five sellers"."""
    base = join_words(phrase_after(setting.after))
    if not base or one.per is None:
        return None
    unit = f"per {one.per.value:,} {base}"
    what = join_words(named_around(setting)) or base
    metric = find_metric("rate", False, setting.contexts[0], setting.contexts)
    return made_of(metric, what, unit, base)


def unit_of_span(setting: Setting) -> str:
    """Return the unit of a span of time, in full: "hours"; "1.4 working days" are days."""
    place = _place_of_span(setting)
    behind = setting.after[place : place + 3] if place is not None else []
    unit = next((word.lower for word in behind if word.lower not in NO_CLAIMS["of_spans"]), "")
    return _LONG.get(unit, unit)


def _place_of_span(setting: Setting) -> int | None:
    return next((at for at, word in enumerate(setting.after) if word.lower in NO_CLAIMS["spans"]), None)


def read_duration(one: Quantity, setting: Setting) -> Meaning | None:
    """ "The average response time fell from 18 to 12 hours"; a span of time on its own is None."""
    place = _place_of_span(setting)
    if place is None or setting.after[place].lower in ("years", "year", "decades", "months", "month"):
        return None
    if setting.after[-1].lower in NO_CLAIMS["handling"]:
        return None  # "it took 11 days to close 300 shops": a deed, no habit
    if setting.before and setting.before[-1].lower in AROUND["not_measured"]:
        return None
    unit = unit_of_span(setting)
    named = join_words(named_around(setting))
    words = {word.lower for word in setting.before} | {word.lower for word in setting.after[place:]}
    if one.qualifier == "about":
        words.add("average")  # "an average of 19 hours"
    spent = is_spent([*setting.before, *setting.after])
    if not (spent or words & NO_CLAIMS["timed"] or (one.to and words & NO_CLAIMS["handled"])):
        return None
    if setting.before[-1:] and setting.before[-1].lower == "by":
        return Meaning("unclear", False, unit, "", "")  # "fell by 5 hours" is no time that it takes
    metric = find_metric("time", False, named or setting.contexts[0], setting.contexts)
    return made_of(metric, named, unit, "")
