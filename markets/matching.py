"""Which market a printed name means: decided by curators, else proposed with reasons. Nothing is matched in doubt."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F

from markets.models import Listing, Market, PrintedName

ALIKE = 0.35  # trigram similarity from which a name is worth showing to a curator


def name_key(name: str) -> str:
    """A name's letters and digits alone, without case and accents: `EGY.BEST` and `EgyBest` are the same key."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    return "".join(character for character in decomposed if character.isalnum())


def similarity(one: str, other: str) -> float:
    """How alike two texts are by their longer words: 0 to 1, the mean of order-blind and ordered agreement."""
    left, right = (re.findall(r"[^\W\d_]{4,}", text.casefold()) for text in (one, other))
    stems_left, stems_right = ([word[:6] for word in words] for words in (left, right))
    if not stems_left or not stems_right:
        return 0.0
    common = len(set(stems_left) & set(stems_right)) / min(len(set(stems_left)), len(set(stems_right)))
    return (common + difflib.SequenceMatcher(None, stems_left, stems_right, autojunk=False).ratio()) / 2


def decided(name: str, kind: str) -> PrintedName | None:
    """What a curator has said that this printed name means; merged markets lead to what they were merged into."""
    decision = (
        PrintedName.objects.filter(key=name_key(name), kind=kind, means=True, undone_at__isnull=True)
        .select_related("market__merged_into")
        .first()
    )
    if decision and decision.market.merged_into:
        decision.market = decision.market.merged_into
    return decision


@dataclass(frozen=True, slots=True)
class Candidate:
    """A market that a listing may be, with the reasons that a curator is shown."""

    market: Market
    score: float
    reasons: tuple[str, ...]


def candidates(listing: Listing, limit: int = 5) -> list[Candidate]:
    """Markets that the listing may be, best first; what a curator has ruled out is not offered again."""
    key = name_key(listing.printed_name)
    out = PrintedName.objects.filter(key=key, kind=listing.kind, means=False, undone_at__isnull=True)
    markets = Market.objects.filter(kind=listing.kind, merged_into__isnull=True).exclude(
        pk__in=out.values("market_id")
    )
    found: dict[int, tuple[Market, float, list[str]]] = {}

    def note(market: Market, score: float, reason: str) -> None:
        entry = found.setdefault(market.pk, (market, 0.0, []))
        found[market.pk] = (
            market,
            entry[1] + score,
            [*entry[2], reason] if reason not in entry[2] else entry[2],
        )

    earlier = (
        Listing.objects.exclude(pk=listing.pk).filter(market__in=markets).select_related("market", "edition")
    )
    if listing.domains_printed:
        for other in earlier.filter(domains_printed__overlap=listing.domains_printed).order_by(
            "edition__year"
        ):
            shared = ", ".join(sorted(set(other.domains_printed) & set(listing.domains_printed)))
            note(
                _market(other), 1.0, f"same domain as in {other.edition.year} ({shared.replace('.', '[.]')})"
            )
    for market in markets.annotate(alike=TrigramSimilarity("name", listing.printed_name)).filter(
        alike__gte=ALIKE
    ):
        note(market, market.alike, _by_name(market.name, listing.printed_name))
    names = PrintedName.objects.filter(market__in=markets, means=True, undone_at__isnull=True).exclude(
        name=F("market__name")
    )
    for name in names.annotate(alike=TrigramSimilarity("name", listing.printed_name)).filter(
        alike__gte=ALIKE
    ):
        if name.market_id not in found:
            note(name.market, name.alike, f"printed as “{name.name}” before")
    _by_country(listing, found)
    ranked = sorted(found.values(), key=lambda entry: -entry[1])[:limit]
    return [Candidate(market, round(score, 2), tuple(reasons)) for market, score, reasons in ranked]


def _market(listing: Listing) -> Market:
    if listing.market is None:
        raise ValueError("only listings with a market are compared")
    return listing.market


def _by_name(known: str, printed: str) -> str:
    if known == printed:
        return "same name"
    if known.casefold() == printed.casefold():
        return "name differs by case"
    if name_key(known) == name_key(printed):
        return "name differs by spaces, dots or accents"
    return f"name is like “{known}”"


def _by_country(listing: Listing, found: dict[int, tuple[Market, float, list[str]]]) -> None:
    """The country tells candidates apart; alone it makes none."""
    if not listing.country_codes:
        return
    known = Listing.objects.filter(market_id__in=found, country_codes__overlap=listing.country_codes)
    for pk in set(known.values_list("market_id", flat=True)):
        market, score, reasons = found[pk]
        found[pk] = (market, score + 0.2, [*reasons, f"same country ({', '.join(listing.country_codes)})"])
