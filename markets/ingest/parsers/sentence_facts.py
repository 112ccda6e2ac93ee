"""Places and addresses that are inside the sentences of an entry."""

import re

from markets.ingest.parsers import domains, places
from markets.ingest.parsers.places import NOWHERE, PrintedPlace
from markets.ingest.records import MarketKind
from markets.text.keys import name_key
from markets.text.sentences import find_sentences

_CAPITAL = r"(?:the\s+)?[A-Z\u00c0-\u00dd][^.:()]*"
_LOCATED = re.compile(
    r"\b(?i:(?:(?:is|are|was|were|appears? to be|believed to be|said to be|currently|reportedly|now|also"
    r"|primarily)\s+)*"
    r"(?:headquartered|hosted|based|located|situated|registered|incorporated|operat(?:es|ed|ing)|run|runs|managed)\s+"
    rf"(?:\w+ly\s+)?(?:in|from|out of|at))\s+(?P<place>{_CAPITAL})"
)
_SITED = re.compile(
    r"\b(?i:(?:located|situated|found|stands|lies|sits|sited|operates|operating|based|spread|sprawls)\s+(?:\w+\s+){0,3}?"
    r"(?:in|at|on the outskirts of|near|across|outside)\s+(?:(?:the )?(?:\w+ ){0,2}?"
    # In small letters: "Port of Spain" is a name.
    r"(?-i:city|town|centre|center|heart|district|outskirts|suburbs?|quarter|capital|downtown|port)(?:,| of| in)\s+)?)"
    rf"(?P<place>{_CAPITAL})"
)
_BESIDE_NAME = re.compile(rf",?\s+(?:in|of)\s+(?P<place>{_CAPITAL})")  # "Karama Center in Dubai is …"
_WORD = r"(?:[A-Z\u00c0-\u00dd][\w'\u2019-]*)"
_CITY = re.compile(rf"{_WORD}(?:\s+(?:(?:de|del|do|da|la|los|las|dos|das|of|the|el)\s+)*{_WORD})*")
# What is between the market and an address of its own, and between it and somebody else's.
_GIVES = re.compile(
    r"\b(?:answers?|responds?|found|reach\w*|available|accessible|known|moved|redirect\w*|migrated|relaunched|resurfaced"
    r"|reappeared|returned|served|runs?|active|operat\w+|mirrors?|mirrored|domains?|address\w*|urls?|(?:web)?sites?|nominated"
    r"|visited|hosted|using|uses|switched|launched|opened|located)\b[^;]{0,120}$",
    re.IGNORECASE,
)
_STRANGER = re.compile(
    r"\b(?:according to|ranking (?:by|of)|measured by|such as|unlike|like|similar to|compet\w+"
    r"|successor to|rivals?|by|citing|see)\s+$",
    re.IGNORECASE,
)
_CROWD = re.compile(r"\b(?:users?|visitors?|customers|sellers|courts?|authorities|most of)\b", re.IGNORECASE)
_ITSELF = re.compile(
    r"\b(?:it|site|service|platform|market|marketplace|website|portal|operator|mall|center|centre|company|store|forum"
    r"|tracker|index|network|which|app|servers?|bazaar|complex)\b",
    re.IGNORECASE,
)


def find_place(text: str, name: str, kind: MarketKind, known: PrintedPlace) -> PrintedPlace:
    """Return the place that one of the first sentences gives the market; what is known of it stays."""
    pattern = _LOCATED if kind == "online" else _SITED
    for start, end in find_sentences(text):
        sentence = text[start:end]
        if kind == "physical" and name and sentence.removeprefix("The ").startswith(name):
            beside = _BESIDE_NAME.match(sentence.removeprefix("The "), len(name))
            if beside and (found := _leading(beside["place"].strip(), kind, known)):
                return found
        for match in pattern.finditer(sentence):
            if _about(sentence[: match.start()], name):
                found = _leading(match["place"].strip(), kind, known)
                if found:
                    return found
    return known


def _leading(printed: str, kind: MarketKind, known: PrintedPlace) -> PrintedPlace:
    """Return the longest place at the head of a text ("Lagos, Nigeria, and sells …")."""
    parts = re.split(r"(,\s*|\s+)", printed)
    for count in range(min(len(parts), 15), 0, -1):
        read = places.read_place("".join(parts[:count]).strip(" ,;"))
        if known.country and not read.city:
            continue
        if read.country and (not known.country or read.codes == known.codes or not known.codes):
            country, codes = (known.country, known.codes) if known.country else (read.country, read.codes)
            return PrintedPlace(country, codes, read.city or known.city)
    if kind == "physical" and known.country and not known.city:
        match = _CITY.match(printed)
        city = places.read_city(match[0]) if match else None
        return PrintedPlace(known.country, known.codes, city) if city else NOWHERE
    return NOWHERE


def _about(before: str, name: str) -> bool:
    """Return whether the subject of the verb is the market: its name, "it", "the site", or nothing."""
    subject = before.strip(" ,")
    if not subject:
        return True
    if name_key(name) and name_key(name) in name_key(subject):
        return not _CROWD.search(subject)
    pronoun = re.match(
        r"^(?:[A-Z][^,]{0,60},\s*)?(?:it|the|this|which|these)\b(?:\s+[\w-]+){0,4}$", subject, re.IGNORECASE
    )
    return bool(pronoun and _ITSELF.search(subject))


def find_addresses(text: str, name: str, others: frozenset[str]) -> list[str]:
    """Addresses that sentences give as the market's own. `others`: keys of the names of all listings."""
    found: list[str] = []
    if not domains.find_hosts(text):
        return found
    strange = others - {name_key(name)}
    for start, end in find_sentences(text):
        sentence = text[start:end]
        for address in domains.find_hosts(sentence):
            stem = name_key(address)
            if address in name.casefold() or stem in strange or name_key(address.split(".")[0]) in strange:
                continue
            # "[.]" may be printed for the dot; "FlokiNET is" is no address.
            printed = re.escape(address).replace(r"\.", r"(?:\s?[^\w\s]){1,3}\s?")
            before = re.split(printed, sentence, maxsplit=1, flags=re.IGNORECASE)[0]
            if _GIVES.search(before) and not _STRANGER.search(before):
                found.append(address)
    return found
