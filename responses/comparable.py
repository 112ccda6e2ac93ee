"""Says whether two figures may be compared, and what the comparison says; or, in a plain sentence, why not."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from responses.claims.bases import same_base
from responses.claims.register import BY_KEY, NOT_THE_SAME, label_of
from responses.claims.written import format_period, in_words

FLOORS = ("over",)
CEILINGS = ("under", "nearly")
HEDGED = ("about", "nearly")


@dataclass(frozen=True, slots=True)
class ClaimFigure:
    """What a comparison needs of a claim. `value` is signed: a fall of 25% is -25. `metric` is a key of the
    register or a noun phrase; "" in `period_kind` or `period` means that it is not known."""

    metric: str
    value: Decimal
    unit: str
    qualifier: str  # exact, about, over, nearly, under
    base: str
    period_kind: str
    period: str
    comparison: str
    said_on: date | None


@dataclass(frozen=True, slots=True)
class FigureComparison:
    """Two figures of one thing, the earlier first. `difference` is in the unit (percentage points for shares);
    `bound`: it is at least this large."""

    earlier: ClaimFigure
    later: ClaimFigure
    difference: Decimal
    bound: bool
    sentence: str
    caveat: str


@dataclass(frozen=True, slots=True)
class NotComparable:
    """Why two figures are not compared: `rule` is a short name for tests and filters, `sentence` is for readers."""

    rule: str
    sentence: str


def compare_figures(a: ClaimFigure, b: ClaimFigure) -> FigureComparison | NotComparable:
    """Compare two figures where metric, unit, base, comparison and period kind agree; else says why not.

    The order of `a` and `b` does not matter where both have a date or a period that sorts.
    """
    first, second = sorted((a, b), key=_order) if _sortable(a, b) else (a, b)
    return (
        _other_thing(first, second)
        or _explain_floors(first, second)
        or _other_period(first, second)
        or _overlapping(first, second)
        or _compare_values(first, second)
    )


def _sortable(a: ClaimFigure, b: ClaimFigure) -> bool:
    return (a.said_on is not None and b.said_on is not None) or bool(a.period and b.period)


def _order(one: ClaimFigure) -> tuple[date, str]:
    return one.said_on or date.min, one.period


def _other_thing(a: ClaimFigure, b: ClaimFigure) -> NotComparable | None:
    if a.metric != b.metric:
        because = NOT_THE_SAME.get(frozenset((a.metric, b.metric)), "they measure different things")
        return NotComparable(
            "metric", f"{_say_figure(a)} is not {_say_figure(b)}. {because[0].upper()}{because[1:]}."
        )
    if a.unit.casefold() != b.unit.casefold():
        return NotComparable(
            "unit", f"One is given in {a.unit or 'no unit'}, the other in {b.unit or 'no unit'}."
        )
    if not same_base(a.base, b.base):
        return NotComparable(
            "base",
            f"One is of {a.base or 'a whole that is not named'}, the other of {b.base or 'a whole that is not named'}.",
        )
    if _against_what(a) != _against_what(b):
        return NotComparable("comparison", f"{_say_baseline(a, 'One')}, {_say_baseline(b, 'the other')}.")
    return None


def _explain_floors(a: ClaimFigure, b: ClaimFigure) -> NotComparable | None:
    """Figures that only bound what they measure say nothing of its growth where the bounds leave room for both."""
    if (
        _is_higher(a, b)
        or _is_higher(b, a)
        or not (a.qualifier in FLOORS + CEILINGS or b.qualifier in FLOORS + CEILINGS)
    ):
        return None
    if a.qualifier == b.qualifier == "nearly":
        return None
    if (a.qualifier, a.value) == (b.qualifier, b.value):
        return NotComparable(
            "bound",
            f"{in_words(a)} was given again: the same {_say_bound(a)}, so no trend can be read.",
        )
    bounds = [each for each in (a, b) if each.qualifier in FLOORS + CEILINGS]
    said = " and ".join(f"{in_words(each)} is a {_say_bound(each)}" for each in bounds)
    return NotComparable("bound", f"{said}, so no trend can be read.")


def _is_higher(low: ClaimFigure, high: ClaimFigure) -> bool:
    """Return whether `high` is certainly the larger: the ceiling of `low` is below the floor of `high`."""
    return (
        low.qualifier not in FLOORS
        and high.qualifier not in CEILINGS
        and low.value < high.value
        and (low.qualifier in CEILINGS or high.qualifier in FLOORS)
    )


def _other_period(a: ClaimFigure, b: ClaimFigure) -> NotComparable | None:
    if not a.period_kind or not b.period_kind:
        return NotComparable("period_unknown", "At least one source gives no period.")
    if a.period_kind != b.period_kind:
        return NotComparable("period_kind", f"One is for {_say_kind(a)}, the other for {_say_kind(b)}.")
    return None


def _overlapping(a: ClaimFigure, b: ClaimFigure) -> NotComparable | None:
    if (
        not a.period
        or a.period.casefold() != b.period.casefold()
        or (a.said_on != b.said_on and _is_relative(a.period))
    ):
        return None
    if a.value == b.value:
        return NotComparable(
            "same_period", f"Both are for {format_period(a.period)} and say the same: one figure given twice."
        )
    return NotComparable(
        "same_period",
        f"Both are for {format_period(a.period)} and differ: two statements of one figure, not a change.",
    )


def _is_relative(period: str) -> bool:
    """ "last year" said in 2017 and in 2018 are two periods."""
    return not any(letter.isdigit() for letter in period) or "months" in period.casefold()


def _compare_values(a: ClaimFigure, b: ClaimFigure) -> FigureComparison:
    difference = b.value - a.value
    bound = a.qualifier in FLOORS + CEILINGS or b.qualifier in FLOORS + CEILINGS
    approximate = a.qualifier in HEDGED or b.qualifier in HEDGED
    known = BY_KEY.get(a.metric)
    return FigureComparison(
        a,
        b,
        difference,
        bound,
        _write_sentence(a, b, difference, bound, approximate),
        known.caveat if known else "",
    )


def _write_sentence(
    a: ClaimFigure, b: ClaimFigure, difference: Decimal, bound: bool, approximate: bool
) -> str:
    start = f"{in_words(a)}, then {in_words(b)}"
    if not difference:
        return f"{start}: no difference that these figures could show."
    hedge = "at least " if bound and not approximate else "about " if approximate else ""
    unit = "percentage points" if a.unit == "percent" else a.unit
    return f"{start}: {hedge}{abs(difference).normalize():,f} {unit} {'more' if difference > 0 else 'less'}."


def _say_bound(one: ClaimFigure) -> str:
    return "minimum" if one.qualifier in FLOORS else "maximum"


def _say_figure(one: ClaimFigure) -> str:
    return f"“{label_of(one.metric)}: {in_words(one)}”"


def _against_what(one: ClaimFigure) -> str:
    """Return what defines a change. "Up from 18 in 2015" only names the previous figure: the new one is independent."""
    return (
        ""
        if one.comparison.casefold().startswith(("up from", "down from", "from "))
        and one.comparison[-1:].isdigit()
        else one.comparison
    )


def _say_baseline(one: ClaimFigure, which: str) -> str:
    return f"{which} compares with {one.comparison}" if one.comparison else f"{which} compares with nothing"


def _say_kind(one: ClaimFigure) -> str:
    return format_period(one.period) or one.period_kind.replace("_", " ")
