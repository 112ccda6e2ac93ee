"""Ligatures that Ghostscript renumbers: of a range of them it keeps the first byte and counts that up, so that
"fi", "ffi" and "ff" come as "û", "fl" and "ffl" as "ü". Which of them it was, only the word tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from markets.ingest.records import TextLine, TextPage

_WORD = re.compile(r"[A-Za-z]*[ûü][A-Za-zûü]*")
_LIGATURES = {"û": "fi", "ü": "fl"}
# Behind and before these, in small letters, a second "f" is in the word: "officers", "traffic", "offline".
_DOUBLE = re.compile(
    r"(?<=\bo)[ûü]|(?<=\btra)û(?=c)|(?<=di)û(?=cul)|(?<=[eu])û(?=ci?en|cac)|(?<=\ba)û(?=li|xe|da|rm)|(?<=graf)û"
    r"|(?<=\ba)ü(?=uen)|(?<=[bw]a)ü(?=e)|(?<=[hcrm]u)ü(?=e)"
)
# Between these it is "ff": "offers", "staff".
_TWO_LETTERS = re.compile(
    r"(?<=\bo)û(?=er|end|\b)|(?<=\bsta)û|(?<=\ba)û(?=ord|ect|air)|(?<=\be)û(?=ort|ect)|(?<=\bdi)û(?=er)"
    r"|(?<=\bsu)û(?=er)|(?<=\btari)û"
)
# Words that hold such ligatures in reports of this kind, or their beginnings.
_KNOWN = re.compile(
    r"(?:offic|offline|traffic|identif|specific|signif|confi|certif|verif|notif|profi|benefi|final|financ|find|fine|firm"
    r"|first|five|film|file|fire|fight|fiel|figur|filter|fill|floor|flow|flag|flood|flash|fled|influen|conflict|reflec"
    r"|netflix|cloudflare|pacific|defin|scientific|affili|affirm|efficien|sufficien|difficult|artifici|modifi|clarif"
    r"|justif|classif|fiber|fifth|fift|fixed|fixes|wifi|trafficking|mainfl|inflat|refin|confl|profil|superfici)"
)
_FEW = 3  # different words: fewer may well be names


def with_lost_ligatures(pages: Sequence[TextPage]) -> tuple[list[TextPage], tuple[str, ...]]:
    """Return the pages with such ligatures, where most words that may hold them are known, and a doubt that says so."""
    found: dict[str, int] = {}
    for page in pages:
        for line in page.lines:
            if "û" in line.text or "ü" in line.text:
                for word in _WORD.findall(line.text):
                    found.setdefault(word, page.number)
    known = [word for word in found if _KNOWN.match(_read_word(word).casefold())]
    if len(known) < _FEW or 2 * len(known) < len(found):
        return list(pages), ()
    word = known[0]
    doubt = (
        f"Ligatures are lost in the file, first on page {found[word]}: “{word}” and {len(known) - 1} other words"
        f" are read as “{_read_word(word)}” and the like."
    )
    return [replace(page, lines=tuple(_repair_line(line) for line in page.lines)) for page in pages], (doubt,)


def _read_word(word: str) -> str:
    """Return a word with its ligatures in letters, in the case in which it is written."""
    folded = word[:1].lower() + word[1:]
    doubled = _DOUBLE.sub(lambda match: "f" + _LIGATURES[match[0]], _TWO_LETTERS.sub("ff", folded))
    whole = "".join(_LIGATURES.get(letter, letter) for letter in doubled)
    return whole[:1].upper() + whole[1:] if word[:1].isupper() else whole


def _may_be_name(word: str) -> bool:
    """Return whether a word with a capital is none that is known to hold a ligature: "Zürich" stays."""
    return word != word.lower() and not _KNOWN.match(_read_word(word).casefold())


def _repair_line(line: TextLine) -> TextLine:
    if "û" not in line.text and "ü" not in line.text:
        return line
    changes = list(_changes(line.text))

    def moved(place: int) -> int:
        return place + sum(added for end, added in changes if end <= place)

    text = _WORD.sub(lambda match: match[0] if _may_be_name(match[0]) else _read_word(match[0]), line.text)
    spans = tuple(span._replace(start=moved(span.start), end=moved(span.end)) for span in line.spans)
    return line._replace(text=text, spans=spans)


def _changes(text: str) -> Iterator[tuple[int, int]]:
    """Where each word ends that grows, and by how many letters."""
    for match in _WORD.finditer(text):
        if not _may_be_name(match[0]):
            yield match.end(), len(_read_word(match[0])) - len(match[0])
