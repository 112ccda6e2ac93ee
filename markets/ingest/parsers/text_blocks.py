"""Blocks of text with margins of their own: entries set in on one side or on both."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markets.ingest.records import TextLine, TextPage

_STOPS = (".", "!", "?", ":", ".\u201d", '."')
ITEM_ENDS = (";", "; and", "; or")
_LIST_SHARE = 0.15  # of the lines of a list that end an item
_ENOUGH, _MANY = 6, 12  # full lines in a row that all end before the usual margin, or begin behind it
_SET_IN = 6  # points
_BESIDE = 3  # lines beside a frame
# Of the width: no words are so long that six lines in a row end so early before them, or twelve a little earlier.
_SHORT, _A_LITTLE = 0.15, 0.06
# Of the lines of a block that begin at its left margin: where first lines hang out, most do.
_SHARE, _MAIN_SHARE = 0.2, 0.6


class TextBlock(NamedTuple):
    """Points; `top` and `bottom` are baselines between which the margins hold."""

    top: float
    bottom: float
    left: float
    right: float


def find_blocks(
    pairs: Sequence[tuple[TextLine, TextLine]], left: float, right: float, leading: float
) -> Mapping[int, tuple[TextBlock, ...]]:
    """Return the blocks of each page whose full lines begin or end elsewhere than `left` and `right`.

    `pairs`: lines of the body with the line below each, in reading order. A line is full if a sentence goes on
    in the line below it.
    """
    latest = right - _A_LITTLE * (right - left)
    found: dict[int, list[TextBlock]] = {}
    run: list[tuple[TextLine, TextLine]] = []
    full = 0
    before: TextLine | None = None  # the last full line between the usual margins
    for pair in pairs:
        line, below = pair
        goes_on = below.text[:1].islower() and not line.text.endswith(_STOPS)
        usual = line.x0 <= left + _SET_IN and line.x1 >= latest
        if not goes_on or not usual:
            run.append(pair)
            full += goes_on
            continue
        if full >= _ENOUGH:
            _add(found, run, (left, right), leading, before, line)
        run, full, before = [], 0, line
    if full >= _ENOUGH:
        _add(found, run, (left, right), leading, before, None)
    return {page: tuple(_joined(blocks)) for page, blocks in found.items()}


def find_blocks_beside_frames(
    pages: Sequence[TextPage], left: float, leading: float
) -> Iterator[tuple[int, TextBlock]]:
    """Yield the page and the margins of lines that flow around a frame on their right."""
    for page in pages:
        frame = [line for line in page.lines if line.boxed]
        if not frame:
            continue
        top, bottom = min(line.y for line in frame) - leading, max(line.y for line in frame) + leading
        edge = min(line.x0 for line in frame)
        beside = [line for line in page.lines if not line.boxed and top < line.y < bottom]
        if len(beside) >= _BESIDE and all(line.x1 < edge for line in beside):
            yield page.number, TextBlock(top, bottom, left, max(line.x1 for line in beside))


def _joined(blocks: Sequence[TextBlock]) -> list[TextBlock]:
    """Return the blocks of a page, those with the same margins as one: a first line may hang out between them."""
    made: list[TextBlock] = []
    for block in blocks:
        above = made[-1] if made else None
        if above and abs(above.left - block.left) < 1 and abs(above.right - block.right) < _SET_IN:
            made[-1] = TextBlock(above.top, block.bottom, block.left, max(above.right, block.right))
        else:
            made.append(block)
    return made


def _add(
    found: dict[int, list[TextBlock]],
    run: Sequence[tuple[TextLine, TextLine]],
    usual: tuple[float, float],
    leading: float,
    before: TextLine | None,
    after: TextLine | None,
) -> None:
    """Add the parts of a block to the pages that it is on, if its margins differ from the usual ones."""
    full = [line for line, below in run if below.text[:1].islower() and not line.text.endswith(_STOPS)]
    lines = [*dict.fromkeys(line for pair in run for line in pair)]
    if sum(line.text.endswith(ITEM_ENDS) for line in lines) >= _LIST_SHARE * len(lines):
        return  # a list has no margins of its own
    begins = Counter(round(line.x0) for line in lines)
    (left, most), *_ = begins.most_common(1)
    if most < _MAIN_SHARE * len(lines):
        left = min(x0 for x0, count in begins.items() if count >= _SHARE * len(lines))
    right = max(line.x1 for line in full if line.x0 > left - 2)
    least = _A_LITTLE if len(full) >= _MANY else _SHORT
    narrow = right < usual[1] - least * (usual[1] - usual[0])
    if not narrow and abs(left - usual[0]) < _SET_IN:
        return
    for page, top, bottom in _pages(lines, before, after, leading):
        found.setdefault(page, []).append(TextBlock(top, bottom, float(left), right))


def _pages(
    lines: Sequence[TextLine], before: TextLine | None, after: TextLine | None, leading: float
) -> Iterator[tuple[int, float, float]]:
    """Yield each page of the lines with the heights between which there is nothing else."""
    for page in dict.fromkeys(line.page for line in lines):
        heights = [line.y for line in lines if line.page == page]
        top = before.y + 1 if before is not None and before.page == page else 0.0
        bottom = after.y - 1 if after is not None and after.page == page else float("inf")
        yield page, max(top, min(heights) - 3 * leading), max(bottom, max(heights))
