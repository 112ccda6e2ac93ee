"""`/robots.txt`, `/sitemap.xml` and `/favicon.ico`."""

from collections.abc import Iterator
from html import escape

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.templatetags.static import static

from markets.grid import build_grid
from markets.listing_values import ROLLUPS, find_values, read_listing_values
from markets.models import Market, Recommendation
from notorious.pages.site import SITE_MAP
from responses.models import Response
from responses.parties import public_parties

NOT_CRAWLED = ("/admin/", "/search/", "/embed/", "/metrics")


def send_robots(request: HttpRequest) -> HttpResponse:
    """Return what crawlers should leave out, and where the sitemap is."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in NOT_CRAWLED),
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def send_sitemap(request: HttpRequest) -> HttpResponse:
    """Return the address of every public page that is not a filtered list."""
    urls = "".join(f"<url><loc>{escape(settings.SITE_URL + path)}</loc></url>\n" for path in list_paths())
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    return HttpResponse(body, content_type="application/xml; charset=utf-8")


def redirect_favicon(request: HttpRequest) -> HttpResponse:
    """Browsers that do not read `<link rel="icon">` ask here."""
    return HttpResponsePermanentRedirect(static("icon.svg"))


def list_paths() -> Iterator[str]:
    """Paths of public pages, each once."""
    yield "/"
    yield from dict.fromkeys(path for _, pages in SITE_MAP for path, _ in pages if path != "/search/")
    grid = build_grid()
    yield from (edition.get_absolute_url() for edition in grid.editions)
    yield from (
        f"/compare/{earlier}/{later}/" for earlier, later in zip(grid.years, grid.years[1:], strict=False)
    )
    for market in Market.objects.with_pages().order_by("slug"):
        yield market.get_absolute_url()
    for row in grid.rows:
        yield from (f"/editions/{year}/{row.market.slug}/" for year in row.listed_years)
    for each in Recommendation.objects.public().select_related("edition").order_by("public_id"):
        yield each.get_absolute_url()
    for response in Response.objects.public().order_by("public_id"):
        yield response.get_absolute_url()
    for party in public_parties().order_by("slug"):
        yield party.get_absolute_url()
    listings = read_listing_values()
    for rollup in ROLLUPS.values():
        yield from (f"/{rollup.plural}/{rollup.slug(value)}/" for value in find_values(rollup, listings))
