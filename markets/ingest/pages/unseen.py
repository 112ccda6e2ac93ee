"""Text that nobody sees: white on nothing that is drawn, invisible with no picture behind it, or covered."""

from collections.abc import Sequence

from pypdfium2_raw import bindings as raw

from markets.ingest.pages import pdfium
from markets.ingest.pages.clipped import clip_bounds
from markets.ingest.pages.runs import PageGeometry, TextRun

_MOST_DRAWN = 20_000  # objects of a page that are looked at
_LEAST = 4  # points; lower boxes are lines below and through words
_Area = tuple[float, float, float, float]  # left, top, right, bottom as shown


def part_unseen(
    objects: pdfium.PageObjects, runs: Sequence[TextRun], shown: PageGeometry
) -> tuple[list[TextRun], list[TextRun]]:
    """Return the runs of a page that are seen, and those that are not."""
    unseen = _find_covered(objects, runs, shown) | _find_pale(objects, runs, shown)
    if not unseen:
        return list(runs), []
    return [run for run in runs if run.order not in unseen], [run for run in runs if run.order in unseen]


def _find_covered(objects: pdfium.PageObjects, runs: Sequence[TextRun], shown: PageGeometry) -> set[int]:
    """Return which runs a filled box is drawn over."""
    over = objects.list_drawn_over({run.drawn_by for run in runs})
    covers = [
        (place, shown.place_box(clip_bounds(bounds, drawn)))
        for drawn, place in over.items()
        if (bounds := pdfium.bounds_of(drawn))
        and bounds[3] - bounds[1] > _LEAST
        and pdfium.is_filled_box(drawn)
    ]
    if not covers:
        return set()
    order = objects.order_of()
    return {
        run.order
        for run in runs
        for place, area in covers
        if order.get(run.drawn_by or 0, place) < place and _is_inside(area, run)
    }


def _find_pale(objects: pdfium.PageObjects, runs: Sequence[TextRun], shown: PageGeometry) -> set[int]:
    """Return which white or invisible runs have nothing behind them."""
    doubtful = [run for run in runs if run.pale or run.invisible]
    if not doubtful or all(run.invisible for run in runs):
        return set()
    pictures: list[_Area] = []
    behind: list[_Area] = []
    for kind, drawn, bounds in objects.walk(_MOST_DRAWN):
        if kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
            pictures.append(shown.place_box(bounds))
        elif kind == raw.FPDF_PAGEOBJ_PATH and not pdfium.is_unseen(drawn):
            behind.append(shown.place_box(bounds))
    behind += pictures
    return {
        run.order
        for run in doubtful
        if not any(_is_behind(area, run) for area in (behind if run.pale else pictures))
    }


def _is_behind(area: _Area, run: TextRun) -> bool:
    left, top, right, bottom = area
    return left <= (run.x0 + run.x1) / 2 <= right and top <= run.y - 0.3 * run.size <= bottom


def _is_inside(area: _Area, run: TextRun) -> bool:
    left, top, right, bottom = area
    return (
        left - 1 <= run.x0 and run.x1 <= right + 1 and top <= run.y - 0.5 * run.size and run.y <= bottom + 1
    )
