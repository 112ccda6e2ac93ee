"""What the pages of the project show in several places."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from markets.grid import Grid
from markets.models import Edition

register = template.Library()


@register.simple_tag
def cover(grid: Grid, edition: Edition, kind: str) -> SafeString:
    """`42 / 42 ✓`; `7 / 25`; `21 / ?` without a total; `out of scope` if the edition leaves the kind out."""
    known = grid.coverage.get((edition.year, kind))
    if known is None:
        return format_html("{}", "– out of scope")
    if known.stated is None:
        return format_html('{} / <abbr title="USTR gave no total">?</abbr>', known.identified)
    return format_html("{} / {}{}", known.identified, known.stated, " ✓" if known.complete else "")
