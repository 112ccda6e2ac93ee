"""Words that run from right to left inside a line: put in the order of reading by where their letters are drawn.

PDFium gives such words in many orders: as drawn, word by word, or with the Latin words of the line behind them.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Any

from pypdfium2_raw import bindings as raw

from markets.ingest.pages.runs import PageGeometry, TextRun

_LETTER = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_SPACE = 0.15  # of the size
_MIRROR = str.maketrans("()[]", ")(][")
_LAM, _ALEFS = "\u0644", "\u0622\u0623\u0625\u0627"
_AT_ONE_PLACE = 0.01  # points
_MOST = 40  # lines of one page
_Glyph = tuple[float, float, str, TextRun]  # left, right, letter, the run that it is from


def in_reading_order(text_page: Any, runs: Sequence[TextRun], shown: PageGeometry) -> list[TextRun]:
    """Return the runs; lines with words from right to left get new ones."""
    made = list(runs)
    other = [run for run in runs if not run.text.isascii() and not run.angle]
    baselines = dict.fromkeys(run.y for run in other if _LETTER.search(run.text))
    for y in list(baselines)[:_MOST]:
        line = [run for run in made if not run.angle and abs(run.y - y) <= 0.06 * run.size]
        if not line or any(run.start < 0 for run in line):
            continue
        at = made.index(line[0])
        rest = [run for run in made if run not in line]
        made = [*rest[:at], *_line(_glyphs(text_page, line, shown)), *rest[at:]]
    if baselines:
        made = [replace(run, order=order) for order, run in enumerate(made)]
    return made


def _glyphs(text_page: Any, line: Sequence[TextRun], shown: PageGeometry) -> list[_Glyph]:
    """Return what is drawn on a line, from left to right."""
    box, found = raw.FS_RECTF(), []
    for run in line:
        for place, letter in enumerate(run.text):
            if not letter.isspace():
                raw.FPDFText_GetLooseCharBox(text_page, run.start + place, box)
                left, right = shown.place(box.left, box.bottom)[0], shown.place(box.right, box.bottom)[0]
                found.append((min(left, right), max(left, right), letter, run))
    return sorted(found, key=lambda glyph: glyph[0])


def _line(glyphs: Sequence[_Glyph]) -> list[TextRun]:
    """Return the runs of a line: each stretch from right to left turned, brackets around it as they look."""
    glyphs = _with_lam_behind_alef(glyphs)
    letters = [letter for _, _, letter, _ in glyphs]
    turned = [bool(_LETTER.match(letter)) for letter in letters]
    for at in range(len(glyphs)):
        beside = turned[at - 1 : at] + turned[at + 1 : at + 2]
        if (
            letters[at] in ")]"
            and turned[at + 1 : at + 2] == [True]
            or (letters[at] in "([" and turned[at - 1 : at] == [True] and True not in beside[1:])
        ):
            letters[at] = letters[at].translate(_MIRROR)
    brackets = [at for at, letter in enumerate(letters) if letter in "()"]
    if len(brackets) % 2 == 0:  # PDFium mirrors those around Latin words too
        for count, at in enumerate(brackets):
            letters[at] = "()"[count % 2]
    made: list[TextRun] = []
    keys = [(flag, glyph[3].face, glyph[3].size) for flag, glyph in zip(turned, glyphs, strict=True)]
    for (flag, _, _), some in groupby(range(len(glyphs)), key=keys.__getitem__):
        places = list(some)
        text = _with_spaces(
            [(glyphs[at][0], glyphs[at][1], letters[at]) for at in places], glyphs[places[0]][3].size
        )
        x0, x1 = glyphs[places[0]][0], glyphs[places[-1]][1]
        gap = "_" if made and x0 - made[-1].x1 > _SPACE * made[-1].size else "" if made else "\n"
        made.append(
            replace(glyphs[places[0]][3], text=text[::-1] if flag else text, x0=x0, x1=x1, gap=gap, start=-1)
        )
    return made


def _with_lam_behind_alef(glyphs: Sequence[_Glyph]) -> list[_Glyph]:
    """Return what is drawn from left to right, the two letters of the one shape of lam and alef in that order too."""
    made = list(glyphs)
    for at, (one, two) in enumerate(pairwise(glyphs)):
        if one[2] == _LAM and two[2] in _ALEFS and two[0] - one[0] < _AT_ONE_PLACE:
            made[at : at + 2] = two, one
    return made


def _with_spaces(letters: Sequence[tuple[float, float, str]], size: float) -> str:
    text, end = "", letters[0][0]
    for left, right, letter in letters:
        text += (" " if left - end > _SPACE * size else "") + letter
        end = max(end, right)
    return text
