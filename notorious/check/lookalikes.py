"""Letters that look alike, letters of other scripts in Latin ones, and slips of one letter. It knows no Django."""

import csv
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import resources

_KANA = re.compile(r"(?:KATAKANA|HIRAGANA) LETTER (?:SMALL )?([A-Z]+)")
_HANGUL = re.compile(r"HANGUL SYLLABLE ([A-Z]+)")


@cache
def _read_table(name: str) -> dict[str, str]:
    """{character: Latin letters} from a file beside this module."""
    table = resources.files("notorious.check").joinpath(name).read_text(encoding="utf-8")
    return {row["character"]: row["latin"] for row in csv.DictReader(table.splitlines())}


def make_skeleton(text: str) -> str:
    """Return the same for all texts that look the same: `tаobаo` in Cyrillic, `taоbao`, `ta0bao`."""
    alike = _read_table("lookalikes.csv")
    plain = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(alike.get(each, each) for each in plain)
    return "".join(each for each in letters if each.isalnum()).replace("rn", "m").replace("vv", "w")


def romanize_text(text: str) -> str:
    """Cyrillic, Greek, kana and hangul in Latin letters; other letters stay."""
    letters = _read_table("romanization.csv")
    return "".join(_romanize_letter(each, letters) for each in text.casefold())


def _romanize_letter(letter: str, letters: dict[str, str]) -> str:
    if letter.isascii():
        return letter
    if letter in letters:
        return letters[letter]
    name = unicodedata.name(letter, "")
    found = _KANA.match(name) or _HANGUL.match(name)
    return found[1].lower() if found else letter


def list_deletions(text: str) -> Iterator[str]:
    """Yield the text, and the text without each of its letters: two texts a slip apart share one of them."""
    yield text
    for at in range(len(text)):
        yield text[:at] + text[at + 1 :]


def is_one_slip_apart(one: str, other: str) -> bool:
    """Return whether one letter is added, left out, exchanged, or two neighbors are swapped."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    if len(left) > len(right):
        return left[1:] == right
    if len(left) < len(right):
        return left == right[1:]
    return left[1:] == right[1:] or (left[1::-1] == right[:2] and left[2:] == right[2:])
