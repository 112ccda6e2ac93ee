"""Ligatures that Ghostscript renumbers: of a range of them it keeps the first byte and counts that up, so that
they come as "û", "ü" and the letters behind these. Which of them it was, only the words tell."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import product

from markets.ingest.records import TextLine, TextPage

_CODES = "ûüýþÿ®¯"  # the last two are at their places in Adobe's standard order, where MuPDF leaves them
_LIGATURES = ("fi", "fl", "ff", "ffi", "ffl")
_USUAL = {"û": "fi", "ü": "fl", "®": "fi", "¯": "fl"}  # where no word of the file tells
_WORD = re.compile(f"[A-Za-z]*[{_CODES}][A-Za-z{_CODES}]*")
_LONGEST = 3  # codes in one word
# How words begin that hold ligatures in reports of this kind.
KNOWN_WORD = re.compile(
    r"(?:un|re|in|dis|non|mis|co|de|over|counter|air|in)?"
    r"(?:offic|traffic|effici|suffici|difficul|affili|affirm|affix|affidav|graffiti"
    r"|offline|afflu|affli|baffl|waffl|raffl|shuffl|ruffl"
    r"|off(?:er|en[cds]|set|shore|spring|hand|load|$)|aff(?:air|ect|ord)|eff(?:ect|ort)|diff(?:er|us)|suffer|staff|tariff"
    r"|fl[aeiouy]|influ|infla|inflict|confl|reflec|netflix|cloudflare|superflu|profl"
    r"|fi(?:[bcdfglnrstvx]|e(?:ld|nd|r))|artifi|benefi|profi|confi|defi[acn]|refin|superfi|sacrifi|wifi"
    r"|(?:ident|spec|sign|cert|ver|not|clar|just|class|mod|qual|rat|sat|test|un|intens|divers|pac|scient)if(?:i|y|$))"
)
_FEW = 3  # different words: fewer may well be names


def with_lost_ligatures(pages: Sequence[TextPage]) -> tuple[list[TextPage], tuple[str, ...]]:
    """Return the pages with such ligatures, where most words that may hold them are known, and a doubt that says so."""
    found: dict[str, int] = {}
    for page in pages:
        for line in page.lines:
            if not line.text.isascii():
                for word in _WORD.findall(line.text):
                    found.setdefault(word, page.number)
    known = [word for word in found if _known_readings(word)]
    if len(known) < _FEW or 2 * len(known) < len(found):
        return list(pages), ()
    usual = _usual_ligatures(known)
    word = known[0]
    doubt = (
        f"Ligatures are lost in the file, first on page {found[word]}: “{word}” and {len(known) - 1} other words"
        f" are read as “{_read_word(word, usual)}” and the like."
    )
    doubts = (
        f"“{word}” on page {number} may hold a lost ligature."
        for word, number in found.items()
        if word != word.lower() and not _known_readings(word)
    )
    repaired = [
        replace(page, lines=tuple(_repair_line(line, usual) for line in page.lines)) for page in pages
    ]
    return repaired, (doubt, *doubts)


@lru_cache(maxsize=4096)
def _known_readings(word: str) -> tuple[tuple[str, ...], ...]:
    """Return the ligatures, one for each code in it, with which a word is a known one."""
    codes = [letter for letter in word if letter in _CODES]
    choices = product(_LIGATURES, repeat=len(codes)) if len(codes) <= _LONGEST else ()
    return tuple(chosen for chosen in choices if KNOWN_WORD.match(_with_ligatures(word, chosen).casefold()))


def _with_ligatures(word: str, chosen: Sequence[str]) -> str:
    left = iter(chosen)
    return "".join(next(left) if letter in _CODES else letter for letter in word)


def _usual_ligatures(words: Sequence[str]) -> dict[str, str]:
    """Return what each code is in most of the words that can be read in one way alone."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word in words:
        readings = _known_readings(word)
        if len(readings) == 1:
            codes = (letter for letter in word if letter in _CODES)
            for code, ligature in zip(codes, readings[0], strict=True):
                votes[code][ligature] += 1
    return _USUAL | {code: max(seen, key=seen.__getitem__) for code, seen in votes.items()}


def _read_word(word: str, usual: Mapping[str, str]) -> str:
    """Return a word with its ligatures in letters: as a known word, best with the usual ones, or with these alone."""
    ordinary = tuple(usual.get(letter, letter) for letter in word if letter in _CODES)
    readings = _known_readings(word)
    if not readings:
        return word if word != word.lower() else _with_ligatures(word, ordinary)  # "Zürich" stays
    return _with_ligatures(word, max(readings, key=lambda one: sum(map(str.__eq__, one, ordinary))))


def _repair_line(line: TextLine, usual: Mapping[str, str]) -> TextLine:
    if line.text.isascii() or not _WORD.search(line.text):
        return line
    changes = list(_changes(line.text, usual))

    def moved(place: int) -> int:
        return place + sum(added for end, added in changes if end <= place)

    text = _WORD.sub(lambda match: _read_word(match[0], usual), line.text)
    spans = tuple(span._replace(start=moved(span.start), end=moved(span.end)) for span in line.spans)
    return line._replace(text=text, spans=spans)


def _changes(text: str, usual: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """Where each word ends that grows, and by how many letters."""
    for match in _WORD.finditer(text):
        yield match.end(), len(_read_word(match[0], usual)) - len(match[0])
