"""Letters of which no table of a file tells what they are: the words in which they are drawn tell it."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from markets.ingest.pages.letter_tables import UnknownLetter
from markets.ingest.pages.lost_ligatures import KNOWN_WORD
from markets.ingest.records import TextLine, TextPage

_UNKNOWN = "\ua000-\ua44b"
_LETTER = re.compile(f"[{_UNKNOWN}]")
_WORD = re.compile(f"[^\\W\\d_{_UNKNOWN}]*[{_UNKNOWN}](?:[^\\W\\d_]|[{_UNKNOWN}])*")
_LIGATURES = ("fi", "fl", "ff", "ffi", "ffl")
_OTHERS = {  # ligatures of other letters, and how words go on that hold them
    "Th": re.compile("^Th(?:e|is|at|ese|ere|ey|eir|en|ose|ough|us|ird|ree)$"),
    "ft": re.compile(
        "^(?:after|left|often|gifts?|shift(?:s|ed)?|soft|software|draft|crafts?|theft|fift(?:een|y|h)|twelfth)$"
    ),
    "tt": re.compile(
        "^(?:little|letters?|better|att(?:ract|empt|ention|orney)\\w*|matters?|(?:com|sub|per|ad|o)mitted|fitted|bottom|cotton"
        "|settled?|setting|written|getting|putting|latter|patterns?)$"
    ),
    "ti": re.compile("[a-z]ti(?:ons?|onal|ve|ng|mes)$|^times?$"),
    "tf": re.compile("^platforms?$|^portfolios?$"),
    "ct": re.compile(
        "^(?:affect|direct|effect|fact|object|product|protect|collect)(?:s|ed|or|ors|ion|ing|ive|ory)?$"
    ),
    "st": re.compile(
        "^(?:first|industry|just|last|most|must|post|list|staff|state|still|store|street|stalls)s?$"
    ),
}
_SIGNS = {
    "3": "\u2013",
    "4": "\u2014",
    "8": "\u2018",
    "9": "\u2019",
    "<": "\u201c",
    "=": "\u201d",
    "B": "\u2022",
}
_MOSTLY = 0.7  # of the places where a sign is drawn
_OPENING, _CLOSING = "\u201c", "\u201d"
_KNOWN = 3  # words with a ligature, of which one at least is a known one
_WHOLE = 3  # times as much as how a word begins says a whole word
_FEW = 3  # votes for a ligature of other letters than f, i and l
_SHARED = 0x60  # codes from here on; lower ones count the letters of one font
_NAMED = 4  # words in one sentence


def with_known_letters(
    pages: Sequence[TextPage], unknown: Mapping[str, UnknownLetter]
) -> tuple[list[TextPage], tuple[str, ...]]:
    """Return the pages with the letters that the words tell, and sentences on what was inferred or is still unknown."""
    if not unknown:
        return list(pages), ()
    pages = _with_shared_codes(pages, unknown)
    places: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)  # what is before and behind each
    words: defaultdict[str, set[str]] = defaultdict(set)
    lexicon: set[str] = set()
    order: list[str] = []
    for page in pages:
        for line in page.lines:
            found = _LETTER.findall(line.text)
            if not found:
                lexicon.update(line.text.casefold().split())
                continue
            for match in _LETTER.finditer(line.text):
                order.append(match[0])
                places[match[0]].append((line.text[: match.start()][-2:], line.text[match.end() :][:2]))
            for word in _WORD.findall(line.text):
                for letter in set(_LETTER.findall(word)):
                    words[letter].add(word)
    read = {
        letter: _sign(some, unknown[letter].written)
        for letter, some in places.items()
        if unknown[letter].written in _SIGNS or _ligature(letter, words[letter], {}, _is_known) not in _OTHERS
    }
    read = _without_lone_marks({letter: sign for letter, sign in read.items() if sign}, order)
    for knows in (_is_known, lambda *parts: "".join(parts).casefold() in lexicon):
        for _ in range(2):  # a word may hold two of them
            for letter in places.keys() - read.keys():
                if unknown[letter].written not in _SIGNS:
                    ligature = _ligature(letter, words[letter], read, knows)
                    read |= {letter: ligature} if ligature else {}
        lexicon.update(_with(word, read).casefold() for some in words.values() for word in some)
    for letter in places.keys() - read.keys():
        read[letter] = unknown[letter].written
    doubts = (*_inferred(pages, read, unknown), *_unread(pages, read))
    return [
        replace(page, lines=tuple(_read_line(line, read) for line in page.lines)) for page in pages
    ], doubts


def _with_shared_codes(pages: Sequence[TextPage], unknown: Mapping[str, UnknownLetter]) -> list[TextPage]:
    """Return the pages with one letter for each high code: such codes are in the order of the whole font, and the same
    ligatures in all styles of it."""
    first: dict[tuple[int, str], str] = {}
    shared = {
        ord(letter): first.setdefault((about.code, about.written), letter)
        for letter, about in unknown.items()
        if about.written and about.code >= _SHARED
    }
    return [
        replace(
            page,
            lines=tuple(
                line if line.text.isascii() else line._replace(text=line.text.translate(shared))
                for line in page.lines
            ),
        )
        for page in pages
    ]


def _sign(places: Sequence[tuple[str, str]], written: str) -> str:
    """Return the sign that is drawn at most of these places; "" for a letter."""
    classes: Counter[str] = Counter()
    for before, after in places:
        left, right = before[-1:], after[:1]
        if left.isalpha() and right in ("s", "t", "r", "v", "l") and not after[1:].isalpha():
            classes["\u2019"] += 1
        elif left in ("", " ", "(", "[") and right == " ":
            classes["\u2022" if not left else "\u2013"] += 1
        elif left in ("", " ", "(", "[") and right.isalnum():
            classes["\u201c"] += right.isalnum()
        elif left and not left.isspace() and (not right or not right.isalnum()):
            classes["\u201d"] += 1
        elif left.isdigit() and right.isdigit():
            classes["\u2013"] += 1
    if classes["\u2019"] and classes["\u2019"] >= classes["\u201c"]:
        classes["\u2019"] += classes.pop("\u201d", 0)
    if not classes:
        return ""
    sign, count = classes.most_common()[0]  # without a number, which would import another module
    if count < _MOSTLY * len(places):
        return ""
    if sign == "\u2013" and not written and len({before for before, _ in places}) == 1:
        return ""  # a word of one shape, behind the same words each time
    meant = _SIGNS.get(written, "")
    dashes = ("\u2013", "\u2014")
    if meant:
        return meant if meant == sign or meant in dashes and sign in dashes else ""
    return "" if written else sign


def _without_lone_marks(read: dict[str, str], order: Sequence[str]) -> dict[str, str]:
    """Return the signs without quotation marks that no others open or close by turns: ligatures are often where words
    begin, and letters with accents where they end."""
    marks = [read[letter] for letter in order if read.get(letter) in (_OPENING, _CLOSING)]
    turns = sum(one != other for one, other in pairwise(marks))
    if turns >= _MOSTLY * (len(marks) - 1) > 0:
        return read
    return {letter: sign for letter, sign in read.items() if sign not in (_OPENING, _CLOSING)}


def _is_known(before: str, made: str, after: str) -> bool:
    """Return whether a word is a known one by its ligature, and not by other letters of it."""
    word = before + made + after
    match = _OTHERS[made].search(word) if made in _OTHERS else KNOWN_WORD.match(word.casefold())
    return match is not None and match.start() <= len(before) < len(before + made) <= match.end()


def _ligature(
    letter: str, words: set[str], read: Mapping[str, str], knows: Callable[[str, str, str], bool]
) -> str:
    """Return the ligature with which most of these words are known; "" where none is better than the others."""
    votes: Counter[str] = Counter()
    count = 0
    for word in words:
        known = _with(word, {other: sign for other, sign in read.items() if other != letter})
        if len(_LETTER.findall(known)) == 1:
            count += 1
            before, _, after = known.partition(letter)
            for ligature in (*_LIGATURES, *_OTHERS):
                votes[ligature] += knows(before, ligature, after) * (_WHOLE if ligature in _OTHERS else 1)
    (best, most), (_, second), *_ = votes.most_common() if len(votes) > 1 else [("", 0), ("", 0)]
    enough = most >= (_FEW if best in _OTHERS else 1) and most > 2 * second and _KNOWN * most >= count
    return best if enough else ""


def _with(text: str, read: Mapping[str, str]) -> str:
    return _LETTER.sub(lambda match: read.get(match[0], match[0]), text)


def _read_line(line: TextLine, read: Mapping[str, str]) -> TextLine:
    if line.text.isascii() or not _LETTER.search(line.text):
        return line
    grown = [(match.end(), len(read.get(match[0], "")) - 1) for match in _LETTER.finditer(line.text)]

    def moved(place: int) -> int:
        return place + sum(added for end, added in grown if end <= place)

    spans = (span._replace(start=moved(span.start), end=moved(span.end)) for span in line.spans)
    return line._replace(
        text=_with(line.text, read), spans=tuple(span for span in spans if span.start < span.end)
    )


def _words_with(pages: Sequence[TextPage], letters: set[str]) -> Iterator[tuple[int, str]]:
    for page in pages:
        for line in page.lines:
            if not line.text.isascii():
                for word in line.text.split():
                    if letters.intersection(word):
                        yield page.number, word


def _inferred(
    pages: Sequence[TextPage], read: Mapping[str, str], unknown: Mapping[str, UnknownLetter]
) -> Iterator[str]:
    """Name the first word that was read by what its letters must be."""
    inferred = {letter for letter, sign in read.items() if sign and sign != unknown[letter].written}
    for number, word in _words_with(pages, inferred):
        yield f"Letters are lost in the file, first on page {number}: a word is read as “{_with(word, read)}”."
        return


def _unread(pages: Sequence[TextPage], read: Mapping[str, str]) -> Iterator[str]:
    """Name the words of each page in which a letter is still unknown."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for number, word in _words_with(pages, {letter for letter, sign in read.items() if not sign}):
        shown = "".join(_with(letter, read) or "…" for letter in word)
        if shown not in found[number]:
            found[number].append(shown)
    for number, words in found.items():
        more = f" and {len(words) - _NAMED} other words" if len(words) > _NAMED else ""
        named = ", ".join(f"“{word}”" for word in words[:_NAMED])
        yield f"Letters on page {number} cannot be read, at “…” in {named}{more}."
