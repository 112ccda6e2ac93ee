"""A number as it was claimed: with its qualifier, its sign and its unit, never barer than the claim itself."""

from decimal import Decimal

from responses.metrics import get_metric_title
from responses.models import Claim

CURRENCIES = frozenset({"USD", "EUR", "GBP", "CNY", "RMB", "INR", "IDR"})
NOT_STATED = "not stated"


def describes_change(claim: Claim) -> bool:
    """Return whether the number says how much something rose or fell, and so needs its sign."""
    return claim.metric.endswith("change")


def format_number(value: Decimal, signed: bool = False) -> str:
    """`1,000`, `99.9`, `−25`; with `signed` also `+11`."""
    written = f"{abs(value):,f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    sign = "−" if value < 0 else "+" if signed and value > 0 else ""
    return f"{sign}{written}"


def format_figure(claim: Claim, *, says_unit: bool = True) -> str:
    """`over 1,000 arrests`, `nearly 1,000 locations`, `−25%`, `over USD 500,000,000`, `1.5 per 10,000 orders`."""
    number = format_number(claim.value, signed=describes_change(claim))
    if claim.unit in ("%", "percent"):
        written = f"{number}%"
    elif claim.unit in CURRENCIES:
        written = f"{claim.unit} {number}"
    else:
        written = f"{number} {claim.unit}" if says_unit else number
    return written if claim.qualifier == Claim.Qualifier.EXACT else f"{claim.qualifier} {written}"


def describe_metric(claim: Claim) -> str:
    """Return what is measured, as a heading."""
    return get_metric_title(claim.metric)


def split_figure(claim: Claim) -> tuple[str, str]:
    """Return the figure and what it counts, the unit said once: `over 1,000`, `arrests`; `200 people`, `Staff`."""
    title = describe_metric(claim)
    if claim.unit.casefold() not in title.casefold().split():
        return format_figure(claim), title
    is_word = title[1:2].islower()
    return format_figure(claim, says_unit=False), f"{title[0].lower()}{title[1:]}" if is_word else title


def describe_conditions(claim: Claim) -> list[tuple[str, str]]:
    """Return all that one must know before comparing the number; what is not stated says so."""
    said = [
        ("period", claim.period or NOT_STATED),
        ("of", claim.base or NOT_STATED),
    ]
    if claim.comparison or describes_change(claim):
        said.append(("against", claim.comparison or NOT_STATED))
    return said


def describe_speaker(claim: Claim) -> str:
    """Return who said it: the person or paper that is named, else the party."""
    return claim.said_by or claim.point.response.party.name
