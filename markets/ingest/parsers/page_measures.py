"""The measures of a report: its body's size, leading and margins. Whatever differs from them means something."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markets.ingest.records import TextLine, TextPage

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_FACE = re.compile(
    r"[-,]?(?:bold|italic|oblique|roman|regular|book|medium|semibold|demi|heavy|black|mt|ps|psmt)+", re.I
)

_COLUMN_LINES = 8  # lines of a page that begin at one place, for a column to be there


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

    def margins_at(self, line: TextLine) -> tuple[float, float]:
        """Return the margins of the column in which a line is; those of all pages where there are no columns."""
        for left, right in reversed(self.columns.get(line.page, ())):
            if left - 4 <= line.x0:
                return left, right
        return self.left, self.right


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
    gaps: Counter[float] = Counter()
    lefts: Counter[int] = Counter()
    rights: list[float] = []
    columns: dict[int, tuple[tuple[float, float], ...]] = {}
    for page in pages:
        before: TextLine | None = None
        for line in page.lines:
            if abs(line.size - size) > 0.3 or line.bold != bold:
                before = None
                continue
            lefts[round(line.x0)] += len(line.text)
            rights.append(line.x1)
            if before is not None and 0.9 * size < line.y - before.y < 2.6 * size:
                gaps[round(2 * (line.y - before.y)) / 2] += 1
            before = line
        if found := _columns(page, size):
            columns[page.number] = found
    # Between paragraphs the distance is larger, and seldomer; with neighbors half a point off counted in.
    leading = max(
        gaps, key=lambda gap: (gaps[gap] + gaps[gap - 0.5] + gaps[gap + 0.5], -gap), default=1.2 * size
    )
    rights.sort()
    right = rights[int(0.97 * (len(rights) - 1))] if rights else 540.0
    left = min((x for x, count in lefts.items() if count >= 0.2 * max(lefts.values())), default=72)
    return Measures(size, leading, float(left), right, name_font_family(font), bold, italic, columns)


def _columns(page: TextPage, size: float) -> tuple[tuple[float, float], ...]:
    """(left, right) of each column of a page: many lines begin at each left, and nearly all of the others end
    before the next begins."""
    ends: dict[int, list[float]] = {}
    for line in page.lines:
        if abs(line.size - size) < 0.3:
            ends.setdefault(round(line.x0), []).append(line.x1)
    found: list[tuple[float, float]] = []
    for left in sorted(x0 for x0, some in ends.items() if len(some) >= _COLUMN_LINES):
        right = sorted(ends[left])[int(0.9 * (len(ends[left]) - 1))]
        if not found or left > found[-1][1]:
            found.append((float(left), right))
    if len(found) < 2:
        return ()
    nexts = [*(left for left, _ in found[1:]), float("inf")]
    return tuple(
        (left, max(x1 for x1 in ends[int(left)] if x1 < after))
        for (left, _), after in zip(found, nexts, strict=True)
    )
