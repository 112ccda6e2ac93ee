"""How values of the record are shown: sources, domains, countries, cells."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from markets.cells import ListingHistory
from markets.citations import ShownCitation, find_citations
from markets.countries import get_country_name
from markets.listing_values import find_inferred_countries
from markets.models import Edition, Recommendation
from markets.models.basis import Evidence, TextMode, format_date
from markets.sentences import LinkedSentence
from markets.tables.filters import label_value
from markets.text.years import format_years

register = template.Library()


@register.filter
def sources(source: str) -> SafeString:
    """Return the sources in words, each linked where readers may follow it, with its archived copy."""
    return format_citations(find_citations(source))


def first_source(source: str) -> SafeString:
    """Return the first source alone, with how many more there are."""
    found = find_citations(source)
    more = f"\N{NO-BREAK SPACE}+{len(found) - 1}" if len(found) > 1 else ""
    return format_html("{}{}", format_citations(found[:1]), more)


def format_citations(shown: Iterable[ShownCitation]) -> SafeString:
    """Return the citations in one line."""
    return format_html_join(" · ", "{}", ((_show_citation(each),) for each in shown))


def _show_citation(citation: ShownCitation) -> SafeString:
    shown = format_html("{}", citation.text)
    if citation.url:
        shown = format_html('<a href="{}" rel="noopener noreferrer nofollow">{}</a>', citation.url, shown)
    if citation.archived_url:
        archived = format_html(
            '<a href="{}" rel="noopener noreferrer nofollow">archived</a>', citation.archived_url
        )
        shown = format_html("{} ({})", shown, archived)
    return shown


register.filter("inferred_countries", find_inferred_countries)


@register.inclusion_tag("markets/strip.html")
def strip(row: ListingHistory, current: int | None = None) -> dict[str, object]:
    """One market in each edition, as filled cells that lead to what the edition says; the key has those that occur."""
    key = {(cell.css, cell.mark, cell.words): cell for cell in row.cells.values()}
    return {"row": row, "current": current, "key": key.values()}


@register.filter
def attribution(recommendation: Recommendation) -> SafeString:
    """Whose words a recommendation is in: `USTR asked, as reported by Reuters, 12 January 2018`."""
    verb = "criticized" if recommendation.kind == Recommendation.Kind.CRITICISM else "asked"
    paraphrase = recommendation.text_mode == TextMode.PARAPHRASE
    if recommendation.evidence == Evidence.OFFICIAL:
        page = f", p. {recommendation.page}" if recommendation.page else ""
        return format_html("USTR {}{}{}", verb, page, ", in our words" if paraphrase else "")
    how = "reported" if paraphrase else "quoted"
    shown = sources(recommendation.source) if recommendation.source else "a named source"
    return format_html("USTR {}, as {} by {}", verb, how, shown)


@register.simple_tag
def report_page(edition: Edition, page: int) -> SafeString:
    """`report, p. 17`, linked to that page of the report where its address is public."""
    if not edition.report_address:
        return format_html("report, p. {}", page)
    return format_html(
        '<a href="{}#page={}" rel="noopener noreferrer nofollow">report, p. {}</a>',
        edition.report_address,
        page,
        page,
    )


@register.filter
def years(values: Iterable[int]) -> str:
    """`2010–2012, 2016`."""
    return format_years(values)


@register.filter
def dots(domain: str) -> str:
    """Return a domain as text that nobody follows by accident: `example[.]net`."""
    return domain.replace(".", "[.]")


@register.filter
def country(code: str) -> str:
    """Return the name of a country or economy."""
    return get_country_name(code)


@register.filter
def coded(value: str, name: str) -> str:
    """Return a value of our classification in words: `{{ listing.harm|coded:"harm" }}`."""
    return label_value(name, value)


@register.filter
def linked(sentence: LinkedSentence) -> SafeString:
    """Return a sentence with its parts linked to the rows they speak of."""
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
