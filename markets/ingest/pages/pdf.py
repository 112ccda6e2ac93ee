"""The pages of a PDF as lines, read with PDFium in this process: only for a child, tests and benchmarks."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from pypdfium2_raw import bindings as raw

from markets.ingest.pages import pdfium
from markets.ingest.pages.accents import with_raised_accents
from markets.ingest.pages.boxes import (
    find_boxes,
    find_pictures,
    mark_boxed_lines,
    mark_captions,
    part_rows_at_boxes,
)
from markets.ingest.pages.clipped import without_clipped
from markets.ingest.pages.document import Unreadable
from markets.ingest.pages.double_drawn import with_double_drawn_bold
from markets.ingest.pages.drop_caps import without_drop_caps
from markets.ingest.pages.false_bold import without_false_bold
from markets.ingest.pages.floats import with_floats_apart
from markets.ingest.pages.fonts import PageFonts
from markets.ingest.pages.gaps import fill_gaps
from markets.ingest.pages.letter_tables import INCOMPLETE, RESAVED, LetterTables, rewrite_letter_tables
from markets.ingest.pages.limits import MAX_CHARACTERS, MAX_PAGES
from markets.ingest.pages.line_numbers import without_line_numbers
from markets.ingest.pages.lines import make_line
from markets.ingest.pages.lost_ligatures import with_lost_ligatures
from markets.ingest.pages.misread_signs import with_read_signs
from markets.ingest.pages.pdf_links import read_links, with_links
from markets.ingest.pages.right_places import with_right_places_apart
from markets.ingest.pages.right_to_left import in_reading_order
from markets.ingest.pages.rows import TextRow
from markets.ingest.pages.runs import PageGeometry, TextRun, page_text, read_runs
from markets.ingest.pages.side_heads import align_side_heads, with_side_heads
from markets.ingest.pages.tables import MarketTable, arrange_with_tables
from markets.ingest.pages.two_up import part_sheet
from markets.ingest.pages.unknown_letters import with_known_letters
from markets.ingest.pages.unnamed_fonts import FontNames
from markets.ingest.pages.unseen import part_unseen
from markets.ingest.records import TextPage, UnreadTable

_UNSEEN = (
    "The text of page {0} is an invisible layer behind a picture (OCR): listings on page {0}, and the last one on"
    " page {1}, may be misread or missed."
)
_PALE = "White, invisible or covered text on page {} was not read: “{}”."
_MOST_QUOTED = 80  # characters
_STAMP = 1.5  # times the size of the text


@dataclass(frozen=True, slots=True)
class PdfReading:
    """The pages, and for each page how many characters of it were illegible; `failed` are numbers of pages
    that could not be opened; `doubts` are sentences on what was repaired."""

    pages: tuple[TextPage, ...]
    junk: tuple[int, ...]
    failed: tuple[int, ...]
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class _Findings:
    """What the pages of one file tell together: characters seen and unseen, faces bold by their weight alone."""

    names: FontNames
    visible: int = 0
    invisible: int = 0
    heavy: set[str] = field(default_factory=set)
    even: dict[tuple[str, float], float] = field(default_factory=dict)  # how far letters are apart, by face
    fonts: PageFonts = field(default_factory=PageFonts)
    text_margin: float | None = None  # beside names in the margin
    table: MarketTable | None = None  # that may go on on the next page
    pictures: list[int] = field(default_factory=list)  # pages whose text is mostly unseen
    pale: list[tuple[int, str]] = field(default_factory=list)  # pages, and what nobody sees there

    def note(self, runs: Sequence[TextRun], number: int) -> None:
        unseen = sum(len(run.text) for run in runs if run.invisible)
        seen = sum(len(run.text) for run in runs) - unseen
        self.invisible += unseen
        self.visible += seen
        if unseen > seen:
            self.pictures.append(number)
        self.heavy.update(run.face.name for run in runs if run.face.by_weight)


def _tables_of(content: bytes) -> LetterTables:
    """Return the file with its tables of letters right, where it names a program that damages them."""
    with _opened(content) as document:
        _count_pages(document)  # before another library opens the file: it takes memory for each page
        producer, creator = _read_label(document, b"Producer"), _read_label(document, b"Creator")
    is_damaged = not producer + creator or RESAVED.search(producer) is not None
    if is_damaged or INCOMPLETE.search(producer):
        return rewrite_letter_tables(content, is_damaged)
    return LetterTables(content)


def _read_label(document: Any, name: bytes) -> str:
    """Return what a file says of itself, as which program made it; "" where it says nothing."""
    text = ctypes.create_string_buffer(512)
    length = raw.FPDF_GetMetaText(document, name, text, len(text))
    return text.raw[: max(min(length, len(text)) - 2, 0)].decode("utf-16le", "replace")


@contextmanager
def _opened(content: bytes) -> Iterator[Any]:
    raw.FPDF_InitLibrary()
    document = raw.FPDF_LoadMemDocument64(content, len(content), None)
    if not document:
        error = raw.FPDF_GetLastError()
        if error == raw.FPDF_ERR_PASSWORD:
            raise Unreadable("The file is encrypted: it opens only with a password.")
        if error == raw.FPDF_ERR_SECURITY:
            raise Unreadable("The file is encrypted: it opens only with a key that is not available here.")
        if b"%%EOF" not in content[-2048:]:
            raise Unreadable("The file is cut off: its end is missing, and it cannot be read without it.")
        raise Unreadable("The file is damaged: the directory of its parts cannot be read.")
    try:
        yield document
    finally:
        raw.FPDF_CloseDocument(document)


def _count_pages(document: Any) -> int:
    count = int(raw.FPDF_GetPageCount(document))
    if count <= 0:
        raise Unreadable("The file is damaged: no page can be found in it.")
    if count > MAX_PAGES:
        raise Unreadable(f"The file says that it has {count} pages; no more than {MAX_PAGES} are read.")
    return count


def read_pdf(content: bytes) -> PdfReading:
    """Return all pages of a PDF. Raises Unreadable."""
    tables = _tables_of(content)
    content = tables.content
    with _opened(content) as document:
        count = _count_pages(document)
        pages, junk, failed = [], [], []
        found_out = _Findings(FontNames(content))
        characters = 0
        open_page = None
        try:
            for number in range(1, count + 1):
                handle = raw.FPDF_LoadPage(document, number - 1)
                if not handle:
                    failed.append(number)
                    continue
                raw.FPDF_ClosePage(open_page)  # not before: see `PageFonts`
                open_page = handle
                page, page_junk, length = _page(document, handle, number, found_out)
                characters += length
                if characters > MAX_CHARACTERS:
                    raise Unreadable(f"The file holds more than {MAX_CHARACTERS} characters.")
                pages.append(page)
                junk.append(page_junk)
        finally:
            raw.FPDF_ClosePage(open_page)
    if found_out.invisible > found_out.visible:
        raise Unreadable(
            "The text of the file is an invisible layer behind pictures, as text recognition (OCR) leaves it. "
            "It shows no styles by which a report could be read."
        )
    if not pages:
        raise Unreadable("The file is damaged: none of its pages can be opened.")
    if not any(page.lines for page in pages):
        if any(junk):
            raise Unreadable("The letters of the file are illegible: no table in it says what they are.")
        raise Unreadable("There is no text in the file: it seems to be a scan.")
    repaired, inferred = with_known_letters(without_false_bold(pages, found_out.heavy), tables.unknown)
    repaired, doubts = with_lost_ligatures(repaired)
    repaired, misread = with_read_signs(repaired)
    unseen = (_UNSEEN.format(number, number - 1) for number in found_out.pictures)
    pale = (_PALE.format(*words) for words in found_out.pale)
    said = (*inferred, *doubts, *misread, *unseen, *pale)
    return PdfReading(tuple(repaired), tuple(junk), tuple(failed), said)


def _page(document: Any, handle: Any, number: int, found_out: _Findings) -> tuple[TextPage, int, int]:
    found_out.fonts.turn_page()
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(handle, box)
    turned = 90 * (raw.FPDFPage_GetRotation(handle) % 4)
    shown = PageGeometry(box.left, box.bottom, box.right, box.top, turned)
    width, height = raw.FPDF_GetPageWidthF(handle), raw.FPDF_GetPageHeightF(handle)
    text_page = raw.FPDFText_LoadPage(handle)
    if not text_page:
        return TextPage(number, width, height, ()), 0, 0
    try:
        text = page_text(text_page)
        read_names = partial(found_out.names.of_page, number, handle)
        read = partial(read_runs, number=number, names=read_names, even=found_out.even, fonts=found_out.fonts)
        found = list(read(text_page, text, shown=shown))
        if angle := _usual_angle(found):  # the page is turned, and its text is not turned with it
            shown = replace(shown, turned=(shown.turned + angle) % 360)
            if angle % 180:
                width, height = height, width
            # PDFium orders the text by how the page is turned.
            raw.FPDFText_ClosePage(text_page)
            raw.FPDFPage_SetRotation(handle, shown.turned // 90)
            text_page = raw.FPDFText_LoadPage(handle)
            found = list(read(text_page, page_text(text_page), shown=shown))
        objects = pdfium.PageObjects(handle)
        found, unseen = part_unseen(objects, without_clipped(text_page, found, height), shown)
        if words := "".join(" " * bool(run.gap) + run.text for run in unseen).strip():
            found_out.pale.append((number, words[:_MOST_QUOTED]))
        # No second copy of a word where nothing is drawn beside what the runs are.
        only_runs = objects.are_among({run.drawn_by for run in found})
        if not only_runs:
            found = with_double_drawn_bold(objects, found, shown)
        found_out.note(found, number)
        found = _without_stamps(found)
        found = in_reading_order(text_page, with_raised_accents(found), shown)
        parts = part_sheet(fill_gaps(text_page, found, shown), width, height, number)
        arranged: list[TextRow] = []
        cells: set[float] = set()
        unread: list[UnreadTable] = []
        for part in parts:
            some, heights, found_out.table = arrange_with_tables(
                align_side_heads(part), found_out.table, unread
            )
            arranged += some
            cells |= heights
        rows = without_line_numbers(arranged)
        rows, found_out.text_margin = with_side_heads(rows, found_out.text_margin)
        # No frame where nothing is drawn beside what the runs are.
        boxes = [] if only_runs else find_boxes(objects, shown, width, height)
        rows = part_rows_at_boxes(rows, boxes)
        drawn = with_right_places_apart(with_floats_apart(without_drop_caps(rows)))
    finally:
        raw.FPDFText_ClosePage(text_page)
    junk, lines, sizes = 0, [], Counter[float]()
    for row in drawn:
        for run in row.runs:
            sizes[row.size] += len(run.text)
    usual = max(sizes, key=sizes.__getitem__, default=0.0)
    for row in drawn:
        made, dropped = make_line(row, number, usual)
        junk += dropped
        if made is not None:
            lines.append(made)
    if lines and not only_runs:
        lines = mark_captions(mark_boxed_lines(lines, boxes), [*boxes, *find_pictures(objects, shown)])
        if cells:
            lines = [line._replace(boxed=False) if line.y in cells else line for line in lines]
    lines = with_links(lines, read_links(document, handle, shown))
    return TextPage(number, round(width, 2), round(height, 2), tuple(lines), tuple(unread)), junk, len(text)


def _usual_angle(found: Sequence[TextRun]) -> int:
    """Return the angle at which most of the text is, if it is a quarter turn; 0 where it is upright."""
    if not any(run.angle for run in found):
        return 0
    angles: Counter[int] = Counter()
    for run in found:
        angles[run.angle % 360] += len(run.text)
    usual = max(angles, key=angles.__getitem__, default=0)
    return usual if usual in (90, 180, 270) and angles[usual] > 0.6 * sum(angles.values()) else 0


def _without_stamps(found: list[TextRun]) -> list[TextRun]:
    """Return the runs without those across the page, and without those that run up or down beside its text, or over it
    in letters much larger than those of its text."""
    if not any(run.angle for run in found):
        return found
    sizes = sorted(run.size for run in found if not run.angle)
    large = _STAMP * sizes[len(sizes) // 2] if sizes else math.inf
    starts = Counter(round(run.x0) for run in found if not run.angle)
    left = max(starts, key=starts.__getitem__, default=0)
    right = max((run.x1 for run in found if not run.angle and round(run.x0) == left), default=math.inf)
    return [
        run
        for run in found
        if not run.angle or not run.angle % 90 and left < run.x1 and run.x0 < right and run.size < large
    ]
