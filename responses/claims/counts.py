"""Plain counts: "over 1,000 arrests", "stores closed: 240,000", "a team of 200"."""

from collections.abc import Sequence
from dataclasses import replace

from responses.claims.changes import direction_of
from responses.claims.lexicon import AROUND, ARTICLES, DEEDS, NO_CLAIMS, SMALL_NUMBERS, STOPS, VERBS
from responses.claims.phrases import find_deed, is_plural, join_words, phrase_after, phrase_before
from responses.claims.quantities import Quantity
from responses.claims.register import Metric, find_metric
from responses.claims.sentences import Word, list_words
from responses.claims.setting import Meaning, Setting, made_of, named_around, place_after

_DEFINITE = ("the", "a", "an", "our", "its", "their")
MOST_FRAGMENT = 8  # words of a clause without a verb
LIST_LIMIT = 100  # "three recommendations" number the writer's list; "1,200 actions" count something


def read_count(one: Quantity, setting: Setting) -> Meaning | None:
    """Return what is counted, or None for the writer's own lists ("three steps") and for what names nothing."""
    # "in 17 the staff ran away": 17 are no staff
    behind_it = setting.after if setting.after and setting.after[0].lower not in _DEFINITE else []
    phrase, done, rest = phrase_after(behind_it), "", list[Word]()
    if one.end > one.last.end and one.qualifier != "over":  # "a 1,000-strong listings screening team"
        at = next((at for at, word in enumerate(setting.after[:7]) if word.lower in AROUND["teams"]), -1)
        phrase = list(setting.after[: at + 1])
    elif phrase and is_plural(
        phrase[-1] if "of" not in [word.lower for word in phrase] else phrase[_head(phrase)]
    ):
        rest = list(setting.after[place_after(setting.after, phrase) :])
        done = find_deed(setting.before, rest)
    else:
        found = _counted_before(one, setting)
        phrase = phrase_after(found) or found
        rest = found[place_after(found, phrase) :] if phrase else []
        done = find_deed([], rest)
    if not phrase:
        return None
    head = phrase[_head(phrase)].lower
    if one.figure.value < LIST_LIMIT and {head, head.removesuffix("s")} & NO_CLAIMS["listed"]:
        return None
    focus = join_words(phrase)
    metric = find_metric("count", False, focus, setting.contexts)
    behind = bool(setting.after) and phrase[0] in setting.after
    if metric and not one.to and behind and _is_aside(setting, metric):
        metric = None
    if metric and metric.state and (not _is_state(setting, rest) if behind else bool(rest)):
        metric = None
    if (
        one.figure.written
        and not one.figure.grouped
        and one.qualifier == "exact"
        and metric is None
        and one.figure.value <= SMALL_NUMBERS
    ):
        return None  # "two marketplaces were added" is the writer's own count
    named = f"{focus} {done}" if done and done not in focus.lower().split() else focus
    per = next((word for word in setting.after[len(phrase) : len(phrase) + 4] if word.lower == "per"), None)
    if not metric and behind and not done and setting.before and setting.before[-1].text == ":":
        named = "unclear"  # "IP Accelerator: 7,000 brands": no verb says what the brands did
    made = made_of(metric, named, "" if metric and metric.unit else head, "")
    made = replace(made, noun=focus, of=made.metric if made.known else "") if made else None
    if made and per:
        after = list(setting.after)
        following = after[after.index(per) + 1 : after.index(per) + 2]
        if following and following[0].lower in NO_CLAIMS["spans"]:
            return replace(made, unit=f"{made.unit} per {following[0].lower}")
    return made


def _is_aside(setting: Setting, metric: Metric) -> bool:
    """Return whether what was done was done elsewhere: "removed listings from 1,200 stores"."""
    before = [word.lower for word in setting.before if word.lower not in ARTICLES]
    verb, last = ["", "", *before][-2:]
    if not metric.deed:
        return last in ("from", "against", "among")  # "the complaints were from 12 brands"
    if last not in AROUND["aside"] or (last == "to" and verb in ("access", "service")):
        return False
    end = next((at for at, word in enumerate(setting.after) if word.lower in ("and", "but")), None)
    return not (metric.clause and metric.clause.search(join_words(setting.after[:end])))


def _is_state(setting: Setting, rest: Sequence[Word]) -> bool:
    """Return whether the words around what is counted only say that it is there: no verb says what was done."""
    if (
        rest[:1]
        and rest[0].lower in ("have", "has", "had")
        and not {"been", "joined"} & {word.lower for word in rest[1:3]}
    ):
        return False  # "2,600 sellers have verified their identity"
    while rest and (rest[0].lower in AROUND["be"] or rest[0].lower in ("been", "being", "also")):
        rest = rest[1:]
        if not rest or rest[0].is_mark:
            return False  # "a seller of fakes is banned; 5,513 sellers were"
    if rest and rest[0].lower in ("do", "does", "did", "then"):
        return False  # "400 sellers then left"
    if rest and not (
        rest[0].is_mark or rest[0].lower in STOPS | {"and", "or"} or rest[0].lower in AROUND["being"]
    ):
        return False
    last = setting.before[-1] if setting.before else None
    if [word.lower for word in setting.before[-2:]] == ["that", "is"]:
        return False  # "every third seller, that is 6,400 sellers"
    if last and last.lower == "the":
        return False  # "the 21,000 sellers in Yiwu" are some of them
    if last and last.lower == "with" and len(setting.before) > 1:
        lead = setting.before[-2]  # "Snapdeal, with 500,000 sellers", but not "forms, with 900 items in them"
        of = setting.before[-3] if lead.is_mark and len(setting.before) > 2 else lead
        return of.text[0].isupper() or of.lower in AROUND["places"]
    if last and not last.is_mark and last.lower not in ("and", "or"):
        return last.lower in AROUND["having"] | AROUND["leading"]
    if rest and rest[0].lower in AROUND["relative"]:
        return False  # "200 sellers whose accounts were suspended"
    # the verb is that of the figure before
    words = {word.lower for word in list_words(setting.contexts[-1])} - AROUND["being"]
    done = any(word in VERBS or word in DEEDS or word.endswith("ed") for word in words)
    having = AROUND["having"]
    if any(word.lower in ("them", "it") for word in rest[:3]):
        return False  # "forms with 900 items listed in them"
    if not having.isdisjoint(words):
        return True
    has = not having.isdisjoint(word.lower for word in list_words(setting.sentence))
    return not done and (has or len(words) <= MOST_FRAGMENT)  # "14 lakh sellers; 15 crore products"


def _head(phrase: Sequence[Word]) -> int:
    """Return the place of the head noun: the word before "of", else the last."""
    return next(
        (place - 1 for place, word in enumerate(phrase) if place and word.lower == "of"), len(phrase) - 1
    )


def _counted_before(one: Quantity, setting: Setting) -> list[Word]:
    """ "stores closed reached 240,000", "a team of 200": what is counted, where it is before the figure."""
    before = setting.before
    if one.joined == "to" and before and before[-1].lower == "from":
        named = list(before[:-1])
        while named and (direction_of(named[-1]) or named[-1].lower.endswith("ly")):
            named.pop()
        return phrase_before(named)
    if not before or before[-1].lower not in AROUND["links"]:
        return []
    verb, mark = [word.lower for word in setting.after[:1]], [word.is_mark for word in setting.after[1:2]]
    if (
        before[-1].text == ":"
        and mark == [False]
        and not (VERBS | DEEDS.keys() | AROUND["be"]).isdisjoint(verb)
    ):
        return []  # "it has 5,300 sellers: 2,100 received a warning"
    if before[-1].lower == "of":
        return [before[-2]] if len(before) > 1 and before[-2].lower in AROUND["teams"] else []
    phrase = named_around(setting)
    return phrase if any(is_plural(word) or word.lower in AROUND["teams"] for word in phrase) else []
