"""`/oembed?url=…`: how a page of ours is embedded, for programs that follow the oEmbed standard (oembed.com)."""

from __future__ import annotations

import re
from html import escape

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from markets.grid import build_grid
from notorious.pages.charts.every import make_chart
from notorious.pages.site import find_embed_path

WIDEST, HEIGHTS = 760, {"charts": 520, "strip": 210, "matrix": 640}


def send_oembed(request: HttpRequest) -> HttpResponse:
    """JSON with an iframe; 404 for an address that cannot be embedded, 501 for another format than JSON."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(
            "Only format=json is offered.", status=501, content_type="text/plain; charset=utf-8"
        )
    address = request.GET.get("url", "")
    path = address.removeprefix(settings.SITE_URL).partition("?")[0]
    embed = find_embed_path(path) if address.startswith(settings.SITE_URL) else ""
    title = find_embed_title(path) if embed else ""
    if not title:
        return HttpResponse(
            "This address cannot be embedded. Charts, markets and the list of markets can.",
            status=404,
            content_type="text/plain; charset=utf-8",
        )
    width = find_number(request.GET.get("maxwidth", ""), WIDEST)
    kind = "charts" if path.startswith("/charts/") else "matrix" if path == "/markets/" else "strip"
    height = find_number(request.GET.get("maxheight", ""), HEIGHTS[kind])
    frame = (
        f'<iframe src="{escape(settings.SITE_URL + embed)}" title="{escape(title)}" width="{width}" '
        f'height="{height}" loading="lazy" style="border:0;max-width:100%"></iframe>'
    )
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": "Notorious Markets",
        "provider_url": f"{settings.SITE_URL}/",
        "html": frame,
        "width": width,
        "height": height,
    }
    return JsonResponse(answer, headers={"Access-Control-Allow-Origin": "*"})


def find_embed_title(path: str) -> str:
    """Return the title of what is embedded; empty where the page does not exist."""
    parts = path.strip("/").split("/", 1)
    if parts[0] == "charts":
        chart = make_chart(parts[1])
        return chart.title if chart else ""
    if len(parts) == 1:
        return "USTR’s Notorious Markets List by edition"
    names = {row.market.slug: row.market.name for row in build_grid().rows}
    return f"{names[parts[1]]} on USTR’s Notorious Markets List" if parts[1] in names else ""


def find_number(given: str, most: int) -> int:
    """Return the smaller of what is asked for and what is useful."""
    return min(most, int(given)) if re.fullmatch(r"[1-9][0-9]{0,4}", given) else most
