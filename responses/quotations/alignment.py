"""Aligns two lists of words in bounded time: the longest common subsequence by bit vectors.

difflib is cubic on repeated words; here a row is one integer, so 2,000 by 6,000 words take 6,000 additions.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AlignmentStep:
    """A stretch of the alignment: `left[i1:i2]` matches `right[j1:j2]`; equal where `same`."""

    same: bool
    i1: int
    i2: int
    j1: int
    j2: int


def align_tokens(left: Sequence[str], right: Sequence[str]) -> list[AlignmentStep]:
    """Return the steps from `left` to `right`, in order, covering both."""
    pairs = _common(left, right)
    steps: list[AlignmentStep] = []
    i = j = 0
    for here, there in [*pairs, (len(left), len(right))]:
        if i < here or j < there:
            steps.append(AlignmentStep(False, i, here, j, there))
        if here < len(left) and there < len(right):
            last = steps[-1] if steps else None
            if last and last.same and last.i2 == here and last.j2 == there:
                steps[-1] = AlignmentStep(True, last.i1, here + 1, last.j1, there + 1)
            else:
                steps.append(AlignmentStep(True, here, here + 1, there, there + 1))
        i, j = here + 1, there + 1
    return steps


def _common(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places of a longest common subsequence, as pairs."""
    masks: dict[str, int] = {}
    for place, word in enumerate(left):
        masks[word] = masks.get(word, 0) | (1 << place)
    full = (1 << len(left)) - 1
    row, rows = full, []
    for word in right:
        hit = row & masks.get(word, 0)
        row = ((row + hit) | (row - hit)) & full
        rows.append(row)
    # a zero bit i in rows[j] says that left[i] adds to the subsequence within right[: j + 1]
    pairs: list[tuple[int, int]] = []
    i, j = len(left) - 1, len(right) - 1
    while i >= 0 and j >= 0:
        if rows[j] >> i & 1:
            i -= 1
        elif j and not rows[j - 1] >> i & 1:
            j -= 1
        else:
            pairs.append((i, j))
            i, j = i - 1, j - 1
    return pairs[::-1]
