"""The formats that a Download menu offers."""

from collections.abc import Sequence

from django import template

from notorious.exports.formats import FORMATS, LIST_FORMATS, ExportFormat

register = template.Library()


@register.simple_tag
def list_formats() -> Sequence[ExportFormat]:
    """Return those of a list, or of a filtered table."""
    return LIST_FORMATS


@register.simple_tag
def table_formats() -> Sequence[ExportFormat]:
    """Return those of a whole table."""
    return list(FORMATS.values())
