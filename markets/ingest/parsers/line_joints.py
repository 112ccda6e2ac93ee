"""How two lines of a paragraph join: line-end hyphens and addresses broken across lines."""

import re

from markets.ingest.parsers import domains
from markets.ingest.parsers.hyphens import Vocabulary

_BROKEN_ADDRESS = re.compile(r"[a-z0-9-]+(?:\.|\[\.\])$", re.IGNORECASE)
_CLOSED_DASH = re.compile("[^\\s\u2013\u2014][\u2013\u2014]\n|\n\u2014[^\\s\u2014]")
_ADDRESS_HEAD = re.compile(r"(?<!\S)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[a-z]{1,2}$")
_ADDRESS_TAIL = re.compile(r"^[a-z]{1,10}(?:\.[a-z]{2,3})?\b")

# Behind "include" or another address an address is due.
_DUE_ADDRESS = re.compile(
    r"(?:\w\.[a-z]{2,12},(?: and| or)?|\w\.[a-z]{2,12} (?:and|or)|\b(?:includes?|[Nn]ominated as))\s([a-z0-9-]{2,})$"
)
_LINKS = frozenset(
    ("and", "or", "at", "as", "via", "on", "under", "through", "its", "the", "also", "formerly", "site", "sites")
)  # fmt: skip

# Chinese and Japanese letters, between which there are no spaces.
_UNSPACED = re.compile("[\u2e80-\uabff]{2}")


def join_lines(text: str, after: str, vocabulary: Vocabulary) -> str:
    """Return `text` with the joint that belongs before the next line `after`: a space, a hyphen or nothing."""
    last = text[-1:]
    if last == "-":
        joint = vocabulary.joint(text[-80:], after)
        return text + " " if joint == " " else text[:-1] + joint
    tail = _ADDRESS_TAIL.match(after) if last == "." or text.endswith("[.]") else None
    if (
        tail
        and _BROKEN_ADDRESS.search(text[-80:])
        and vocabulary.words[text.split(" ")[-1].casefold() + tail[0]]
    ):
        return text
    if not (text[-2:] + after[:2]).isascii():
        if _CLOSED_DASH.search(f"{text[-2:]}\n{after[:2]}"):
            return text  # a dash without spaces has none at a line's end either
        if _UNSPACED.fullmatch(last + after[:1]):
            return text
    if last == "/" and not text.endswith(" /") or last == "]" and text.endswith("[.]"):
        return text
    if last != "." and "." in text[text.rfind(" ") + 1 :] and _cut_address(text, after):
        return text
    return text + " "


def find_cut_address(text: str, after: str) -> str:
    """Return the halves of what may be one address: where the next is due, a line ends in a word that is none, and
    the next line begins with one; "" elsewhere."""
    tail = after.split(" ", 1)[0].rstrip(".,;")
    if "." not in tail:
        return ""
    head = _DUE_ADDRESS.search(text[-120:])
    if head is None or head[1] in _LINKS or not domains.find_hosts(head[1] + tail):
        return ""
    return f"{head[1]} {tail}"


def _cut_address(text: str, after: str) -> bool:
    """Return whether an address is broken inside its ending: "amazon.c" and "o.uk"."""
    head, tail = _ADDRESS_HEAD.search(text[-80:]), _ADDRESS_TAIL.match(after)
    if head is None or tail is None:
        return False
    return bool(domains.find_hosts(head[0] + tail[0])) and not domains.find_hosts(head[0])
