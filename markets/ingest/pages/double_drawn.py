"""Bold that is made by drawing the same text twice, a hair apart: PDFium gives it once, in its regular face."""

from collections.abc import Sequence
from dataclasses import replace

from pypdfium2_raw import bindings as raw

from markets.ingest.pages import pdfium
from markets.ingest.pages.runs import PageGeometry, TextRun

_Place = tuple[float, float, float, float]  # left, top, right and bottom as shown
_LEAST, _MOST = 0.12, 0.9  # points between the two
_MOST_TEXTS = 20_000


def with_double_drawn_bold(
    objects: pdfium.PageObjects, found: Sequence[TextRun], shown: PageGeometry
) -> list[TextRun]:
    """Return the runs, those that are drawn twice a hair apart as bold."""
    places = _doubled(_text_places(objects, shown))
    if not places:
        return list(found)
    return [
        replace(run, face=run.face.as_bold())
        if any(x0 - 1 <= run.x0 and run.x1 <= x1 + 2 and y0 <= run.y <= y1 + 1 for x0, y0, x1, y1 in places)
        else run
        for run in found
    ]


def _text_places(objects: pdfium.PageObjects, shown: PageGeometry) -> list[_Place]:
    drawn = objects.list_type(raw.FPDF_PAGEOBJ_TEXT, _MOST_TEXTS)
    return [shown.place_box(bounds) for one in drawn if (bounds := pdfium.bounds_of(one))]


def _doubled(places: Sequence[_Place]) -> list[_Place]:
    """Return the places of which another, as large, is a hair apart: neighbors in drawing order."""
    return [
        one
        for one, other in zip(places, places[1:], strict=False)
        if abs(one[0] - other[0]) <= _MOST  # asked first: hardly one is
        and _LEAST <= max(abs(a - b) for a, b in zip(one, other, strict=True)) <= _MOST
        and abs((one[2] - one[0]) - (other[2] - other[0])) < _LEAST
        and one[2] - one[0] > _MOST
    ]
