"""Hold a parse against what is expected, with the figures of the samples' own scoring script.

`figures` gives the ten figures (0 to 1) and the sentences on what was missed or made up.
"""

import re
import unicodedata
from typing import Any

Json = dict[str, Any]
_DIRTY = re.compile(r"^\s*\d{1,3}\s*$|[a-z]-\s+[a-z]|\u00ad", re.MULTILINE)


def key(text: str | None) -> str:
    text = unicodedata.normalize("NFKD", text or "").casefold()
    return "".join(c for c in text if c.isalnum())


def _f1(expected: set[Any], actual: set[Any]) -> float:
    return 1.0 if not expected and not actual else 2 * len(expected & actual) / (len(expected) + len(actual))


def _same(a: str, b: str) -> bool:
    left, right = re.findall(r"\w+", a.casefold()), re.findall(r"\w+", b.casefold())
    common = sum(min(left.count(word), right.count(word)) for word in set(left))
    return bool(left) and bool(right) and common / max(len(left), len(right)) >= 0.8


def _hits(expected: list[str], actual: list[str]) -> int:
    left, hits = list(actual), 0
    for ask in expected:
        found = next((other for other in left if _same(ask, other)), None)
        if found is not None:
            left.remove(found)
            hits += 1
    return hits


def _domains(listings: dict[tuple[str, str], Json]) -> set[Any]:
    return {(name, domain.lower()) for name, listing in listings.items() for domain in listing["domains"]}


def _words(text: str | None) -> list[str]:
    plain = unicodedata.normalize("NFKC", text or "").casefold().replace("-", "").replace("\u00ad", "")
    return re.findall(r"\w+", plain)


def _same_words(wanted: Json, found: Json) -> bool:
    """Whether name and text have the expected words: no space lost, none added."""
    texts = (wanted["text"], f"{wanted.get('lead') or ''} {wanted['text']}")
    return _words(found["name"]) == _words(wanted["name"]) and _words(found["text"]) in map(_words, texts)


def figures(expected: Json, actual: Json) -> tuple[dict[str, float], list[str]]:
    wanted = {(key(x["name"]), x["kind"]): x for x in expected["listings"]}
    found: dict[tuple[str, str], Json] = {}
    for listing in actual["listings"]:
        found.setdefault((key(listing["name"]), listing["kind"]), listing)
    both = [name for name in wanted if name in found]

    def share(flags: list[bool]) -> float:
        return sum(flags) / len(flags) if flags else 0.0

    asks = (
        [len(x["recommendations"]) for x in wanted.values()],
        [len(x["recommendations"]) for x in found.values()],
    )
    hits = sum(
        _hits(wanted[n]["recommendations"], [r["text"] for r in found[n]["recommendations"]]) for n in both
    )
    places = [name for name in both if name[1] == "physical"]
    edition, got = expected["edition"], actual["edition"]
    fields = ("year", "title", "published", "issue_focus", "docket", "stated_counts")
    right = [got[f] == edition[f] or key(str(got[f])) == key(str(edition[f])) for f in fields]
    if not edition["published"] and len(got["published"] or "") <= 7:
        right[2] = True
    texts = [
        key(found[n]["text"]) in (key(wanted[n]["text"]), key(wanted[n].get("lead")) + key(wanted[n]["text"]))
        for n in both
    ]
    made = {
        "listings": 2 * len(both) / (len(wanted) + len(actual["listings"])),
        "country": share([key(wanted[n]["country"]) == key(found[n]["country"]) for n in both]),
        "domains": _f1(_domains(wanted), _domains(found)),
        "asks": 2 * hits / (sum(asks[0]) + sum(asks[1])) if sum(asks[0]) + sum(asks[1]) else 1.0,
        "pages": share([wanted[n]["page"] == found[n]["page"] for n in both]),
        "edition": share(right),
        "text": share(texts),
        "city": share([key(wanted[n].get("city")) == key(found[n]["city"]) for n in places])
        if places
        else 1.0,
        "clean": share([bool(found[n]["text"]) and not _DIRTY.search(found[n]["text"]) for n in both]),
        "words": share([_same_words(wanted[n], found[n]) for n in both]),
    }
    said = [f"missed: {wanted[n]['name']}" for n in wanted if n not in found]
    return made, said + [f"made up: {found[n]['name']}" for n in found if n not in wanted]
