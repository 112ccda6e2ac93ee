"""A diverging bar: what left the List to the left, what came to the right, for each kind."""

from collections.abc import Iterable, Mapping
from html import escape

from django.utils.safestring import SafeString, mark_safe

from markets.cells import ListingHistory
from markets.changes import Change
from markets.comparison import MarketChange
from markets.models.edition import ORDER

HALF, BAR_HEIGHT = 100, 10  # units of the drawing, which stretches
LEAVING = ((Change.NO_LONGER_LISTED, "gone", "no longer listed"),)
ARRIVING = (
    (Change.FIRST_LISTED, "new", "first time listed"),
    (Change.NEW, "new", "new"),
    (Change.RELISTED, "again", "relisted"),
)
Side = tuple[tuple[Change, str, str], ...]


def draw_change_bar(changed: Mapping[Change, Iterable[ListingHistory | MarketChange]]) -> SafeString:
    """Empty where nothing is known to have changed."""
    counts = {
        kind: {change: sum(row.market.kind == kind for row in rows) for change, rows in changed.items()}
        for kind in ORDER
    }
    most = max((_sum_side(each, side) for each in counts.values() for side in (LEAVING, ARRIVING)), default=0)
    if not most:
        return SafeString("")
    rows = "".join(_draw_row(kind, changes, HALF / most) for kind, changes in counts.items())
    return mark_safe(f'<div class="change-bar">{rows}</div>')  # noqa: S308 - numbers and words of ours


def _sum_side(changes: Mapping[Change, int], side: Side) -> int:
    return sum(changes.get(change, 0) for change, *_ in side)


def _draw_row(kind: str, changes: Mapping[Change, int], unit: float) -> str:
    said = [f"{changes[change]} {words}" for change, _, words in (*ARRIVING, *LEAVING) if changes.get(change)]
    if not said:
        return f"<span>{escape(kind.capitalize())}</span><span class=none>no known change</span>"
    label = escape(f"{kind}: {', '.join(said)}")
    bars = _draw_side(changes, LEAVING, -unit) + _draw_side(changes, ARRIVING, unit)
    return (
        f"<span>{escape(kind.capitalize())}</span><b aria-hidden=true>{_sum_side(changes, LEAVING) or ''}</b>"
        f'<svg viewBox="{-HALF} 0 {2 * HALF} {BAR_HEIGHT}" preserveAspectRatio="none" role="img" '
        f'aria-label="{label}">{bars}<path d="M0 0V{BAR_HEIGHT}"/></svg>'
        f"<b aria-hidden=true>{_sum_side(changes, ARRIVING) or ''}</b>"
    )


def _draw_side(changes: Mapping[Change, int], side: Side, unit: float) -> str:
    """Bars outward from the middle."""
    drawn, at = [], 0.0
    for change, css, words in side:
        width = abs(unit) * changes.get(change, 0)
        if not width:
            continue
        left = at if unit > 0 else at - width
        title = f"<title>{changes[change]} {words}</title>"
        drawn.append(
            f'<rect class="{css}" x="{left:.2f}" y="0" width="{width:.2f}" height="{BAR_HEIGHT}">{title}</rect>'
        )
        at += width if unit > 0 else -width
    return "".join(drawn)
