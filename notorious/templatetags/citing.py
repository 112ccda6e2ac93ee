"""`{% citation %}`: how to cite the page that is being shown."""

import html

from django import template
from django.template.context import RequestContext
from django.utils.safestring import mark_safe

from markets.consistent_read import PAST
from markets.tables.scope import state_version
from notorious.citations import PageCitation, write_citation
from notorious.past_links import add_state
from notorious.revision import request_version

register = template.Library()


@register.inclusion_tag("citation.html", takes_context=True)
def citation(context: RequestContext, title: str = "") -> dict[str, PageCitation]:
    """Words, BibTeX and address of this page, with the version of the data that it shows.

    `title` is the page's own unless given: `base.html` keeps it as `page_title`. The version of a page of a past
    day has the name of that day, as the rows of its files have, and its address holds the day.
    """
    return {"citation": cite_page(context, title)}


def cite_page(context: RequestContext, title: str = "") -> PageCitation:
    """Return the citation of the page that a context is about. Its address leads to the page as it is cited."""
    request = context["request"]
    shown, past = request_version(request), PAST.get()
    name, changed_at = (past.name, past.dated) if past else (shown.name, shown.changed_at)
    path = request.get_full_path()
    if not past and shown.revision:
        path = add_state(path, state_version(shown.name))
    return write_citation(title or html.unescape(context["page_title"]), path, name, changed_at)


@register.simple_block_tag
def keep(content: str) -> str:
    """Keep what a block renders in a variable: `{% keep as page_title %}{% block title %}…{% endkeep %}`.

    A block with nothing but spaces is empty, so a template can ask whether a page fills it.
    """
    return mark_safe(content.strip())  # noqa: S308 - the template escaped it
