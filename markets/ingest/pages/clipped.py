"""Text that a clipping path hides: Qt draws the last line of a page on the next one too, above what is shown."""

from collections.abc import Sequence
from ctypes import c_double, c_float
from typing import Any

from pypdfium2_raw import bindings as raw

from markets.ingest.pages.pdfium import Bounds, as_page_object, count_clip_paths
from markets.ingest.pages.runs import TextRun

_MARGIN = 0.15  # of the height of a page, in which text is looked at
_MOST_POINTS = 64  # of a path that is looked at
_SLACK = 1.0  # points


def without_clipped(text_page: Any, runs: Sequence[TextRun], height: float) -> list[TextRun]:
    """Return the runs of a page without those near its upper or lower end that begin outside their clipping path."""
    margin = _MARGIN * height
    return [run for run in runs if margin < run.y < height - margin or not _is_clipped(text_page, run)]


def _is_clipped(text_page: Any, run: TextRun) -> bool:
    paths = count_clip_paths(run.drawn_by) if run.start >= 0 and run.drawn_by else 0
    if not paths:
        return False
    clip = raw.FPDFPageObj_GetClipPath(as_page_object(run.drawn_by))
    x, y = c_double(), c_double()
    raw.FPDFText_GetCharOrigin(text_page, run.start, x, y)
    for path in range(paths):
        count = raw.FPDFClipPath_CountPathSegments(clip, path)
        if 3 <= count <= _MOST_POINTS:
            points = [_point(raw.FPDFClipPath_GetPathSegment(clip, path, index)) for index in range(count)]
            for at, ends in zip((x.value, y.value), zip(*points, strict=True), strict=True):
                if not min(ends) - _SLACK <= at <= max(ends) + _SLACK:
                    return True
    return False


def clip_bounds(bounds: Bounds, drawn: int) -> Bounds:
    """Return left, bottom, right and top of what the clipping paths of an object leave of it."""
    clip = raw.FPDFPageObj_GetClipPath(as_page_object(drawn))
    left, bottom, right, top = bounds
    for path in range(count_clip_paths(drawn)):
        count = raw.FPDFClipPath_CountPathSegments(clip, path)
        if 3 <= count <= _MOST_POINTS:
            points = [_point(raw.FPDFClipPath_GetPathSegment(clip, path, index)) for index in range(count)]
            across, up = zip(*points, strict=True)
            left, right = max(left, min(across)), min(right, max(across))
            bottom, top = max(bottom, min(up)), min(top, max(up))
    return left, bottom, right, top


def _point(segment: Any) -> tuple[float, float]:
    x, y = c_float(), c_float()
    raw.FPDFPathSegment_GetPoint(segment, x, y)
    return x.value, y.value
