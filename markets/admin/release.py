"""What publishing a draft would do, for the release screen of an edition."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from markets.admin.second_look import FieldChange, find_field_changes
from markets.briefs import describe_edition_news
from markets.curation.edition_facts import read_edition_facts
from markets.curation.lost_domains import LostDomains, find_lost_domains
from markets.curation.preview import preview_publication
from markets.edition_summary import summarize_edition
from markets.grid import build_grid, count_coverage
from markets.ingest.proposal import DraftProposal, propose_rows
from markets.listing_values import find_countries, read_listing_values
from markets.models import Basis, Edition, Listing, Reading, Stage
from markets.news import find_news
from markets.sentences import LinkedSentence
from markets.text.counts import format_count

FACT_LABELS = {
    "title": "title",
    "issue_focus": "issue focus",
    "issue_focus_basis": "source of the issue focus",
    "docket_id": "docket",
    "docket_basis": "source of the docket",
    "stated_online": "online markets, stated by USTR",
    "stated_physical": "physical markets, stated by USTR",
    "counts_basis": "source of the stated counts",
    "released_on": "released on",
    "released_precision": "precision of the date",
}

FOLDED = frozenset({"page", "text", "city"})
"""Fields of which only a number is shown where the report fills them in."""


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact of the edition before and after; `warns` where a known value is replaced by another."""

    label: str
    old: str
    new: str
    warns: bool

    @property
    def changed(self) -> bool:
        return self.old != self.new


@dataclass(frozen=True, slots=True)
class CountOutcome:
    """For one kind: entries in the record after publishing, and how many USTR states."""

    kind: str
    identified: int
    stated: int | None
    complete: bool

    @property
    def agrees(self) -> bool:
        return self.stated is None or self.identified == self.stated


@dataclass(frozen=True, slots=True)
class FilledFields:
    """Fields that were empty and that the report fills in, in that many listings."""

    label: str
    listings: int


@dataclass(frozen=True, slots=True)
class ReleaseReport:
    """All of it. `outcome` and `sentences` are empty until every row has a market."""

    proposal: DraftProposal
    facts: tuple[FactChange, ...]
    lost: tuple[LostDomains, ...]
    filled: tuple[FilledFields, ...]
    changes: tuple[FieldChange, ...]
    dropped: tuple[Listing, ...]
    kept: tuple[Listing, ...]
    outcome: tuple[CountOutcome, ...]
    sentences: tuple[LinkedSentence, ...]
    warnings: tuple[str, ...]

    @property
    def missing(self) -> int:
        """How many public listings the report does not have."""
        return len(self.dropped) + len(self.kept)


def read_release(edition: Edition, reading: Reading) -> ReleaseReport:
    """Compare the draft with what is public, and try its publication."""
    proposal = propose_rows(edition, (reading.parsed or {})["listings"])
    facts = tuple(list_fact_changes(edition, reading))
    lost = tuple(find_lost_domains(edition, reading))
    gone = {domain for each in lost for domain in each.domains} - set(reading.kept_domains)
    trivial, changes = _part_changes(proposal)
    missing = _find_missing(edition, reading)
    kept = tuple(listing for listing in missing if listing.pk in reading.kept)
    dropped = tuple(listing for listing in missing if listing.pk not in reading.kept)
    outcome, sentences = _try_publication(edition, reading)
    return ReleaseReport(
        proposal,
        facts,
        lost,
        tuple(FilledFields(label, count) for label, count in trivial.items()),
        tuple(changes),
        dropped,
        kept,
        outcome,
        sentences,
        tuple(_list_warnings(facts, dropped, kept, len(gone), outcome)),
    )


def list_fact_changes(edition: Edition, reading: Reading) -> Iterator[FactChange]:
    """Yield every fact that the report prints, with what the edition says now."""
    for name, value in read_edition_facts(edition, reading).items():
        old, new = _format_fact(name, getattr(edition, name)), _format_fact(name, value)
        known = old and not name.endswith(("_basis", "_precision")) and edition.published_at is not None
        yield FactChange(FACT_LABELS[name], old, new, bool(known and old != new))


def _format_fact(name: str, value: Any) -> str:
    if name.endswith("_basis"):
        return str(dict(Basis.choices).get(value, value))
    return "" if value is None else str(value)


def _part_changes(proposal: DraftProposal) -> tuple[Counter[str], list[FieldChange]]:
    """Fields that are only filled in, counted; and the changes that somebody should read."""
    trivial: Counter[str] = Counter()
    changes = []
    for change in find_field_changes(proposal):
        if change.label in FOLDED and not change.public:
            trivial[change.label] += 1
        else:
            changes.append(change)
    return trivial, changes


def _find_missing(edition: Edition, reading: Reading) -> list[Listing]:
    """Return the public rows of the edition that no row of the draft replaces."""
    drafted = Listing.objects.filter(reading=reading, stage__in=(Stage.DRAFT, Stage.WITHDRAWN))
    markets = drafted.filter(market__isnull=False).values("market")
    public = Listing.objects.public().filter(edition=edition).exclude(market__in=markets)
    return list(public.select_related("market", "edition").order_by("kind", "printed_name"))


def _try_publication(
    edition: Edition, reading: Reading
) -> tuple[tuple[CountOutcome, ...], tuple[LinkedSentence, ...]]:
    """Return the counts and the brief as readers would see them; nothing before every row has its own market."""
    matched = list(
        Listing.objects.filter(reading=reading, stage=Stage.DRAFT).values_list("market_id", flat=True)
    )
    if not matched or None in matched or len(set(matched)) < len(matched):
        return (), ()
    with preview_publication(edition, reading) as published:
        coverage = count_coverage([published])
        outcome = tuple(
            CountOutcome(kind, cover.identified, cover.stated, cover.complete)
            for (_, kind), cover in coverage.items()
        )
        grid = build_grid()
        news = find_news(grid, summarize_edition(grid, published))
        return outcome, tuple(describe_edition_news(news, find_countries(read_listing_values())))


def _list_warnings(
    facts: tuple[FactChange, ...],
    dropped: tuple[Listing, ...],
    kept: tuple[Listing, ...],
    domains: int,
    outcome: tuple[CountOutcome, ...],
) -> Iterator[str]:
    """Yield what an editor should know before pressing Publish."""
    for fact in facts:
        if fact.warns:
            yield f"{capfirst(fact.label)}: “{fact.old}” now, “{fact.new}” after publishing."
    if dropped:
        yield f"{_count(dropped)} that the report does not have will be removed from the public page."
    if kept:
        yield f"{_count(kept)} that the report does not have will stay public."
    if domains:
        yield f"{format_count(domains, 'domain')} that the report does not print will be removed from the public page."
    for each in outcome:
        if not each.agrees:
            yield f"USTR states {each.stated} {each.kind} markets, and the record will have {each.identified}."


def _count(rows: tuple[Listing, ...]) -> str:
    return format_count(len(rows), "public listing")
