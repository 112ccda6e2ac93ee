"""A small typesetter: paragraphs of styled words on pages, with footnotes, heads, feet and all that misleads."""

import random
import re
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

_SYSTEM = Path("/usr/share/fonts/truetype")
# Folder, then the endings of the files: regular, bold, italic, bold italic.
_FILES = {
    "LiberationSerif": ("liberation", "-Regular", "-Bold", "-Italic", "-BoldItalic"),
    "LiberationSans": ("liberation", "-Regular", "-Bold", "-Italic", "-BoldItalic"),
    "DejaVuSerif": ("dejavu", "", "-Bold", "-Italic", "-BoldItalic"),
    "DejaVuSans": ("dejavu", "", "-Bold", "-Oblique", "-BoldOblique"),
}
_BASE = {
    "Times": ("Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic"),
    "Helvetica": ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique"),
}


@cache
def faces(family: str) -> tuple[str, str, str, str]:
    """Regular, bold, italic, bold italic; a base font where the machine lacks the family."""
    if family in _BASE:
        return _BASE[family]
    folder, *endings = _FILES[family]
    files = [family + ending for ending in endings]
    paths = [_SYSTEM / folder / f"{file}.ttf" for file in files]
    if not all(path.exists() for path in paths):
        return _BASE["Times" if "Serif" in family else "Helvetica"]
    for file, path in zip(files, paths, strict=True):
        pdfmetrics.registerFont(TTFont(file, str(path)))
    return tuple(files)  # type: ignore[return-value]


@dataclass(frozen=True)
class Bit:
    """A stretch of text in one style. `note`: the text of a footnote whose mark follows."""

    text: str
    bold: bool = False
    italic: bool = False
    note: str = ""
    link: str = ""


@dataclass
class Style:
    family: str = "Times"
    size: float = 12
    leading: float = 14.4
    justify: bool = False
    hyphens: str = ""  # "", "hard" or "soft"
    width: float = 612
    height: float = 792
    margin: float = 72
    gap: float = 8
    indent: float = 0
    number: str = "bottom"  # bottom, top, dashes, page, pipe
    head: str = ""
    marks: str = "raised"  # raised, brackets


@dataclass
class Sheet:
    """The pages as they fill. `page` counts from 1."""

    style: Style
    random: random.Random
    page: int = 1
    notes: int = 0
    section: str = ""
    pending: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.buffer = BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(self.style.width, self.style.height), invariant=1)
        self.y = self.style.height - self.style.margin
        self.floor = self.style.margin + 44

    def font(self, bold: bool = False, italic: bool = False) -> str:
        return faces(self.style.family)[bold + 2 * italic]

    def new_page(self) -> None:
        style, canvas = self.style, self.canvas
        y = self.style.margin + 26
        for note in self.pending:
            canvas.setFont(self.font(), style.size * 0.75)
            canvas.drawString(style.margin, y, note[:110])
            y -= style.size * 0.85
        self.pending = []
        canvas.setFont(self.font(), style.size * 0.85)
        text = {"dashes": f"- {self.page} -", "page": f"Page {self.page}", "pipe": f"{self.page} | Page"}.get(
            style.number, str(self.page)
        )
        at = style.height - 36 if style.number == "top" else 36
        canvas.drawCentredString(style.width / 2, at, text)
        if style.head and self.page > 1:
            canvas.setFont(self.font(italic=True), style.size * 0.8)
            canvas.drawString(
                style.margin, style.height - 48, self.section if style.head == "section" else style.head
            )
        canvas.showPage()
        self.page += 1
        self.y = style.height - style.margin

    def space(self, points: float) -> None:
        self.y -= points

    def paragraph(
        self,
        bits: list[Bit],
        *,
        size: float = 0,
        align: str = "",
        left: float = 0,
        hang: float = 0,
        bullet: str = "",
        leading: float = 0,
        gap: float | None = None,
        first: float | None = None,
    ) -> int:
        """Set a paragraph; returns the page on which it begins."""
        style = self.style
        size = size or style.size
        leading = leading or style.leading * size / style.size
        begin = style.margin + left
        first = style.indent if first is None else first
        lines = self._lines(bits, size, style.width - 2 * style.margin - left - hang, first)
        page = 0
        for index, (words, last) in enumerate(lines):
            if self.y - leading < self.floor:
                self.new_page()
            self.y -= leading
            page = page or self.page
            x = begin + (hang if index or not bullet else hang) + (first if index == 0 else 0)
            if bullet and index == 0:
                self.canvas.setFont(self.font(), size)
                self.canvas.drawString(begin, self.y, bullet)
            self._draw(
                words,
                x,
                size,
                style.width - style.margin - x,
                align or ("justify" if style.justify else "left"),
                last,
            )
        self.space(style.gap if gap is None else gap)
        return page

    def _lines(
        self, bits: list[Bit], size: float, width: float, first: float
    ) -> list[tuple[list[tuple[str, Bit, bool]], bool]]:
        """Lines of (word, its style, whether a space is before it)."""
        words: list[tuple[str, Bit, bool]] = []
        for bit in bits:
            parts = re.split(r"(\s+)", bit.text)
            spaced = False
            for part in parts:
                if not part:
                    continue
                if part.isspace():
                    spaced = True
                else:
                    words.append((part, bit, spaced))
                    spaced = False
            if spaced:
                words.append(("", bit, True))
            if bit.note:
                self.notes += 1
                mark = f"[{self.notes}]" if self.style.marks == "brackets" else str(self.notes)
                self.pending_note = f"{mark if self.style.marks == 'brackets' else self.notes} {bit.note}"
                words.append((f"\x01{mark}\x02{self.pending_note}", bit, False))
        lines: list[tuple[list[tuple[str, Bit, bool]], bool]] = []
        line: list[tuple[str, Bit, bool]] = []
        used, room = 0.0, width - first
        queue = list(words)
        while queue:
            word, bit, spaced = queue.pop(0)
            need = self.measure(word, bit, size) + (self.measure(" ", bit, size) if spaced and line else 0)
            if used + need > room and line:
                glued = []
                if not spaced:
                    # Bits of one word stay together.
                    while line and not line[-1][2]:
                        glued.insert(0, line.pop())
                    if line:
                        glued.insert(0, line.pop())
                if not glued and self._hyphened(word, bit, size, room - used, line, queue):
                    pass
                else:
                    queue.insert(0, (word, bit, spaced))
                    queue[:0] = glued
                if not line:
                    line, queue = glued + [(word, bit, spaced)], queue[len(glued) + 1 :]
                lines.append((line, False))
                line, used, room = [], 0.0, width
                continue
            line.append((word, bit, spaced and bool(line)))
            used += need
        lines.append((line, True))
        return lines

    def _hyphened(self, word: str, bit: Bit, size: float, room: float, line: list, queue: list) -> bool:
        if not self.style.hyphens or word.startswith("\x01"):
            return False
        cuts = [m.end() for m in re.finditer("-", word[:-2])] if "-" in word else []
        if re.fullmatch(r"[a-z]{8,}[.,;]?", word):
            cuts += [n for n in range(3, len(word) - 4) if word[n] not in "aeiou" and word[n - 1] in "aeiou"]
        self.random.shuffle(cuts)
        for cut in cuts:
            head = word[:cut]
            mark = "" if head.endswith("-") else "-"
            if self.measure(" " + head + mark, bit, size) <= room:
                line.append((head + mark, bit, True))
                queue.insert(0, (word[cut:], bit, False))
                return True
        return False

    def measure(self, word: str, bit: Bit, size: float) -> float:
        if word.startswith("\x01"):
            word, size = word[1 : word.index("\x02")], size * (0.6 if self.style.marks == "raised" else 1)
        return pdfmetrics.stringWidth(word, self.font(bit.bold, bit.italic), size)

    def _draw(
        self, words: list[tuple[str, Bit, bool]], x: float, size: float, room: float, align: str, last: bool
    ) -> None:
        total = sum(self.measure(w, b, size) + (self.measure(" ", b, size) if s else 0) for w, b, s in words)
        gaps = sum(1 for _, _, s in words if s)
        extra = 0.0
        if align == "center":
            x = (self.style.width - total) / 2
        elif align == "justify" and not last and gaps and total > 0.75 * room:
            extra = (room - total) / gaps
        run, run_x, run_bit = "", x, None
        for word, bit, spaced in words:
            advance = (self.measure(" ", bit, size) + extra) if spaced else 0
            if word.startswith("\x01"):
                self._flush(run, run_x, run_bit, size)
                run, run_bit = "", None
                mark, note = word[1:].split("\x02", 1)
                raised = self.style.marks == "raised"
                self.canvas.setFont(self.font(), size * (0.6 if raised else 1))
                self.canvas.drawString(x, self.y + (0.33 * size if raised else 0), mark)
                self.pending.append(note)
                x += self.measure(word, bit, size)
                continue
            if run_bit is not bit or extra:
                self._flush(run, run_x, run_bit, size)
                run, run_x, run_bit = "", x + advance, bit
                run = word
            else:
                run += (" " if spaced else "") + word
            x += advance + self.measure(word, bit, size)
            if bit.link:
                self.canvas.linkURL(
                    bit.link, (x - self.measure(word, bit, size), self.y - 2, x, self.y + size), relative=0
                )
        self._flush(run, run_x, run_bit, size)

    def _flush(self, run: str, x: float, bit: Bit | None, size: float) -> None:
        if run and bit is not None:
            self.canvas.setFont(self.font(bit.bold, bit.italic), size)
            self.canvas.drawString(x, self.y, run)

    def done(self) -> bytes:
        self.new_page()
        self.canvas.save()
        return self.buffer.getvalue()
