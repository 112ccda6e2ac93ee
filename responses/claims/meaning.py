"""What a quantity measures: its metric, unit, base and direction, from the words around it."""

from collections.abc import Sequence
from dataclasses import replace

from responses.claims.changes import MeasuredChange, read_change
from responses.claims.counts import read_count
from responses.claims.lexicon import AROUND, ARTICLES, DEEDS, STOPS
from responses.claims.phrases import drop_count_words, is_plural, join_words, phrase_after
from responses.claims.quantities import Quantity
from responses.claims.ratios import read_duration, read_rate, read_ratio, unit_of_span
from responses.claims.register import BY_KEY, find_metric, label_of
from responses.claims.sentences import Word
from responses.claims.setting import (
    Meaning,
    Setting,
    made_of,
    named_around,
    place_after,
    read_predicate,
    starts_clause,
    unit_of,
)

UNCLEAR = Meaning(
    "unclear", False, "", "", ""
)  # a figure that belongs to a claim, and whose measure cannot be known


_OF_THEM = frozenset(("them", "these", "those", "which", "whom"))


def find_meaning(one: Quantity, kind: str, setting: Setting, last: Meaning | None) -> Meaning | None:
    """Return the meaning of `one`, or None where nothing is measured. `kind` may be "time" or "rate" beyond the
    quantity's own. `last` is what the figure before it in the sentence means: it may lend its verb ("rose 11% in
    2016 and 36% in 2017") or its noun ("2,100 members, of which 70% …")."""
    noun = last.noun if last else ""
    if last and last.direction and [word.lower for word in setting.before if not word.is_mark] == ["to"]:
        metric = find_metric(kind, False, last.base, setting.contexts)  # "fell 28 percent to 61,000"
        made = made_of(metric, last.base, unit_of_span(setting) if kind == "time" else unit_of(kind), "")
        return replace(made, noun=last.base) if made else None
    lead = setting.before[-1].lower if setting.before else ""
    if kind in ("percent", "points", "count") and not (one.to and (kind == "count" or lead == "from")):
        # "fell by between 20 and 30 percent"
        moved = read_change(kind, setting.before[: -(lead == "between") or None], setting.after)
        if moved is None and one.sign and kind != "count":
            moved = MeasuredChange(one.sign, tuple(named_around(setting) or phrase_after(setting.after)))
        opens_share = kind == "percent" and _opens_share(setting)
        goes_on = last and last.direction and kind != "count" and not starts_clause(setting)
        if moved is None and last and goes_on and not opens_share:
            return _shared(setting, last, kind)
        if moved and not opens_share:
            return _of_change(moved, kind, setting, last)
    if kind == "percent":
        return _share(one, setting, noun, last.of if last else "")
    if kind == "times":
        return read_ratio(setting)
    if kind == "rate":
        return read_rate(one, setting)
    if kind == "time":
        made = read_duration(one, setting)
        same = last and last.unit == unit_of_span(setting)  # "6 hours for brands and 18 hours for all others"
        return made or (replace(last, direction="") if last and same else None)
    if kind != "count":
        return None
    own = phrase_after(setting.after)  # "3,400 leads, from which 44 raids resulted"
    of_them = _OF_THEM & {word.lower for word in (*setting.after[1:2], *setting.before[-1:])}
    if last and noun and of_them and not (own and is_plural(own[-1])):
        behind = [word.lower for word in setting.after[2:] if not word.is_mark]
        how = bool(behind) and behind[0].endswith("ly") and STOPS.issuperset(behind)
        if last.known and how and not _own_words(setting):
            return replace(last, base="", direction="")  # "7,200 accounts banned, 3,100 of these proactively"
        metric = find_metric(kind, False, noun, [join_words((*_own_words(setting), *setting.after))])
        return made_of(None if metric and metric.state else metric, noun, "", "")
    return read_count(one, setting) or (_borrowed(last, setting) if last else None)


def _borrowed(last: Meaning, setting: Setting) -> Meaning | None:
    """Return the meaning of a figure that leaves out its noun: "removed another 2 million", "3,050 in 2020"."""
    own = [word.lower for word in _own_words(setting)]
    behind = [word.lower for word in setting.after if not word.is_mark]
    if behind[:1] == ["and"] and any(word in DEEDS for word in own):
        behind = []  # "fined 322, closed 41 and seized 96,000 articles"
    done = [word for word in (*own, *behind[:1]) if word in DEEDS]
    alone = all(word in STOPS or word[0].isdigit() for word in behind)
    if (
        not last.noun
        or not {"against", "than", "versus", "from", "including"}.isdisjoint(own)
        or not all(word in STOPS | ARTICLES | AROUND["more"] or word in done for word in own)
    ):
        return None
    if behind and not (behind[0] in STOPS or behind[0] in DEEDS or behind[0][0].isdigit()):
        return None
    if done:
        metric = find_metric("count", False, last.noun, [" ".join((*own, *behind))])
        return made_of(metric if metric and metric.deed else None, last.noun, "", "")
    alone = alone and bool(setting.before or setting.after)  # not "most of them (4,900)"
    return replace(last, base="", direction="") if alone and last.of and not last.direction else None


def _own_words(setting: Setting) -> Sequence[Word]:
    """Return the words before a quantity that are not of the figure before it: from the last mark or "and"."""
    own = list(setting.before)
    while own and own[-1].text == ":":
        own.pop()  # "accepted: 102"
    marks = [at for at, word in enumerate(own) if word.is_mark or word.lower == "and"]
    return own[marks[-1] + 1 if marks else 0 :]


def _opens_share(setting: Setting) -> bool:
    """ "25% of sellers"; "25% of the previous level" is rare enough to be read so too."""
    return bool(setting.after) and setting.after[0].lower == "of"


def _of_change(moved: MeasuredChange, kind: str, setting: Setting, last: Meaning | None) -> Meaning | None:
    noun = last.noun if last else ""
    base = join_words(moved.what)
    if not base and noun and last and kind != "count":
        # "4.6 million listings, a 55% increase": a change in what the figure before counted, and in nothing else
        metric = BY_KEY.get(f"{last.of}_change") or find_metric(
            kind, True, noun, (*setting.contexts, setting.sentence)
        )
        named = label_of(last.of).lower() if last.of else noun
        return made_of(metric, f"change in {named}", unit_of(kind), noun, moved.direction)
    metric = find_metric(kind, True, base or setting.contexts[0], setting.contexts)
    if not base and (not metric or kind == "count"):
        return None
    return made_of(metric, f"change in {base}", unit_of(kind), base, moved.direction)


def _shared(setting: Setting, shared: Meaning, kind: str) -> Meaning | None:
    """Return a second figure on the verb of the first: with its own noun ("and complaints by 30%") or the same."""
    if shared.unit != unit_of(kind):
        return None
    own = list(setting.before)
    while own and own[-1].lower in ("by", "a", "further", "another"):
        own.pop()
    while own and (own[0].is_mark or own[0].lower in ("and", "then")):
        own = own[1:]
    nouns = drop_count_words(own[-6:])
    if not nouns or not (is_plural(nouns[-1]) or nouns[-1].lower in AROUND["teams"]):
        return shared
    metric = find_metric(kind, True, join_words(nouns), setting.contexts)
    return made_of(
        metric, f"change in {join_words(nouns)}", unit_of(kind), join_words(nouns), shared.direction
    )


def _share(one: Quantity, setting: Setting, noun: str, of_metric: str) -> Meaning | None:
    after = setting.after
    own = after[1:3] if after and after[0].lower == "of" else []
    if noun and (starts_clause(setting) or (own and own[0].lower in _OF_THEM and not is_plural(own[-1]))):
        predicate = join_words(read_predicate(after if starts_clause(setting) else after[2:]))
        said = [join_words((*_own_words(setting), *after))]
        metric = find_metric("percent", False, noun, said)
        if not metric and of_metric:
            metric = find_metric("percent", False, label_of(of_metric), said)
        return made_of(metric, f"share of {noun} {predicate}".strip(), "percent", noun)
    of = bool(after) and after[0].lower in ("of", "the", "our", "its", "all", "their")
    opening = setting.before[:1] and setting.before[0].lower in ("of", "among") and starts_clause(setting)
    if of or opening:  # "95% of the requests", "of the requests, 95% were"
        base_words = phrase_after(after if of else setting.before[1:])
        if not base_words:
            return None
        base = join_words(base_words)
        rest = after[place_after(after, base_words) :]
        predicate = join_words(read_predicate(rest))
        metric = find_metric("percent", False, base, setting.contexts)
        return made_of(metric, f"share of {base} {predicate}".strip(), "percent", base)
    base_words = _level(setting)
    base = join_words(base_words)
    if not base or (one.figure.value == 100 and not any(is_plural(word) for word in base_words)):
        return None  # "100% committed" measures nothing
    named = f"share of {base}" if any(word.lower == "share" for word in setting.before) else base
    return made_of(find_metric("percent", False, base, setting.contexts), named, "percent", "")


def _level(setting: Setting) -> list[Word]:
    """ "a 97% success rate" or "the success rate was 97%": what is at that level."""
    own = phrase_after(setting.after)
    if (
        own
        and own[0].lower not in DEEDS
        and own[0].lower not in ("higher", "lower", "more", "less", "accurate", "effective")
    ):
        return own
    return named_around(setting)
