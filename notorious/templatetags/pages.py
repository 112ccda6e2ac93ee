"""What the pages of the project show in several places."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from markets.grid import Grid
from markets.models import Edition

register = template.Library()


@register.simple_tag
def cover(grid: Grid, edition: Edition, kind: str) -> SafeString:
    """`42 / 42 ✓`; `7 / 25`; `21, no total stated`; `out of scope` where the edition does not cover the kind."""
    known = grid.coverage.get((edition.year, kind))
    if known is None:
        return format_html("{}", "– out of scope")
    if known.stated is None:
        return format_html('{} <span class="meta">no total</span>', known.identified)
    if known.exceeds:
        return format_html(
            '{} / {} <span class="meta">more than stated</span>', known.identified, known.stated
        )
    return format_html("{} / {}{}", known.identified, known.stated, " ✓" if known.complete else "")
