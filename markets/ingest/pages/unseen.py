"""Text that nobody sees: white on nothing that is drawn, or invisible with no picture behind it."""

from collections.abc import Sequence

from pypdfium2_raw import bindings as raw

from markets.ingest.pages import pdfium
from markets.ingest.pages.runs import PageGeometry, TextRun

_MOST_DRAWN = 20_000  # objects of a page that are looked at
_Area = tuple[float, float, float, float]  # left, top, right, bottom as shown


def part_unseen(
    objects: pdfium.PageObjects, runs: Sequence[TextRun], shown: PageGeometry
) -> tuple[list[TextRun], list[TextRun]]:
    """Return the runs of a page that are seen, and those that are not."""
    doubtful = [run for run in runs if run.pale or run.invisible]
    if not doubtful or all(run.invisible for run in runs):
        return list(runs), []
    pictures: list[_Area] = []
    behind: list[_Area] = []
    for kind, drawn, bounds in objects.walk(_MOST_DRAWN):
        if kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
            pictures.append(shown.place_box(bounds))
        elif kind == raw.FPDF_PAGEOBJ_PATH and not pdfium.is_unseen(drawn):
            behind.append(shown.place_box(bounds))
    behind += pictures
    unseen = {
        run.order
        for run in doubtful
        if not any(_is_behind(area, run) for area in (behind if run.pale else pictures))
    }
    return [run for run in runs if run.order not in unseen], [run for run in runs if run.order in unseen]


def _is_behind(area: _Area, run: TextRun) -> bool:
    left, top, right, bottom = area
    return left <= (run.x0 + run.x1) / 2 <= right and top <= run.y - 0.3 * run.size <= bottom
