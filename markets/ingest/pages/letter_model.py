"""How likely letters are in the words of a report, by the words of the same report that are read without doubt."""

import math
from collections import Counter
from collections.abc import Iterable

_EDGE = " "
_WORST = -2.0  # names hold letters that go together in no word
_FEW = 5  # times that letters are seen, by which what is known of fewer letters counts as much


class LetterModel:
    """Counts of letters, of pairs and of triples of letters in words."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = Counter(word.casefold() for word in words)
        self._counts: Counter[str] = Counter()
        for word, times in self.words.items():
            text = f"{_EDGE}{_EDGE}{word}{_EDGE}"
            for length in (1, 2, 3):
                for start in range(len(text) - length + 1):
                    self._counts[text[start : start + length]] += min(times, 3)  # names recur
        self._total = max(sum(count for text, count in self._counts.items() if len(text) == 1), 1)

    def gain(self, before: str, letters: str, after: str) -> float:
        """Return how much better these letters go with those around them than they would by chance.

        How they go with each other is not asked: where they are one shape, the report shows them nowhere else.
        """
        last, text = letters[-1], f"{after}{_EDGE}"
        around = [(f"{_EDGE}{_EDGE}{before}"[-2:], letters[0]), (last, text[0])]
        if len(text) > 1:
            around.append((last + text[0], text[1]))
        return sum(self._gain_of(known.casefold(), letter.casefold()) for known, letter in around)

    def _gain_of(self, known: str, letter: str) -> float:
        """Return the gain for a letter behind one or two known ones."""
        counts = self._counts
        alone = (counts[letter] + 0.1) / self._total
        pair = (counts[known[-1] + letter] + _FEW * alone) / (counts[known[-1]] + _FEW)
        triple = (counts[known + letter] + _FEW * pair) / (counts[known] + _FEW) if len(known) > 1 else pair
        return max(math.log(triple / alone), _WORST)
