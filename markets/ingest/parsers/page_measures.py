"""The measures of a report: its body's size, leading and margins. Whatever differs from them means something."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from markets.ingest.parsers.text_blocks import TextBlock, find_blocks, find_blocks_beside_frames
from markets.ingest.records import TextLine, TextPage

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_FACE = re.compile(
    r"[-,]?(?:bold|italic|oblique|roman|regular|book|medium|semibold|demi|heavy|black|mt|ps|psmt)+", re.I
)

_COLUMN_LINES = 8  # lines of a page that begin at one place, for a column to be there
_FEW_LINES = 2  # where a column of other pages is
_STOPS = (".", "!", "?", ":", ".\u201d", '."')
_OPENING = re.compile("[\"'\u2018\u201c(]?[^\\W_]")  # no bullet
FLUSH = 2.5  # points by which lines end at one margin
_EXACT, _EXACT_SHARE = 0.9, 0.95  # points, where a program stretches exactly; of the lines
_FURTHEST = 60  # points by which first lines are set in or hang out
_ENOUGH = 5  # lines that tell how the others are set
_MOST = 0.8  # of them
_NEARLY_ALL, _SHORT, ROOM = 0.9, 0.3, 1.15  # of lines, of the width, times the leading
_MANY, _RARE = 20, 0.02  # lines inside paragraphs, and what share of them
_SHARED = 0.6  # of the lines inside a paragraph
_Pairs = list[tuple[TextLine, TextLine]]


@dataclass(frozen=True, slots=True)
class Measures:
    """Points. `leading` is the usual distance of baselines inside a paragraph, `right` the right margin."""

    size: float
    leading: float
    left: float
    right: float
    family: str
    bold: bool
    italic: bool
    columns: Mapping[int, tuple[tuple[float, float], ...]] = field(default_factory=dict)  # by page
    indent: float = 0.0  # of the first line of each paragraph
    justified: bool = False
    flush: float = FLUSH  # how far from the margin stretched lines end at most
    parting: float = (
        0.0  # the least usual distance of baselines between paragraphs; 0 where nothing parts them
    )
    even: bool = False  # nearly all lines inside paragraphs are as near to each other
    hung: tuple[float, float] | None = None  # where first lines begin, and the others, further in
    blocks: Mapping[int, tuple[TextBlock, ...]] = field(default_factory=dict)  # by page
    open_pages: frozenset[int] = frozenset()  # there was room for more lines of their last paragraphs

    @property
    def spaced(self) -> bool:
        """Whether there is room between paragraphs."""
        return self.parting > 0

    @property
    def between(self) -> float:
        """A distance of baselines that is larger than inside a paragraph, and smaller than between two."""
        return (self.leading + self.parting) / 2

    def margins_at(self, line: TextLine) -> tuple[float, float]:
        """Return the margins of the block or column in which a line is; those of all pages where it is in none."""
        if self.blocks:
            for block in self.blocks.get(line.page, ()):
                inside = block.top <= line.y <= block.bottom
                if inside and block.left - 4 <= line.x0 and line.x1 <= block.right + 4:
                    return block.left, block.right
        return self.column_at(line)

    def column_at(self, line: TextLine) -> tuple[float, float]:
        """Return the margins of the column in which a line is, or out of which its bullet hangs; those of all pages
        where there are no columns."""
        columns = self.columns.get(line.page) if self.columns else None
        if not columns:
            return self.left, self.right
        ends = [0.0, *(right for _, right in columns)]
        for (left, right), above in zip(reversed(columns), reversed(ends[:-1]), strict=True):
            if left - 4 <= line.x0 or above and above < line.x0 < left < line.x1:
                return left, max(right, self.right) if line.x1 > right + 4 else right
        return self.left, self.right


@lru_cache(maxsize=256)  # the same few fonts in every paragraph
def name_font_family(font: str) -> str:
    """Return a font's name without subset mark, weight and slant: "BAAAAA+LiberationSerif-Bold" is liberationserif."""
    return _FACE.sub("", _SUBSET.sub("", font)).strip("-, ").casefold()


def measure_pages(pages: Sequence[TextPage]) -> Measures:
    """Return the measures of most of the text. An empty report has the usual ones."""
    raw: Counter[tuple[float, str, bool, bool]] = Counter()
    for page in pages:
        for line in page.lines:
            raw[line.size, line.font, line.bold, line.italic] += len(line.text)
    if not raw:
        return Measures(12.0, 14.0, 72.0, 540.0, "", False, False)
    styles: Counter[tuple[float, str, bool, bool]] = Counter()
    for (size, font, bold, italic), count in raw.items():
        styles[round(size, 1), font, bold, italic] += count
    size, font, bold, italic = max(styles, key=lambda style: styles[style])
    pairs: _Pairs = []
    body: list[TextLine] = []
    columns: dict[int, tuple[tuple[float, float], ...]] = {}
    for page in pages:
        before: TextLine | None = None
        for line in page.lines:
            if abs(line.size - size) > 0.3 or line.bold != bold:
                before = None
                continue
            body.append(line)
            if before is not None and 0.9 * size < line.y - before.y < 2.6 * size:
                pairs.append((before, line))
            before = line
        if found := _columns(page, size):
            columns[page.number] = found
    ended: _Pairs = []
    unended: _Pairs = []  # these end no paragraph
    for pair in pairs:
        (ended if pair[0].text.endswith(_STOPS) else unended).append(pair)
    # What begins small goes on; a line of the contents, or one with a mark behind its stop, does not.
    inside = [
        pair for pair in unended if pair[0].italic == pair[1].italic == italic and pair[1].text[:1].islower()
    ]
    gaps = Counter(
        round(2 * (line.y - before.y)) / 2 for before, line in (inside if len(inside) >= _ENOUGH else pairs)
    )
    # Between paragraphs the distance is larger, and seldomer; with neighbors half a point off counted in.
    leading = max(
        gaps, key=lambda gap: (gaps[gap] + gaps[gap - 0.5] + gaps[gap + 0.5], -gap), default=1.2 * size
    )
    _continue_columns(pages, size, columns)
    rights = sorted(line.x1 for line in body)
    right = rights[int(0.97 * (len(rights) - 1))] if rights else 540.0
    right = _shared_end(pairs) or right
    lefts: Counter[int] = Counter()
    for line in body:
        lefts[round(line.x0)] += len(line.text)
    most = max(lefts.values(), default=0)
    left = min((x for x, count in lefts.items() if count >= 0.2 * most), default=72)
    # A font of bitmaps may call itself a tenth of a point large, or nothing.
    size, leading = max(size, 0.1), max(leading, 0.5)
    made = Measures(size, leading, float(left), right, name_font_family(font), bold, italic, columns)
    if not columns:
        blocks = dict(find_blocks(pairs, made.left, right, leading))
        for number, block in find_blocks_beside_frames(pages, made.left, leading):
            blocks[number] = (block, *blocks.get(number, ()))
        made = replace(made, blocks=blocks)
    justified, flush = _measure_stretched(unended, made)
    made = replace(made, justified=justified, flush=flush)
    return replace(
        made,
        indent=_indent(ended, made),
        parting=_parting(ended, made),
        even=_is_even(inside, leading),
        hung=None if columns else _hung(pairs, ended, leading),
    )


def _parting(ended: _Pairs, measures: Measures) -> float:
    """Return the distance below lines that end a paragraph, being short, if there is room below nearly all of them.

    In stretched text, lines that are a little short end one too. Where many have no room, it is only between entries.
    """
    roomy: list[float] = []
    little = count = 0
    for before, line in ended:
        left, right = measures.margins_at(before)
        room = line.y - before.y > ROOM * measures.leading
        if before.x1 < right - _SHORT * (measures.right - measures.left) and _OPENING.match(line.text):
            count += 1
            if room:
                roomy.append(line.y - before.y)
        elif before.x1 < right - 2 * FLUSH and measures.justified and abs(line.x0 - left) < 1:
            little += not room
    if len(roomy) < max(_ENOUGH, _NEARLY_ALL * count, 2 * little):
        return 0.0
    return sorted(roomy)[len(roomy) // 10]


def _is_even(inside: _Pairs, leading: float) -> bool:
    """Return whether hardly a line inside a paragraph is further from the one above it, as marks of notes set some."""
    wide = sum(line.y - before.y > ROOM * leading for before, line in inside)
    return len(inside) >= _MANY and wide <= _RARE * len(inside)


def _hung(pairs: _Pairs, ended: _Pairs, leading: float) -> tuple[float, float] | None:
    """Return where first lines begin and the others, if first lines hang out: below the end of a paragraph."""
    found: Counter[tuple[int, int]] = Counter()
    for (before, line), (same, below) in pairwise(pairs):
        out = before.x0 - line.x0
        if same is line and 6 <= out <= _FURTHEST and abs(below.x0 - before.x0) < 1:
            found[round(line.x0), round(below.x0)] += before.text.endswith(_STOPS)
    (first, rest), count = found.most_common(1)[0] if found else ((0, 0), 0)
    # Entries hang out, and their paragraphs do not, where room is above lines that are further in.
    apart = sum(abs(line.x0 - rest) < 1 and line.y - before.y > ROOM * leading for before, line in ended)
    return (float(first), float(rest)) if count >= max(_ENOUGH, 5 * apart) else None


def _indent(ended: _Pairs, measures: Measures) -> float:
    """Return how far the first lines of paragraphs are set in; 0 where they are not."""
    found: Counter[int] = Counter()
    for before, line in ended:
        if not _OPENING.match(line.text):
            continue
        left, right = measures.margins_at(before)
        if before.x0 < left + 2 and before.x1 < left + 0.8 * (right - left):
            found[round(line.x0 - measures.margins_at(line)[0])] += 1
    indent, count = found.most_common(1)[0] if found else (0, 0)
    return float(indent) if 6 <= indent <= _FURTHEST and count >= max(_ENOUGH, _MOST * found.total()) else 0.0


def _shared_end(pairs: _Pairs) -> float | None:
    """Return where most lines inside a paragraph end, if they end at one place: in a table, before other lines do."""
    ends = Counter(round(before.x1) for before, line in pairs if line.text[:1].islower())
    end, count = ends.most_common(1)[0] if ends else (0, 0)
    near = count + ends[end - 1] + ends[end + 1]
    return float(end) if near >= max(_ENOUGH, _SHARED * ends.total()) else None


def _measure_stretched(unended: _Pairs, measures: Measures) -> tuple[bool, float]:
    """Return whether lines inside a paragraph all end at the right margin, and how near to it."""
    ends = [
        abs(measures.margins_at(before)[1] - before.x1)
        for before, line in unended
        if line.y - before.y < 1.1 * measures.leading
    ]
    exact = sum(end < _EXACT for end in ends) > _EXACT_SHARE * len(ends)
    justified = sum(end < FLUSH for end in ends) > max(_ENOUGH, _MOST * len(ends))
    return justified, _EXACT if justified and exact else FLUSH


def _continue_columns(
    pages: Sequence[TextPage], size: float, columns: dict[int, tuple[tuple[float, float], ...]]
) -> None:
    """Add the columns of pages with few lines: nearly all are in columns as those of the page before are, or some
    begin where the last columns of most pages do."""
    if not columns:
        return
    usual = Counter(columns.values()).most_common(1)[0][0]
    for page in pages:
        if page.number in columns:
            continue
        lines = [line for line in page.lines if abs(line.size - size) < 0.3]
        known = columns.get(page.number - 1)
        inside = known and sum(
            any(left - 4 <= line.x0 and line.x1 < right + 4 for left, right in known) for line in lines
        )
        if known and inside and inside > 0.8 * len(lines):
            columns[page.number] = known
        elif sum(abs(line.x0 - usual[-1][0]) < 1 for line in lines) >= _FEW_LINES:
            columns[page.number] = usual


def _columns(page: TextPage, size: float) -> tuple[tuple[float, float], ...]:
    """(left, right) of each column of a page: many lines begin at each left, and nearly all of the others end
    before the next begins."""
    ends: dict[int, list[float]] = {}
    for line in page.lines:
        if abs(line.size - size) < 0.3:
            ends.setdefault(round(line.x0), []).append(line.x1)
    found: list[float] = []
    for left in sorted(x0 for x0, some in ends.items() if len(some) >= _COLUMN_LINES):
        if not found or sum(x1 < left for x1 in ends[int(found[-1])]) >= _COLUMN_LINES:
            found.append(float(left))
    if len(found) < 2:
        return ()
    nexts = [*found[1:], float("inf")]
    return tuple(
        (left, max(x1 for x1 in ends[int(left)] if x1 < after))
        for left, after in zip(found, nexts, strict=True)
    )
