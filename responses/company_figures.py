"""The company_figures of numbers: one series for each metric, broken wherever two figures may not be compared."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from responses.claims.register import NOT_THE_SAME
from responses.comparable import ClaimFigure, FigureComparison, compare_figures
from responses.figures import describe_metric
from responses.metrics import find_registered_metric
from responses.models import Claim

MONTH = re.compile(r"(?:19|20)\d\d(?:-\d\d)?")


@dataclass(frozen=True, slots=True)
class SeriesEntry:
    """One claim in a series. `step` compares it with the previous one, or says why it cannot be compared."""

    claim: Claim
    step: str = ""
    comparable: bool = False
    caveat: str = ""

    @property
    def broken(self) -> bool:
        """Whether a break lies between this claim and the previous one."""
        return bool(self.step) and not self.comparable


@dataclass(frozen=True, slots=True)
class FigureSeries:
    """All claims of one metric: those of one party and one base together, in the order of their periods."""

    metric: str
    label: str
    entries: tuple[SeriesEntry, ...]

    @property
    def breaks(self) -> tuple[SeriesEntry, ...]:
        return tuple(entry for entry in self.entries if entry.broken)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why figures are not comparable, each reason once, in the order of the breaks."""
        return tuple(dict.fromkeys(entry.step for entry in self.breaks))


def make_claim_figure(claim: Claim) -> ClaimFigure:
    """Return what a comparison needs of a recorded claim."""
    return ClaimFigure(
        metric=find_registered_metric(claim.metric),
        value=claim.value,
        unit="percent" if claim.unit == "%" else claim.unit,
        qualifier=claim.qualifier,
        base=claim.base,
        period_kind=claim.period_kind,
        period=claim.period,
        comparison=claim.comparison,
        said_on=claim.point.response.said_on,
    )


def make_series(claims: Iterable[Claim]) -> list[FigureSeries]:
    """Return the series of `claims` (point, response and party loaded), those with most figures first."""
    by_metric: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_metric[find_registered_metric(claim.metric)].append(claim)
    series = [_collect_series(name, found) for name, found in by_metric.items()]
    return sorted(series, key=lambda one: (-len(one.entries), one.label.casefold()))


def find_look_alikes(series: Iterable[FigureSeries]) -> list[str]:
    """For each pair of metrics that only look alike, one sentence that says what parts them."""
    latest = {one.metric: one.entries[-1].claim for one in series}
    pairs = [sorted(pair) for pair in NOT_THE_SAME if pair <= latest.keys()]
    found = [
        compare_figures(make_claim_figure(latest[a]), make_claim_figure(latest[b])) for a, b in sorted(pairs)
    ]
    return [each.sentence for each in found if not isinstance(each, FigureComparison)]


def _collect_series(name: str, claims: Sequence[Claim]) -> FigureSeries:
    by_base: defaultdict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=_sort_key):
        by_base[claim.point.response.party.name, claim.base, claim.unit].append(claim)
    ordered = [claim for found in by_base.values() for claim in found]
    entries = [SeriesEntry(ordered[0])]
    entries += [_make_entry(before, claim) for before, claim in zip(ordered, ordered[1:], strict=False)]
    return FigureSeries(name, describe_metric(ordered[0]), tuple(entries))


def _sort_key(claim: Claim) -> tuple[str, str, int, int]:
    """By the end of the period where it is stated, else by the day on which it was said."""
    response = claim.point.response
    dates = MONTH.findall(claim.period)
    said = response.said
    return (dates[-1] if dates else said, said, claim.point.ordinal, claim.ordinal)


def _make_entry(before: Claim, claim: Claim) -> SeriesEntry:
    if before.point.response.party_id != claim.point.response.party_id:
        return SeriesEntry(claim, "The two were said by different parties, each of itself.")
    found = compare_figures(make_claim_figure(before), make_claim_figure(claim))
    if isinstance(found, FigureComparison):
        return SeriesEntry(claim, found.sentence, comparable=True, caveat=found.caveat)
    return SeriesEntry(claim, found.sentence)
