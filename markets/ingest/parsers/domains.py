"""Addresses of web sites in printed text, and in link annotations."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib import resources
from urllib.parse import urlsplit

_DOT = r"(?:\.|\s?\[\s?\.\s?\]\s?|\s?\(\.\)\s?|\s?\[dot\]\s?|\s?\(dot\)\s?)"
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_ADDRESS = re.compile(
    rf"(?<![\w@.])(?:h[tx]{{2}}ps?(?:\[:\]|:)//)?((?:{_LABEL}{_DOT})+(?:[a-z]{{2,24}}|xn--[a-z0-9-]+))(?![\w@]|{_DOT}\w)",
    re.IGNORECASE,
)
_OPENING = " (['\"\u2018\u201c"
_BRACKETED = re.compile(r"[\[(]\s?(?:\.|[Dd][Oo][Tt])")
_DOTS = re.compile(_DOT)
_SMALL_WORDS = re.compile(r"^(?:[a-z][a-z/]*[:,]?\s|(?:[a-z]\.){2,3}\s){1,3}")
# Those who publish the report and take comments on it are no market.
_OFFICIAL = re.compile(
    r"(?:^|\.)(?:gov|mil|edu|int)(?:\.[a-z]{2})?$|(?:^|\.)(?:europa\.eu|wipo\.int|oecd\.org)$"
)


@cache
def _endings() -> frozenset[str]:
    """Return what may follow the last dot. New endings come by the hundred: after "Nominated as" any is taken."""
    return frozenset(resources.files(__package__).joinpath("endings.txt").read_text(encoding="utf-8").split())


def read_host(text: str) -> str:
    """Return the bare, lower-case host of an address as printed or linked; "" if there is none."""
    text = text.strip()
    if "//" in text or text.lower().startswith(("http", "hxxp")):
        text = (
            urlsplit(re.sub(r"^h[tx]{2}p(s?)(?:\[:\]|:)", r"http\1:", text, flags=re.IGNORECASE)).netloc
            or text
        )
    text = _DOTS.sub(".", text).casefold().rsplit("@", 1)[-1].split(":")[0].split("/")[0].strip(" .")
    return text.removeprefix("www.")


def is_official(address: str) -> bool:
    """Return whether a host is of a government, a school or an international body."""
    return bool(_OFFICIAL.search(address))


def has_known_ending(host: str) -> bool:
    """Return whether the last part of a host is one that is in use."""
    ending = host.rsplit(".", 1)[-1]
    return ending in _endings() or ending.startswith("xn--")


def find_hosts(text: str, any_ending: bool = False) -> list[str]:
    """Hosts in a text, in order, once each. `any_ending`: also those whose ending is not known."""
    return list(_find(text, any_ending)) if "." in text or _BRACKETED.search(text) else []


@lru_cache(maxsize=512)  # the head of an entry is asked for its addresses more than once
def _find(text: str, any_ending: bool) -> tuple[str, ...]:
    found = []
    for match in (match for piece in _pieces(text) for match in _ADDRESS.finditer(piece)):
        if match.string[max(0, match.start() - 1) : match.start()] == "/" and "//" not in match[0]:
            continue
        address = read_host(match[1])
        labels = address.split(".")
        bracketed = any(mark in match[1] for mark in "[(")
        if not (has_known_ending(address) or any_ending or bracketed) or is_official(address):
            continue
        if _is_abbreviation(labels, match[1]):
            continue
        found.append(address)
    return tuple(dict.fromkeys(found))


def _pieces(text: str) -> Iterator[str]:
    """Yield the words in which an address may be: all of the text where dots are in brackets, with spaces around."""
    if ("[" in text or "(" in text) and _BRACKETED.search(text):
        yield text
        return
    dot = text.find(".")
    while dot >= 0:
        end = dot + 1
        if text[end : end + 1].isalnum() and text[dot - 1 : dot].isalnum():
            start = max(text.rfind(" ", 0, dot), text.rfind("\n", 0, dot)) + 1
            end = min(
                (at for at in (text.find(" ", end), text.find("\n", end)) if at >= 0), default=len(text)
            )
            yield text[start:end]
        dot = text.find(".", end)


def _is_abbreviation(labels: list[str], printed: str) -> bool:
    """ "B.V", "U.S", "S.A.R": every part is a letter or two and some are capitals; "day.The": a missing space."""
    if all(len(label) <= 2 for label in labels) and len(labels[0]) == 1 and printed != printed.lower():
        return len(labels[-1]) < 2 or labels[0].isalpha()
    tail = _DOTS.split(printed)[-1]
    return tail[:1].isupper() and tail[1:].islower() and not printed[:1].isupper()


def of_name(name: str) -> list[str]:
    """Hosts that a printed name is ("Rapidgator.net"; "EGY.BEST"; "Libgen.io / Bookfi.org"); none of a name that
    only holds one ("Private Layer-hosted sites", "Torrentz.eu and its mirrors")."""
    whole = _ADDRESS.fullmatch(name.strip())
    if whole and " " not in name and len(name) > 4:
        return find_hosts(name) or [read_host(whole[1])]
    return read_hosts_alone(name)


def read_hosts_alone(text: str) -> list[str]:
    """Return the hosts of a text that is nothing but addresses ("fmovies[.]to, bmovies[.]to"); none if it is more."""
    if not _ADDRESS.match(text.lstrip(_OPENING)):
        return []
    rest = _ADDRESS.sub(" ", text)
    found = find_hosts(text, any_ending=text.islower())
    return found if found and not re.sub(r"\b(?:and|or|www|https?)\b|[\W_]", "", rest) else []


def read_bracketed_hosts(text: str) -> list[str]:
    """Return the hosts of what is in brackets behind a name, also behind small words ("formerly fmovies.to")."""
    return read_hosts_alone(_SMALL_WORDS.sub("", text, count=1))


def of_links(links: Iterable[str]) -> list[str]:
    """Hosts of link annotations, in order, once each."""
    found = [read_host(link) for link in links if link.casefold().startswith(("http://", "https://", "hxxp"))]
    return list(dict.fromkeys(address for address in found if "." in address and not is_official(address)))
