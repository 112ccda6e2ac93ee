"""A sentence-aligned word diff of two texts. Pure; sentences that only changed their place are shown as moved."""

import difflib
import enum
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from markets.text.sentences import find_sentences as sentence_spans

SENTENCES_ALIKE = 0.5  # share of words in common from which two sentences are versions of one another
_UNSEEN = "\u00ad\u200b\u2060\ufeff"
_MARKS = str.maketrans({**dict.fromkeys("’‘", "'"), **dict.fromkeys("“”„", '"'), **dict.fromkeys(_UNSEEN)})
_DASH = r"\s*[\u2010-\u2015\u2212-]+\s*"
_LETTER = rf"[\w{_UNSEEN}\u0300-\u036f]"
_WORD = re.compile(rf"{_DASH}|\s+|{_LETTER}+(?:[’‘'.]{_LETTER}+)*|\.\.\.|[^\w\s]")


class DiffStep(enum.StrEnum):
    """What happened to words or a sentence."""

    SAME = "same"
    ADDED = "added"
    GONE = "gone"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class DiffWords:
    """A run of words that share a step: same, added or gone."""

    step: DiffStep
    text: str


@dataclass(frozen=True, slots=True)
class SentenceDiff:
    """One sentence of the later text, or one that is gone from the earlier; `moved`: it was elsewhere."""

    step: DiffStep
    words: tuple[DiffWords, ...]

    @property
    def later(self) -> str:
        """The sentence as the later text has it."""
        return "".join(run.text for run in self.words if run.step is not DiffStep.GONE)

    @property
    def earlier(self) -> str:
        """The sentence as the earlier text had it."""
        return "".join(run.text for run in self.words if run.step is not DiffStep.ADDED)


def list_sentences(text: str) -> list[str]:
    """Return the sentences of a running text, in order, without the white space between them."""
    return [" ".join(text[start:end].split()) for start, end in sentence_spans(text)]


def _evened(text: str) -> str:
    """Return the text with quotes, dashes and letters of one kind: how they are set is no change of wording."""
    return re.sub(_DASH, "-", unicodedata.normalize("NFKC", text.translate(_MARKS)))


def _even(words: Sequence[str]) -> list[str]:
    return [_evened(word) for word in words]


def diff_texts(earlier: str, later: str) -> tuple[SentenceDiff, ...]:
    """Return the later text sentence by sentence, with what is gone being where it was.

    Reading `later` of all sentences but the gone gives the later text; `earlier` of all but the added, in
    whatever order, the earlier one.
    """
    before, after = list_sentences(earlier), list_sentences(later)
    pairs = _pairs(before, after)
    in_order = _longest_rising(pairs)
    gone = [index for index in range(len(before)) if index not in pairs.values()]
    found: list[SentenceDiff] = []
    for at, text in enumerate(after):
        old = pairs.get(at)
        if old is not None and at in in_order:
            while gone and gone[0] < old:
                found.append(_gone(before[gone.pop(0)]))
        if old is None:
            found.append(SentenceDiff(DiffStep.ADDED, (DiffWords(DiffStep.ADDED, text),)))
        else:
            step = DiffStep.SAME if at in in_order else DiffStep.MOVED
            found.append(SentenceDiff(step, diff_words(before[old], text)))
    return (*found, *(_gone(before[index]) for index in gone))


def diff_words(earlier: str, later: str) -> tuple[DiffWords, ...]:
    """Return the words of two versions of one sentence, as runs."""
    old, new = _WORD.findall(earlier), _WORD.findall(later)
    runs: list[DiffWords] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(
        None, _even(old), _even(new), autojunk=False
    ).get_opcodes():
        if tag == "equal":
            runs.append(DiffWords(DiffStep.SAME, "".join(new[c:d])))
            continue
        if b > a:
            runs.append(DiffWords(DiffStep.GONE, "".join(old[a:b])))
        if d > c:
            runs.append(DiffWords(DiffStep.ADDED, "".join(new[c:d])))
    return tuple(runs)


def _gone(text: str) -> SentenceDiff:
    return SentenceDiff(DiffStep.GONE, (DiffWords(DiffStep.GONE, text),))


def _pairs(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """{later sentence: earlier one}: the same ones first, then the most alike; each is used once."""
    pairs: dict[int, int] = {}
    free = list(range(len(before)))
    for at, text in enumerate(after):
        same = next((index for index in free if _evened(before[index]) == _evened(text)), None)
        if same is not None:
            pairs[at] = same
            free.remove(same)
    bags = [frozenset(re.findall(r"\w+", _evened(text).casefold())) for text in before]
    scored = []
    for at, text in enumerate(after):
        if at in pairs:
            continue
        bag = frozenset(re.findall(r"\w+", _evened(text).casefold()))
        for index in free:
            whole = len(bag | bags[index])
            score = len(bag & bags[index]) / whole if whole else 0.0
            if score >= SENTENCES_ALIKE:
                scored.append((-score, abs(at - index), at, index))
    for _, _, at, index in sorted(scored):
        if at not in pairs and index in free:
            pairs[at] = index
            free.remove(index)
    return pairs


def _longest_rising(pairs: dict[int, int]) -> set[int]:
    """Return the later sentences that keep their order: the longest run of pairs rising on both sides."""
    ordered = sorted(pairs)
    best: list[tuple[int, int | None]] = []
    for number, at in enumerate(ordered):
        chains = [(best[k][0], k) for k in range(number) if pairs[ordered[k]] < pairs[at]]
        length, link = max(chains, default=(0, None), key=lambda chain: chain[0])
        best.append((length + 1, link))
    kept: set[int] = set()
    at_end: int | None = max(range(len(best)), key=lambda k: best[k][0], default=None)
    while at_end is not None:
        kept.add(ordered[at_end])
        at_end = best[at_end][1]
    return kept
