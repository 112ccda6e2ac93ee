"""Letters of which no table of a file tells what they are: the words in which they are drawn tell it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from markets.ingest.pages.letter_model import LetterModel
from markets.ingest.pages.letter_tables import UnknownLetter
from markets.ingest.pages.likely_letters import SIGNS
from markets.ingest.pages.lost_ligatures import KNOWN_WORD
from markets.ingest.records import TextLine, TextPage

_UNKNOWN = "\ua000-\ua44b"
_LETTER = re.compile(f"[{_UNKNOWN}]")
_WORD = re.compile(f"[^\\W\\d_{_UNKNOWN}]*[{_UNKNOWN}](?:[^\\W\\d_]|[{_UNKNOWN}])*")
_PAGE_NUMBER = re.compile(f"\\d{{1,4}} [{_UNKNOWN}] \\d{{1,4}}")  # whatever the sign is ("3 / 14")
_PLAIN_WORD = re.compile("[^\\W\\d_]+")
# English words that hold ligatures of other letters than "f", "i" and "l", which are "#" here.
_OTHER_WORDS = {
    "ft": re.compile("^(?:le|so|gi|[cd]?ra|shi|the|dri|thri|swi|lo)#|^(?:fi#(?:ee|h|i|y)|a#er|o#en)"),
    "tt": re.compile("(?:[abmps]a|^a|[bcflmnpr]o|[blmnpstw]e|[lmrs]i|fi|[bchpr]u)#(?:[aeiloru]|$)"),
    "tf": re.compile("(?:pla|por|^ou|foo|hear)#"),
    "ti": re.compile("#(?:on|ve|ng|es$|me|tle|f[iy]|cal|al|gat|nu)"),
}
_OPENING, _CLOSING = _MARKS = "\u201c", "\u201d"
_DASHES = "\u2013\u2014"
_MOSTLY = 0.7  # of the turns of quotation marks
_FIT, _MISFIT = 2.0, -3.0  # of a sign where it is drawn
_SEEN, _KNOWN = 3.0, 3.0  # for a word that is in the report elsewhere; for one with a ligature that is known
_SAME = 6.0  # for what the same damage has come from in another font
_SECOND = 6.0  # against a letter that another code of the font has
_SHORTEST_SEEN = 4  # letters of a word that is in the report elsewhere
_CLEAR, _SURE = 0.4, 1.5  # by how much the best is better than the next
_FEW = 3  # different words: fewer are named
_ROUNDS = 3  # a word may hold several of them
_NAMED = 4  # words in one sentence


@dataclass(slots=True)
class _Reading:
    """Where one unknown letter is drawn, and what it is read as: "" while that is not known."""

    about: UnknownLetter
    places: list[tuple[str, str]] = field(default_factory=list)  # what is before and behind it
    words: set[str] = field(default_factory=set)
    letters: str = ""
    is_sure: bool = False
    may_be_mark: bool = True  # of quotation


def with_known_letters(
    pages: Sequence[TextPage], unknown: Mapping[str, UnknownLetter]
) -> tuple[list[TextPage], tuple[str, ...]]:
    """Return the pages with the letters that the words tell, and sentences on what was inferred or is still unknown."""
    if not unknown:
        return list(pages), ()
    found: dict[str, _Reading] = {}
    plain: list[str] = []
    order: list[str] = []
    for page in pages:
        for line in page.lines:
            if line.text.isascii() or not _LETTER.search(line.text):
                plain += _PLAIN_WORD.findall(line.text)
                continue
            plain += [word for word in _PLAIN_WORD.findall(line.text) if not _LETTER.search(word)]
            for match in _LETTER.finditer(line.text):
                one = found.setdefault(match[0], _Reading(unknown[match[0]]))
                one.places.append((line.text[: match.start()][-2:], line.text[match.end() :][:2]))
                order.append(match[0])
            for word in _WORD.findall(line.text):
                for letter in set(_LETTER.findall(word)):
                    found[letter].words.add(word)
    for _ in range(_ROUNDS):
        read = {letter: one.letters for letter, one in found.items() if one.letters}
        words = {_with(word, read) for one in found.values() for word in one.words}
        model = LetterModel([*plain, *(word for word in words if not _LETTER.search(word))])
        clearest = {one.about.damage: one for one in sorted(found.values(), key=lambda one: len(one.places))}
        for letter, one in found.items():
            _choose(letter, one, read, model, clearest[one.about.damage])
        _drop_lone_marks(found, order)
    read = {letter: one.letters or _as_written(one.about) for letter, one in found.items()}
    doubts = (*_inferred(pages, found, read), *_unread(pages, read))
    return [
        replace(page, lines=tuple(_read_line(line, read) for line in page.lines)) for page in pages
    ], doubts


def _as_written(about: UnknownLetter) -> str:
    return about.written if about.written in about.likely else ""


def _choose(
    letter: str, one: _Reading, read: Mapping[str, str], model: LetterModel, clearest: _Reading
) -> None:
    """Read a letter as what goes best with what is around it, where that is clearly better than all else."""
    words = [
        _with(word, {other: sign for other, sign in read.items() if other != letter}) for word in one.words
    ]
    clear = [word for word in words if len(set(_LETTER.findall(word))) == 1]
    scores = {
        letters: _score(letter, letters, one, clear, model) - against
        for letters, against in one.about.likely.items()
        if one.may_be_mark or letters not in _MARKS
    }
    for letters in scores:
        if letters == one.about.written:
            scores[letters] += (
                -_SECOND if one.about.is_second else _SAME * (letters.isascii() and letters.isalpha())
            )
        elif one is not clearest and one.about.damage and letters == clearest.letters and letters.isalpha():
            scores[letters] += _SAME
    best = max(scores, key=scores.__getitem__, default="")
    if not best:
        return
    score = scores.pop(best)
    lead = score - max(scores.values(), default=0.0)
    if (
        best in _DASHES
        and not one.about.written
        and len({before for before, _ in one.places}) == 1 < len(one.places)
    ):
        return  # a word of one shape, behind the same words each time
    if best in _DASHES and max(scores, key=scores.__getitem__, default="") in _DASHES:
        lead = score
    is_read = lead >= _CLEAR and (score > 0 or bool(scores and one.about.written))
    one.letters = best if is_read else ""
    known = best not in SIGNS and all(_is_known(*_around(word, letter, best)) for word in clear)
    several = len(words) + known >= _FEW or best in SIGNS and len(one.places) >= _FEW
    # Names alone tell no letter for sure, unless it is the same in another font.
    confirmed = (
        best in SIGNS or known or clearest.is_sure and best == clearest.letters and clearest is not one
    )
    confirmed = confirmed or any(word.replace(letter, "").islower() for word in words)
    one.is_sure = is_read and lead >= _SURE and several and confirmed


def _around(word: str, letter: str, letters: str) -> tuple[str, str, str]:
    before, _, after = word.partition(letter)
    return before, letters, after.replace(letter, letters)


def _score(letter: str, letters: str, one: _Reading, words: Sequence[str], model: LetterModel) -> float:
    """Return how well letters or a sign go where a letter is drawn, for one place on average."""
    if letters in SIGNS or not letters.isalpha():
        fits = [_fit(letters, before, after) for before, after in one.places]
        return sum(fits) / len(fits)
    if letters == one.about.written and not letters.isascii():
        return 0.0  # names have such letters, which the words do not tell
    if not words:
        return _MISFIT
    gain = 0.0
    for word in words:
        before, _, after = _around(word, letter, letters)
        if letters.islower() and after[:1].isupper():
            gain += _MISFIT
            continue
        gain += model.gain(before, letters, after)
        made = (before + letters + after).casefold()
        gain += _SEEN * (len(made) >= _SHORTEST_SEEN and made in model.words)
        gain += _KNOWN * _is_known(before, letters, after)
    if letters.islower() and not any(before for before, _ in one.places):
        gain += _MISFIT * len(words)  # names begin with a capital
    alone = sum(not before[-1:].isalpha() and not after[:1].isalpha() for before, after in one.places)
    return (gain + _MISFIT * alone) / (len(words) + alone)


def _is_known(before: str, letters: str, after: str) -> bool:
    """Return whether a ligature is in a known word, and not other letters of it."""
    if letters in _OTHER_WORDS:
        return _OTHER_WORDS[letters].search(f"{before}#{after}".casefold()) is not None
    known = KNOWN_WORD.match((before + letters + after).casefold()) if len(letters) > 1 else None
    return known is not None and len(before + letters) <= known.end()


def _fit(sign: str, before: str, after: str) -> float:
    """Return how well a sign or figure goes between two letters or signs."""
    left, right = before[-1:], after[:1]
    opens, closes = left in ("", " ", "(", "["), not right.isalnum()
    if _LETTER.match(left) or _LETTER.match(right):
        return 0.0
    if sign in _DASHES:
        if left.isdigit() and right.isdigit():
            return _FIT / 2  # where a figure goes as well
        return _FIT if left in ("", " ") and right in ("", " ") and left + right else _MISFIT
    if sign == "\u2022":
        return 2 * _FIT if not left and right == " " else _MISFIT
    if sign == "\u2019" and left.isalpha():
        ends = (
            right in ("s", "t", "r", "v", "l", "d", "m")
            and not after[1:].isalpha()
            or after in ("re", "ve", "ll")
        )
        return _FIT if ends or left == "s" and closes else 0.0
    if sign in "\u2018\u201c":
        return _FIT if opens and right.isalnum() else _MISFIT
    if sign in "\u2019\u201d":
        return _FIT if not opens and closes and right != "-" else _MISFIT
    if sign.isdigit():
        if (before + after).isdigit() and len(before + after) == 4:  # no number has more without a comma
            return _MISFIT
        if (left + right).strip(".,$%-").isdigit():
            return _FIT
        return _MISFIT if left.isalpha() and right.isalpha() else 0.0
    return 0.0


def _drop_lone_marks(found: Mapping[str, _Reading], order: Sequence[str]) -> None:
    """Forget quotation marks that no others open or close by turns: ligatures are often where words begin, and
    letters with accents where they end."""
    marks = [found[letter].letters for letter in order if found[letter].letters in _MARKS]
    turns = sum(one != other for one, other in pairwise(marks))
    if turns >= _MOSTLY * (len(marks) - 1) > 0:
        return
    for one in found.values():
        if one.letters in _MARKS and not one.about.written:
            one.letters, one.may_be_mark = "", False


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
            if not line.text.isascii() and not _PAGE_NUMBER.fullmatch(line.text):
                for word in line.text.split():
                    if letters.intersection(word):
                        yield page.number, word


def _inferred(
    pages: Sequence[TextPage], found: Mapping[str, _Reading], read: Mapping[str, str]
) -> Iterator[str]:
    """Name the first word that was read by what its letters must be, and all where few words tell it."""
    inferred = {letter for letter, one in found.items() if one.letters not in ("", one.about.written)}
    for number, word in _words_with(pages, inferred):
        yield f"Letters are lost in the file, first on page {number}: a word is read as “{_with(word, read)}”."
        break
    unsure = {letter for letter in inferred if not found[letter].is_sure}
    unsure |= {
        letter for letter, one in found.items() if one.about.is_second and read[letter] and not one.is_sure
    }
    yield from _name_words(pages, unsure, read, "may be misread, at")


def _unread(pages: Sequence[TextPage], read: Mapping[str, str]) -> Iterator[str]:
    lost = {letter for letter, sign in read.items() if not sign}
    shown = {letter: sign or "…" for letter, sign in read.items()}
    yield from _name_words(pages, lost, shown, "cannot be read, at “…” in")


def _name_words(
    pages: Sequence[TextPage], letters: set[str], read: Mapping[str, str], what: str
) -> Iterator[str]:
    """Name the words of each page in which one of these letters is."""
    found: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for number, word in _words_with(pages, letters):
        found[number][_with(word, read)] = None
    for number, some in found.items():
        words = list(some)
        more = f" and {len(words) - _NAMED} other words" if len(words) > _NAMED else ""
        named = ", ".join(f"“{word}”" for word in words[:_NAMED])
        yield f"Letters on page {number} {what} {named}{more}."
