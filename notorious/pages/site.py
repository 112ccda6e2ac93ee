"""What every page shows: the sections, the current one, all pages, and the version of the data."""

import re
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, QueryDict

from markets.consistent_read import PAST
from notorious.revision import request_version, shown_version

SECTIONS = (
    ("/markets/", "Markets"),
    ("/editions/", "Editions"),
    ("/recommendations/", "Recommendations and responses"),
    ("/countries/", "Countries"),
    ("/charts/", "Charts"),
)
"""The main navigation. A label is the title of its page."""

MORE_SECTIONS = (
    ("/check/", "Check"),
    ("/responses/", "Responses"),
    ("/claims/", "Company figures"),
    ("/data/", "Data"),
    ("/about/", "About"),
)
"""The navigation's menu “More”."""

SITE_MAP = (
    (
        "The List",
        (
            ("/editions/", "Editions"),
            ("/compare/", "Compare two editions"),
            ("/issue-focus/", "Issue focus"),
            ("/markets/", "Markets"),
            ("/charts/", "Charts"),
            ("/calendar/", "Calendar"),
            ("/check/", "Check"),
            ("/check/bulk/", "Check a list"),
        ),
    ),
    (
        "Listings by",
        (
            ("/countries/", "Countries"),
            ("/categories/", "Categories"),
            ("/harms/", "Harms"),
            ("/sister-lists/eu/", "EU Counterfeit and Piracy Watch List"),
            ("/nominations/", "Nominations"),
        ),
    ),
    (
        "Responses",
        (
            ("/recommendations/", "Recommendations and responses"),
            ("/responses/", "Responses"),
            ("/parties/", "Parties"),
            ("/claims/", "Company figures"),
            ("/search/", "Search"),
        ),
    ),
    (
        "This record",
        (
            ("/about/", "About"),
            ("/data/", "Data"),
            ("/data/in-three-lines/", "In three lines"),
            ("/api/", "API"),
            ("/feeds/", "Feeds"),
            ("/corrections/", "Corrections"),
            ("/alerts/", "Alerts"),
            ("/reply/", "Reply to this record"),
            ("/privacy/", "Privacy"),
            ("/status/", "Status"),
        ),
    ),
)
"""The footer: every page that is not a part of another, in groups."""

PARENTS = {
    "/api/": "/data/",
    "/feeds/": "/data/",
    "/compare/": "/editions/",
    "/issue-focus/": "/editions/",
    "/calendar/": "/editions/",
    "/sister-lists/": "/markets/",
    "/nominations/": "/markets/",
    "/categories/": "/countries/",
    "/harms/": "/countries/",
    "/parties/": "/responses/",
    "/corrections/": "/about/",
    "/alerts/": "/about/",
    "/reply/": "/about/",
    "/privacy/": "/about/",
    "/status/": "/about/",
}
"""The section in the main navigation of pages that only the footer names."""


EMBEDDABLE = re.compile(r"/charts/[a-z-]+(/[a-z0-9_-]+)?/|/markets/([a-z0-9-]+/)?|/recommendations/")
ONE_MARKET = re.compile(r"[a-z0-9-]+")


def find_embed_path(address: str) -> str:
    """Return the path of the embedded form of a page; empty where it has none.

    `address`: a path, with its query if it has one. Of filters, the one market of the recommendations counts alone.
    """
    path, _, query = address.partition("?")
    markets = QueryDict(query).getlist("market") if path == "/recommendations/" else []
    if len(markets) == 1 and ONE_MARKET.fullmatch(markets[0]):
        path += f"{markets[0]}/"
    elif not EMBEDDABLE.fullmatch(path):
        return ""
    return f"/embed{path}"


class Site:
    """Read by `base.html`; it asks the database only if a page shows the version."""

    sections = SECTIONS
    more_sections = MORE_SECTIONS
    map = SITE_MAP

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def path(self) -> str:
        return self.request.path

    @property
    def section(self) -> str:
        """The address of the section that the page is in."""
        first = "/" + self.request.path.strip("/").split("/")[0] + "/"
        return PARENTS.get(first, first)

    @property
    def is_in_more(self) -> bool:
        """Whether the menu “More” names the section."""
        return self.section in dict(MORE_SECTIONS)

    @property
    def canonical(self) -> str:
        """The address that search engines should show: filtered and sorted lists lead to the list."""
        page = self.request.GET.get("page", "")
        numbered = f"?page={page}" if page.isdecimal() and list(self.request.GET) == ["page"] else ""
        return f"{settings.SITE_URL}{self.request.path}{numbered}"

    @property
    def oembed(self) -> str:
        """Where programs find how to embed this page; empty where it cannot be embedded."""
        path = self.request.get_full_path() if self.path == "/recommendations/" else self.path
        address = quote(f"{settings.SITE_URL}{path}", safe="")
        return f"{settings.SITE_URL}/oembed?url={address}" if find_embed_path(path) else ""

    @property
    def contact(self) -> str:
        return settings.CONTACT_EMAIL

    @property
    def label(self) -> str:
        """The last version of the data that a page shows."""
        return (PAST.get() or request_version(self.request)).label

    @property
    def shown_version(self) -> str:
        return shown_version(self.request)


def site(request: HttpRequest) -> dict[str, Site]:
    """Return the context processor."""
    return {"site": Site(request)}
