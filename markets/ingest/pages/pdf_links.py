"""Links on the pages of a PDF: which lines they touch."""

import ctypes
from collections.abc import Sequence
from typing import Any

from pypdfium2_raw import bindings as raw

from markets.ingest.pages.links import is_address
from markets.ingest.pages.runs import PageGeometry
from markets.ingest.records import TextLine

_MAX_LINKS = 2_000  # of one page
PageLink = tuple[float, float, float, float, str]  # left, top, right and bottom as shown; target


def read_links(document: Any, handle: Any, shown: PageGeometry) -> list[PageLink]:
    """Return the links of a page that lead to an address."""
    position, link, rect = ctypes.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
    found: list[PageLink] = []
    for _ in range(_MAX_LINKS):
        if not raw.FPDFLink_Enumerate(handle, position, link):
            break
        action = raw.FPDFLink_GetAction(link)
        if not action or not raw.FPDFLink_GetAnnotRect(link, rect):
            continue
        buffer = ctypes.create_string_buffer(2048)
        length = raw.FPDFAction_GetURIPath(document, action, buffer, 2048)
        target = buffer.value.decode("utf-8", "replace") if 1 < length <= 2048 else ""
        if is_address(target):
            (x0, y0), (x1, y1) = shown.place(rect.left, rect.top), shown.place(rect.right, rect.bottom)
            found.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), target))
    return found


def with_links(lines: list[TextLine], links: Sequence[PageLink]) -> list[TextLine]:
    """Return the lines with the targets of the links that touch each."""
    return [_linked(made, links) for made in lines] if links else lines


def _linked(made: TextLine, links: Sequence[PageLink]) -> TextLine:
    """Return the line with the targets of the links that touch it, once each."""
    middle = made.y - 0.25 * made.size
    touching = [
        target for x0, y0, x1, y1, target in links if y0 <= middle <= y1 and x0 < made.x1 and x1 > made.x0
    ]
    if not touching:
        return made
    # Links are printed in a color of their own, which marks no heading.
    spans = tuple(span._replace(font=span.font.split("#")[0]) for span in made.spans)
    return made._replace(links=tuple(dict.fromkeys(touching)), spans=spans, font=made.font.split("#")[0])
