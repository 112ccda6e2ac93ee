"""What every page shows: the sections, the current one, and the version of the data."""

from __future__ import annotations

from django.http import HttpRequest

from notorious.page_cache.revision import Version, request_version

SECTIONS = (
    ("/check/", "Check"),
    ("/editions/", "Editions"),
    ("/markets/", "Markets"),
    ("/recommendations/", "Recommendations"),
    ("/responses/", "Responses"),
    ("/claims/", "Claims"),
    ("/countries/", "Countries"),
    ("/charts/", "Charts"),
    ("/data/", "Data"),
    ("/about/", "About"),
)


class Site:
    """Read by `base.html`; it asks the database only if a page shows the version."""

    sections = SECTIONS

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def section(self) -> str:
        """The address of the section that the page is in."""
        return "/" + self.request.path.strip("/").split("/")[0] + "/"

    @property
    def version(self) -> Version:
        return request_version(self.request)

    @property
    def label(self) -> str:
        return self.version.label


def site(request: HttpRequest) -> dict[str, Site]:
    """The context processor."""
    return {"site": Site(request)}
