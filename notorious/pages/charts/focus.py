"""The chart of the issue focus: how many listings the edition with each topic has."""

from collections.abc import Iterable, Mapping

from markets.grid import Coverage
from markets.models import Edition
from markets.models.basis import Basis
from notorious.pages.charts.counted import HATCHED, SOLID
from notorious.pages.charts.scene import Bar, Chart, Panel


def chart_issue_focus(editions: Iterable[Edition], coverage: Mapping[tuple[int, str], Coverage]) -> Chart:
    """Listings of each edition whose issue focus is known, with the counts that USTR stated."""
    whole = list(editions)
    known = [edition for edition in whole if edition.topic]
    without = ", ".join(str(edition.year) for edition in whole if not edition.topic)
    panels = []
    for kind in ("online", "physical"):
        bars = [
            _make_bar(edition, coverage[edition.year, kind])
            for edition in known
            if (edition.year, kind) in coverage
        ]
        panels.append(Panel(f"{kind.capitalize()} listings", tuple(bars)))
    return Chart(
        "issue-focus",
        "Listings per edition, by its issue focus",
        "Bars count the listings that we have identified in each edition; marks show the totals that USTR "
        "stated. The focus is a topic of the edition, not the reason for its listings."
        + (f" Unknown for {without}." if without else ""),
        "Edition, by the year under review, and its issue focus",
        tuple(panels),
        SOLID,
        HATCHED,
        "stated by USTR",
        lying=True,
    )


def _make_bar(edition: Edition, cover: Coverage) -> Bar:
    unseen = " (exact title not seen)" if edition.issue_focus_basis == Basis.TOPIC_ONLY else ""
    return Bar(f"{edition.year}: {edition.topic}{unseen}", cover.identified, cover.complete, cover.stated)
