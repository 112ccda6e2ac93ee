"""The line of addresses and places of an entry: on its own, or run in at the head of the text."""

import re
from dataclasses import dataclass
from functools import lru_cache

from markets.ingest.parsers import domains, places
from markets.ingest.parsers.places import NOWHERE, PrintedPlace
from markets.ingest.parsers.wording import match_either
from markets.text.sentences import one_by_one

_SITES = match_either("sites? domains? websites? web_sites? addresses mirrors?")
_KNOWN = match_either(
    "found known reachable available accessible operat\\w+ seen listed nominated hosted served runs?"
)
_ADDRESS = re.compile(
    "^(?:nominated (?:as|under)"
    rf"|(?:other |its )?(?:related|associated|affiliated|additional|mirror"
    rf"|alternative)?\s?{_SITES}(?: names?)?\s?(?:includes?|are|is|:)"
    rf"|(?:also|formerly|previously) (?:{_KNOWN} ?(?:at|as|under|on|through|via|from)?|at)\b"
    r"|(?:found|reachable|accessible|available) (?:at|under|through|via)"
    r"|(?:the|this) (?:site|service|platform|market|store|marketplace) (?:also )?(?:answers|responds"
    r"|can (?:also )?be (?:found|reached)|is (?:also )?(?:found|reachable|reached|available|accessible))"
    r" (?:at|under|to|through|via|on))",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"^(?:reportedly |allegedly |believed to be |likely )?(?P<verb>"
    + match_either(
        """headquartered hosted operat(?:es|ed|ing) based located registered incorporated run managed domiciled situated
        servers?(?:_are)?(?:_located)?"""
    )
    + r")\s+(?:primarily |mainly )?(?:in|from|out of|at|by)\s+(?P<place>.+?)\.?$"
    + "|^(?:location|country|economy|headquarters|host|hosting country|based in)\\s*:\\s*(?P<labelled>.+?)\\.?$",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"^(?:also )?(?:available|offered|accessible) (?:as|on|through|via)\b|^utili[sz]es\b|^uses (?:a "
    r"|reverse|cloudflare)"
    r"|^(?:also )?(?:operates|offers|has) (?:a |an )?(?:mobile )?(?:app|application)|^no known\b"
    r"|^mobile app(?:lication)?s?(?::| (?:available|only)\b)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"(?:the|this|its|it)\b", re.IGNORECASE)
_RANK = {"headquartered": 0, "based": 1, "operates": 1, "operated": 1, "operating": 1, "run": 1, "managed": 1}


@dataclass(frozen=True, slots=True)
class Lead:
    """`end`: where the text proper begins; 0 where no lead could be separated from the text with certainty."""

    domains: tuple[str, ...] = ()
    place: PrintedPlace = NOWHERE
    end: int = 0


@lru_cache(maxsize=512)
def place_of(sentence: str) -> tuple[int, PrintedPlace] | None:
    """Return the place that a subjectless sentence ("Hosted in China.") names, with its rank (less is better)."""
    match = _PLACE.match(sentence.strip())
    if match is None:
        return None
    printed = (match["place"] or match["labelled"]).strip()
    place = places.read_place(printed, near=True)
    if not place:
        # "Hosted in China and the Netherlands, with servers …" is a sentence of the text, not a place.
        return None
    return _RANK.get((match["verb"] or "headquartered").casefold(), 2), place


def is_lead(sentence: str) -> bool:
    """Return whether a sentence is of the line of addresses and places."""
    return bool(
        place_of(sentence) or _OTHER.match(sentence) or (_ADDRESS.match(sentence) and _addresses(sentence))
    )


def has_subject(sentence: str) -> bool:
    """Return whether it says who is meant ("The site answers at …"): then it may as well be a sentence of the text."""
    return bool(_SUBJECT.match(sentence))


def _addresses(sentence: str) -> list[str]:
    return domains.find_hosts(sentence, any_ending=True)


def read_lead(text: str, styled: int = 0) -> Lead:
    """Return the lead at the head of a text. `styled`: where the style in which the text begins (italic, say) ends,
    if it is not the style of the rest; 0 if there is no such thing."""
    found: list[str] = []
    best: tuple[int, PrintedPlace] | None = None
    end, certain = 0, True
    for start, stop in one_by_one(text):
        sentence = text[start:stop]
        within = styled and stop <= styled + 1
        if not is_lead(sentence) and not (within and len(sentence) < 200):
            break
        if _ADDRESS.match(sentence) or within:
            found += _addresses(sentence)
        place = place_of(sentence)
        if within and not place and (alone := places.read_place(sentence)):
            place = 2, alone
        if place and (best is None or place[0] < best[0]):
            best = place
        if has_subject(sentence) and not within:
            certain = False
        end = stop
    while end < len(text) and text[end].isspace():
        end += 1
    return Lead(tuple(dict.fromkeys(found)), best[1] if best else NOWHERE, end if certain else 0)
