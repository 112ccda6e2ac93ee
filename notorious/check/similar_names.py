"""Names that look or sound like a query: each with a reason and a score. Similar never means listed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markets.matching import split_trigrams
from markets.text.keys import name_key
from notorious.check.lookalikes import is_one_slip_apart, list_deletions, make_skeleton, romanize_text

SHORTEST_SIMILAR, LONGEST_SIMILAR = (
    5,
    64,
)  # letters and digits; of fewer letters anything is similar to anything
PART_OF_QUERY = 0.4  # share of the query that a name in it must have
SHARED_TRIGRAMS = 0.5
MOST_COMMON_TRIGRAM = 400  # names; a trigram of more names says nothing


@dataclass(frozen=True, slots=True)
class SimilarName:
    """A known name that a query is similar to."""

    text: str
    market: int
    score: float
    reason: str


@dataclass(frozen=True)
class SimilarNames:
    """Known names by their key, their skeleton, their slips, their first words and their trigrams."""

    names: tuple[tuple[str, str, int], ...]
    by_key: Mapping[str, list[int]]
    by_skeleton: Mapping[str, list[int]]
    by_deletion: Mapping[str, list[int]]
    by_part: Mapping[str, list[int]]
    by_trigram: Mapping[str, list[int]]

    @classmethod
    def build(cls, names: Iterable[tuple[str, str, int]]) -> SimilarNames:
        """Index (key, text, market)."""
        every = tuple(dict.fromkeys(names))
        key, skeleton, deletion, part, trigram = (defaultdict[str, list[int]](list) for _ in range(5))
        for at, (name, text, _) in enumerate(every):
            key[name].append(at)
            skeleton[make_skeleton(name)].append(at)
            if len(name) >= SHORTEST_SIMILAR:
                for each in set(list_deletions(name)):
                    deletion[each].append(at)
                for each in set(_list_first_words(text)):
                    part[each].append(at)
                for each in split_trigrams(name):
                    trigram[each].append(at)
        return cls(every, dict(key), dict(skeleton), dict(deletion), dict(part), dict(trigram))

    def find(self, text: str, same: str) -> Iterator[SimilarName]:
        """Names like `text`; `same` is the reason for one with the same letters."""
        key = name_key(text)
        if not key or len(key) > LONGEST_SIMILAR:
            return
        yield from self._show(self.by_key.get(key, ()), 0.9, same)
        skeleton = make_skeleton(text)
        if len(skeleton) >= SHORTEST_SIMILAR:
            alike = [at for at in self.by_skeleton.get(skeleton, ()) if self.names[at][0] != key]
            yield from self._show(alike, 0.9, "looks like “{}”: some characters are look-alikes")
        sound = name_key(romanize_text(text))
        if sound != key and len(sound) >= SHORTEST_SIMILAR:
            yield from self._show(self.by_key.get(sound, ()), 0.85, "reads as “{}” in Latin letters")
            yield from self._find_slips(sound)
        if len(key) >= SHORTEST_SIMILAR:
            yield from self._find_slips(key)
            yield from self._find_parts(key)
            for first in _list_first_words(text):
                yield from self._show(self.by_key.get(first, ()), 0.5, "begins with the name “{}”")
            yield from self._find_shared(key)

    def _show(self, places: Iterable[int], score: float, reason: str) -> Iterator[SimilarName]:
        for at in places:
            _, text, market = self.names[at]
            yield SimilarName(text, market, round(score, 2), reason.format(text))

    def _find_slips(self, key: str) -> Iterator[SimilarName]:
        places = {at for each in list_deletions(key) for at in self.by_deletion.get(each, ())}
        slips = [at for at in sorted(places) if is_one_slip_apart(key, self.names[at][0])]
        return self._show(slips, 0.8, "one letter differs from “{}”")

    def _find_parts(self, key: str) -> Iterator[SimilarName]:
        """Known names that the query holds, and those whose first words it is."""
        for start in range(len(key) - SHORTEST_SIMILAR + 1):
            for end in range(start + SHORTEST_SIMILAR, len(key) + 1):
                share = (end - start) / len(key)
                if PART_OF_QUERY <= share < 1 and (found := self.by_key.get(key[start:end])):
                    yield from self._show(found, 0.4 + 0.4 * share, "holds the name “{}”")
        for at in self.by_part.get(key, ()):
            share = len(key) / len(self.names[at][0])
            yield from self._show([at], 0.4 + 0.4 * share, "is part of the name “{}”")

    def _find_shared(self, key: str) -> Iterator[SimilarName]:
        mine = split_trigrams(key)
        shared: Counter[int] = Counter()
        for each in mine:
            places = self.by_trigram.get(each, ())
            if len(places) <= MOST_COMMON_TRIGRAM:
                shared.update(places)
        for at, count in shared.items():
            other = len(self.names[at][0]) + 1  # trigrams, where none repeats
            likeness = count / (len(mine) + other - count)
            if likeness >= SHARED_TRIGRAMS and self.names[at][0] != key:
                yield from self._show([at], 0.8 * likeness, "is spelled like “{}”")


def _list_first_words(text: str) -> Iterator[str]:
    """The keys of the first words of a name, the whole name left out: `wechat` of `WeChat e-commerce ecosystem`."""
    words = [key for word in re.split(r"[\s/()&,]+", text) if (key := name_key(word))]
    for end in range(1, len(words)):
        key = "".join(words[:end])
        if len(key) >= SHORTEST_SIMILAR:
            yield key
