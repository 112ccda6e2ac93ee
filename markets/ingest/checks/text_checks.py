"""Texts that hold what hardly belongs to them: joined or torn words, marks of notes, headings, half sentences."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from itertools import pairwise

from markets.ingest.records import ParsedEdition, ParsedListing
from markets.text.enumerations import find_enumerated
from markets.text.keys import name_key

_WORD = re.compile(r"(?<![\w.-])[a-z]+(?![\w-]|\.\w)")
_SMALL_WORDS = "the and that are was were with which from its their has have had not this they for"
_SMALL = frozenset(_SMALL_WORDS.split())
_ENDS = (".", "!", "?", "”", '"', ")", "’", ":", ";", "…")
_MARK = re.compile(  # one set of signs to begin with, to which the engine skips
    r"[\d\[(\xb9\xb2\xb3\u2070\u2074-\u2079*\u2020\u2021\u00a7](?:"
    r"(?:(?<=[^\W\d_]{3}[.,;:!?]\d)|(?<=[.!?][”\")]\d))\d{0,2}(?=\s|$)"
    r"|(?:(?<=[.,;!?][\[(])|(?<=[.,;!?]\s[\[(]))(?:\d{1,3}|[a-z]|[ivxl]{2,5})[\])](?=\s|$)"
    r"|(?<=[\xb9\xb2\xb3\u2070\u2074-\u2079])|(?<=\w[.,][*\u2020\u2021\u00a7]))"
)
# Asked first, since it is much faster.
_MAY_STICK = re.compile(r"[.!?][A-Z]|[a-z](?:,|['\u2019]s)[a-z]")
_STUCK_STOP = re.compile(
    r"(?<![\w.@/])[a-z][\w\u2019'-]*[a-z](?:[.!?][A-Z][a-z]+|,[a-z]{2,})(?![\w.])|[a-z]['\u2019]s[a-z]{3}"
)
_SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] ){4,}[^\W\d_](?!\S)")
# A space before a comma; a consonant that is no word.
_TORN = re.compile(r"(?<=\w) [,;](?=\s)|(?<!\S)[b-df-hj-np-tv-xz] (?=[a-z]{2})")
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]+")
_PARTICLES = frozenset(("down", "in", "off", "on", "out", "over", "up"))  # to "take down" needs a "takedown"
_LEAST_PART = 4  # letters
_PARTS = {  # of words that are made of two: "marketplace", "worldwide", "livestream"
    "back", "band", "board", "book", "casting", "ever", "ground", "hand", "hard", "head", "here", "holder", "home",
    "land", "less", "life", "line", "load", "maker", "mark", "market", "mate", "more", "name", "news", "other",
    "over", "page", "pass", "phone", "place", "play", "point", "port", "right", "sale", "self", "selves", "shop",
    "side",
    "site", "soft", "some", "store", "stream", "there", "thing", "time", "trade", "under", "user", "ware", "water",
    "week", "where", "wide", "width", "with", "word", "work", "world",
}  # fmt: skip
_INFINITIVE = re.compile(r"\bto ([a-z]{2,})(?![\w-])")
_NOUN = re.compile(r"\b(?:an?|the|its|their|of|this|each|no) ([a-z]{2,})(?![\w-])")
_SHORT_HALF = 5  # letters of each half of a word that English writes as one ("suitcases")
_INFLECTED = ("s", "ed", "ing", "ly")  # no such word is the first half of one
_MANY_STUCK = 3  # words run together, for more of them that nothing shows
_FEW = 3  # "ofsome"; no word is "of" and another one
_NAME_AND_PLACE = re.compile(r"[^.:;!?()]{2,50}\([^()]{2,40}\)$")
_LIST_ITEM = 400  # letters of a paragraph that may be an item of a list


def check_texts(edition: ParsedEdition) -> Iterator[str]:
    """Doubts about texts, as sentences with their page."""
    seen = Counter(word for listing in edition.listings for word in _WORD.findall(listing.text))
    torn = list(_torn_words(edition, seen))
    joined = list(_joined_words(edition, seen, {word for word, _ in torn}))
    yield from (*joined, *(doubt for _, doubt in torn))
    stuck = len(joined) + sum(_STUCK_STOP.search(listing.text) is not None for listing in edition.listings)
    if joined and stuck >= _MANY_STUCK:
        yield f"spaces may be lost in the whole report: words are run together in {stuck} places"
    bare = _find_bare_verbs(edition, seen)
    for listing in edition.listings:
        where = f"“{listing.name}” on page {listing.page}"
        yield from _marks(listing, where)
        yield from _headings(listing, where)
        yield from _starts(listing, where, bare)
        yield from _end(listing, where)


def _marks(listing: ParsedListing, where: str) -> Iterator[str]:
    """Marks of notes that were not taken out, and stops without a space behind them."""
    known = {*listing.domains, listing.name.casefold()}
    marks = _MARK.finditer(listing.text)
    found = next((mark for mark in marks if not _is_enumerated(listing.text, mark.start())), None)
    if found is None and _MAY_STICK.search(listing.text):
        stuck = (match for match in _STUCK_STOP.finditer(listing.text) if match[0].casefold() not in known)
        found = next(stuck, None)
    if found:
        around = listing.text[max(0, found.start() - 30) : found.end() + 10].replace("\n", " ")
        yield f"the text of {where} may hold the mark of a note, or lack a space: “…{around}…”"
    if torn := _TORN.search(listing.text):
        around = listing.text[max(0, torn.start() - 20) : torn.end() + 20].replace("\n", " ")
        yield f"the text of {where} may hold a space inside a word or before a comma: “…{around}…”"
    if spaced := _SPACED.search(listing.text):
        yield f"the text of {where} holds lone letters: it may be drawn spaced: “{spaced[0]}”"


def _is_enumerated(text: str, at: int) -> bool:
    """Return whether a mark is one of an enumeration in its paragraph."""
    start, end = text.rfind("\n\n", 0, at) + 1, text.find("\n\n", at)
    return at - start in find_enumerated(text[start : end if end > 0 else len(text)])


def _headings(listing: ParsedListing, where: str) -> Iterator[str]:
    """Paragraphs without a stop, outside lists: a heading may have been taken for text."""
    in_list = False
    found: list[str] = []
    blocks = listing.text.split("\n\n")
    for block in blocks[:-1]:
        named = _NAME_AND_PLACE.match(block) is not None  # "Gimy TV (Taiwan)"
        ended = block.rstrip().endswith(_ENDS) and not named
        if not ended and not in_list and block.strip():
            found.append(f"“{block.strip()[-60:]}”")
        in_list = (
            block.rstrip().endswith(":")
            or in_list
            and len(block) < _LIST_ITEM
            and not block.rstrip().endswith(".")
        )
    if found:
        yield f"a paragraph of {where} ends without a stop, and may be a heading: {', '.join(found)}"


def _joined_words(edition: ParsedEdition, seen: Counter[str], torn: Container[str]) -> Iterator[str]:
    """Words that are two words of the same report: a space between them was lost. `torn`: those that are whole."""
    for listing in edition.listings:
        for word in _WORD.findall(listing.text):
            few = seen[word] <= (_FEW if word.startswith("of") else 1)
            if (
                few
                and len(word) > 5
                and word not in torn
                and (parts := _two_words(word, seen))
                and not _is_compound(parts, edition)
            ):
                yield f"“{word}” on page {listing.page} may be two words, “{parts[0]} {parts[1]}”: a space may be lost"


def _two_words(word: str, seen: Counter[str]) -> tuple[str, str] | None:
    for cut in range(2, len(word) - 2):
        left, right = word[:cut], word[cut:]
        both = seen[left] and seen[right] and min(len(left), len(right)) >= _LEAST_PART
        if both and seen[word] == 1 and not {left, right, left.rstrip("s"), right.rstrip("s")} & _PARTS:
            return left, right
        small = left == "of" or (left in _SMALL and len(right) > 3) or (right in _SMALL and len(left) > 3)
        if small and seen[left] > 1 and seen[right] > 1:
            return left, right
    return None


def _is_compound(parts: tuple[str, str], edition: ParsedEdition) -> bool:
    """Return whether two words may be one in English: both short, the first without an ending, and nowhere in the
    report beside each other."""
    left, right = parts
    short = _LEAST_PART <= len(left) <= _SHORT_HALF and _LEAST_PART <= len(right.rstrip("s")) <= _SHORT_HALF
    if not short or left.endswith(_INFLECTED) or {left, right} & _SMALL:
        return False
    return not any(f"{left} {right}" in listing.text for listing in edition.listings)


def _torn_words(edition: ParsedEdition, seen: Counter[str]) -> Iterator[tuple[str, str]]:
    """Yield words that are in two pieces elsewhere in the report, which are nothing by themselves, with a doubt.
    `seen`: plain words, none of them in an address."""
    texts = [(listing.page, _TOKEN.findall(listing.text.casefold())) for listing in edition.listings]
    words = Counter(word for _, tokens in texts for word in tokens)
    pairs: Counter[tuple[str, str]] = Counter()
    pages: dict[tuple[str, str], int] = {}
    for page, tokens in texts:
        for pair in pairwise(tokens):
            if pair[0] + pair[1] in words:
                pairs[pair] += 1
                pages.setdefault(pair, page)
    for (left, right), count in pairs.items():
        if (
            left.isalpha()
            and right.isalpha()
            and words[left] == words[right] == count
            and (words[left + right] > 1 or seen[left + right])
            and right not in _PARTICLES
            and not {left, right} & _PARTS
        ):
            page = pages[left, right]
            yield (
                left + right,
                f"“{left} {right}” on page {page} may be one word, “{left}{right}”: a space may be added",
            )


def _starts(listing: ParsedListing, where: str, bare: frozenset[str]) -> Iterator[str]:
    """Paragraphs that begin inside a sentence: what was before is missing. `bare`: verbs that no name is before."""
    blocks = listing.text.split("\n\n")
    for before, block in zip(["."] + blocks, blocks, strict=False):
        if not before.endswith((".", "!", "?")):
            continue
        own = _own_name(block, listing)
        small = block[:1].islower() and not (own and _is_written_small(own, listing))
        following = block[len(own) :].split(maxsplit=1)[:1] if own and not own.endswith("s") else []
        if small or bare.intersection(following):
            yield f"a paragraph of {where} begins inside a sentence: “{block[:40]}…”"


def _own_name(block: str, listing: ParsedListing) -> str:
    """Return the words with which a paragraph opens if they are the name of its market, or an address; else ""."""
    words = block.split(" ", maxsplit=listing.name.count(" ") + 2)
    if words[0].islower() and "." in words[0][:-1]:
        return words[0]
    key = name_key(listing.name)
    openings = (" ".join(words[:count]) for count in range(1, len(words) + 1))
    return next((opening for opening in openings if name_key(opening.partition("\u2019")[0]) == key), "")


def _is_written_small(own: str, listing: ParsedListing) -> bool:
    """Return whether a market's name may begin small: it is printed so, or in capitals, or written so inside a text."""
    name = listing.name
    return name[:1] == own[:1] or not name[1:2].islower() or f" {own}" in listing.text or "." in own


def _find_bare_verbs(edition: ParsedEdition, seen: Mapping[str, int]) -> frozenset[str]:
    """Return "to" and the verbs behind it that the report also inflects, and uses as no noun: "Taobao remove"."""
    texts = [listing.text for listing in edition.listings]
    nouns = {word for text in texts for word in _NOUN.findall(text)}
    verbs = {word for text in texts for word in _INFINITIVE.findall(text)} - nouns
    inflected = {verb for verb in verbs if any(verb + ending in seen for ending in ("s", "d", "ed", "ing"))}
    return frozenset(("to", *inflected))


def _end(listing: ParsedListing, where: str) -> Iterator[str]:
    """Texts that end without a stop, and in no list whose items all have none: what follows is missing."""
    text = listing.text.rstrip()
    head, _, items = text.rpartition(":\n\n")
    blocks = items.split("\n\n")
    is_list = bool(head) and len(blocks) > 1
    is_list = is_list and all(block[:1].islower() and not block.endswith(_ENDS) for block in blocks)
    if text and not text.endswith(_ENDS) and not is_list:
        yield f"the text of {where} breaks off: “…{text[-40:].strip()}”"
