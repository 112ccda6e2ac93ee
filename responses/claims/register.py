"""The register of metrics (register.toml): which metric a number is of, and which metrics only look alike."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

# What follows these words qualifies the head of a phrase; not so in "pieces of goods".
_BOUND = re.compile(
    r"(?<!pieces)(?<!units)(?<!items)(?<!pairs)(?<!thousands)(?<!millions)(?<!types)(?<!number)(?<!share)(?<!total)"
    r"\s(?:of|to|for|about|against|from)\s",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)  # many figures of a sentence have the same clause
def is_found(pattern: re.Pattern[str], text: str) -> bool:
    """Return whether a pattern is anywhere in a text."""
    return pattern.search(text) is not None


@dataclass(frozen=True, slots=True)
class Metric:
    """A line of the register."""

    key: str
    label: str
    kinds: frozenset[str]
    focus: re.Pattern[str]
    change: bool | None = None  # None: the metric is not about rises and falls
    clause: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    verbs: re.Pattern[str] | None = None
    beside: re.Pattern[str] | None = None
    not_with: re.Pattern[str] | None = None
    unit: str = ""
    caveat: str = ""
    state: bool = False
    level: bool = False
    deed: bool = False

    def _is_of(self, focus: str, kind: str) -> bool:
        """Return whether the head of the phrase is what is measured: "time to handle requests" is no requests."""
        found = self.focus.search(focus)
        bound = _BOUND.search(focus) if kind in ("count", "percent", "points") else None
        if bound is None:
            return found is not None
        within = found is not None and found.start() < bound.start()
        return within or self.focus.search(focus[: bound.start()]) is not None

    def fits(self, kind: str, change: bool, focus: str, near: str, clause: str) -> bool:
        """Return whether a number of this kind, on `focus`, in `clause`, is one of this metric."""
        return (
            kind in self.kinds
            and bool(self.change) == change
            and self._is_of(focus, kind)
            and (self.clause is None or is_found(self.clause, clause))
            and not (self.unless and (self.unless.search(focus) or self.unless.search(near)))
        )


def _pattern(source: str) -> re.Pattern[str]:
    """Compile a pattern of the register, which begins where a word begins: "close" is not in "disclosed"."""
    return re.compile(rf"\b(?:{source})", re.IGNORECASE | re.DOTALL)


_PATTERNS = ("focus", "clause", "unless", "verbs", "beside", "not_with")


def _metric(row: dict[str, Any]) -> Metric:
    unknown = set(row) - {field.name for field in fields(Metric)}
    if unknown:
        raise ValueError(
            f"register.toml: {row.get('key')} has {', '.join(sorted(unknown))}, which nothing reads"
        )
    if row.get("deed"):
        row = {"verbs": row["clause"], **row}
    if "beside" in row:  # whole words: "authors" are not in "authorities"
        row = {**row, "beside": rf"(?:{row['beside']})s?\b"}
    read: dict[str, Any] = {
        name: _pattern(value) if name in _PATTERNS else value for name, value in row.items()
    }
    return Metric(**{**read, "kinds": frozenset(row["kinds"])})


_DATA = tomllib.loads((Path(__file__).parent / "register.toml").read_text(encoding="utf-8"))
OTHER_REASONS: re.Pattern[str] = _pattern(_DATA["other_reasons"])
METRICS: tuple[Metric, ...] = tuple(_metric(row) for row in _DATA["metric"])
BY_KEY: dict[str, Metric] = {metric.key: metric for metric in METRICS}
NOT_THE_SAME: dict[frozenset[str], str] = {
    frozenset(pair): because for *pair, because in _DATA["not_the_same"]
}


def find_metric(kind: str, change: bool, focus: str, contexts: Sequence[str]) -> Metric | None:
    """Return the first metric that fits, looking in the narrowest context first; None where the register has none."""
    for context in contexts:
        for metric in METRICS:
            if metric.fits(kind, change, focus, contexts[0], context):
                return metric
    return None


def label_of(key: str) -> str:
    """Return the label of a metric; an unknown one is its own noun phrase."""
    return BY_KEY[key].label if key in BY_KEY else key
