"""The line of addresses and places of an entry: on its own, or run in at the head of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markets.ingest.parsers import domains, places
from markets.ingest.parsers.places import NOWHERE, Place
from markets.ingest.parsers.sentences import sentences

_ADDRESSES = (
    r"nominated (?:as|under)|(?:other |its )?(?:related|associated|affiliated|additional|mirror|alternative)?\s?"
    r"(?:sites?|domains?|websites?|web sites?|addresses|mirrors?)(?: names?)?\s?(?:include|includes|are|is|:)"
    r"|(?:also|formerly|previously) (?:found|known|reachable|available|accessible|operat\w+|seen|listed|nominated|hosted"
    r"|served|runs?|at) ?(?:at|as|under|on|through|via|from)?\b|(?:found|reachable|accessible|available) (?:at|under|through|via)"
    r"|(?:the|this) (?:site|service|platform|market|store|marketplace) (?:also )?(?:answers|responds|can (?:also )?be (?:found|reached)"
    r"|is (?:also )?(?:found|reachable|reached|available|accessible)) (?:at|under|to|through|via|on)"
)
_ADDRESS = re.compile(rf"^(?:{_ADDRESSES})", re.IGNORECASE)
ADDRESS_INSIDE = re.compile(
    r"\b(?:answers|responds|found|reachable|reached|available|accessible|visited|operat\w+|known|located|hosted|offered"
    r"|moved|redirect\w*|migrated|relaunched|resurfaced|reappeared|returned|served|runs?|active|mirror\w*|domains?|addresse?s?"
    r"|sites?|website|web ?site|url)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"^(?:reportedly |allegedly |believed to be |likely )?(?P<verb>headquartered|hosted|operat(?:es|ed|ing)|based|located"
    r"|registered|incorporated|run|managed|domiciled|situated|servers?(?: are)?(?: located)?)\s+(?:primarily |mainly )?"
    r"(?:in|from|out of|at|by)\s+(?P<place>.+?)\.?$|^(?:location|country|economy|headquarters|host|hosting country|based in)"
    r"\s*:\s*(?P<labelled>.+?)\.?$",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"^(?:also )?(?:available|offered|accessible) (?:as|on|through|via)\b|^utili[sz]es\b|^uses (?:a |reverse|cloudflare)"
    r"|^(?:also )?(?:operates|offers|has) (?:a |an )?(?:mobile )?(?:app|application)|^no known\b|^mobile app",
    re.IGNORECASE,
)
_RANK = {"headquartered": 0, "based": 1, "operates": 1, "operated": 1, "operating": 1, "run": 1, "managed": 1}


@dataclass(frozen=True, slots=True)
class Lead:
    """`end`: where the text proper begins; 0 where no lead could be told from the text with certainty."""

    domains: tuple[str, ...] = ()
    place: Place = NOWHERE
    end: int = 0


def place_of(sentence: str) -> tuple[int, Place] | None:
    """The place that a subjectless sentence ("Hosted in China.") names, with its rank (less is better)."""
    match = _PLACE.match(sentence.strip())
    if match is None:
        return None
    printed = (match["place"] or match["labelled"]).strip()
    place = places.read(printed, near=True)
    if not place:
        # "Hosted in China and the Netherlands, with servers …" is a sentence of the text, not a place.
        return None
    return _RANK.get((match["verb"] or "headquartered").casefold(), 2), place


def is_lead(sentence: str) -> bool:
    """Whether a sentence is of the line of addresses and places."""
    return bool(
        place_of(sentence) or _OTHER.match(sentence) or (_ADDRESS.match(sentence) and _addresses(sentence))
    )


def has_subject(sentence: str) -> bool:
    """Whether it says who is meant ("The site answers at …"): then it may as well be a sentence of the text."""
    return bool(re.match(r"(?:the|this|its|it)\b", sentence, re.IGNORECASE))


def _addresses(sentence: str) -> list[str]:
    return domains.find(sentence, any_ending=True)


def read(text: str, styled: int = 0) -> Lead:
    """The lead at the head of a text. `styled`: where the style in which the text begins (italic, say) ends,
    if it is not the style of the rest; 0 if there is no such thing."""
    found: list[str] = []
    best: tuple[int, Place] | None = None
    end, certain = 0, True
    for start, stop in sentences(text):
        sentence = text[start:stop]
        within = styled and stop <= styled + 1
        if not is_lead(sentence) and not (within and len(sentence) < 200):
            break
        if _ADDRESS.match(sentence) or within:
            found += _addresses(sentence)
        place = place_of(sentence)
        if place and (best is None or place[0] < best[0]):
            best = place
        if has_subject(sentence) and not within:
            certain = False
        end = stop
    while end < len(text) and text[end].isspace():
        end += 1
    return Lead(tuple(dict.fromkeys(found)), best[1] if best else NOWHERE, end if certain else 0)
