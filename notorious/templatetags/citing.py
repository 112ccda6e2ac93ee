"""`{% citation "“Taobao” in USTR's Notorious Markets Lists" %}`: how to cite the page that is being shown."""

from __future__ import annotations

from typing import Any

from django import template

from notorious.citations import Citation, cite
from notorious.pages.version import version

register = template.Library()


@register.inclusion_tag("citation.html", takes_context=True)
def citation(context: dict[str, Any], title: str) -> dict[str, Citation]:
    """Words, BibTeX and address of this page, with the version of the data that it shows."""
    request = context["request"]
    shown = version(request)
    return {"citation": cite(title, request.get_full_path(), shown.label, shown.changed_at)}
