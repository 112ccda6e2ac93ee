"""`{% sharing_tags %}`: what chats, search engines and reference managers read in the head of a page."""

import html

from django import template
from django.conf import settings
from django.template.context import RequestContext

from notorious.pages.cards import make_card_path
from notorious.pages.linked_data import describe_crumbs, describe_publisher, write_json_ld
from notorious.templatetags.citing import cite_page

register = template.Library()


@register.inclusion_tag("sharing.html", takes_context=True)
def sharing_tags(context: RequestContext) -> dict[str, object]:
    """OpenGraph, Twitter card, Highwire tags and JSON-LD. `base.html` keeps the page's title and description."""
    site = context["site"]
    title = html.unescape(str(context["page_title"]))
    description = html.unescape(str(context["page_description"]))
    crumbs = [("Home", "/")]
    labels = dict(site.sections + site.more_sections)
    if site.section != site.path and site.section in labels:
        crumbs.append((labels[site.section], site.section))
    if site.path != "/":
        crumbs.append((title, site.path))
    things = [describe_publisher(), describe_crumbs(crumbs)]
    if "dataset" in context:
        things.append(context["dataset"])
    return {
        "title": title,
        "description": description,
        "address": site.canonical,
        "picture": f"{settings.SITE_URL}{make_card_path(title, description)}",
        "citation": cite_page(context),
        "linked_data": write_json_ld(*things),
    }
