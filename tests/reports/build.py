"""Build a report by seed, and say what it holds."""

from dataclasses import dataclass
from typing import Any

from tests.reports.entries import Entries
from tests.reports.plan import Plan
from tests.reports.quirks import FAMILIES
from tests.reports.typeset import Sheet, Style

__all__ = ["FAMILIES", "Report", "build"]


@dataclass(frozen=True)
class Report:
    """The PDF, and what `score.py` expects of it."""

    content: bytes
    expected: dict[str, Any]
    quirks: dict[str, Any]


def build(seed: int, family: str, **force: Any) -> Report:
    """The report of a seed and a family of layout; `force` settles quirks that the seed would draw."""
    plan = Plan(seed, family, force)
    q = plan.q
    width, height = (595, 842) if q["a4"] else (612, 792)
    style = Style(
        family=q["font"],
        size=q["size"],
        leading=q["size"] * q["leading"],
        justify=q["justify"],
        hyphens=q["hyphens"],
        width=width,
        height=height,
        gap=0 if q["indent"] else 0.55 * q["size"],
        indent=q["indent"],
        number=q["number"],
        head=q["head"],
        marks=q["marks"],
    )
    sheet = Sheet(style, plan.r, section=plan.title)
    entries = Entries(plan, sheet)
    entries.front()
    parts = [entries.positive, entries.results]
    if plan.topic:
        parts.insert(0 if q["order"] == "focus-first" else 1, entries.focus)
    for part in parts:
        part()
    entries.end()
    return Report(sheet.done(), plan.expected(), q)
