"""Marks of notes that are neither small nor raised: figures or roman numbers stuck to a stop or, among such, to a word,
in rising order."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from markets.ingest.parsers.footnotes import without_stretches
from markets.ingest.parsers.number_words import read_roman
from markets.ingest.records import TextLine

_STUCK = re.compile(
    r"(?<=[^\W\d_][.,;:!?])(?<!^[A-Z][.])([1-9]\d{0,2}|[ivxl]{1,6})(?=\s|$)"
    r"|(?<=[^\W\d_][.,;:!?][\"”’)])([1-9]\d{0,2}|[ivxl]{1,6})(?=\s|$)"
    r"|(?<=[)\"”’%][.,;:!?])([1-9]\d{0,2}|[ivxl]{1,6})(?=\s|$)"
    r"|(?<=\d[.,;:!?])(?P<behind_figure>[1-9]\d{0,2}|[ivxl]{1,6})(?=\s+[A-Z“\"(]|\s*$)"
    r"|(?<=[^\W\d_]{2})(?P<behind_word>[1-9]\d{0,2})(?=,?(?:\s|$))"
    r"|^(?P<behind_line>[1-9]\d{0,2})(?=\s[A-Z“\"])"
)
# Asked first: it is much faster.
_MAY_HOLD = re.compile(
    r"[1-9.,;:!?\"”’)](?:(?<=[1-9])(?<![^\w.,;:!?\"”’)].)(?<![\d_].)\d{0,2}(?:,|\s|$)"
    r"|(?<=[.,;:!?\"”’)])[ivxl]{1,6}(?:\s|$))"
)
_NUMBERED = re.compile(r"(?:\d{1,2}\.)+")  # "4.2.1 Argentina"
_WORD = re.compile(r"\b[a-z]{2,}\b")
_ROMAN = re.compile(r"(?P<behind_word>[ivxl]{1,5})\b")
_ROMAN_LETTERS = "ivxl"
_LOOSE = ("behind_word", "behind_line", "behind_figure")
_FEW = 3  # marks that must rise together, where none of them is one of the first


def without_plain_marks(pages: Sequence[list[TextLine]]) -> list[list[TextLine]]:
    """Return the pages without such marks."""
    found = [
        (page, at, match)
        for page, lines in enumerate(pages)
        for at, line in enumerate(lines)
        if _MAY_HOLD.search(line.text)
        for match in _STUCK.finditer(line.text)
        if not (line.bold and match["behind_line"] or _is_decimal(match, lines[at + 1 : at + 2]))
        and not _NUMBERED.fullmatch(line.text, 0, match.start())
    ]
    if any(match[0].isalpha() for _, _, match in found):
        found = sorted(
            [*found, *_find_romans_behind_words(pages)], key=lambda one: (*one[:2], one[2].start())
        )
    values = [_value(match[0]) for _, _, match in found]
    marks = _rising(values, [_weight(match) for _, _, match in found])
    marks = _without_loose(marks, values, [match.lastgroup in _LOOSE for _, _, match in found])
    if not marks:
        return list(pages)
    drop: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for index in marks:
        page, at, match = found[index]
        drop.setdefault((page, at), []).append(match.span())
    return [
        [
            without_stretches(line, drop[page, at]) if (page, at) in drop else line
            for at, line in enumerate(lines)
        ]
        for page, lines in enumerate(pages)
    ]


def _find_romans_behind_words(pages: Sequence[list[TextLine]]) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Yield (page, line, mark) for roman numbers that stick to a word: with the mark, the word is nowhere else."""
    words = Counter(word for lines in pages for line in lines for word in _WORD.findall(line.text))
    for page, lines in enumerate(pages):
        for at, line in enumerate(lines):
            for word in _WORD.finditer(line.text):
                if words[word[0]] > 1 or word[0][-1] not in _ROMAN_LETTERS:
                    continue
                starts = range(word.start() + 2, word.end())
                marks = (
                    _ROMAN.match(line.text, start)
                    for start in starts
                    if words[line.text[word.start() : start]]
                )
                yield from ((page, at, mark) for mark in marks if mark)


def _is_decimal(match: re.Match[str], below: Sequence[TextLine]) -> bool:
    """Return whether the sentence goes on in the next line behind a figure: "some €9.4" above "million"."""
    at_end = match.lastgroup == "behind_figure" and match.end() == len(match.string)
    return at_end and any(line.text[:1].islower() for line in below)


def _value(mark: str) -> int:
    return int(mark) if mark.isdigit() else read_roman(mark)


def _weight(match: re.Match[str]) -> float:
    """Return how much a figure looks like a mark: behind another figure it may be a decimal ("2.3"), behind a word part
    of it ("Web3"), at the head of a line a number."""
    return 0.4 if match.lastgroup else 1.0


def _without_loose(marks: Sequence[int], values: Sequence[int], loose: Sequence[bool]) -> list[int]:
    """Return the marks without loose figures that neither a mark behind a stop nor others rising from 1 on show to be
    marks: they follow each other without a gap."""
    kept: list[int] = []
    chain: list[int] = []
    for mark, after in zip_longest(marks, marks[1:]):
        chain.append(mark)
        if after is not None and values[after] == values[mark] + 1:
            continue
        sure = not all(loose[one] for one in chain) and len(chain) >= _FEW
        first = values[chain[0]] == 1 and len(chain) > _FEW
        kept += [one for one in chain if sure or first or not loose[one]]
        chain = []
    return kept


def _rising(values: Sequence[int], weights: Sequence[float]) -> list[int]:
    """Places of the values that rise by one or a few; none where too few do."""
    best: list[tuple[float, int | None]] = []
    for number, value in enumerate(values):
        chains = [
            (best[k][0] - 0.1 * (value - values[k] - 1), k)
            for k in range(max(0, number - 40), number)
            if 0 < value - values[k] <= 4
        ]
        weight, link = max(chains, default=(0.0, None), key=lambda chain: (chain[0], chain[1] or 0))
        best.append((weight + weights[number], link))
    end: int | None = max(range(len(best)), key=lambda k: best[k][0], default=None)
    chosen: list[int] = []
    while end is not None:
        chosen.append(end)
        end = best[end][1]
    chosen.reverse()
    enough = len(chosen) >= _FEW or (chosen and values[chosen[0]] == 1 and len(chosen) >= 0.5 * len(values))
    return chosen if enough else []
