"""Entries that may be hidden in the text before them: names run in, in no style that sets them apart."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from markets.ingest.parsers.entry_drafts import Draft
from markets.ingest.parsers.heading_lines import USUAL_LABEL
from markets.ingest.parsers.paragraphs import Paragraph
from markets.ingest.parsers.places import read_city, read_place
from markets.ingest.parsers.run_in_names import NAME_LINKS, is_capital_name
from markets.ingest.parsers.sections import Section
from markets.ingest.parsers.wording import split_words
from markets.ingest.records import MarketKind
from markets.text.keys import name_key
from markets.text.sentences import ends_short

_WORD = (  # of a name: in small letters only where it links others
    rf"(?:(?![a-z])(?:[^\s.:;!?,()\[\]]|\.(?=\w))++|(?:{'|'.join(NAME_LINKS)})(?![\w'\u2019-]))"
)
_OPENING = re.compile(
    rf" (?<=[.!?\u201d] )(?P<name>{_WORD}(?: (?!-){_WORD}){{0,7}})"
    r"(?P<place> [(\[][^()\[\]]{2,60}[)\]]|, [^.:;!?()\[\]]{2,60}?)?(?:[.:]|\s[\u2013\u2014-])\s(?=[A-Z\u201c\"\d])"
)
_MOST_WORDS = 5
_OFTEN = 3  # times that the same words open a sentence: a label ("Outlook.")
_ENOUGH, _ORDERED = 6, 0.85  # names, and the share of them, for an order to be one


def find_hidden_entries(parts: Sequence[Section], entries: Sequence[Draft]) -> Iterator[str]:
    """Yield sentences that begin as an entry might: a name with its place, one due there in the alphabet, one at
    the head of a paragraph that speaks of it again, or a bold one there where the entries are run in so."""
    kinds: tuple[MarketKind, ...] = ("online", "physical")
    for kind in kinds:
        found = [entry for entry in entries if entry.kind == kind]
        keys = [name_key(entry.name) for entry in found]
        ordered = kind == "online" and _are_ordered(keys)
        run_in = {id(entry.paragraphs) for entry in found if entry.heading is None}
        before = _before_first(parts, found, kind)
        opening = Counter[str]()
        said: list[tuple[str, str]] = []
        for paragraphs, skip, low, high in zip(
            [before, *(entry.paragraphs for entry in found)],
            [0, *(entry.skip for entry in found)],
            ["", *keys],
            [*keys, "\uffff"],
            strict=True,
        ):
            styled = id(paragraphs) in run_in and paragraphs[0].runs[0].bold
            for at, paragraph in enumerate(paragraphs):
                for name, place, start, end in _openings(paragraph, 0 if at else skip, kind):
                    if USUAL_LABEL.match(name):
                        continue
                    opening[name] += 1
                    bold = styled and at > 0 and not start and paragraph.runs[0].bold
                    again = at > 0 and not start and not low.startswith(name_key(name))
                    again = again and name.casefold() in paragraph.text[end:].casefold()
                    bold = bold and not paragraph.text[end:].lstrip()[:1].islower()
                    if place or bold or again or ordered and low < name_key(name) < high:
                        words = paragraph.text[start : end + 30]
                        said.append((name, f"on page {paragraph.page}: “{words}…”"))
        yield from (
            f"an entry may be hidden in the text {where}" for name, where in said if opening[name] < _OFTEN
        )


def _openings(paragraph: Paragraph, skip: int, kind: MarketKind) -> Iterator[tuple[str, bool, int, int]]:
    """Yield what may be names: each with whether a place is printed with it, and where it begins and ends."""
    first, text = paragraph.runs[0], paragraph.text
    if not skip and first.bold and first.end < len(text) and _is_name(text[: first.end]):
        yield text[: first.end].strip(), False, 0, first.end
    stop = ". "  # before each sentence, also before the first
    for match in _OPENING.finditer(stop + text, skip + len(stop) if skip else 1):
        printed = (match["place"] or "").lstrip(", ")
        found = read_place(printed)
        place = bool(found.city or match["place"] and match["place"].startswith(" ") and found.country)
        if not match["place"] and ends_short(f"{match['name']}."):
            continue  # "Mr. Orlov", "St. Martin's": no sentence ends there
        place = place or bool(kind == "physical" and printed and read_city(printed))
        if (place or not match["place"]) and len(match["name"]) > 1 and _is_name(match["name"]):
            yield match["name"], place, match.start(1) - len(stop), match.end() - len(stop)


def _is_name(text: str) -> bool:
    return len(split_words(text)) <= _MOST_WORDS and is_capital_name(text)


def _before_first(parts: Sequence[Section], entries: Sequence[Draft], kind: MarketKind) -> list[Paragraph]:
    """Return the paragraphs of a kind's first section that are before its first entry."""
    part = next((part for part in parts if part.kind == kind), None)
    if part is None or not entries:
        return []
    opening = entries[0].heading or entries[0].paragraphs[0]
    first = opening.lines[0]
    return list(takewhile(lambda paragraph: first not in paragraph.lines, part.paragraphs))


def _are_ordered(keys: Sequence[str]) -> bool:
    rising = sum(before <= after for before, after in pairwise(keys))
    return len(keys) >= _ENOUGH and rising >= _ORDERED * (len(keys) - 1)
