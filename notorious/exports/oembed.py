"""`/oembed?url=…`: how a page of ours is embedded, for programs that follow the oEmbed standard (oembed.com)."""

import re
from html import escape

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from markets.grid import build_grid
from notorious.exports.embed import MARKET_TITLES, WHOLE_TITLES
from notorious.pages.charts.every import make_chart
from notorious.pages.site import find_embed_path

WIDEST = 760
HEIGHTS = {"charts": 520, "markets": 210, "recommendations": 640}
MATRIX_HEIGHT = 640


def send_oembed(request: HttpRequest) -> HttpResponse:
    """JSON with an iframe; 404 for an address that cannot be embedded, 501 for another format than JSON."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(
            "Only format=json is offered.", status=501, content_type="text/plain; charset=utf-8"
        )
    address = request.GET.get("url", "")
    within = address.startswith(f"{settings.SITE_URL}/")
    embed = find_embed_path(address.removeprefix(settings.SITE_URL)) if within else ""
    title = find_embed_title(embed.removeprefix("/embed")) if embed else ""
    if not title:
        return HttpResponse(
            "This address cannot be embedded. Charts, markets, recommendations and the list of markets can.",
            status=404,
            content_type="text/plain; charset=utf-8",
        )
    width = find_number(request.GET.get("maxwidth", ""), WIDEST)
    most = MATRIX_HEIGHT if embed == "/embed/markets/" else HEIGHTS[embed.split("/")[2]]
    height = find_number(request.GET.get("maxheight", ""), most)
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
    kind, _, slug = path.strip("/").partition("/")
    if kind == "charts":
        chart = make_chart(slug)
        return chart.title if chart else ""
    if not slug:
        return WHOLE_TITLES[kind]
    name = next((row.market.name for row in build_grid().rows if row.market.slug == slug), "")
    return MARKET_TITLES[kind].format(name) if name else ""


def find_number(given: str, most: int) -> int:
    """Return the smaller of what is asked for and what is useful."""
    return min(most, int(given)) if re.fullmatch(r"[1-9][0-9]{0,4}", given) else most
