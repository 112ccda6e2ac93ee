"""From rows to lines: the text of a row with its spaces, and the styles in it."""

import math
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from markets.ingest.pages.clean import clean_text, is_plain
from markets.ingest.pages.inferred_spaces import CLINGING, OVERHANG, SMALL_WORDS
from markets.ingest.pages.rows import TextRow
from markets.ingest.pages.runs import TextRun, round_points
from markets.ingest.pages.spans import (
    add_span,
    find_prevailing_style,
    find_small_capitals,
    lower_small_capitals,
)
from markets.ingest.records import TextLine, TextSpan

_HYPHEN_MARKS = "\x02\ufffe\xad"  # PDFium's own mark for a hyphen at a line's end, and the soft hyphen
# A bracket behind letters that run from right to left comes as its mirror image.
_MIRRORED = re.compile("\\((\\s*[\u0590-\u08ff][\u0590-\u08ff\\s]*)\\(")
_LONGEST_WORD = 12  # runs of one letter each
_LONGEST_LIGATURE = 3
_DRAWN, _UNDRAWN, _BEFORE_FIGURE = 1.2, 0.42, 0.3  # times the size: spaces that may part columns
_FIGURE = re.compile(r"[+−-]?\d[\d.,]*%?")
_NEAR = 5  # gaps on each side of one, that tell how letters are set there
_WIDER = 0.06  # of the size: gaps of words that are set wider than the others
_AS_FAR = 1.15  # times the gaps on either side
# Spaces of a row that tell how wide the others are; by the size, at least; and what part of them is still one.
_FEW_SPACES, _LEAST_SPACE, _PART_OF_SPACE = 3, 0.14, 0.6
_COMPOUND_HALF = re.compile(r"\w-$")
_OTHER_HALF = re.compile(r"(?!(?:and|or|to)(?![\w-]))[a-z0-9]")
_SUPERSCRIPTS = re.compile("([\xb9\xb2\xb3\u2070\u2074-\u2079]+)")


class LetterSpacing(NamedTuple):
    """How letters are set near a place, in points: the gaps between them on its closer and its wider side, and the
    width of spaces in the row."""

    least: float
    most: float
    space: float


def make_line(row: TextRow, page: int, usual: float = 0.0) -> tuple[TextLine | None, int]:
    """Return one row as a line (nothing if nothing legible is on it), and how many characters were illegible. `usual`:
    the size of most of the page's text."""
    if len(row.runs) == 1 and (made := _of_one(row.runs[0], row.y, page)):
        return made, 0
    text, junk, soft = "", 0, False
    spans: list[TextSpan] = []
    gaps: list[int] = []
    before: TextRun | None = None
    spacings = _measure_spacings(row.runs)
    drawn_spaces = sum(run.gap == "_" for run in row.runs)
    few = 2 * drawn_spaces <= len(row.runs)  # so that they part words, and no letters
    for place, run in enumerate(row.runs):
        drawn, soft = run.text, run.text[-1] in _HYPHEN_MARKS
        if soft:
            drawn = drawn[:-1] + "-"
        drawn = drawn.replace("\xad", "-")  # a soft hyphen that is drawn inside a line is a hyphen
        piece, dropped = clean_text(drawn)
        junk += dropped
        piece = piece.strip()
        if not piece:
            continue
        raised = run.order in row.raised
        script = raised or before is not None and before.order in row.raised
        if (
            before is not None
            and not (drawn_spaces and _is_beside_dash(before, run))
            and _is_apart(
                before,
                row.runs[place : place + _LONGEST_WORD],
                script,
                None if not spacings or few and run.gap == "_" else spacings[place],
                text,
            )
        ):
            if _parts_columns(before, run):
                gaps.append(len(text))
            text += " "
        for part, part_raised in _parts(piece, raised):
            start, text = len(text), text + part
            face = run.face
            span = TextSpan(start, len(text), face.name, run.size, face.bold, face.italic, part_raised)
            add_span(spans, span)
        before = run
    if not spans:
        return None, junk
    text = _MIRRORED.sub(r"(\1)", text)
    font, size, bold, italic = find_prevailing_style(spans)
    if len(spans) > 1 and (pairs := find_small_capitals(text, spans)):
        text = lower_small_capitals(text, spans, usual)
        sizes = {span.size for pair in pairs for span in pair}
        size = usual if usual in sizes else pairs[0][0].size if pairs[0][0] is spans[0] else size
    x0, x1 = round_points(min(run.x0 for run in row.runs)), round_points(max(run.x1 for run in row.runs))
    y = round_points(row.y)
    made = TextLine(text, page, x0, x1, y, font, size, bold, italic, tuple(spans), soft, gaps=tuple(gaps))
    return made, junk


def _of_one(run: TextRun, y: float, page: int) -> TextLine | None:
    """Return the line of a single run of plain letters, as most are; nothing where there is more to it."""
    text, face = run.text, run.face
    if not is_plain(text):
        return None
    text = text.strip()
    span = TextSpan(0, len(text), face.name, run.size, face.bold, face.italic)
    x0, x1, y = round_points(run.x0), round_points(run.x1), round_points(y)
    return (
        TextLine(text, page, x0, x1, y, face.name, run.size, face.bold, face.italic, (span,))
        if text
        else None
    )


def _is_apart(
    before: TextRun,
    following: Sequence[TextRun],
    raised: bool,
    spacing: LetterSpacing | None,
    text: str,
) -> bool:
    """Whether a space is between two runs of a row. `following`: the second and those behind it; `text`: the row
    up to the second."""
    after = following[0]
    distance, size = after.x0 - before.x1 - max(before.spacing, after.spacing), max(before.size, after.size)
    if before.text.endswith("f"):
        distance += OVERHANG * size
    if CLINGING.match(after.text) and distance < 0.25 * size:
        return False
    other = _OTHER_HALF.match(_first_word(following)) or after.gap != "_" and after.text[:1].isupper()
    if _COMPOUND_HALF.search(before.text) and distance < size and other:
        return False  # justified text is stretched behind a hyphen too
    if spacing is not None and max(len(before.text), len(after.text)) <= _LONGEST_LIGATURE:
        least = 0.07 if after.gap == " " else min(0.15, _PART_OF_SPACE * spacing.space / size)
        return distance > _AS_FAR * spacing.most and distance > 1.6 * spacing.least + least * size
    if distance > 0.6 * size:
        return True
    if after.order != before.order + 1 or after.gap == "\n" or (raised and after.gap == " "):
        return distance > (0.2 if raised else 0.15) * size
    if after.gap == " ":
        return distance > (0.05 if _two_words(text, _first_word(following)) else 0.125) * size
    return after.gap != "" or distance > 0.17 * size


def _parts_columns(before: TextRun, after: TextRun) -> bool:
    """Return whether the space between two runs may part two columns: wider than one that is drawn, or not drawn."""
    least = _DRAWN if after.gap != " " else _BEFORE_FIGURE if _FIGURE.fullmatch(after.text) else _UNDRAWN
    return after.x0 - before.x1 > least * after.size


def _is_beside_dash(before: TextRun, after: TextRun) -> bool:
    """Return whether one of two runs ends or begins in a dash that no drawn space sets apart, however stretched."""
    dash = before.text[-1] == "\u2014" or after.text[0] == "\u2014"
    return dash and after.gap == " " and after.x0 - before.x1 < 0.4 * max(before.size, after.size)


def _first_word(runs: Sequence[TextRun]) -> str:
    """Return the word that the runs begin with, which may be drawn letter by letter."""
    word = runs[0].text
    for run in runs[1:]:
        if run.gap or " " in word:
            break
        word += run.text
    return word.split(" ", 1)[0]


def _two_words(before: str, after: str) -> bool:
    """Return whether a text ends in a whole small word, behind which no half of a word can be ("of Notorious")."""
    left, right = before.rsplit(" ", 1)[-1], after
    return left in SMALL_WORDS and (right[:1].isupper() or right[:1].isdigit() or right in SMALL_WORDS)


def _measure_spacings(runs: Sequence[TextRun]) -> list[LetterSpacing]:
    """Return the spacing before each run where a row is made of letters that are each drawn by themselves; else
    nothing. Some words of a row may be set wider than the others."""
    single = [
        after.x0 - before.x1
        for before, after in pairwise(runs)
        if len(before.text) == len(after.text) == 1 and (before.text + after.text).isalpha()
    ]
    if len(single) < 3 or len(single) < 0.6 * len(runs):
        return []
    usual = max(_median(single), 0.0)
    gaps = [after.x0 - before.x1 for before, after in pairwise(runs)]
    spaces = [gap for gap, run in zip(gaps, runs[1:], strict=True) if run.gap == " "]
    space = max(_median(spaces), _LEAST_SPACE * runs[0].size) if len(spaces) >= _FEW_SPACES else math.inf
    found = [LetterSpacing(usual, usual, space)]
    wide = [gap > _WIDER * runs[0].size for gap in gaps]
    if not any(map(all, zip(wide, wide[1:], wide[2:], strict=False))):
        return found * len(runs)  # all letters are set alike
    for place in range(len(gaps)):
        sides = gaps[max(0, place - _NEAR) : place], gaps[place + 1 : place + 1 + _NEAR]
        near = [max(_median(side), 0.0) for side in sides if len(side) > _NEAR // 2] or [usual]
        found.append(LetterSpacing(min(near), max(near), space))
    return found


def _median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]


def _parts(piece: str, raised: bool) -> list[tuple[str, bool]]:
    """Return the piece in parts; figures that are superscripts by themselves count as raised."""
    if raised or piece.isascii() or not _SUPERSCRIPTS.search(piece):
        return [(piece, raised)]
    return [(part, bool(_SUPERSCRIPTS.match(part))) for part in _SUPERSCRIPTS.split(piece) if part]
