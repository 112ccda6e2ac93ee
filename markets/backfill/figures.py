"""What a drafted report makes of the record: confirmed, added, contradicted, and what is left to decide."""

from collections import Counter
from typing import Any

from markets.ingest.proposal import propose_rows
from markets.models import Absence, Edition, Listing, Reading, Stage


def measure_draft(reading: Reading, exact: int) -> dict[str, Any]:
    """Return the figures of a draft, as the command and the desk show them. `exact`: names matched by `match_exact`."""
    parsed = reading.parsed or {}
    edition = Edition.objects.get(year=parsed["edition"]["year"])
    drafted = list(Listing.objects.filter(reading=reading, stage=Stage.DRAFT))
    markets = {listing.market_id for listing in drafted if listing.market_id}
    undecided = sum(listing.market_id is None for listing in drafted)
    proposal = propose_rows(edition, parsed["listings"])
    public = {
        listing.market_id: listing.printed_name
        for listing in Listing.objects.public().filter(edition=edition)
        if listing.market_id is not None
    }
    confirmed = markets & public.keys()
    kinds = {listing.kind for listing in drafted}
    wrong = [
        listing.printed_name
        for listing in proposal.drop
        if listing.kind in kinds and listing.market_id not in markets
    ]
    absences = Absence.objects.public().filter(edition=edition, market__in=markets)
    wrong += [f"{each.market.name} (recorded as not listed)" for each in absences.select_related("market")]
    return {
        "found": dict(Counter(listing.kind for listing in drafted)),
        "stated": parsed["edition"]["stated_counts"] or {},
        "matched": len(drafted) - undecided - exact,
        "exact": exact,
        "undecided": undecided,
        "confirmed": len(confirmed),
        "added": len(drafted) - len(confirmed),
        "contradicted": wrong,
        "problems": list(reading.problems),
    }


def is_clean(figures: dict[str, Any]) -> bool:
    """Return whether nothing is in the way: no problem, no undecided name, no contradiction."""
    return not (figures["problems"] or figures["undecided"] or figures["contradicted"])


def describe_figures(figures: dict[str, Any]) -> list[str]:
    """Return one line for each step after the fetch."""
    stated = figures["stated"]
    counts = ", ".join(
        f"{figures['found'].get(kind, 0)} {kind} of {stated.get(kind, 'a number not stated')}"
        for kind in ("online", "physical")
    )
    contradicted = f": {', '.join(figures['contradicted'])}" if figures["contradicted"] else ""
    return [
        f"read: {counts}",
        f"names: {figures['matched']} matched, {figures['exact']} with one exact candidate, "
        f"{figures['undecided']} to decide",
        f"record: {figures['confirmed']} confirmed, {figures['added']} added, "
        f"{len(figures['contradicted'])} contradicted{contradicted}",
        f"problems: {len(figures['problems'])}",
        *(f"problem: {problem}" for problem in figures["problems"]),
    ]
