"""Frames drawn on a page: what is in one is an aside, a table or a figure, and no running text."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pypdfium2_raw import bindings as raw

from markets.ingest.pages import pdfium
from markets.ingest.pages.rows import TextRow
from markets.ingest.pages.runs import PageGeometry, TextRun
from markets.ingest.records import TextLine

Box = tuple[float, float, float, float]  # left, top, right, bottom as shown
_MOST_PATHS = 400  # a page with more is a drawing
_LOWEST, _LOW = 28, 40  # points; lower frames may be a heading's bar
_NARROWEST = 60  # points, as a table of two columns
_PROSE = 8  # spaces in a line
_BELOW, _LEADING = 2.4, 1.5  # times the size, to the first line of a caption and between its lines
_MOST_LINES = 3  # of a caption
_WHOLE_PAGE = 0.98  # of a page
_NEAR = 2.5  # points between parts of one frame


def find_boxes(objects: pdfium.PageObjects, shown: PageGeometry, width: float, height: float) -> list[Box]:
    """Return the frames of a page: drawn parts that touch, together larger than a heading's bar."""
    # Cairo paints the whole page where a clipping path leaves but the ground of a box.
    parts = [part for part in _paths(objects, shown) if not _covers(part, width, height)]
    groups: list[Box] = []
    for part in sorted(parts):
        near = [group for group in groups if _touch(group, part)]
        for group in near:
            groups.remove(group)
            part = _union(group, part)
        groups.append(part)
    return [
        box for box in groups
        if box[2] - box[0] > _NARROWEST and _LOWEST < box[3] - box[1] < 0.75 * height and box[2] - box[0] < 0.98 * width
    ]  # fmt: skip


def part_rows_at_boxes(rows: Sequence[TextRow], found: Sequence[Box]) -> list[TextRow]:
    """Return the rows, what is inside a frame on rows of its own: text may flow around a box."""
    if not found:
        return list(rows)
    made: list[TextRow] = []
    for row in rows:
        inside = [run for run in row.runs if any(_holds(box, run) for box in found)]
        if 0 < len(inside) < len(row.runs):
            inner = {id(run) for run in inside}
            made.append(replace(row, runs=[run for run in row.runs if id(run) not in inner]))
            row = replace(row, runs=inside)
        made.append(row)
    return made


def mark_captions(lines: Sequence[TextLine], frames: Sequence[Box]) -> list[TextLine]:
    """Return the lines, the captions right below empty frames and pictures marked as if they were inside."""
    made = list(lines)
    for frame in frames:
        if any(_holds(frame, line) for line in lines):
            continue
        for at in _find_caption(lines, frame):
            made[at] = made[at]._replace(boxed=True)
    return made


def _find_caption(lines: Sequence[TextLine], frame: Box) -> range:
    """Return which lines are a caption: few, right below, and smaller, slanted or centered under the frame."""
    first = next(
        (at for at, line in enumerate(lines) if line.y > frame[3] and line.x0 < frame[2]), len(lines)
    )
    if first == len(lines) or lines[first].y - frame[3] > _BELOW * lines[first].size:
        return range(0)
    sizes = Counter(line.size for line in lines)
    line = lines[first]
    centered = (
        abs(line.x0 + line.x1 - frame[0] - frame[2]) < 2 * _NEAR
        and line.x0 > min(other.x0 for other in lines) + 2 * line.size
    )
    if line.bold or not (line.italic or centered or line.size < max(sizes, key=sizes.__getitem__) - 0.4):
        return range(0)
    end = first + 1
    while end < len(lines) and 0 < lines[end].y - lines[end - 1].y < _LEADING * line.size:
        end += 1
    return range(first, end) if end - first <= _MOST_LINES else range(0)


def find_pictures(objects: pdfium.PageObjects, shown: PageGeometry) -> list[Box]:
    """Return where pictures are that are large enough to have a caption."""
    found = map(pdfium.bounds_of, objects.list_type(raw.FPDF_PAGEOBJ_IMAGE))
    return [shown.place_box(bounds) for bounds in found if bounds and _is_large(bounds)]


def mark_boxed_lines(lines: Sequence[TextLine], found: Sequence[Box]) -> list[TextLine]:
    """Return the lines, those inside a frame marked as such."""
    if not found:
        return list(lines)
    found = [box for box in found if box[3] - box[1] > _LOW or _holds_text(box, lines)]
    marked = [line._replace(boxed=any(_holds(box, line) for box in found)) for line in lines]
    return marked if sum(line.boxed for line in marked) > 1 else list(lines)


def _holds_text(box: Box, lines: Sequence[TextLine]) -> bool:
    """Return whether a low frame holds more than a heading and its place: a line of prose below another."""
    inside = [line for line in lines if _holds(box, line)]
    return len(inside) > 1 and any(not line.bold and line.text.count(" ") >= _PROSE for line in inside)


def _paths(objects: pdfium.PageObjects, shown: PageGeometry) -> list[Box]:
    found: list[Box] = []
    for drawn in objects.list_type(raw.FPDF_PAGEOBJ_PATH):
        if (bounds := pdfium.bounds_of(drawn)) and not (_is_large(bounds) and pdfium.is_unseen(drawn)):
            found.append(shown.place_box(bounds))
        if len(found) > _MOST_PATHS:
            return []
    return found


def _is_large(bounds: Box) -> bool:
    return abs(bounds[2] - bounds[0]) > 100 and abs(bounds[3] - bounds[1]) > 40


def _covers(part: Box, width: float, height: float) -> bool:
    return part[2] - part[0] > _WHOLE_PAGE * width and part[3] - part[1] > _WHOLE_PAGE * height


def _touch(a: Box, b: Box) -> bool:
    return a[0] <= b[2] + _NEAR and b[0] <= a[2] + _NEAR and a[1] <= b[3] + _NEAR and b[1] <= a[3] + _NEAR


def _union(a: Box, b: Box) -> Box:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def _holds(box: Box, line: TextLine | TextRun) -> bool:
    return (
        box[0] - 1 <= line.x0
        and line.x1 <= box[2] + 1
        and box[1] <= line.y - 0.3 * line.size
        and line.y <= box[3]
    )
