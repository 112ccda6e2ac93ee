"""Words for the pages of responses."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from markets.citations import find_citations
from markets.tables.filtering import FilterForm
from markets.templatetags.record import format_citations
from responses.claims.written import format_period
from responses.figures import (
    NOT_STATED,
    describe_conditions,
    describe_speaker,
    format_figure,
    split_figure,
)
from responses.filters import HELD_WORDS, LANGUAGES
from responses.models import AssessmentEvidence, Claim, Response, ResponsePoint
from responses.titles import write_full_title
from responses.tracker.status import NOTHING_SAID
from responses.tracker.summary import EntrySummary, TrackerSummary

register = template.Library()
register.filter("figure", format_figure)
register.filter("split_figure", split_figure)
register.filter("speaker", describe_speaker)
register.filter("full_title", write_full_title)

CHECKS = {
    "exact": "quotation exact",
    "respelled": "quotation respelled",
    "elided": "words left out of the quotation",
    "altered": "quotation differs from the text we have",
    "not_found": "quotation not found in the text we have",
    "not_held": "quotation not checked: we have no copy",
}


@register.filter
def conditions(claim: Claim) -> list[tuple[str, str]]:
    """Return what the source states of a figure, its months in words. A page says once what is not."""
    return [(name, format_period(value)) for name, value in describe_conditions(claim) if value != NOT_STATED]


@register.filter
def language(code: str) -> str:
    """`Chinese` for `zh`; a code that we have no word for stays a code."""
    return LANGUAGES.get(code, code)


@register.filter
def said(response: Response) -> str:
    """Return when it was said: `12 January 2018`."""
    return response.said_in_words


@register.filter
def quote_check(status: str) -> str:
    """Return what the check of a quotation found; none was made where we have no copy."""
    return CHECKS.get(status, CHECKS["not_held"])


@register.simple_tag
def address(filter_: FilterForm, **changes: str) -> str:
    """Return the query part of the address that states this filter with some values changed, or `?` alone."""
    return "?" + filter_.query_string(**changes)


@register.simple_tag
def summary_rows(summary: TrackerSummary, markets: bool, one_edition: bool) -> SafeString:
    """Return the rows of the table of points. As a template they would take most of the time of a long page."""
    head = '<th scope="row"><a href="#asked-{year}">{year}</a></th>'
    if one_edition:
        head = '<th scope="row"><a href="#asked-{slug}">{name}</a></th>'
    elif markets:
        head = (
            '<th scope="row"><a href="/recommendations/?market={slug}&amp;year={year}">{year}</a></th>'
            '<td data-h="Market"><a href="/markets/{slug}/#recommendations">{name}</a></td>'
        )
    names = [
        *(["Recommendations"] if summary.has_recommendations else []),
        *(["Criticisms"] if summary.has_criticisms else []),
        *summary.columns,
    ]
    counts = "".join(f'<td data-h="{name}" class="n">{{{name}}}</td>' for name in names)
    follow_ups = '<td data-h="Follow-up"{quiet}>{follow_ups}</td>' if summary.has_follow_ups else ""
    row = f"<tr>{head}{counts}{follow_ups}</tr>\n"
    return format_html_join("", row, map(_list_values, summary.entries))


def _list_values(entry: EntrySummary) -> dict[str, object]:
    return {
        "year": entry.edition.year,
        "slug": entry.market.slug,
        "name": entry.market.name,
        "Recommendations": entry.recommendations or "",
        "Criticisms": entry.criticisms or "",
        **{name: count or "" for name, count in entry.answers},
        "quiet": "" if entry.follow_ups else mark_safe(' class="quiet"'),
        "follow_ups": ", ".join(entry.follow_ups) or "unknown",
    }


def unlinked(url: str) -> str:
    """Return an address as text, its dots in brackets: what a listed site says of itself is never linked."""
    return url.partition("://")[2].replace(".", "[.]")


@register.filter
def said_where(row: Response | ResponsePoint) -> SafeString:
    """The sources of a response or a point. A notice of a listed site is named by its address and never linked."""
    response = row.response if isinstance(row, ResponsePoint) else row
    if response.kind == Response.Kind.SITE_NOTICE and response.url:
        return format_html('<span class="domain">{}</span>', unlinked(response.url))
    return format_citations(find_citations(row.source_line))


@register.filter
def evidence_words(evidence: AssessmentEvidence) -> str:
    """Return what an assessment rests on, in words."""
    page = f", p. {evidence.page}" if evidence.page else ""
    if evidence.point is not None:
        return f"point {evidence.point.ordinal} of {evidence.point.response.public_id}"
    if evidence.recommendation is not None:
        return f"{evidence.recommendation.public_id}{page}"
    if evidence.snapshot is not None:
        return f"{evidence.citation or 'the document'}, snapshot {evidence.snapshot}{page}"
    return f"{evidence.citation}{page}"


@register.filter
def evidence_address(evidence: AssessmentEvidence) -> str:
    """Return its address on this site, or nothing."""
    if evidence.point is not None:
        return f"{evidence.point.response.get_absolute_url()}#P{evidence.point.ordinal}"
    return evidence.recommendation.get_absolute_url() if evidence.recommendation is not None else ""


@register.filter
def unusual_text(response: Response) -> str:
    """Return how much of its text we have, where it is not what a list says of all and something was said."""
    usual = response.held == Response.Held.PART or response.kind in NOTHING_SAID
    return "" if usual else text_we_have(response)


@register.filter
def text_we_have(response: Response) -> str:
    """Return how much of its text we have; a row that records that nothing was said has no text."""
    if response.kind in NOTHING_SAID:
        return "no statement"
    return HELD_WORDS[Response.Held(response.held)]
