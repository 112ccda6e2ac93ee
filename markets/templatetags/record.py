"""How values of the record are shown: sources, domains, countries, cells."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from markets.citations import SourceCitation, split_citations
from markets.countries import get_country_name
from markets.models import Edition
from markets.models.basis import format_date
from markets.sentences import LinkedSentence
from markets.tables.filters import label

register = template.Library()


@register.filter
def sources(source: str) -> SafeString:
    """The sources in words, each linked where it has an address."""
    return format_html_join(" · ", "{}", ((_format_source(each),) for each in split_citations(source)))


def _format_source(citation: SourceCitation) -> SafeString:
    if not citation.url:
        return format_html("{}", citation.text)
    note = format_html(" {}", citation.note) if citation.note else ""
    return format_html(
        '<a href="{}" rel="noopener noreferrer nofollow">{}</a>{}', citation.url, citation.text, note
    )


@register.filter
def dots(domain: str) -> str:
    """A domain as text that nobody follows by accident: `example[.]net`."""
    return domain.replace(".", "[.]")


@register.filter
def country(code: str) -> str:
    """The name of a country or economy."""
    return get_country_name(code)


@register.filter
def coded(value: str, name: str) -> str:
    """A value of our classification in words: `{{ listing.harm|coded:"harm" }}`."""
    return label(name, value)


@register.filter
def linked(sentence: LinkedSentence) -> SafeString:
    """A sentence with its parts linked to the rows they speak of."""
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<a href="{}">{}</a>', part.href, part.text) if part.href else part.text,)
            for part in sentence.parts
        ),
    )


@register.filter
def released(edition: Edition) -> str:
    """`12 January 2018`, `March 2026`, as exactly as it is known."""
    if edition.released_on is None:
        return "on a date not known"
    return format_date(edition.released_on, edition.released_precision)
