"""Accents that a file draws beside or above their letters, as fonts without accented letters need."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from markets.ingest.pages.runs import TextRun

_COMBINING = {
    "\xb4": "\u0301", "\xa8": "\u0308", "\u02c6": "\u0302", "\u02dc": "\u0303", "\u02dd": "\u030b",
    "\u02c7": "\u030c", "\u02d8": "\u0306", "\u02da": "\u030a", "\u02d9": "\u0307",
}  # fmt: skip
# Before its letter; an acute before the end of "site´s" is an apostrophe, a tilde behind a slash part of an address.
_BEFORE = re.compile(f"(?<!/)([{''.join(_COMBINING)}])(?!(?:s|t|d|m|re|ll|ve)\\b)([A-Za-z\u0131])")
# Under one of the letters beside it: those that have a cedilla in most languages come first.
_CEDILLA = re.compile("(?<![CSTcst])\xb8([CSTcst])|(?<=[CST])\xb8 (?=[a-z\u0131])")
_ACCENTS = {*_COMBINING, "\xb8"}
_NEAR = 0.2  # times the size


def join_accents(text: str) -> str:
    """Return a text with the accents that are drawn before or under their letters joined to them ("Els˝o")."""
    if _ACCENTS.isdisjoint(text):
        return text
    text = _BEFORE.sub(lambda found: _joined(found[2], found[1]) or found[0], text)
    text = _CEDILLA.sub(lambda found: f"{found[1] or ''}\u0327", text)
    return text.replace("\xb8", "\u0327")


def with_raised_accents(runs: Sequence[TextRun]) -> list[TextRun]:
    """Return the runs, accents that are drawn by themselves above a letter joined to it."""
    made = list(runs)
    accents = [at for at, run in enumerate(runs) if run.text in _COMBINING]
    for at in accents:
        for near in (at + 1, at - 1):
            if 0 <= near < len(made) and (joined := _with_accent(made[near], made[at])):
                made[near], made[at] = joined, replace(made[at], text="")
                break
    return [run for run in made if run.text] if accents else made


def _with_accent(run: TextRun, accent: TextRun) -> TextRun | None:
    """Return a run with an accent that is drawn over its first or last letter, on its line or a bit higher."""
    if not -0.1 < run.y - accent.y < 0.5 * run.size or not run.text:
        return None
    if abs(accent.x0 - run.x0) < _NEAR * run.size and (letter := _joined(run.text[0], accent.text)):
        return replace(run, text=letter + run.text[1:], start=-1)
    if abs(accent.x1 - run.x1) < _NEAR * run.size and (letter := _joined(run.text[-1], accent.text)):
        return replace(run, text=run.text[:-1] + letter, start=-1)
    return None


def _joined(letter: str, accent: str) -> str:
    """Return a letter with an accent, "" where there is none such."""
    made = unicodedata.normalize("NFC", letter.replace("\u0131", "i") + _COMBINING[accent])
    return made if len(made) == 1 else ""
