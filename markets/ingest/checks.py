"""What stands against an edition as parsed: the report's own counts, contents, numbering, and a press release.

Every problem is a plain sentence that names the page where there is one. A report with problems never reaches
the public on its own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from markets.ingest.parsers import lead_lines
from markets.ingest.parsers.countries import codes
from markets.ingest.parsers.missing_content import missing_content
from markets.ingest.parsers.sections import kind_of
from markets.ingest.parsers.wording import is_capitals
from markets.ingest.records import (
    MarketKind,
    ParsedEdition,
    ParsedListing,
    ParsedPressRelease,
    StatedCounts,
    TextPage,
)
from markets.text.keys import name_key
from markets.text.sentences import sentences

_LONE = re.compile(r"(?<!\S)[^\W\d_](?!\S)")
_TORN = re.compile(r"(?<!\S)\.?[^\W\d_aAI] (?=[a-z0-9])|\s\.\w")
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff]")
_WORD = re.compile(r"(?<![\w.-])[a-z]+(?![\w-]|\.\w)")
_SMALL_WORDS = "the and that are was were with which from its their has have had not this they for"
_SMALL = frozenset(_SMALL_WORDS.split())


def check(
    edition: ParsedEdition, pages: Sequence[TextPage], press_release: ParsedPressRelease | None = None
) -> tuple[str, ...]:
    """The problems of an edition, in the order of what they say about the whole; none means that all agree."""
    problems = [
        *_counts(edition, edition.stated_counts, "the report states"),
        *_contents(edition),
        *_listings(edition),
        *_twice(edition),
        *_odd_names(edition),
        *_joined_words(edition),
        *_loose(edition),
        *_starts(edition),
        *missing_content(pages, min((listing.page for listing in edition.listings), default=1)),
        *edition.doubts,
    ]
    if press_release is not None:
        problems += _press_release(edition, press_release)
    return tuple(dict.fromkeys(problems))


def _of(edition: ParsedEdition, kind: MarketKind) -> list[ParsedListing]:
    return [listing for listing in edition.listings if listing.kind == kind]


def _counts(edition: ParsedEdition, stated: StatedCounts | None, who: str) -> Iterator[str]:
    kinds: tuple[tuple[MarketKind, int | None], ...] = (
        ("online", stated.online if stated else None),
        ("physical", stated.physical if stated else None),
    )
    for kind, count in kinds:
        found = len(_of(edition, kind))
        if count is not None and found != count:
            yield f"{who} {count} {kind} markets and {found} {'was' if found == 1 else 'were'} found"
        elif found == 0 and who == "the report states":
            yield f"no {kind} market was found"


def _contents(edition: ParsedEdition) -> Iterator[str]:
    """Names on the contents page against those found, and the order and the distance of their pages."""
    under: dict[MarketKind, list[tuple[str, int | None]]] = {"online": [], "physical": []}
    kind: MarketKind | None = None
    for name, page in edition.contents:
        section = kind_of(name)
        if section in ("online", "physical"):
            kind = "online" if section == "online" else "physical"
        elif section is not None:
            kind = None
        elif kind is not None:
            under[kind].append((name, page))
    yield from _names(edition, under["online"], "online")
    economies = [(name, page) for name, page in under["physical"] if codes(name)]
    if under["physical"] and len(economies) * 2 >= len(under["physical"]):
        yield from _economies(edition, under["physical"])
    else:
        yield from _names(edition, under["physical"], "physical")


def _names(
    edition: ParsedEdition, entries: Sequence[tuple[str, int | None]], kind: MarketKind
) -> Iterator[str]:
    if not entries:
        return
    found = {name_key(listing.name): listing for listing in _of(edition, kind)}
    listed = {name_key(name) for name, _ in entries}
    matched: list[tuple[str, int | None, ParsedListing]] = []
    for name, page in entries:
        wanted = name_key(name)
        listing = found.get(wanted) or next((found[k] for k in found if _same_start(k, wanted)), None)
        if listing is None:
            yield f"the contents page names “{name}”{_on(page)}, and no {kind} market of that name was found"
        else:
            matched.append((name, page, listing))
    for wanted, listing in found.items():
        if wanted not in listed and not any(_same_start(wanted, name) for name in listed):
            yield f"“{listing.name}” on page {listing.page} is not on the contents page"
    yield from _page_steps([(name, page, listing.page) for name, page, listing in matched])


def _same_start(a: str, b: str) -> bool:
    """Whether one name is the other with more behind it (a place, say)."""
    return min(len(a), len(b)) >= 4 and (a.startswith(b) or b.startswith(a))


def _economies(edition: ParsedEdition, entries: Sequence[tuple[str, int | None]]) -> Iterator[str]:
    physical = _of(edition, "physical")
    found = {name_key(listing.country or "") for listing in physical}
    found_codes = {code for listing in physical for code in listing.country_codes}
    for name, page in entries:
        if name_key(name) not in found and not (set(codes(name)) & found_codes):
            yield f"the contents page names “{name}”{_on(page)}, and no physical market was found there"
    listed = {name_key(name) for name, _ in entries}
    listed_codes = {code for name, _ in entries for code in codes(name)}
    for listing in physical:
        if name_key(listing.country or "") not in listed and not (set(listing.country_codes) & listed_codes):
            where = f"“{listing.name}” on page {listing.page}"
            yield f"{listing.country or 'no country'} of {where} is not on the contents page"


def _page_steps(matched: Sequence[tuple[str, int | None, int]]) -> Iterator[str]:
    """Printed pages that do not keep step with the pages of the file, where nearly all others do."""
    steps = Counter(page - found for _, page, found in matched if page is not None)
    if not steps:
        return
    usual, count = steps.most_common(1)[0]
    if count < 5 or count < 0.9 * sum(steps.values()):
        return
    for name, page, found in matched:
        if page is not None and page - found != usual:
            yield f"the contents page puts “{name}” on page {page}, and it was found on page {found + usual}"


def _on(page: int | None) -> str:
    return "" if page is None else f" (page {page})"


def _listings(edition: ParsedEdition) -> Iterator[str]:
    for listing in edition.listings:
        where = f"“{listing.name}” on page {listing.page}"
        if not listing.text.strip():
            yield f"{where} has no text"
        elif not listing.text.rstrip().endswith((".", "!", "?", "”", '"', ")", "’", ":", ";", "…")):
            yield f"the text of {where} breaks off: “…{listing.text[-40:].strip()}”"
        if listing.country and not listing.country_codes:
            yield f"{where}: the country “{listing.country}” is not known"
        elif listing.country and not codes(listing.country):
            yield f"{where}: the country “{listing.country}” is read as {', '.join(listing.country_codes)}"
        if listing.kind == "physical" and not listing.country:
            yield f"{where} has no country"
        for start, end in sentences(listing.text):
            sentence = listing.text[start:end]
            if lead_lines.is_lead(sentence) and not lead_lines.has_subject(sentence) and start > 0:
                yield f"a line of addresses or places stands inside the text of {where}: a heading may be missing"
                break


def _odd_names(edition: ParsedEdition) -> Iterator[str]:
    """Names of lone letters, and names that are set otherwise than nearly all others of their kind."""
    for listing in edition.listings:
        if _RIGHT_TO_LEFT.search(listing.name):
            yield f"“{listing.name}” on page {listing.page} holds letters that run right to left: check their order"
        if len(_LONE.findall(listing.name)) > 1 or _TORN.search(listing.name):
            yield f"the name “{listing.name}” on page {listing.page} holds lone letters: it may be drawn spaced"
    for kind in ("online", "physical"):
        names = _of(edition, kind)
        others = [listing for listing in names if not is_capitals(listing.name)]
        if len(names) >= 6 and 0 < len(others) <= 0.15 * len(names):
            for listing in others:
                yield f"“{listing.name}” on page {listing.page} is not in capitals, as the other {kind} names are"


def _joined_words(edition: ParsedEdition) -> Iterator[str]:
    """Words that are two words of the same report: a space between them was lost."""
    seen = Counter(word for listing in edition.listings for word in _WORD.findall(listing.text))
    for listing in edition.listings:
        for word in _WORD.findall(listing.text):
            if seen[word] == 1 and len(word) > 6 and (parts := _two_words(word, seen)):
                yield f"“{word}” on page {listing.page} may be two words, “{parts[0]} {parts[1]}”: a space may be lost"
                return


def _two_words(word: str, seen: Counter[str]) -> tuple[str, str] | None:
    for cut in range(3, len(word) - 2):
        left, right = word[:cut], word[cut:]
        small = (left in _SMALL and len(right) > 3) or (right in _SMALL and len(left) > 3)
        if small and seen[left] > 1 and seen[right] > 1:
            return left, right
    return None


def _twice(edition: ParsedEdition) -> Iterator[str]:
    same: dict[tuple[str, MarketKind, tuple[str, ...]], list[ParsedListing]] = defaultdict(list)
    texts: dict[str, list[ParsedListing]] = defaultdict(list)
    for listing in edition.listings:
        where = listing.country_codes if listing.kind == "physical" else ()
        same[name_key(listing.name), listing.kind, where].append(listing)
        if len(listing.text) > 200:
            texts[name_key(listing.text)].append(listing)
    for group in same.values():
        if len(group) > 1:
            yield f"“{group[0].name}” is listed {len(group)} times, on pages {_pages(group)}"
    for group in texts.values():
        if len({name_key(listing.name) for listing in group}) > 1:
            yield f"“{group[0].name}” and “{group[1].name}” have the same text, on pages {_pages(group)}"


def _pages(group: Sequence[ParsedListing]) -> str:
    return ", ".join(str(listing.page) for listing in group)


def _starts(edition: ParsedEdition) -> Iterator[str]:
    """Paragraphs that begin inside a sentence: what stood before is missing."""
    for listing in edition.listings:
        blocks = listing.text.split("\n\n")
        for before, block in zip(["."] + blocks, blocks, strict=False):
            if (
                block[:1].islower()
                and before.endswith((".", "!", "?"))
                and name_key(listing.name)[:1] != block[:1]
            ):
                where = f"“{listing.name}” on page {listing.page}"
                yield f"a paragraph of {where} begins inside a sentence: “{block[:40]}…”"


def _loose(edition: ParsedEdition) -> Iterator[str]:
    by_page: dict[int, list[str]] = defaultdict(list)
    for line in edition.loose:
        by_page[line.page].append(line.text)
    for page, texts in by_page.items():
        first = texts[0] if len(texts[0]) < 70 else texts[0][:70] + "…"
        yield f"text on page {page} belongs to no listing: “{first}”"


def _press_release(edition: ParsedEdition, release: ParsedPressRelease) -> Iterator[str]:
    yield from _counts(edition, release.stated_counts, "the press release states")
    if release.year is not None and release.year != edition.year:
        yield f"the press release is about {release.year}, and the report reviews {edition.year}"
    if release.published and edition.published and not release.published.startswith(edition.published):
        shorter = min(len(release.published), len(edition.published))
        if release.published[:shorter] != edition.published[:shorter]:
            yield f"the press release is dated {release.published}, and the report {edition.published}"
    a, b = name_key(release.issue_focus or ""), name_key(edition.issue_focus or "")
    if a and b and a not in b and b not in a:
        yield f"the press release has the issue focus “{release.issue_focus}”, and the report “{edition.issue_focus}”"
