"""A diverging bar: what left the List to the left, what came to the right, for each kind."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from django.utils.safestring import SafeString, mark_safe

from markets.changes import Change

BAR_WIDTH, ROW_HEIGHT, LABEL_WIDTH, MARGIN = 640, 34, 84, 40
LEAVING = ((Change.NO_LONGER_LISTED, "gone", "no longer listed"),)
ARRIVING = (
    (Change.FIRST_LISTED, "new", "first time listed"),
    (Change.NEW, "new", "new"),
    (Change.RELISTED, "again", "relisted"),
)


def draw_change_bar(counts: Mapping[str, Mapping[Change, int]]) -> SafeString:
    """`counts`: {kind: {change: markets}}. Empty where nothing is known to have changed."""
    sides = [
        sum(each.get(change, 0) for change, *_ in side)
        for each in counts.values()
        for side in (LEAVING, ARRIVING)
    ]
    most = max(sides, default=0)
    if not most:
        return mark_safe("")
    unit = (BAR_WIDTH - LABEL_WIDTH - 2 * MARGIN) / 2 / most
    middle = (BAR_WIDTH + LABEL_WIDTH) / 2
    height = ROW_HEIGHT * len(counts) + 4
    drawn = [f'<path d="M{middle:.1f} 0V{height}"/>']
    said = []
    for number, (kind, changes) in enumerate(counts.items()):
        y = number * ROW_HEIGHT + 5
        drawn.append(f'<text x="0" y="{y + 17}">{escape(kind.capitalize())}</text>')
        drawn += _draw_side(changes, LEAVING, middle, y, -unit)
        drawn += _draw_side(changes, ARRIVING, middle, y, unit)
        words = [
            f"{changes[change]} {words}" for change, _, words in (*ARRIVING, *LEAVING) if changes.get(change)
        ]
        said.append(f"{kind}: {', '.join(words) or 'no known change'}")
    label = escape(f"Known changes. {'; '.join(said)}.")
    return mark_safe(  # noqa: S308 - numbers and words of ours
        f'<svg class="change-bar" viewBox="0 0 {BAR_WIDTH} {height}" role="img" aria-label="{label}">'
        f"{''.join(drawn)}</svg>"
    )


def _draw_side(
    changes: Mapping[Change, int], side: tuple[tuple[Change, str, str], ...], at: float, y: int, unit: float
) -> list[str]:
    """Bars outward from the middle, and their sum at the end."""
    drawn = []
    for change, css, words in side:
        width = abs(unit) * changes.get(change, 0)
        if not width:
            continue
        left = at if unit > 0 else at - width
        title = f"<title>{changes[change]} {words}</title>"
        drawn.append(
            f'<rect class="{css}" x="{left:.1f}" y="{y}" width="{width:.1f}" height="24">{title}</rect>'
        )
        at += width if unit > 0 else -width
    total = sum(changes.get(change, 0) for change, *_ in side)
    if total:
        x, anchor = (at + 6, "start") if unit > 0 else (at - 6, "end")
        drawn.append(f'<text x="{x:.1f}" y="{y + 17}" text-anchor="{anchor}">{total}</text>')
    return drawn
